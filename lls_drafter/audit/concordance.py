"""Two readings of the same letters compared: agreement by criterion, Cohen's kappa, the disagreements by number.

« Je ne sais pas » agrees with « non », as it counts; a criterion that one side did not answer, or does not measure, is
not compared. Under `LEAST` letters only counts are given: neither a percentage nor a kappa means anything there.

Source of kappa and of its large-sample interval: J. Cohen, 1960.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from lls_drafter.audit.model import CONFORME, NON_APPLICABLE, NON_CONFORME, Critere
from lls_drafter.audit.statistics import LEAST, Z95, Intervalle, percentage, rate_interval

INCONNU: Final = "I"
"""« Je ne sais pas » in the signs of a reading."""
NON_COMPARE: Final = " "
"""A criterion that a reading does not answer."""
_AS_COUNTED: Final = {INCONNU: NON_CONFORME}
_COMPARED: Final = frozenset({CONFORME, NON_CONFORME, NON_APPLICABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class LettreLue:
    """One letter as a reading has it: a sign per criterion, and what tells whether two are the same letter."""

    signes: str
    mois: str = ""
    unite: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lecture:
    """One reading: its name, the criteria of its grid, its letters by number."""

    nom: str
    criteres: tuple[Critere, ...]
    lettres: Mapping[int, LettreLue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accord:
    """How two readings agree on one criterion, or on all of them.

    Attributes:
        critere: None for all of them.
        n: answers compared.
        accords: those that agree.
        taux: 0-100; None under `LEAST`.
        kappa: from -1 to 1; None under `LEAST`, or when chance alone makes all agree (`constant`).
        constant: whether both gave one and the same answer everywhere: kappa has no meaning.
    """

    critere: Critere | None
    n: int
    accords: int
    taux: float | None
    intervalle: Intervalle | None
    kappa: float | None
    kappa_intervalle: tuple[float, float] | None
    constant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Desaccord:
    """One criterion of one letter, with the sign of each reading."""

    numero: int
    critere: Critere
    premier: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """Two readings compared.

    Attributes:
        communes: how many letters both have.
        seules: the numbers that only the first, and only the second, has.
        criteres: one per criterion, in the grid's order.
        ensemble: all criteria together.
        desaccords: by number, then in the grid's order.
        douteuses: numbers whose month or unit differ: two letters, perhaps.
    """

    noms: tuple[str, str]
    communes: int
    seules: tuple[tuple[int, ...], tuple[int, ...]]
    criteres: tuple[Accord, ...]
    ensemble: Accord
    desaccords: tuple[Desaccord, ...]
    douteuses: tuple[int, ...]


def compare(first: Lecture, second: Lecture) -> Concordance:
    """Compare two readings, letters matched by their number.

    Raises:
        ValueError: they do not have the same criteria.
    """
    if [one.id for one in first.criteres] != [one.id for one in second.criteres]:
        raise ValueError("two grids")
    common = sorted(set(first.lettres) & set(second.lettres))
    pairs = [(number, first.lettres[number], second.lettres[number]) for number in common]
    per_criterion = [
        [(number, one.signes[rank], other.signes[rank]) for number, one, other in pairs]
        for rank in range(len(first.criteres))
    ]
    compared = [[(_counted(a), _counted(b)) for _, a, b in signs] for signs in per_criterion]
    return Concordance(
        noms=(first.nom, second.nom),
        communes=len(common),
        seules=(
            tuple(sorted(set(first.lettres) - set(second.lettres))),
            tuple(sorted(set(second.lettres) - set(first.lettres))),
        ),
        criteres=tuple(agreement(critere, signs) for critere, signs in zip(first.criteres, compared, strict=True)),
        ensemble=agreement(None, [pair for signs in compared for pair in signs]),
        desaccords=tuple(
            sorted(
                (
                    Desaccord(numero=number, critere=critere, premier=a, second=b)
                    for critere, signs in zip(first.criteres, per_criterion, strict=True)
                    for number, a, b in signs
                    if {_counted(a), _counted(b)} <= _COMPARED and _counted(a) != _counted(b)
                ),
                key=lambda one: one.numero,
            )
        ),
        douteuses=tuple(number for number, one, other in pairs if _differ(one, other)),
    )


def agreement(critere: Critere | None, pairs: Sequence[tuple[str, str]]) -> Accord:
    """Give how pairs of signs agree; a pair with a sign that does not count is left out."""
    kept = [pair for pair in pairs if set(pair) <= _COMPARED]
    n, same = len(kept), sum(a == b for a, b in kept)
    kappa, interval, constant = _kappa(kept)
    enough = n >= LEAST
    return Accord(
        critere=critere,
        n=n,
        accords=same,
        taux=percentage(same, n),
        intervalle=rate_interval(same, n),
        kappa=kappa if enough else None,
        kappa_intervalle=interval if enough else None,
        constant=constant,
    )


def _kappa(pairs: Sequence[tuple[str, str]]) -> tuple[float | None, tuple[float, float] | None, bool]:
    """Give Cohen's kappa, its 95 % interval, and whether it has no meaning because all is one answer."""
    n = len(pairs)
    if not n:
        return None, None, False
    observed = sum(a == b for a, b in pairs) / n
    firsts, seconds = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(firsts[sign] * seconds[sign] for sign in _COMPARED)
    if chance == n * n:
        return None, None, True
    expected = chance / (n * n)
    kappa = (observed - expected) / (1 - expected)
    half = Z95 * sqrt(observed * (1 - observed) / n) / (1 - expected)
    interval = (round(max(-1.0, kappa - half), 2), round(min(1.0, kappa + half), 2))
    return round(kappa, 2), interval, False


def _counted(sign: str) -> str:
    """Give the sign as it counts."""
    return _AS_COUNTED.get(sign, sign)


def _differ(one: LettreLue, other: LettreLue) -> bool:
    """Tell whether what is known of both sides says that they are two letters."""
    return any(a and b and a != b for a, b in ((one.mois, other.mois), (one.unite, other.unite)))
