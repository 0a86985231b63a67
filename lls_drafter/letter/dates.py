"""Dates and times as people type them (`12/3`, `hier`, `j-2`, `lundi prochain`), and as a letter writes them.

Today is always given: nothing here reads a clock. No locale either: the names are the French ones.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

from lls_drafter.letter.text import fold

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_FOLDED_MONTHS = tuple(fold(month) for month in MONTHS)

_EXAMPLES = "Écrire par exemple 12/03/2026, 12 mars, hier ou j-2."
_YEARS_BACK, _YEARS_AHEAD = 150, 50  # around today: outside, a year is a slip of the finger
_SHORT_YEAR_SLACK = 20  # two digits: at most 20 years ahead, or at most 20 years back where the future is expected
_COUNTED = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
_NUMBERS = {word: number for number, word in enumerate(_COUNTED, start=1)} | {"une": 1, "quinze": 15}
_NEAR_DAYS = {
    "aujourd'hui": 0,
    "aujourdhui": 0,
    "auj": 0,
    "ajd": 0,
    "j": 0,
    "ce jour": 0,
    "hier": -1,
    "avant-hier": -2,
    "avant hier": -2,
    "demain": 1,
    "apres-demain": 2,
    "apres demain": 2,
}

_WEEKDAY = "|".join(WEEKDAYS)
_NUMERIC = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})(?:\2(\d{4}|\d{2}))?", re.ASCII)
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_WORDED = re.compile(r"(1er|premier|\d{1,2}) ?([a-z]{3,9})\.?(?: (\d{4}|\d{2}))?", re.ASCII)
_OFFSET = re.compile(r"j ?([+-]) ?(\d{1,5})", re.ASCII)
_DISTANCE = re.compile(r"(dans|il y a) (\d{1,5}|[a-z]+) ?(j|jours?|sem|semaines?|mois|ans?|annees?)", re.ASCII)
_NAMED_DAY = re.compile(rf"({_WEEKDAY})(?: (prochain|dernier|passe))?")
_PREFIXED = re.compile(rf"(?:({_WEEKDAY}),? )?(?:le )?(\d.*|premier .*)", re.ASCII)
_TIME = re.compile(r"(\d{1,2}) ?(?:h|:) ?(\d{2})?(?: ?min)?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRead:
    """What a typed text says.

    Attributes:
        value: the date; None when the text gives none.
        problem: the reason in French, when `value` is None.
        assumed_year: the year, or its century, was not typed: show the date in full before using it.
    """

    value: date | None = None
    problem: str = ""
    assumed_year: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRead:
    """What a typed text says: a time of day, or the reason in French why there is none."""

    value: time | None = None
    problem: str = ""


class _Refused(Exception):  # noqa: N818 (never leaves this module)
    """The text is understood, and is no date; the argument is the French reason."""


@dataclass(frozen=True, slots=True)
class _Context:
    today: date
    past: bool | None


def parse_date_text(text: str, *, today: date, past: bool | None = None) -> DateRead:
    """Read a date typed as people do; day before month, always.

    Understood: `12/3`, `12/03/26`, `12/03/2026` (also with `.`, `-` or spaces), `120326`, `12032026`, `2026-03-12`,
    `12 mars`, `1er mars 2026`, with or without the day's name; `hier`, `aujourd'hui`, `demain`, `avant-hier`;
    `j`, `j-2`, `j+7`; `lundi`, `lundi prochain` (after today), `lundi dernier` (before today);
    `dans 3 semaines`, `il y a 2 mois`.

    Args:
        text: what was typed.
        today: the day that `hier` and the rest are counted from.
        past: how to choose a year that was not typed, a century, or which Monday `lundi` is. None: the nearest one
            (for two digits: at most 20 years ahead). True: the last one up to today (a birth: `48` is 1948).
            False: the next one from today (for two digits: at most 20 years back, so that `26` is this century in
            2027 too). It never rejects a date that was typed in full.

    A month added or removed keeps the day, or takes the last of the month (31 January and one month: 28 February).
    """
    words = fold(text).removesuffix(".").replace(" /", "/").replace("/ ", "/")
    if not words:
        return DateRead(problem=f"Aucune date. {_EXAMPLES}")
    context = _Context(today, past)
    try:
        for reader in _READERS:
            read = reader(words, context)
            if read is not None:
                return read
    except _Refused as refusal:
        return DateRead(problem=str(refusal))
    return DateRead(problem=f"Date non comprise. {_EXAMPLES}")


def parse_time_text(text: str) -> TimeRead:
    """Read a time of day: `14h30`, `14:30`, `9h`, `9 h 05`."""
    found = _TIME.fullmatch(fold(text))
    if found is None or (":" in found[0] and found[2] is None):
        return TimeRead(problem="Heure non comprise. Écrire par exemple 14h30, 14:30 ou 9h.")
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour == 24:
        return TimeRead(problem="L'heure va de 0h00 à 23h59 : pour minuit, écrire 0h00 et la date du lendemain.")
    if hour > 24 or minute > 59:
        return TimeRead(problem="L'heure va de 0h00 à 23h59.")
    return TimeRead(value=time(hour, minute))


def format_date(day: date) -> str:
    """Give `02/03/2026`."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_date_long(day: date) -> str:
    """Give `lundi 2 mars 2026`; the first of a month is `1er`."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{WEEKDAYS[day.weekday()]} {number} {MONTHS[day.month - 1]} {day.year}"


def format_time(hour: time) -> str:
    """Give `14 h 30`, with non-breaking spaces."""
    return f"{hour.hour}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{hour.minute:02d}"


def _read_near_day(words: str, context: _Context) -> DateRead | None:
    days = _NEAR_DAYS.get(words)
    return None if days is None else _shifted(context, days=days)


def _read_offset(words: str, context: _Context) -> DateRead | None:
    found = _OFFSET.fullmatch(words)
    return None if found is None else _shifted(context, days=int(found[1] + found[2]))


def _read_distance(words: str, context: _Context) -> DateRead | None:
    found = _DISTANCE.fullmatch(words)
    if found is None:
        return None
    count = int(found[2]) if found[2].isdecimal() else _NUMBERS.get(found[2])
    if count is None:
        return None
    signed = count if found[1] == "dans" else -count
    unit = found[3]
    if unit == "mois":
        return _shifted(context, months=signed)
    if unit.startswith("an"):
        return _shifted(context, months=12 * signed)
    return _shifted(context, days=signed * (7 if unit.startswith("sem") else 1))


def _read_named_day(words: str, context: _Context) -> DateRead | None:
    found = _NAMED_DAY.fullmatch(words)
    if found is None:
        return None
    ahead = (WEEKDAYS.index(found[1]) - context.today.weekday()) % 7
    if found[2] == "prochain":
        ahead = ahead or 7
    elif found[2] is not None or (context.past is True and ahead) or (context.past is None and ahead > 3):
        ahead -= 7
    return _shifted(context, days=ahead)


def _read_full(words: str, context: _Context) -> DateRead | None:
    """Read a date made of a day, a month and perhaps a year, after the day's name or not."""
    found = _PREFIXED.fullmatch(words)
    if found is None:
        return None
    for pattern, order in ((_ISO, (3, 2, 1)), (_NUMERIC, (1, 3, 4)), (_COMPACT, (1, 2, 3)), (_WORDED, (1, 2, 3))):
        parts = pattern.fullmatch(found[2])
        if parts is not None:
            day, month, year = (parts[group] for group in order)
            read = _made(int(day.replace("premier", "1").removesuffix("er")), _month_number(month), year, context)
            return _checked_name(read, found[1])
    return None


_READERS: tuple[Callable[[str, _Context], DateRead | None], ...] = (
    _read_near_day,
    _read_offset,
    _read_distance,
    _read_named_day,
    _read_full,
)


def _month_number(word: str) -> int:
    """Give the month of a number, a name, or the beginning of one name only (three letters or more)."""
    if word.isdecimal():
        number = int(word)
        if not 1 <= number <= 12:
            msg = "Le mois va de 1 à 12 : écrire le jour, puis le mois."
            raise _Refused(msg)
        return number
    found = [number for number, name in enumerate(_FOLDED_MONTHS, start=1) if name.startswith(word)]
    if len(found) != 1:
        msg = f"Mois ambigu ou inconnu. {_EXAMPLES}"
        raise _Refused(msg)
    return found[0]


def _made(day: int, month: int, year: str | None, context: _Context) -> DateRead:
    if not 1 <= day <= 31:
        msg = "Le jour va de 1 à 31 : écrire le jour, puis le mois."
        raise _Refused(msg)
    if year is None:
        chosen = _nearest_year(day, month, context)
    else:
        chosen = int(year) if len(year) == 4 else _century(day, month, int(year), context)
    return DateRead(value=_existing(day, month, chosen, context.today), assumed_year=year is None or len(year) == 2)


def _nearest_year(day: int, month: int, context: _Context) -> int:
    """Choose the year that was not typed, before asking whether the day exists in it."""
    today = context.today
    typed, now = (month, day), (today.month, today.day)
    if context.past is True:
        return today.year if typed <= now else today.year - 1
    if context.past is False:
        return today.year if typed >= now else today.year + 1
    return min((today.year, today.year - 1, today.year + 1), key=lambda year: _distance(day, month, year, today))


def _century(day: int, month: int, short: int, context: _Context) -> int:
    """Choose the century of a year of two digits."""
    today = context.today
    year = today.year - today.year % 100 + short
    if context.past is True:
        return year - 100 if (year, month, day) > (today.year, today.month, today.day) else year
    latest = today.year + (99 - _SHORT_YEAR_SLACK if context.past is False else _SHORT_YEAR_SLACK)
    return latest - (latest - year) % 100


def _distance(day: int, month: int, year: int, today: date) -> int:
    """Give the days between today and a date, its day brought back into the month."""
    return abs((date(year, month, min(day, monthrange(year, month)[1])) - today).days)


def _existing(day: int, month: int, year: int, today: date) -> date:
    if not today.year - _YEARS_BACK <= year <= today.year + _YEARS_AHEAD:
        msg = "Année improbable : vérifier, ou écrire l'année en quatre chiffres."
        raise _Refused(msg)
    last = monthrange(year, month)[1]
    if day > last:
        msg = f"Ce jour n'existe pas : {MONTHS[month - 1]} {year} n'a que {last} jours."
        raise _Refused(msg)
    return date(year, month, day)


def _checked_name(read: DateRead, name: str | None) -> DateRead:
    """Refuse a date whose typed day's name is another day's."""
    if name is not None and read.value is not None and WEEKDAYS[read.value.weekday()] != name:
        right = WEEKDAYS[read.value.weekday()]
        msg = f"Le jour et la date ne vont pas ensemble : le {format_date(read.value)} est un {right}."
        raise _Refused(msg)
    return read


def _shifted(context: _Context, *, days: int = 0, months: int = 0) -> DateRead:
    """Give today moved by days or months, within plausible years."""
    today = context.today
    total = today.year * 12 + today.month - 1 + months
    year, month = divmod(total, 12)
    too_far = f"Date trop éloignée. {_EXAMPLES}"
    if abs(days) > 366 * _YEARS_BACK or not today.year - _YEARS_BACK <= year <= today.year + _YEARS_AHEAD:
        raise _Refused(too_far)
    moved = date(year, month + 1, min(today.day, monthrange(year, month + 1)[1])) + timedelta(days=days)
    if not today.year - _YEARS_BACK <= moved.year <= today.year + _YEARS_AHEAD:
        raise _Refused(too_far)
    return DateRead(value=moved)
