"""The score of a written letter, 0-100. It is a lesson's score, not the QLS indicator.

    70 points for the key: in proportion to the weights of its elements that the letter holds;
    30 points for the rules: 3 off for each bloquant rule broken, 1 off for each alerte, never below 0
       (what missing elements already stand for is not counted twice);
    then 5 off for each thing that is wrong or invented, times its weight, and 2 off for each hint.

100 only when nothing is missing: fractions are dropped. Source: our own proposal (`docs/guide/formation.md`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from lls_drafter.rules.model import Niveau
from lls_drafter.training.judgement import Broken
from lls_drafter.training.result import Nature, Point

FOR_KEY = 70
FOR_RULES = 30
FOR_FAULT = 5
FOR_HINT = 2

_OFF = {Niveau.BLOQUANT: 3, Niveau.ALERTE: 1, Niveau.CONSEIL: 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score and what it is made of, in points; `faults` and `hints` are taken off."""

    key: int
    rules: int
    faults: int
    hints: int

    @property
    def total(self) -> int:
        """Give the score, 0-100."""
        return max(0, self.key + self.rules - self.faults - self.hints)


def score_of(elements: Iterable[Point], faults: Iterable[Point], broken: Iterable[Broken], hints: int) -> Score:
    """Give the score of a letter.

    Args:
        elements: those of the key, each `ACQUIS` or `MANQUE`.
        faults: what is wrong or invented.
        broken: the rules broken, less those that a missing element stands for.
        hints: how many were given.
    """
    known = tuple(elements)
    whole = sum(point.poids for point in known)
    held = sum(point.poids for point in known if point.nature is Nature.ACQUIS)
    return Score(
        key=int(Fraction(FOR_KEY * held, whole)) if whole else FOR_KEY,
        rules=max(0, FOR_RULES - sum(_OFF[one.niveau] for one in broken)),
        faults=FOR_FAULT * sum(point.poids for point in faults),
        hints=FOR_HINT * hints,
    )
