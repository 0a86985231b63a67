"""The allergies and intolerances.

- « Aucune » is written only when the letter says so; unknown and unanswered are « no information ».
- One that was ruled out stands in a list of its own, closed, its certainty « refuted »: never among the active ones.
- The type is coded when the letter's words are exactly one of the value set, else by the widest code of the set; the
  words are linked in both cases. The substance and the reaction are in the letter's words: it has no code for them.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.writer.links import original_text, text_reference
from lls_drafter.cda.writer.writing import NOT_APPLICABLE, UNKNOWN, Writing, code_of, coded, entry, found, null
from lls_drafter.cda.xml import Element, node, template_ids
from lls_drafter.letter.reponse import AUCUN, value_of
from lls_drafter.letter.synthese import Allergie
from lls_drafter.letter.text import is_blank

_REACTION: Final = (
    "2.16.840.1.113883.10.20.1.28",
    "1.3.6.1.4.1.19376.1.5.3.1.4.5",
    "2.16.840.1.113883.10.20.1.54",
    "1.2.250.1.213.1.1.3.37",
)
_CERTAINTY: Final = "1.2.250.1.213.1.1.3.171"
_VERIFICATION: Final = "2.16.840.1.113883.4.642.1.1075"
_ANY_TYPE: Final = "420134006"
"""« propension aux effets indésirables »: allergy or intolerance, to whatever it is."""
_PROBLEM: Final = "55607006"
_DATE: Final = re.compile(r"(?:(?:(\d\d)/)?(\d\d)/)?((?:19|20)\d\d)")


def allergy_entries(writing: Writing) -> tuple[Element, ...]:
    """Make the lists of allergies: the active ones, then those ruled out; or what says that there are none."""
    answer = writing.lettre.allergies
    known = tuple(enumerate(value_of(answer) or ()))
    if not known:
        code = "no-known-allergies" if answer is AUCUN else "no-allergy-info"
        return (node("entry", None, _list(writing, code, [_absence(writing, code)], closed=False)),)
    active = [_allergy(writing, one, number) for number, one in known if one.infirmee is not True]
    refuted = [_allergy(writing, one, number) for number, one in known if one.infirmee is True]
    lists = (("actives", active, False), ("infirmees", refuted, True))
    return tuple(node("entry", None, _list(writing, name, ones, closed=closed)) for name, ones, closed in lists if ones)


def _list(writing: Writing, name: str, ones: Iterable[Element], *, closed: bool) -> Element:
    """Make a list of allergies; a closed one has an end, which nobody dates."""
    high = null("high", UNKNOWN) if closed else None
    return node(
        "act",
        {"classCode": "ACT", "moodCode": "EVN"},
        *template_ids(*oids.ALLERGY_LIST),
        writing.id("allergies", name),
        null("code", NOT_APPLICABLE),
        node("statusCode", {"code": "completed" if closed else "active"}),
        node("effectiveTime", None, null("low", UNKNOWN), high),
        *(node("entryRelationship", {"typeCode": "SUBJ", "inversionInd": "false"}, one) for one in ones),
    )


def _absence(writing: Writing, code: str) -> Element:
    """Make what says that no allergy is known, or that nothing is known of any."""
    link = writing.links.to_row("allergies")
    return node(
        "observation",
        {"classCode": "OBS", "moodCode": "EVN"},
        *template_ids(*oids.ALLERGY),
        writing.id("allergies", code, "observation"),
        coded("code", entry("type_allergie", _ANY_TYPE)),
        text_reference(link),
        node("statusCode", {"code": "completed"}),
        _since(None),
        coded("value", entry("absence_allergie", code), original_text(link), kind="CD"),
    )


def _allergy(writing: Writing, one: Allergie, number: int) -> Element:
    """Make one allergy."""
    path = f"allergies[{number}]"
    link = writing.links.to_row(path)
    kind = found("type_allergie", None, one.type) or entry("type_allergie", _ANY_TYPE)
    refuted = _refuted(writing, path) if one.infirmee is True else None
    return node(
        "observation",
        {"classCode": "OBS", "moodCode": "EVN"},
        *template_ids(*oids.ALLERGY),
        writing.id(path),
        coded("code", kind),
        text_reference(link),
        node("statusCode", {"code": "completed"}),
        _since(one.date),
        node("value", {"xsi:type": "CD"}, original_text(link)),
        _agent(writing, one, path),
        refuted,
        _reaction(writing, one, path),
    )


def _agent(writing: Writing, one: Allergie, path: str) -> Element | None:
    """Make what causes an allergy, in words; none when it is not said."""
    if one.substance is None or is_blank(one.substance):
        return None
    link = writing.links.to_words(f"{path}.substance")
    entity = node(
        "playingEntity",
        {"classCode": "MMAT"},
        node("code", {"nullFlavor": UNKNOWN}, original_text(link)),
        node("name", None, one.substance),
    )
    return node("participant", {"typeCode": "CSM"}, node("participantRole", {"classCode": "MANU"}, entity))


def _refuted(writing: Writing, path: str) -> Element:
    """Make the certainty of an allergy that was ruled out."""
    observation = node(
        "observation",
        {"classCode": "OBS", "moodCode": "EVN"},
        *template_ids(_CERTAINTY),
        writing.id(path, "certitude"),
        code_of("66455-7", "Certitude", oids.LOINC),
        node("statusCode", {"code": "completed"}),
        null("effectiveTime", NOT_APPLICABLE),
        node("value", {"xsi:type": "CE", "code": "refuted", "displayName": "Réfuté", "codeSystem": _VERIFICATION}),
    )
    return node("entryRelationship", {"typeCode": "SUBJ", "inversionInd": "true"}, observation)


def _reaction(writing: Writing, one: Allergie, path: str) -> Element | None:
    """Make the reaction, in words; none when it is not said."""
    if one.reaction is None or is_blank(one.reaction):
        return None
    link = writing.links.to_words(f"{path}.reaction")
    observation = node(
        "observation",
        {"classCode": "OBS", "moodCode": "EVN"},
        *template_ids(*_REACTION),
        writing.id(path, "reaction"),
        code_of(_PROBLEM, "problème", oids.SNOMED_CT),
        text_reference(link),
        node("statusCode", {"code": "completed"}),
        _since(None),
        node("value", {"xsi:type": "CD"}, original_text(link)),
    )
    return node("entryRelationship", {"typeCode": "MFST"}, observation)


def _since(text: str | None) -> Element:
    """Make the date of an allergy when it is one (« 2014 », « 03/2014 », « 12/03/2014 »), else unknown."""
    value = _day(text)
    low = node("low", {"value": value}) if value else null("low", UNKNOWN)
    return node("effectiveTime", {"xsi:type": "IVL_TS"}, low)


def _day(text: str | None) -> str | None:
    """Give a date in words as CDA writes it, None when it is not one."""
    match = _DATE.fullmatch(text.strip()) if text else None
    if match is None:
        return None
    day, month, year = match.groups()
    try:
        dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return f"{year}{month or ''}{day or ''}"
