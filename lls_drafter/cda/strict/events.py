"""The observations of « Statut du document » and « Résultats d'évènements »."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.strict.coded import outside
from lls_drafter.cda.strict.model import Fault, Source, Table
from lls_drafter.cda.strict.times import bound, certainly_before, time_of
from lls_drafter.cda.strict.tree import (
    Document,
    Kind,
    find,
    find_all,
    has_words,
    is_null,
    kind_of,
    missing_templates,
    templates,
)
from lls_drafter.cda.xml import Element

EVENTS: Final = Table("Statut et événements du séjour")
_STATUS: Final = (oids.STATUT_DOCUMENT,)
_EXPECTED: Final = ((oids.STATUT, _STATUS), (oids.EVENEMENTS, oids.STAY_EVENTS))
_ALL: Final = (*_STATUS, *oids.STAY_EVENTS)
_CODED: Final = frozenset({"CD", "CE"})
_BOOLEAN: Final = re.compile("true|false")


def _label(what: oids.Evenement) -> str:
    """Give an observation as a message names it."""
    return f"{what.code} « {what.libelle} »"


def _observations(document: Document) -> Iterator[tuple[Element, oids.Evenement | None]]:
    """Give the observations of the two sections, with what each is: by its code, else by its own template."""
    for section in document.of(oids.STATUT, oids.EVENEMENTS):
        for one in find_all(section, "entry/observation"):
            yield one, _known(one)


def _known(observation: Element) -> oids.Evenement | None:
    """Give what an observation is."""
    code = find(observation, "code")
    value = code.get("code") if code is not None else None
    declared = templates(observation)
    return next((one for one in _ALL if one.code == value), None) or next(
        (one for one in _ALL if declared.intersection(one.modeles)), None
    )


@EVENTS.error(
    "CDA-EVENEMENT-OBLIGATOIRE",
    "les sept observations obligatoires sont là : statut, entrée, sortie, synthèse, recherche de BMR, transfusion, "
    "dérivés du sang",
    "écrire l'observation ; nullFlavor quand la réponse n'est pas connue, jamais un « non » que personne n'a donné",
    Source.EXEMPLE,
)
def mandatory(document: Document) -> Iterator[Fault]:
    """Look for the observations that the model demands."""
    if document.kind is not Kind.LEVEL_3:
        return
    known = {what for _, what in _observations(document)}
    for section, whats in _EXPECTED:
        at = next(document.of(section), document.root)
        for what in whats:
            if what.obligatoire and what not in known:
                yield Fault(at, f"l'observation {_label(what)} manque")


@EVENTS.error(
    "CDA-EVENEMENT-UNIQUE",
    "chaque observation n'est là qu'une fois",
    "garder une seule observation de ce code",
    Source.EXEMPLE,
)
def unique(document: Document) -> Iterator[Fault]:
    """Look for doubled observations."""
    seen: Counter[str] = Counter()
    for one, what in _observations(document):
        if what is None:
            continue
        seen[what.code] += 1
        if seen[what.code] == 2:
            yield Fault(one, f"l'observation {_label(what)} est là plusieurs fois")


@EVENTS.error(
    "CDA-EVENEMENT-CODE",
    "chaque observation a un code du modèle, dans la bonne rubrique, du système 1.2.250.1.213.1.1.4.322",
    "écrire le code et le système de l'observation du modèle",
    Source.CONTROLE,
)
def codes(document: Document) -> Iterator[Fault]:
    """Look at the codes of observations."""
    for one, what in _observations(document):
        code = find(one, "code")
        if what is None or code is None:
            yield Fault(one, "l'observation n'est pas l'une de celles du modèle")
            continue
        if code.get("code") != what.code:
            yield Fault(code, f"le code attendu avec ce modèle est {what.code}")
        if code.get("codeSystem") != oids.CISIS:
            yield Fault(code, f"{_label(what)} : le système de codes attendu est {oids.CISIS}")
    for section, whats in _EXPECTED:
        for place in document.of(section):
            for one in find_all(place, "entry/observation"):
                what = _known(one)
                if what is not None and what not in whats:
                    yield Fault(one, f"l'observation {_label(what)} n'est pas de cette rubrique")


@EVENTS.error(
    "CDA-EVENEMENT-MODELES",
    "chaque observation déclare les deux modèles communs et le sien",
    "ajouter les templateId manquants, dont celui de l'observation (1.2.250.1.213.1.1.3.48.N)",
    Source.EXEMPLE,
)
def declared(document: Document) -> Iterator[Fault]:
    """Look at the templates of observations."""
    for one, what in _observations(document):
        if what is None:
            continue
        for root in missing_templates(one, (*oids.OBSERVATION, *what.modeles)):
            yield Fault(one, f"{_label(what)} ne déclare pas le modèle {root}")
        for other in _ALL:
            if other is not what and templates(one).intersection(other.modeles):
                yield Fault(one, f"{_label(what)} déclare le modèle de {_label(other)}")


@EVENTS.error(
    "CDA-EVENEMENT-FORME",
    "chaque observation est un constat (OBS, EVN) achevé, avec un identifiant et une date",
    "écrire classCode OBS, moodCode EVN, un id, statusCode completed, effectiveTime (ou nullFlavor)",
    Source.CONTROLE,
)
def shape(document: Document) -> Iterator[Fault]:
    """Look at the form of observations."""
    for one, what in _observations(document):
        name = _label(what) if what is not None else "observation"
        if (one.get("classCode"), one.get("moodCode")) != ("OBS", "EVN"):
            yield Fault(one, f"{name} : ce n'est pas un constat (OBS, EVN)")
        if len(find_all(one, "id")) != 1:
            yield Fault(one, f"{name} : il faut un identifiant et un seul")
        status = find(one, "statusCode")
        if status is None or status.get("code") != "completed":
            yield Fault(one, f"{name} : statusCode n'est pas completed")
        time = find(one, "effectiveTime")
        if time is None or not (is_null(time) or time.get("value") or len(time)):
            yield Fault(one, f"{name} : la date manque (effectiveTime, ou nullFlavor)")
        if len(find_all(one, "author")) > 1:
            yield Fault(one, f"{name} : un auteur au plus")


@EVENTS.error(
    "CDA-EVENEMENT-TYPE",
    "la valeur de chaque observation est du type du modèle : code (CD, CE), texte (ST) ou booléen (BL)",
    "écrire le xsi:type attendu",
    Source.EXEMPLE,
)
def types(document: Document) -> Iterator[Fault]:
    """Look at the types of values."""
    for one, what in _observations(document):
        if what is None:
            continue
        wanted = _CODED if what.type in _CODED else {what.type}
        for value in find_all(one, "value"):
            if kind_of(value) not in wanted:
                yield Fault(value, f"{_label(what)} : la valeur n'est pas du type {what.type}")


@EVENTS.error(
    "CDA-EVENEMENT-VALEUR",
    "chaque observation a une valeur et une seule : un code, des mots, true ou false ; ou nullFlavor",
    "écrire la valeur, ou nullFlavor (UNK : inconnu ; NI : non renseigné)",
    Source.CONTROLE,
)
def values(document: Document) -> Iterator[Fault]:
    """Look at the values."""
    for one, what in _observations(document):
        if what is None:
            continue
        known = find_all(one, "value")
        if len(known) != 1:
            yield Fault(one, f"{_label(what)} : il faut une valeur et une seule")
        for value in known:
            if not is_null(value) and not _says(value):
                yield Fault(value, f"{_label(what)} : la valeur est vide")


def _says(value: Element) -> bool:
    """Tell whether a value says something."""
    match kind_of(value):
        case "BL":
            return _BOOLEAN.fullmatch(value.get("value") or "") is not None
        case "CD" | "CE":
            return bool(value.get("code")) or find(value, "originalText") is not None
        case _:
            return has_words(value) or bool(value.get("value") or value.get("code"))


def _value_of(document: Document, wanted: oids.Evenement) -> Iterator[Element]:
    """Give the values of an observation."""
    for one, what in _observations(document):
        if what is wanted:
            yield from (value for value in find_all(one, "value") if value.get("code") is not None)


@EVENTS.error(
    "CDA-STATUT-JEU",
    "le statut du document est du jeu de valeurs 93",
    "écrire un code du jeu 1.2.250.1.213.1.1.5.93 (SNOMED CT)",
    Source.JEU,
)
def status(document: Document) -> Iterator[Fault]:
    """Look at the code of the document's status."""
    for value in _value_of(document, oids.STATUT_DOCUMENT):
        yield from outside(value, "statut_document", "statut du document")


@EVENTS.error(
    "CDA-ENTREE-JEU",
    "la modalité d'entrée est du jeu de valeurs 73",
    "écrire un code du jeu 1.2.250.1.213.1.1.5.73",
    Source.CONTROLE,
)
def way_in(document: Document) -> Iterator[Fault]:
    """Look at the code of the way of coming."""
    for value in _value_of(document, oids.MODALITE_ENTREE):
        yield from outside(value, "modalite_entree", "modalité d'entrée")


@EVENTS.error(
    "CDA-SORTIE-JEU",
    "la modalité de sortie est du jeu de valeurs 74 (qui n'a pas de code pour le décès)",
    "écrire un code du jeu 1.2.250.1.213.1.1.5.74 ; « Autre destination » (GEN-092.06.03) à défaut",
    Source.JEU,
)
def way_out(document: Document) -> Iterator[Fault]:
    """Look at the code of the way of leaving."""
    for value in _value_of(document, oids.MODALITE_SORTIE):
        yield from outside(value, "modalite_sortie", "modalité de sortie")


@EVENTS.warning(
    "CDA-EVENEMENT-DATE",
    "les dates d'entrée et de sortie des observations ne contredisent pas celles du séjour",
    "écrire les mêmes jours dans les observations et dans l'en-tête",
    Source.LOGIQUE,
)
def dates(document: Document) -> Iterator[Fault]:
    """Compare the days of coming and leaving with the header."""
    event = find(document.root, "documentationOf/serviceEvent/effectiveTime")
    for wanted, name in ((oids.MODALITE_ENTREE, "low"), (oids.MODALITE_SORTIE, "high")):
        stay = bound(event, name)
        for one, what in _observations(document):
            if what is not wanted:
                continue
            time = find(one, "effectiveTime")
            said = time_of(time)
            if time is not None and (certainly_before(said, stay) or certainly_before(stay, said)):
                yield Fault(time, f"{_label(what)} : la date n'est pas celle du séjour")
