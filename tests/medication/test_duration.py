"""Durations turned into dates: the last day is included, and nothing is computed from what was not said."""

from datetime import date
from fractions import Fraction

import pytest

from lls_drafter.medication.duration import Dates, date_of, dates_of, is_ambiguous, last_day, of_steps, say_dates
from lls_drafter.medication.model import Compte, DureeLue, FinLue, Unite
from lls_drafter.medication.posology import read_posology

DAY = date(2026, 3, 9)


def read(text: str) -> DureeLue:
    """Give the duration of a text."""
    found = read_posology(text).duree
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    [
        (1, Unite.JOUR, date(2026, 3, 9)),
        (5, Unite.JOUR, date(2026, 3, 13)),
        (2, Unite.SEMAINE, date(2026, 3, 22)),
        (1, Unite.MOIS, date(2026, 4, 8)),
        (1, Unite.AN, date(2027, 3, 8)),
        (48, Unite.HEURE, None),
        (Fraction(3, 2), Unite.MOIS, None),
        (9999, Unite.JOUR, None),
    ],
)
def test_last_day_is_included(number: int | Fraction, unit: Unite, expected: date | None) -> None:
    """The first day counts for one: 5 days from the 9th end on the 13th."""
    assert expected == last_day(DAY, Fraction(number), unit)


def test_last_day_of_a_month_that_is_shorter() -> None:
    """One month from 31 January ends with February."""
    assert date(2026, 2, 27) == last_day(date(2026, 1, 31), Fraction(1), Unite.MOIS)


@pytest.mark.parametrize(
    ("written", "near", "expected"),
    [
        (FinLue(21, 1), date(2026, 12, 20), date(2027, 1, 21)),
        (FinLue(21, 12), date(2026, 12, 20), date(2026, 12, 21)),
        (FinLue(20, 12), date(2027, 1, 3), date(2026, 12, 20)),
        (FinLue(21, 1, 2026), DAY, date(2026, 1, 21)),
        (FinLue(30, 2), DAY, None),
        (FinLue(29, 2, 2026), DAY, None),
    ],
)
def test_year_that_was_not_written_is_the_nearest(written: FinLue, near: date, expected: date | None) -> None:
    """« 21/01 » written in December is next year's; a day that does not exist is no date."""
    assert expected == date_of(written, near)


def test_length_has_no_dates_until_its_first_day_is_known() -> None:
    """« 5 jours » says neither when it begins nor when it ends."""
    assert Dates() == dates_of(read("pendant 5 jours"), near=DAY)
    assert Dates(DAY, date(2026, 3, 13), 5) == dates_of(read("pendant 5 jours"), near=DAY, debut=DAY)


def test_total_is_known_without_dates() -> None:
    """« 5 jours au total » is 5 days, whenever they began."""
    assert Dates(total_jours=5) == dates_of(read("5 jours au total"), near=DAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 jours", True),
        ("encore 5 jours", False),
        ("5 jours au total", False),
        ("du 1/3 au 5/3", False),
        ("à vie", False),
    ],
)
def test_length_alone_may_count_from_two_days(text: str, expected: bool) -> None:
    """Only a length that says neither « encore » nor « au total » nor a date is asked about."""
    assert expected is is_ambiguous(read(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40 mg 5 j puis 20 mg 5 j puis stop", DureeLue(nombre=Fraction(10), unite=Unite.JOUR)),
        ("40 mg/j 1 semaine puis 20 mg/j 3 jours", DureeLue(nombre=Fraction(10), unite=Unite.JOUR)),
        ("40 mg/j 5 j puis 20 mg/j au long cours", DureeLue(long_cours=True)),
        ("40 mg/j 5 j puis 20 mg/j", None),
        ("40 mg/j", None),
    ],
)
def test_steps_last_as_long_as_all_of_them(text: str, expected: DureeLue | None) -> None:
    """The lengths of the steps add up; a step without length leaves the whole unknown."""
    posologie = read_posology(text).posologie
    assert posologie is not None
    assert expected == of_steps(posologie)


def test_dates_are_said_with_the_last_day_included() -> None:
    """The echo says first day, last day included and number of days."""
    dates = dates_of(DureeLue(nombre=Fraction(5), unite=Unite.JOUR, compte=Compte.RESTANT), near=DAY, debut=DAY)
    assert "du 09/03/2026 au 13/03/2026 inclus, soit 5 jours" == say_dates(dates)
