"""The days on which a hospital runs with its week-end staff: Saturdays, Sundays, public holidays.

Source: Code du travail, L. 3133-1 (eleven holidays), L. 3134-13 (two more in Alsace and Moselle). Those of overseas
departments are not known here.
"""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Final

_FIXED: Final = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER: Final = (1, 39, 50)  # days: Easter Monday, Ascension, Whit Monday
_GOOD_FRIDAY: Final = -2
_LOCAL_DEPARTMENTS: Final = ("57", "67", "68")


class Calendrier(StrEnum):
    """Which public holidays count."""

    FRANCE = "france"
    ALSACE_MOSELLE = "alsace-moselle"


def calendar_of(finess: str) -> Calendrier:
    """Give the calendar of an establishment by its FINESS number, whose first two signs are its department."""
    return Calendrier.ALSACE_MOSELLE if finess[:2] in _LOCAL_DEPARTMENTS else Calendrier.FRANCE


def is_day_of_rest(day: date, calendrier: Calendrier) -> bool:
    """Tell whether a day is a Saturday, a Sunday or a public holiday."""
    return day.weekday() >= 5 or day in holidays(day.year, calendrier)


@cache
def holidays(year: int, calendrier: Calendrier) -> frozenset[date]:
    """Give the public holidays of a year."""
    easter = easter_day(year)
    found = [date(year, month, day) for month, day in _FIXED]
    found += [easter + timedelta(days) for days in _AFTER_EASTER]
    if calendrier is Calendrier.ALSACE_MOSELLE:
        found += [easter + timedelta(_GOOD_FRIDAY), date(year, 12, 26)]
    return frozenset(found)


def easter_day(year: int) -> date:
    """Give Easter Sunday.

    Source: the anonymous Gregorian computus (J. Meeus, Astronomical Algorithms, 1991, chapter 8).
    """
    century, rest = divmod(year, 100)
    leap, left = divmod(century, 4)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap - correction + 15) % 30
    weekday = (32 + 2 * left + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
