"""Dates and times as people type them, from a known day: Monday 9 March 2026."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.letter.dates import (
    DateRead,
    TimeRead,
    format_date,
    format_date_long,
    format_time,
    parse_date_text,
    parse_time_text,
)

TODAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    "text",
    [
        "12/03/2026", "12/3/2026", "12.3.2026", "12.03.2026", "12-3-2026", "12 3 2026", "12032026", "2026-03-12",
        "2026-3-12", "12 mars 2026", " 12  MARS 2026. ", "le 12 mars 2026", "jeudi 12 mars 2026", "jeudi, 12 mars 2026",
        "12 / 3 / 2026", "12 mar. 2026", "j+3", "J + 3", "dans 3 jours", "dans trois jours", "jeudi prochain",
    ],
)  # fmt: skip
def test_full_date_is_read(text: str) -> None:
    """A date that says its year, or its distance from today, needs no assumption."""
    assert DateRead(value=date(2026, 3, 12)) == parse_date_text(text, today=TODAY)


@pytest.mark.parametrize(
    "text", ["12/3", "12/03/26", "12.3.26", "12-3-26", "120326", "12 mars", "12 mars 26", "le 12/3"]
)
def test_short_date_is_read_and_says_what_it_assumes(text: str) -> None:
    """A date without its whole year is read, and asks to be shown in full."""
    assert DateRead(value=date(2026, 3, 12), assumed_year=True) == parse_date_text(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("aujourd'hui", TODAY),
        ("Aujourd’hui", TODAY),
        ("auj", TODAY),
        ("j", TODAY),
        ("j-0", TODAY),
        ("hier", date(2026, 3, 8)),
        ("avant-hier", date(2026, 3, 7)),
        ("avant hier", date(2026, 3, 7)),
        ("demain", date(2026, 3, 10)),
        ("après-demain", date(2026, 3, 11)),
        ("j-2", date(2026, 3, 7)),
        ("j+7", date(2026, 3, 16)),
        ("il y a 3 jours", date(2026, 3, 6)),
        ("il y a une semaine", date(2026, 3, 2)),
        ("dans 2 semaines", date(2026, 3, 23)),
        ("dans quinze jours", date(2026, 3, 24)),
        ("dans 1 mois", date(2026, 4, 9)),
        ("il y a 3 mois", date(2025, 12, 9)),
        ("dans un an", date(2027, 3, 9)),
        ("1er mars 2026", date(2026, 3, 1)),
        ("premier mars 2026", date(2026, 3, 1)),
        ("1 août 2026", date(2026, 8, 1)),
        ("3 janv. 2026", date(2026, 1, 3)),
        ("29/2/2024", date(2024, 2, 29)),
        ("lundi", TODAY),
        ("lundi prochain", date(2026, 3, 16)),
        ("lundi dernier", date(2026, 3, 2)),
        ("mardi dernier", date(2026, 3, 3)),
        ("jeudi", date(2026, 3, 12)),
        ("vendredi", date(2026, 3, 6)),
    ],
)
def test_day_is_counted_from_today(text: str, day: date) -> None:
    """Words that count from today, or name a near day, give that day."""
    assert day == parse_date_text(text, today=TODAY).value


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        (date(2026, 1, 31), "dans 1 mois", date(2026, 2, 28)),
        (date(2024, 1, 31), "dans 1 mois", date(2024, 2, 29)),
        (date(2026, 3, 31), "il y a 1 mois", date(2026, 2, 28)),
        (date(2024, 2, 29), "dans 1 an", date(2025, 2, 28)),
        (date(2026, 12, 15), "dans 1 mois", date(2027, 1, 15)),
    ],
)
def test_month_added_keeps_within_the_month(today: date, text: str, day: date) -> None:
    """A month on from the 31st is the last day of the next month, not the month after."""
    assert day == parse_date_text(text, today=today).value


@pytest.mark.parametrize(
    ("today", "text", "past", "day"),
    [
        (TODAY, "12/3", None, date(2026, 3, 12)),
        (TODAY, "12/3", True, date(2025, 3, 12)),
        (TODAY, "8/3", True, date(2026, 3, 8)),
        (TODAY, "9/3", True, TODAY),
        (TODAY, "9/3", False, TODAY),
        (TODAY, "8/3", False, date(2027, 3, 8)),
        (date(2026, 1, 2), "30/12", None, date(2025, 12, 30)),
        (date(2025, 12, 30), "2/1", None, date(2026, 1, 2)),
        (date(2025, 12, 30), "2/1", True, date(2025, 1, 2)),
        (TODAY, "jeudi", True, date(2026, 3, 5)),
        (TODAY, "vendredi", False, date(2026, 3, 13)),
        (TODAY, "lundi", True, TODAY),
        (TODAY, "lundi", False, TODAY),
        (TODAY, "12/03/48", True, date(1948, 3, 12)),
        (TODAY, "08/03/26", True, date(2026, 3, 8)),
        (TODAY, "10/03/26", True, date(1926, 3, 10)),
        (TODAY, "12/03/48", None, date(1948, 3, 12)),
        (TODAY, "12/03/46", None, date(2046, 3, 12)),
        (TODAY, "12/03/99", None, date(1999, 3, 12)),
        (date(2095, 1, 1), "12/03/05", None, date(2105, 3, 12)),
        (TODAY, "01/03/26", False, date(2026, 3, 1)),
        (TODAY, "12/03/48", False, date(2048, 3, 12)),
        (TODAY, "12/03/2027", True, date(2027, 3, 12)),
        (TODAY, "demain", True, date(2026, 3, 10)),
        (TODAY, "12/03/1948", False, date(1948, 3, 12)),
    ],
)
def test_year_is_chosen_as_documented(today: date, text: str, past: bool | None, day: date) -> None:
    """The missing year or century is the nearest, the last or the next, as asked; a full date is taken as typed."""
    assert day == parse_date_text(text, today=today, past=past).value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/2/2026", "février 2026 n'a que 28 jours"),
        ("29/2", "février 2026 n'a que 28 jours"),
        ("31 avril 2026", "avril 2026 n'a que 30 jours"),
        ("31/13", "Le mois va de 1 à 12"),
        ("03/28/2026", "Le mois va de 1 à 12"),
        ("32/1", "Le jour va de 1 à 31"),
        ("0/1", "Le jour va de 1 à 31"),
        ("12/3-26", "non comprise"),
        ("12/3/202", "non comprise"),
        ("mars 2026", "non comprise"),
        ("3 jui 2026", "Mois ambigu"),
        ("3 jours", "Mois ambigu"),
        ("blabla", "non comprise"),
        ("dans beaucoup de jours", "non comprise"),
        ("dans cent jours", "non comprise"),
        ("", "Aucune date"),
        ("  ", "Aucune date"),
        ("mardi 9 mars 2026", "est un lundi"),
        ("12/03/0026", "Année improbable"),
        ("12/03/2126", "Année improbable"),
        ("20121112", "Année improbable"),
        ("j+99999", "trop éloignée"),
        ("j-54899", "trop éloignée"),
        ("dans 9999 ans", "trop éloignée"),
        ("١٢/٣", "non comprise"),
    ],
)
def test_text_that_is_no_date_is_explained(text: str, reason: str) -> None:
    """What cannot be read gives no date and one French reason; nothing is guessed."""
    read = parse_date_text(text, today=TODAY)

    assert read.value is None
    assert reason in read.problem


@given(st.dates(date(1900, 1, 1), date(2070, 12, 31)))
def test_written_date_is_read_back(day: date) -> None:
    """What the program writes, a person may type again: the same day comes back."""
    for text in (format_date(day), format_date_long(day), day.isoformat(), format_date(day).replace("/", "")):
        assert DateRead(value=day) == parse_date_text(text, today=TODAY)


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(1, 28), st.integers(1, 12))
def test_missing_year_keeps_its_promise(today: date, day: int, month: int) -> None:
    """Past is never after today, future never before, and the nearest is within half a year."""
    text = f"{day}/{month}"
    past = parse_date_text(text, today=today, past=True).value
    future = parse_date_text(text, today=today, past=False).value
    nearest = parse_date_text(text, today=today).value

    assert past is not None
    assert future is not None
    assert past <= today <= future
    assert nearest in {past, future}
    assert nearest is not None
    assert abs(nearest - today) <= timedelta(days=183)


@given(st.text())
def test_any_text_gives_a_date_or_a_reason(text: str) -> None:
    """Whatever is typed, there is a date or a reason, and never both."""
    read = parse_date_text(text, today=TODAY)

    assert (read.value is None) is bool(read.problem)


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2026, 3, 2), "02/03/2026", "lundi 2 mars 2026"),
        (date(2026, 3, 1), "01/03/2026", "dimanche 1er mars 2026"),
        (date(1948, 8, 12), "12/08/1948", "jeudi 12 août 1948"),
        (date(2026, 2, 28), "28/02/2026", "samedi 28 février 2026"),
    ],
)
def test_date_is_written_in_french(day: date, short: str, long: str) -> None:
    """A date is written as a French letter writes it, whatever the seat's language."""
    assert short == format_date(day)
    assert long == format_date_long(day)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("14h30", time(14, 30)),
        ("14:30", time(14, 30)),
        ("9h", time(9)),
        ("9 h 05", time(9, 5)),
        ("0h00", time(0)),
        ("23H59", time(23, 59)),
    ],
)
def test_time_is_read(text: str, hour: time) -> None:
    """A time of day is read with h or a colon."""
    assert TimeRead(value=hour) == parse_time_text(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("24h", "lendemain"),
        ("25h00", "23h59"),
        ("14h60", "23h59"),
        ("9", "non comprise"),
        ("9:", "non comprise"),
        ("9h5", "non comprise"),
        ("matin", "non comprise"),
        ("", "non comprise"),
    ],
)
def test_text_that_is_no_time_is_explained(text: str, reason: str) -> None:
    """What cannot be read gives no time and one French reason."""
    read = parse_time_text(text)

    assert read.value is None
    assert reason in read.problem


def test_time_is_written_in_french_and_read_back() -> None:
    """A time is written with its non-breaking spaces, and can be typed again."""
    assert "9\xa0h\xa005" == format_time(time(9, 5))
    assert TimeRead(value=time(9, 5)) == parse_time_text(format_time(time(9, 5)))
