"""How a figure of an audit is said to a person, and written as data: in one way wherever it stands."""

import textwrap
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from lls_drafter.audit.statistics import LEAST, Intervalle, Moyenne
from lls_drafter.letter.dates import format_date

WIDTH: Final = 100
NO_SCORE: Final = f"effectif insuffisant (moins de {LEAST})"


def number(value: float | None) -> str:
    """Give a figure with one decimal, in French; « - » when it is not known."""
    return "-" if value is None else f"{value:.1f}".replace(".", ",")


def percent(value: float) -> str:
    """Give « 80 % » or « 58,5 % »."""
    return f"{number(value).removesuffix(',0')} %"


def rate_words(rate: float, interval: Intervalle | None) -> str:
    """Give « 59 % [52 ; 66] »."""
    return percent(rate) + (f" [{interval.bas:.0f} ; {interval.haut:.0f}]" if interval else "")


def points(value: float | None) -> str:
    """Give an evolution in whole points, as the official table does: « +25 pts », « -61 pts », « 0 pt »."""
    if value is None:
        return "-"
    whole = int(abs(value) + 0.5) * (-1 if value < 0 else 1)
    return f"{whole:+d} pt{'s' if abs(whole) > 1 else ''}" if whole else "0 pt"


def interval_words(interval: Intervalle | None) -> str:
    """Give an interval in whole figures."""
    return f"{interval.bas:.0f}-{interval.haut:.0f}" if interval else ""


def mean_words(mean: Moyenne | None) -> str:
    """Give a mean score with its interval."""
    if mean is None or mean.valeur is None:
        return NO_SCORE
    return f"{number(mean.valeur)} [{interval_words(mean.intervalle)}]"


def count_words(n: int, word: str) -> str:
    """Give « 3 lettres »."""
    return f"{n} {word}{'s' if n > 1 else ''}"


def period_words(start: date | None, end: date | None) -> str:
    """Give « du 01/01/2026 au 31/03/2026 », or what is known of it; empty when nothing is."""
    first, last = (format_date(one) if one else "" for one in (start, end))
    if first and last:
        return f"du {first} au {last}"
    return f"depuis le {first}" if first else f"jusqu'au {last}" if last else ""


def wrapped(text: str, indent: str = "") -> Iterator[str]:
    """Cut a sentence between words."""
    yield from textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent + ("  " if indent else ""), break_on_hyphens=False
    )


def mean_data(mean: Moyenne) -> dict[str, Any]:
    """Give a mean score as data; always said to be an estimate."""
    return {
        "valeur": mean.valeur,
        "intervalle": interval_data(mean.intervalle),
        "n": mean.n,
        "nature": "estimation",
    }


def interval_data(interval: Intervalle | None) -> list[float] | None:
    """Give both ends."""
    return [interval.bas, interval.haut] if interval else None
