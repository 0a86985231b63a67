"""What the patient's sheet must not give, beyond what the letter's own patient copy holds back (`document.withheld`).

The sheet leaves the hospital on its own and lies open on a table: a text that would break one of these is left out
whole, since the clinician's words are never cut nor rewritten, and its author is told which field it was.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from lls_drafter.document.withheld import Copy, has_situation, withheld
from lls_drafter.letter.base import Impression
from lls_drafter.letter.dates import MONTHS, WEEKDAYS
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, Leaf, walk
from lls_drafter.letter.sejour import Situation
from lls_drafter.letter.text import fold
from lls_drafter.rules.checks.abreviations import patient_names
from lls_drafter.rules.drug_conditions import PATTERNS, Mention

SHEET_FIELDS = frozenset(
    {
        "motif_hospitalisation",
        "conclusion",
        "actes_examens",
        "dispositifs_implantables",
        "dispositifs_en_place",
        "oxygene",
        "materiel_domicile",
        "bilan_medicamenteux",
        "volet_medicamenteux",
        "resultats_attendus",
        "suites_a_donner",
        "consignes_patient",
        "remise_patient",
        "etablissement",
        "signataire",
    }
)
"""The fields of the letter that the sheet draws from, besides the patient's identity and the dates of the stay."""

_TREATMENT = frozenset({"posologie", "duree", "medicament", "non_lu", "voie"})
_FOLDED_MONTHS = tuple(fold(month) for month in MONTHS)
_DAY = re.compile(rf"(?<!\d)(\d{{1,2}})(?:er)?(?:[/.-](\d{{1,2}})|\s({'|'.join(_FOLDED_MONTHS)}))(?:[/.\s-](\d{{4}}))?")
_PAST_DAYS = 62
_PHONE = re.compile(r"(?<!\d)0\d(?:[ .-]?\d{2}){4}(?!\d)")
_NAMED = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b|\bdemain\b")


class Reason(StrEnum):
    """Why a text is not on the sheet, in words for its author."""

    LATER_DAY = "il porte une date à venir, que l'exemplaire d'une personne détenue ne doit pas donner"
    THIRD_PARTY = "il peut désigner un tiers"
    IDENTITY = "il porte un nom du patient, dont l'identité est secrète"


def held_texts(lettre: Lettre) -> Mapping[FieldPath, Reason]:
    """Give the free texts that are left out of the sheet, each with the reason."""
    return MappingProxyType({leaf.path: reason for leaf in _texts(lettre) if (reason := _reason(lettre, leaf))})


def held_back(lettre: Lettre) -> frozenset[FieldPath]:
    """Give every address that the sheet must not give."""
    held = withheld(lettre, Copy.PATIENT) | frozenset(held_texts(lettre))
    return held | {FieldPath(("patient",))} if has_situation(lettre, Situation.SECRET_IDENTITE) else held


def _texts(lettre: Lettre) -> Iterator[Leaf]:
    """Give the free texts that the sheet may print."""
    for leaf in walk(lettre):
        if leaf.impression is Impression.LETTRE and leaf.path.parts[0] in SHEET_FIELDS and type(leaf.value) is str:
            yield leaf


def _reason(lettre: Lettre, leaf: Leaf) -> Reason | None:
    """Give why a text is left out, None when it is not."""
    if _TREATMENT.intersection(part for part in leaf.path.parts if isinstance(part, str)):
        return None  # what is taken is never left out
    text = fold(str(leaf.value))
    if has_situation(lettre, Situation.SECRET_IDENTITE) and _names_patient(lettre, text):
        return Reason.IDENTITY
    if has_situation(lettre, Situation.SOINS_SANS_CONSENTEMENT) and PATTERNS[Mention.TIERS_DESIGNE].search(text):
        return Reason.THIRD_PARTY
    if has_situation(lettre, Situation.DETENU) and _tells_later_day(text, lettre):
        return Reason.LATER_DAY
    return None


def _names_patient(lettre: Lettre, text: str) -> bool:
    """Tell whether a folded text holds one of the patient's names as a whole word."""
    names = (re.escape(fold(name)) for name in patient_names(lettre) if len(name) > 1)
    return any(re.search(rf"(?<!\w){name}(?!\w)", text) for name in names)


def _tells_later_day(text: str, lettre: Lettre) -> bool:
    """Tell whether a folded text holds a day after the discharge, or one that cannot be told to be before."""
    stay = lettre.sejour
    end = (stay.date_sortie if stay is not None else None) or lettre.date_lettre
    text = _PHONE.sub(" ", text)
    found = list(_DAY.finditer(text))
    rest = _DAY.sub(" ", text) if found else text
    if _NAMED.search(rest) and not found:
        return True
    return any(_is_later(match, end) for match in found)


def _is_later(match: re.Match[str], end: date | None) -> bool:
    """Tell whether a written day comes after the discharge; one that cannot be placed counts as later."""
    month = int(match[2]) if match[2] else _FOLDED_MONTHS.index(match[3]) + 1
    day = int(match[1])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return False  # « 10-20 minutes »: no day of a calendar
    if end is None:
        return True
    years = (int(match[4]),) if match[4] else (end.year, end.year - 1)
    days = [found for year in years if (found := _day(year, month, day)) is not None and found <= end]
    # without a year, a day long before the discharge may as well be one of the year to come
    return not days or (not match[4] and (end - days[0]).days > _PAST_DAYS)


def _day(year: int, month: int, day: int) -> date | None:
    """Give a day, None for one that no calendar has."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
