"""What results add up to: before and after, and what each criterion still costs. Counts only, nothing guessed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lls_drafter.training.result import Exercice, Nature, Point, Resultat

NO_CRITERION: Final = ""
"""The key of points that count for no criterion of the grid: rules of writing, or the key alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evolution:
    """The first and the last result of one exercise, the same one when there is only one.

    Attributes:
        nombre: how many results there are.
        deja_fait: the last one is a case that had been done before: a better score is partly memory.
    """

    exercice: Exercice
    avant: Resultat
    apres: Resultat
    nombre: int
    deja_fait: bool

    @property
    def ecart(self) -> int:
        """Give the points won, negative when lost."""
        return self.apres.score - self.avant.score


@dataclass(frozen=True, slots=True, kw_only=True)
class Cout:
    """What a criterion costs: the weight of its points that were lost, out of the weight of all its points.

    Attributes:
        critere: its id, `NO_CRITERION` for the points that have none.
        fausses_alertes: how many of the points lost are false alarms.
        regles: the rules of the points lost, the most costly first.
    """

    critere: str
    perdus: int
    total: int
    fausses_alertes: int = 0
    regles: tuple[str, ...] = ()


def evolutions(resultats: Iterable[Resultat]) -> tuple[Evolution, ...]:
    """Give the evolution of each exercise that has results, in the order of `Exercice`."""
    ordered = sorted(resultats, key=lambda one: one.le)
    return tuple(
        _evolution(exercise, mine)
        for exercise in Exercice
        if (mine := [one for one in ordered if one.exercice is exercise])
    )


def _evolution(exercice: Exercice, mine: list[Resultat]) -> Evolution:
    last = mine[-1]
    return Evolution(
        exercice=exercice,
        avant=mine[0],
        apres=last,
        nombre=len(mine),
        deja_fait=any(one.cas == last.cas for one in mine[:-1]),
    )


def attempts(resultats: Iterable[Resultat]) -> Iterator[tuple[Resultat, int]]:
    """Give each result, oldest first, and which attempt at its case it is, from 1; exercises are counted apart."""
    seen: dict[tuple[Exercice, str], int] = {}
    for one in sorted(resultats, key=lambda found: found.le):
        what = (one.exercice, one.cas)
        seen[what] = seen.get(what, 0) + 1
        yield one, seen[what]


def latest(resultats: Iterable[Resultat]) -> tuple[Resultat, ...]:
    """Give the last result of each exercise on each case, oldest first."""
    last = {(one.exercice, one.cas): one for one in sorted(resultats, key=lambda found: found.le)}
    return tuple(sorted(last.values(), key=lambda one: one.le))


def firsts(resultats: Iterable[Resultat]) -> tuple[Resultat, ...]:
    """Give the first result of each exercise, oldest first: where a learner started from."""
    first = {one.exercice: one for one in sorted(resultats, key=lambda found: found.le, reverse=True)}
    return tuple(sorted(first.values(), key=lambda one: one.le))


def costs(resultats: Iterable[Resultat]) -> tuple[Cout, ...]:
    """Give what each criterion costs in some results, the most costly first; what has no criterion comes last."""
    by_criterion: dict[str, list[Point]] = {}
    for one in resultats:
        for point in one.points:
            by_criterion.setdefault(point.critere, []).append(point)
    found = [_cost(criterion, points) for criterion, points in by_criterion.items()]
    return tuple(sorted(found, key=lambda cost: (cost.critere == NO_CRITERION, -cost.perdus, cost.critere)))


def _cost(critere: str, points: list[Point]) -> Cout:
    lost = [point for point in points if point.nature is not Nature.ACQUIS]
    rules: dict[str, int] = {}
    for point in lost:
        if point.regle:
            rules[point.regle] = rules.get(point.regle, 0) + point.poids
    return Cout(
        critere=critere,
        perdus=sum(point.poids for point in lost),
        total=sum(point.poids for point in points),
        fausses_alertes=sum(1 for point in lost if point.nature is Nature.FAUSSE_ALERTE),
        regles=tuple(sorted(rules, key=lambda rule: (-rules[rule], rule))),
    )
