"""What the rules say of a letter in training: what counts as a defect, what is only advised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from lls_drafter.letter.lettre import Lettre
from lls_drafter.rules.engine import evaluate_all
from lls_drafter.rules.model import Checklist, Finding, Item, Niveau
from lls_drafter.rules.qls import qls_grid

_AFTER = timedelta(days=30)

Faults = Mapping[tuple[str, str], Finding]
"""Findings by rule and address."""


def review_day(lettre: Lettre) -> date:
    """Give the day from which a lesson looks back at a letter: a month after the discharge, whatever the clock says.

    Why: on the discharge day itself, a hand-over or a sending that is missing is still to be done, and no fault.

    Raises:
        ValueError: the letter has neither a discharge date nor a date.
    """
    left = lettre.sejour.date_sortie if lettre.sejour is not None else None
    day = left or lettre.date_lettre
    if day is None:
        raise ValueError("a letter without a discharge date has no review day")
    return day + _AFTER


@dataclass(frozen=True)
class Judge:
    """The check-lists of a lesson and the day that they judge on.

    Attributes:
        listes: those of content, and the grid of the letter's activity last when there is one.
        grille: that grid.
    """

    listes: tuple[Checklist, ...]
    grille: Checklist | None
    today: date

    @classmethod
    def of(cls, lettre: Lettre, checklists: tuple[Checklist, ...], today: date) -> "Judge":
        """Choose among the lists for a letter those of content, and the grid of its activity."""
        grid = qls_grid(checklists, lettre.sejour.activite if lettre.sejour is not None else None)
        content = tuple(one for one in checklists if one.indicateur is None)
        return cls((*content, grid) if grid is not None else content, grid, today)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Give the rules that a defect may break: `bloquant` and `alerte`, and the criteria of the grid."""
        graded = set(self.criteria)
        return tuple(
            item
            for one in self.listes
            for item in one.items
            if item.demande is None and (item.id in graded or item.niveau is not Niveau.CONSEIL)
        )

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """Give these rules by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def advised(self) -> Mapping[str, Item]:
        """Give by id the rules that only advise."""
        return {item.id: item for one in self.listes for item in one.items if item.id not in self.by_id}

    @cached_property
    def criteria(self) -> tuple[str, ...]:
        """Give the ids of the criteria of the grid, in its order."""
        return tuple(item.id for item in self.grille.items) if self.grille is not None else ()

    def findings(self, lettre: Lettre) -> tuple[Finding, ...]:
        """Give all that the lists say of a letter, advice included."""
        return tuple(one for report in evaluate_all(self.listes, lettre, today=self.today) for one in report.findings)

    def faults(self, lettre: Lettre) -> Faults:
        """Give what counts as a fault: the findings of the rules that a defect may break."""
        return {(one.regle, str(one.chemin)): one for one in self.findings(lettre) if one.regle in self.by_id}

    def advice(self, lettre: Lettre) -> tuple[Finding, ...]:
        """Give what is only advised: to mark it is no mistake."""
        return tuple(one for one in self.findings(lettre) if one.regle not in self.by_id)
