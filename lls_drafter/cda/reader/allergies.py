"""The allergies: our own line, else the entries with the words of their row."""

from collections.abc import Iterable

from lls_drafter.cda import oids
from lls_drafter.cda.reader.model import Nature
from lls_drafter.cda.reader.narrative import Row, Table, cells_text
from lls_drafter.cda.reader.reading import Reading, holding
from lls_drafter.cda.reader.section import Section
from lls_drafter.cda.reader.values import (
    attribute,
    bounds,
    child,
    children,
    day_of,
    first,
    label_of,
    text_of,
)
from lls_drafter.cda.xml import HL7, Element
from lls_drafter.letter.dates import format_date
from lls_drafter.letter.reponse import AUCUN, is_answered
from lls_drafter.letter.synthese import Allergie
from lls_drafter.letter.text import fold

_NONE = "no-known-allergies"
_NO_INFORMATION = "no-allergy-info"


def read_allergies(reading: Reading, section: Section) -> None:
    """Read the allergies of a section; those that our own line said already are not read twice."""
    if is_answered(reading.lettre.allergies) or reading.est_de_lls:
        return
    absences: set[str] = set()
    found: list[Allergie] = []
    for act in section.entries("act"):
        for relation in children(act, "entryRelationship"):
            for observation in children(relation, "observation"):
                value = child(observation, "value")
                if attribute(value, "codeSystem") == oids.ABSENCE:
                    absences.add(attribute(value, "code") or "")
                    continue
                one = _allergy(reading, section, act, observation)
                if one is not None:
                    found.append(one)
    _answer(reading, section, found, absences)


def _answer(reading: Reading, section: Section, found: list[Allergie], absences: set[str]) -> None:
    """Write the answer: the allergies, or the absence that the document codes."""
    if found and absences:
        reading.leave(section.titre, Nature.CONTRADICTION, "des allergies, et un code qui dit qu'il n'y en a pas")
    if found:
        reading.put("allergies", tuple(found), section.titre)
    elif absences == {_NONE}:
        section.take(section.blocks)
        reading.put("allergies", AUCUN, section.titre)
    elif _NO_INFORMATION in absences:
        reading.leave(section.titre, Nature.CODE, "aucune information sur les allergies : la question reste")
    elif absences:
        reading.leave(section.titre, Nature.CODE, "absence d'allergie dite d'un genre seulement : la question reste")


def _allergy(reading: Reading, section: Section, act: Element, observation: Element) -> Allergie | None:
    """Give one allergy: its agent and reaction as the narrative says them, the rest of its row beside."""
    agent = child(observation, "participant", "participantRole", "playingEntity")
    code = child(agent, "code")
    value = child(observation, "value")
    if attribute(observation, "negationInd") == "true":
        reading.leave(section.titre, Nature.CODE, "allergie niée par son code : à relire", champ="allergies")
        return None
    substance = first(
        (
            _words(reading, code),
            text_of(child(agent, "name")),
            attribute(code, "displayName"),
            _words(reading, value),
            attribute(value, "displayName"),
        )
    )
    place = first_place(reading, section, code, value, observation)
    if not substance:
        if place is not None:
            reading.leave(section.titre, Nature.TEXTE, "allergie sans substance", place[1], champ="allergies")
        return None
    kind = _words(reading, observation, cell_only=True) or label_of(child(observation, "code"), "type_allergie")
    low, high = bounds(child(act, "effectiveTime"))
    began = day_of(low)
    ended = attribute(child(act, "statusCode"), "code") in {"completed", "aborted"} or day_of(high) is not None
    values = {
        "substance": substance,
        "type": kind if kind != substance else label_of(child(observation, "code"), "type_allergie"),
        "reaction": _reaction(reading, observation),
        "date": format_date(began) if began is not None else None,
    }
    known = {name: text for name, text in values.items() if text}
    more = _more(place[1] if place is not None else "", known.values())
    if ended and not more:
        more = "statut du document : terminée"
    refuted = {"infirmee": True} if _is_refuted(observation) else {}
    return Allergie.model_validate({**known, **refuted, **({"precision": more} if more else {})})


def _is_refuted(observation: Element) -> bool:
    """Tell whether an allergy's certainty is that it was ruled out."""
    inner = (one for one in observation.iter(f"{{{HL7}}}value") if one is not child(observation, "value"))
    return any(attribute(one, "code") == "refuted" for one in inner)


def first_place(reading: Reading, section: Section, *elements: Element | None) -> tuple[Row | None, str] | None:
    """Give the row or paragraph that one of some elements links to, with its words; it is taken."""
    for element in elements:
        target = reading.linked(element)
        row = reading.row_of(target)
        if row is not None:
            _take_rows(section, row)
            return row, cells_text(row)
        paragraph = holding(section.blocks, target)
        if paragraph is not None and target is not None:
            section.take([paragraph])
            return None, text_of(paragraph.element)
    return None


def _take_rows(section: Section, row: Row) -> None:
    """Take the table of a row."""
    section.take([block for block in section.blocks if isinstance(block, Table) and row in block.rows])


def _words(reading: Reading, element: Element | None, *, cell_only: bool = False) -> str:
    """Give the words that an element links to; nothing for a link to more than a few words of a row."""
    target = reading.linked(element)
    if target is None or (cell_only and reading.row_of(target) is None):
        return ""
    row = reading.row_of(target)
    return "" if row is not None and target is row.element else text_of(target)


def _reaction(reading: Reading, observation: Element) -> str | None:
    """Give the reactions in words."""
    said = []
    for relation in children(observation, "entryRelationship"):
        if attribute(relation, "typeCode") != "MFST":
            continue
        for reaction in children(relation, "observation"):
            value = child(reaction, "value")
            said.append(first((_words(reading, value), _words(reading, reaction), attribute(value, "displayName"))))
    return ", ".join(filter(None, said)) or None


def _more(text: str, known: Iterable[str]) -> str:
    """Give the words of a row that no field says: each cell that is not one of them."""
    said = {fold(one) for one in known}
    parts = [part.strip() for part in text.split(" – ")]
    return " ; ".join(part for part in parts if part and fold(part) not in said)
