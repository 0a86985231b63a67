"""Allergies and intolerances."""

from collections.abc import Iterator
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.strict.coded import is_one_of, outside
from lls_drafter.cda.strict.model import Fault, Source, Table
from lls_drafter.cda.strict.tree import Document, find, find_all, has_words, is_null, kind_of, missing_templates
from lls_drafter.cda.xml import Element

ALLERGIES: Final = Table("Allergies")
_STATUSES: Final = frozenset({"active", "completed", "aborted", "suspended"})
_ENDED: Final = frozenset({"completed", "aborted"})
_NOTHING_KNOWN: Final = frozenset({"no-known-allergies", "no-allergy-info"})


def _concerns(document: Document) -> Iterator[Element]:
    """Give the concerns."""
    for section in document.of(oids.ALLERGIES):
        yield from find_all(section, "entry/act")


def _allergies(document: Document) -> Iterator[Element]:
    """Give the allergies."""
    for concern in _concerns(document):
        for link in find_all(concern, "entryRelationship"):
            if link.get("typeCode") == "SUBJ":
                yield from find_all(link, "observation")


@ALLERGIES.error(
    "CDA-ALLERGIE-MODELES",
    "la liste et chaque allergie déclarent leurs modèles",
    "ajouter les templateId manquants",
    Source.CONTROLE,
)
def declared(document: Document) -> Iterator[Fault]:
    """Look at the templates."""
    for what, places, wanted in (
        ("la liste", _concerns(document), oids.ALLERGY_LIST),
        ("l'allergie", _allergies(document), oids.ALLERGY),
    ):
        for one in places:
            for root in missing_templates(one, wanted):
                yield Fault(one, f"{what} ne déclare pas le modèle {root}")


@ALLERGIES.error(
    "CDA-ALLERGIE-FORME",
    "la liste a un identifiant, un statut admis, un début, une fin si et seulement si elle est close, et une allergie",
    "écrire id, statusCode, effectiveTime/low, et high pour completed et aborted",
    Source.CONTROLE,
)
def shape(document: Document) -> Iterator[Fault]:
    """Look at the form of concerns and allergies."""
    for one in _concerns(document):
        status = find(one, "statusCode")
        code = status.get("code") if status is not None else None
        if code not in _STATUSES:
            yield Fault(one, "le statut de la liste manque ou n'est pas admis")
        if not find_all(one, "id"):
            yield Fault(one, "l'identifiant de la liste manque")
        if find(one, "effectiveTime/low") is None:
            yield Fault(one, "le début manque (effectiveTime/low)")
        if (find(one, "effectiveTime/high") is not None) is not (code in _ENDED):
            yield Fault(one, "la fin (effectiveTime/high) est là pour une liste close, et pour elle seule")
        if find(one, "entryRelationship/observation") is None:
            yield Fault(one, "la liste n'a aucune allergie")
    for one in _allergies(document):
        if not find_all(one, "id"):
            yield Fault(one, "l'identifiant de l'allergie manque")


@ALLERGIES.error(
    "CDA-ALLERGIE-TYPE",
    "le type d'allergie est du jeu de valeurs 794 et de son système",
    "écrire un code du jeu 1.2.250.1.213.1.1.5.794 (SNOMED CT)",
    Source.CONTROLE,
)
def types(document: Document) -> Iterator[Fault]:
    """Look at the kinds of allergies."""
    for one in _allergies(document):
        code = find(one, "code")
        if code is None or not (code.get("code") or is_null(code)):
            yield Fault(one, "le type d'allergie manque")
        yield from outside(code, "type_allergie", "type d'allergie")


@ALLERGIES.error(
    "CDA-ALLERGIE-VALEUR",
    "une allergie est décrite : valeur CD liée à ses mots, avec code et système ou aucun des deux ; une absence est de "
    "son jeu",
    "écrire value CD avec originalText/reference ; les codes d'absence sont du jeu 661",
    Source.CONTROLE,
)
def values(document: Document) -> Iterator[Fault]:
    """Look at what allergies are."""
    for one in _allergies(document):
        known = find_all(one, "value")
        if len(known) != 1:
            yield Fault(one, "l'allergie n'a pas une valeur et une seule")
        for value in known:
            if kind_of(value) not in {"CD", "CE"}:
                yield Fault(value, "la valeur n'est pas un code (CD)")
            if find(value, "originalText") is None and not is_null(value):
                yield Fault(value, "la valeur n'est pas liée à ses mots (originalText)")
            if (value.get("code") is None) is not (value.get("codeSystem") is None):
                yield Fault(value, "la valeur a un code sans système, ou un système sans code")
            if value.get("codeSystem") == oids.ABSENCE or is_one_of(value, "absence_allergie"):
                yield from outside(value, "absence_allergie", "absence d'allergie")


@ALLERGIES.error(
    "CDA-ALLERGIE-ABSENCE",
    "« aucune allergie connue » et « sans information » ne sont jamais dits à côté d'une allergie, ni d'un agent",
    "garder les allergies et retirer l'absence, ou l'inverse",
    Source.LOGIQUE,
)
def absence(document: Document) -> Iterator[Fault]:
    """Look for an absence that something contradicts."""
    known = [(one, find(one, "value")) for one in _allergies(document)]
    absent = [one for one, value in known if value is not None and value.get("code") in _NOTHING_KNOWN]
    if absent and len(known) > len(absent):
        yield Fault(absent[0], "le document dit à la fois une absence d'allergie et une allergie")
    for one in absent:
        if find(one, "participant/participantRole/playingEntity") is not None:
            yield Fault(one, "une absence d'allergie nomme un agent")


@ALLERGIES.error(
    "CDA-ALLERGIE-AGENT",
    "l'agent d'une allergie est dit : un nom, ou un code lié à ses mots",
    "écrire playingEntity/code avec originalText/reference, ou name",
    Source.CONTROLE,
)
def agents(document: Document) -> Iterator[Fault]:
    """Look at what causes allergies."""
    for one in _allergies(document):
        for agent in find_all(one, "participant/participantRole/playingEntity"):
            code = find(agent, "code")
            if not has_words(find(agent, "name")) and (code is None or find(code, "originalText") is None):
                yield Fault(agent, "l'agent de l'allergie n'est pas dit")
            if code is not None and code.get("code") and not code.get("codeSystem"):
                yield Fault(code, "le code de l'agent n'a pas de système de codes")
