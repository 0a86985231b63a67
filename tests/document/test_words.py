"""The words of codes, dates and states."""

import datetime as dt
from enum import StrEnum

import pytest

from lls_drafter.document.words import say, say_age, say_birth, say_date_long, typeset
from lls_drafter.letter.base import Impression, LlsModel, impression_of
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import element_type, model_type, scalar_types
from lls_drafter.letter.personnes import Sexe


def printed_enums(model: type[LlsModel], seen: set[type[LlsModel]]) -> set[type[StrEnum]]:
    """Give the code types of every field that a letter or its trace may print."""
    if model in seen:
        return set()
    seen.add(model)
    found: set[type[StrEnum]] = set()
    for info in model.model_fields.values():
        inner = element_type(info.annotation) or info.annotation
        below = model_type(inner)
        if below is not None:
            found |= printed_enums(below, seen)
        if impression_of(info) is not Impression.JAMAIS:
            found |= {kind for kind in scalar_types(inner) if issubclass(kind, StrEnum)}
    return found


def test_every_printed_code_has_french_words() -> None:
    """No code of the file format ever reaches the paper as such."""
    for kind in printed_enums(Lettre, set()):
        for member in kind:
            assert say(member)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (dt.date(2026, 3, 1), "01/03/2026"),
        (dt.datetime.fromisoformat("2026-03-01T09:05:00"), "01/03/2026 à 9\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}05"),
        (True, "oui"),
        (False, "non"),
        (12, "12"),
        ("tel quel", "tel quel"),
    ],
)
def test_plain_values_are_said_in_french(value: object, expected: str) -> None:
    """Dates are day first, times in French, booleans in words, texts as typed."""
    assert expected == say(value)


def test_first_of_the_month_is_said_as_such() -> None:
    """French writes « 1er »."""
    assert ["1er mars 2026", "2 mars 2026"] == [say_date_long(dt.date(2026, 3, day)) for day in (1, 2)]


@pytest.mark.parametrize(
    ("sexe", "expected"), [(Sexe.F, "Née le"), (Sexe.M, "Né le"), (Sexe.I, "Né(e) le"), (None, "Né(e) le")]
)
def test_birth_agrees_with_the_sex(sexe: Sexe | None, expected: str) -> None:
    """« Née » is for a woman, « Né » for a man, both when it is not known."""
    assert expected == say_birth(sexe)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2026, 1, 2), "1 jour"),
        (dt.date(2026, 1, 31), "30 jours"),
        (dt.date(2027, 11, 30), "22 mois"),
        (dt.date(2028, 1, 1), "2 ans"),
        (dt.date(2044, 12, 31), "18 ans"),
    ],
)
def test_age_is_said_in_the_unit_of_clinicians(day: dt.date, expected: str) -> None:
    """Days for the new-born, months until two years, then years; the birthday counts."""
    assert expected == say_age(dt.date(2026, 1, 1), day)


def test_typesetting_uses_no_break_spaces() -> None:
    """Our own words follow French typography."""
    assert "a\u00a0: «\u00a0b\u00a0»\u00a0; c\u00a0?" == typeset("a : « b » ; c ?")
