"""The few statistics of an audit; percentages from 0 to 100, all deterministic.

- a rate has its 95 % Wilson interval: it keeps its meaning near 0 and 100 %, where the site's rates are;
- a mean score has mean ± 1.96·s/√n, cut at 0 and 100. Why not a bootstrap: at 30 letters and more both agree within a
  point, this one needs no draw, and it is the one that HAS is remembered to use (from memory, to be checked);
- under `LEAST` letters no percentage is given at all, only counts (30: from memory, to be checked);
- a unit, template, role or month of fewer than `SMALL` letters is never shown alone (11: the usage of French hospital
  statistics, from memory, to be checked).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Final

LEAST: Final = 30
SMALL: Final = 11
TARGET: Final = 80.0
Z95: Final = 1.959964
"""Standard deviations on each side of 95 % of a normal law."""


@dataclass(frozen=True, slots=True)
class Intervalle:
    """A 95 % interval, in percent or in points of score."""

    bas: float
    haut: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Moyenne:
    """The mean score of `n` letters, 0-100, and its interval; None under `LEAST`."""

    n: int
    valeur: float | None
    intervalle: Intervalle | None


class Position(StrEnum):
    """Where a score stands against the target of 80 (classes A, B and C of HAS; from memory, to be checked)."""

    AU_DESSUS = "au-dessus de la cible"
    A_LA_CIBLE = "à la cible"
    EN_DESSOUS = "en dessous de la cible"


def percentage(part: int, whole: int) -> float | None:
    """Give a percentage, one decimal; None when there are too few letters to give one."""
    return round(100 * part / whole, 1) if whole >= LEAST else None


def rate_interval(part: int, whole: int) -> Intervalle | None:
    """Give the interval of a rate; None when there are too few letters to give a rate."""
    return wilson(part, whole) if whole >= LEAST else None


def wilson(part: int, whole: int) -> Intervalle:
    """Give the 95 % interval of a rate, in percent.

    Raises:
        ValueError: nothing was counted, or more than there is.

    Source: E. B. Wilson, 1927.
    """
    if not 0 <= part <= whole or whole == 0:
        raise ValueError(f"{part} out of {whole}")
    rate, square = part / whole, Z95 * Z95
    middle = (rate + square / (2 * whole)) / (1 + square / whole)
    half = Z95 * sqrt(rate * (1 - rate) / whole + square / (4 * whole * whole)) / (1 + square / whole)
    return Intervalle(round(max(0.0, 100 * (middle - half)), 1), round(min(100.0, 100 * (middle + half)), 1))


def difference(before: float, its: Intervalle, after: float, theirs: Intervalle) -> Intervalle:
    """Give the 95 % interval of `after` less `before`, in points, made of the intervals of both.

    Source: R. G. Newcombe, 1998, method 10, for rates; the same square-and-add for means.
    """
    gap = after - before
    low = gap - sqrt((after - theirs.bas) ** 2 + (its.haut - before) ** 2)
    high = gap + sqrt((theirs.haut - after) ** 2 + (before - its.bas) ** 2)
    return Intervalle(round(max(low, -100.0), 1), round(min(high, 100.0), 1))


def mean_score(scores: Sequence[int]) -> Moyenne:
    """Give the mean of scores and its 95 % interval, one decimal."""
    count = len(scores)
    if count < LEAST:
        return Moyenne(n=count, valeur=None, intervalle=None)
    total, squares = sum(scores), sum(score * score for score in scores)
    mean = total / count
    deviation = sqrt(max(0.0, (squares - total * total / count) / (count - 1)))
    half = 1.96 * deviation / sqrt(count)
    interval = Intervalle(round(max(0.0, mean - half), 1), round(min(100.0, mean + half), 1))
    return Moyenne(n=count, valeur=round(mean, 1), intervalle=interval)


def position(mean: Moyenne, target: float = TARGET) -> Position | None:
    """Compare the interval of a score with the target; None when there is no score."""
    if mean.intervalle is None:
        return None
    if mean.intervalle.bas > target:
        return Position.AU_DESSUS
    return Position.EN_DESSOUS if mean.intervalle.haut < target else Position.A_LA_CIBLE
