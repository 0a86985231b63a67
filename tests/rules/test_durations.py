"""The last day of a treatment, and durations that contradict themselves."""

from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.rules.durations import Said, contradicts, last_day

LEAVING: Final = date(2026, 3, 9)
DAILY: Final = "1 comprimé le matin"


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (Said("5 jours"), date(2026, 3, 13)),
        (Said("encore 5 jours"), date(2026, 3, 13)),
        (Said("3 semaines"), date(2026, 3, 29)),
        (Said("5 à 7 jours"), date(2026, 3, 15)),
        (Said("5 jours", debut=date(2026, 3, 7)), date(2026, 3, 11)),
        (Said("", debut=date(2026, 3, 7), total=5), date(2026, 3, 11)),
        (Said("5 jours", fin=date(2026, 3, 20)), date(2026, 3, 20)),
        (Said("jusqu'au 13/03/2026"), date(2026, 3, 13)),
        (Said("jusqu'au 05/03"), date(2026, 3, 5)),
        (Said("jusqu'au 10/09"), date(2026, 9, 10)),
        (Said("jusqu'au 15/10"), date(2026, 10, 15)),
        (Said("jusqu'au 20/12"), date(2025, 12, 20)),
        (Said("5 jours au total"), None),
        (Said("5 jours depuis l'intervention"), None),
        (Said("au long cours"), None),
        (Said("jusqu'à cicatrisation"), None),
        (Said("selon évolution"), None),
        (Said("jusqu'au 31/02"), None),
        (Said("999999999 ans"), None),
    ],
)
def test_last_day_is_counted_from_what_is_written(one: Said, expected: date | None) -> None:
    """The last day comes from the dates, else from the words; none is given when the start is not known."""
    assert expected == last_day(one, LEAVING)


def test_date_without_year_follows_the_end_of_the_year() -> None:
    """« jusqu'au 05/01 », written in December, is in the coming January."""
    assert date(2027, 1, 5) == last_day(Said("jusqu'au 05/01"), date(2026, 12, 28))


@pytest.mark.parametrize(
    ("one", "posology", "expected"),
    [
        (Said("5 jours", date(2026, 3, 9), date(2026, 3, 13), 5), DAILY, False),
        (Said("5 jours", fin=date(2026, 3, 13)), DAILY, False),
        (Said("5 jours", fin=date(2026, 3, 14)), DAILY, False),
        (Said("5 jours", date(2026, 3, 7), date(2026, 3, 13), 7), DAILY, False),
        (Said("10 jours au total", fin=date(2026, 3, 13)), DAILY, False),
        (Said("3 mois", date(2026, 3, 9), date(2026, 6, 8)), DAILY, False),
        (Said("jusqu'à cicatrisation", fin=date(2026, 3, 20)), DAILY, False),
        (Said("selon évolution", fin=date(2026, 3, 20)), DAILY, False),
        (Said("au long cours"), DAILY, False),
        (Said("5 jours"), "1 comprimé le matin pendant 5 jours", False),
        (Said("10 jours"), "40 mg le matin 5 jours, puis 20 mg le matin 5 jours, puis arrêt", False),
        (Said("", date(2026, 3, 9), date(2026, 3, 8)), DAILY, True),
        (Said("", date(2026, 3, 9), date(2026, 3, 13), 6), DAILY, True),
        (Said("5 jours", fin=date(2026, 3, 20)), DAILY, True),
        (Said("5 jours, jusqu'au 20/03/2026"), DAILY, True),
        (Said("encore 5 jours", fin=date(2026, 3, 20)), DAILY, True),
        (Said("1 semaine", total=8), DAILY, True),
        (Said("3 mois", date(2026, 3, 9), date(2026, 3, 20)), DAILY, True),
        (Said("au long cours", total=30), DAILY, True),
        (Said("jusqu'au 15/03", fin=date(2026, 3, 13)), DAILY, True),
        (Said("jusqu'au 31/02/2026"), DAILY, True),
        (Said("du 12/03/2026 au 02/03/2026"), DAILY, True),
        (Said("au long cours"), "1 comprimé le matin pendant 5 jours", True),
        (Said("7 jours"), "1 comprimé le matin pendant 5 jours", True),
        (Said("5 jours"), "40 mg le matin 5 jours, puis 20 mg le matin 5 jours, puis arrêt", True),
    ],
)
def test_contradiction_is_seen(one: Said, posology: str, *, expected: bool) -> None:
    """Dates, total, words and posology that cannot all be true are told; those that can are not."""
    assert expected is contradicts(one, posology, LEAVING)


@given(start=st.dates(date(2026, 2, 1), LEAVING), days=st.integers(1, 400))
def test_computed_durations_never_contradict_themselves(start: date, days: int) -> None:
    """A start, a length and the end that follows from them agree, whatever they are."""
    end = start + timedelta(days=days - 1)
    one = Said(f"{days} jours au total", start, end, days)

    assert not contradicts(one, DAILY, LEAVING)
    assert end == last_day(one, LEAVING)


@given(
    st.text(max_size=30), st.dates() | st.none(), st.dates() | st.none(), st.integers(1, 3660) | st.none(), st.dates()
)
def test_no_duration_breaks_the_count(
    text: str, start: date | None, end: date | None, total: int | None, leaving: date
) -> None:
    """Dates at the ends of the calendar give an answer, or none, never an error."""
    one = Said(text, start, end, total)

    assert end is None or end == last_day(one, leaving)
    assert contradicts(one, DAILY, leaving) in (True, False)
