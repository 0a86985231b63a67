"""The days of rest: Easter and what follows from it, national and local holidays."""

from datetime import date, timedelta

import pytest

from lls_drafter.audit.flow_days import Calendrier, calendar_of, easter_day, holidays, is_day_of_rest

EASTERS = {
    1999: (4, 4), 2000: (4, 23), 2008: (3, 23), 2011: (4, 24), 2019: (4, 21), 2024: (3, 31), 2025: (4, 20),
    2026: (4, 5), 2027: (3, 28), 2038: (4, 25),
}  # fmt: skip
"""Published in almanacs; 2008 and 2038 are nearly the earliest and the latest that can be."""


@pytest.mark.parametrize(("year", "day"), EASTERS.items())
def test_easter_is_that_of_the_almanacs(year: int, day: tuple[int, int]) -> None:
    """The computation gives the published Easter Sundays."""
    assert date(year, *day) == easter_day(year)


def test_holidays_are_those_of_the_law() -> None:
    """Eleven days a year, two more in Alsace and Moselle."""
    france = holidays(2026, Calendrier.FRANCE)
    local = holidays(2026, Calendrier.ALSACE_MOSELLE)

    assert {
        date(2026, 1, 1), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 8), date(2026, 5, 14), date(2026, 5, 25),
        date(2026, 7, 14), date(2026, 8, 15), date(2026, 11, 1), date(2026, 11, 11), date(2026, 12, 25),
    } == france  # fmt: skip
    assert {date(2026, 4, 3), date(2026, 12, 26)} == local - france


def test_saturdays_and_sundays_are_days_of_rest() -> None:
    """In a week without a holiday, two days of seven."""
    week = [date(2026, 3, 9) + timedelta(days) for days in range(7)]

    assert [False] * 5 + [True] * 2 == [is_day_of_rest(day, Calendrier.FRANCE) for day in week]
    assert is_day_of_rest(date(2026, 7, 14), Calendrier.FRANCE)


@pytest.mark.parametrize(
    ("finess", "calendrier"),
    [
        ("670000010", Calendrier.ALSACE_MOSELLE),
        ("570000010", Calendrier.ALSACE_MOSELLE),
        ("990000010", Calendrier.FRANCE),
        ("", Calendrier.FRANCE),
    ],
)
def test_calendar_follows_the_department(finess: str, calendrier: Calendrier) -> None:
    """The first two signs of the FINESS number choose the holidays; no number gives the national ones."""
    assert calendrier == calendar_of(finess)
