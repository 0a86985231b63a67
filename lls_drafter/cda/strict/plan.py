"""The plan of care: procedures, requests, encounters."""

import re
from collections.abc import Iterator
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.strict.coded import other_than, outside
from lls_drafter.cda.strict.model import Fault, Source, Table
from lls_drafter.cda.strict.tree import (
    Document,
    find,
    find_all,
    has_words,
    is_null,
    kind_of,
    missing_templates,
    templates,
)
from lls_drafter.cda.xml import HL7, Element

PLAN: Final = Table("Plan de soins")
_PROCEDURE: Final = ("1.3.6.1.4.1.19376.1.5.3.1.4.19", "1.2.250.1.213.1.1.3.62")
_DONE: Final = frozenset({"2.16.840.1.113883.10.20.1.29", "2.16.840.1.113883.10.20.1.21"})
_CCAM: Final = re.compile("[A-Z]{4}[0-9]{3}")
_MOODS: Final = {
    "procedure": frozenset({"INT", "EVN", "PRP", "RQO", "ARQ", "PRMS"}),
    "observation": frozenset({"INT", "PRP", "GOL"}),
    "encounter": frozenset({"ARQ", "PRMS", "PMRS", "EVN", "INT", "APT"}),
}
_STATUSES: Final = frozenset({"active", "completed", "aborted", "cancelled"})
_PRIORITY_SYSTEM: Final = "2.16.840.1.113883.5.7"


def _entries(document: Document, name: str) -> Iterator[Element]:
    """Give the entries of one kind of the plan of care."""
    for section in document.of(oids.PLAN_DE_SOINS):
        yield from find_all(section, f"entry/{name}")


@PLAN.error(
    "CDA-PLAN-MODELES",
    "chaque entrée du plan déclare ses modèles",
    "ajouter les templateId manquants",
    Source.CONTROLE,
)
def declared(document: Document) -> Iterator[Fault]:
    """Look at the templates of the plan's entries."""
    for name, wanted in (("procedure", _PROCEDURE), ("observation", oids.REQUEST), ("encounter", oids.ENCOUNTER)):
        for one in _entries(document, name):
            for root in missing_templates(one, wanted):
                yield Fault(one, f"l'entrée ne déclare pas le modèle {root}")
            if not templates(one) & {oids.PLANNED, *_DONE}:
                yield Fault(one, "l'entrée ne dit pas, par son modèle, si elle est prévue ou faite")


@PLAN.error(
    "CDA-PLAN-FORME",
    "chaque entrée du plan a un mode admis, un identifiant, un statut admis, une date ou une priorité",
    "écrire moodCode, id, statusCode, effectiveTime (nullFlavor si elle n'est pas connue) ou priorityCode",
    Source.CONTROLE,
)
def shape(document: Document) -> Iterator[Fault]:
    """Look at the form of the plan's entries."""
    for name, moods in _MOODS.items():
        for one in _entries(document, name):
            if one.get("moodCode") not in moods:
                yield Fault(one, "moodCode n'est pas admis pour cette entrée")
            if not find_all(one, "id"):
                yield Fault(one, "l'identifiant de l'entrée manque")
            status = find(one, "statusCode")
            if (status is None and name != "encounter") or (
                status is not None and status.get("code") not in _STATUSES and not is_null(status)
            ):
                yield Fault(one, "le statut de l'entrée manque ou n'est pas admis")
            if find(one, "effectiveTime") is None and (name == "observation" or find(one, "priorityCode") is None):
                yield Fault(one, "l'entrée n'a ni date ni priorité")


@PLAN.error(
    "CDA-PLAN-ACTE",
    "un acte est codé, ou dit par ses mots ; un code CCAM a 4 lettres et 3 chiffres",
    "écrire le code CCAM (1.2.250.1.215.300.1), ou nullFlavor",
    Source.PUBLIQUE,
)
def procedures(document: Document) -> Iterator[Fault]:
    """Look at the codes of procedures, everywhere."""
    for one in document.root.iter(f"{{{HL7}}}procedure"):
        code = find(one, "code")
        if code is None or not (is_null(code) or code.get("code") or find(code, "originalText") is not None):
            yield Fault(one, "l'acte n'a pas de code")
        elif code.get("codeSystem") == oids.CCAM and not _CCAM.fullmatch(code.get("code") or ""):
            yield Fault(code, "le code CCAM n'a pas la forme attendue")
        elif code.get("code") and not code.get("codeSystem"):
            yield Fault(code, "le code de l'acte n'a pas de système de codes")


@PLAN.error(
    "CDA-PLAN-DEMANDE",
    "une demande d'examen ou de suivi a le code ORG-064 et dit en mots ce qui est demandé",
    "écrire ORG-064 (1.2.250.1.213.1.1.4.322) et une valeur ST",
    Source.EXEMPLE,
)
def requests(document: Document) -> Iterator[Fault]:
    """Look at the requests."""
    for one in _entries(document, "observation"):
        code, value = find(one, "code"), find(one, "value")
        if code is None:
            yield Fault(one, "le code de la demande manque")
        else:
            yield from other_than(code, "ORG-064", oids.CISIS, "demande")
        if value is None or kind_of(value) != "ST" or not (has_words(value) or is_null(value)):
            yield Fault(one if value is None else value, "la demande n'est pas dite en mots (valeur ST)")


@PLAN.error(
    "CDA-PLAN-RENCONTRE",
    "le type de rencontre est du jeu de valeurs et de son système",
    "écrire un code du jeu 2.16.840.1.113883.1.11.13955, tel AMB (2.16.840.1.113883.5.4)",
    Source.JEU,
)
def encounters(document: Document) -> Iterator[Fault]:
    """Look at the kinds of encounters."""
    for one in _entries(document, "encounter"):
        code = find(one, "code")
        if code is None or not (is_null(code) or code.get("code")):
            yield Fault(one, "le type de rencontre manque")
        yield from outside(code, "type_rencontre", "type de rencontre")


@PLAN.error(
    "CDA-PLAN-PRIORITE",
    "une priorité est du jeu de valeurs et de son système",
    "écrire un code du jeu 2.16.840.1.113883.1.11.16866 (2.16.840.1.113883.5.7), ou retirer priorityCode",
    Source.JEU,
)
def priorities(document: Document) -> Iterator[Fault]:
    """Look at the priorities, everywhere in the body."""
    for section, _ in document.sections:
        for one in find_all(section, "entry//priorityCode"):
            yield from outside(one, "priorite", "priorité")
