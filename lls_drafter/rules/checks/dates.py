"""`ordre_dates`, `pas_futur` and `date_dans_sejour`: dates that contradict one another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.scope import Chemin, Scope


@check("ordre_dates")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DateOrder:
    """`avant` is not later than `apres`; on one same day the hours decide, when both are known.

    `chemin` is the field to mend; `apres` when absent.
    """

    avant: Chemin
    apres: Chemin
    heure_avant: Chemin | None = None
    heure_apres: Chemin | None = None
    chemin: Chemin | None = None

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report the pair when it is in the wrong order; a missing date is another rule's matter."""
        first, last = self.avant.read(scope.value), self.apres.read(scope.value)
        if not isinstance(first, date) or not isinstance(last, date):
            return
        if first > last or (first == last and self._hours_reversed(scope)):
            yield Problem(scope.at((self.chemin or self.apres).path))

    def _hours_reversed(self, scope: Scope) -> bool:
        """Tell whether the hours of one same day are in the wrong order."""
        first = self.heure_avant.read(scope.value) if self.heure_avant else None
        last = self.heure_apres.read(scope.value) if self.heure_apres else None
        if not isinstance(first, time) or not isinstance(last, time):
            return False
        return first.replace(tzinfo=None) > last.replace(tzinfo=None)


@check("pas_futur")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NotFuture:
    """The date is not after the day of the evaluation."""

    chemin: Chemin

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report a future date."""
        value = self.chemin.read(scope.value)
        if isinstance(value, date) and value > scope.today:
            yield Problem(scope.at(self.chemin.path))


@check("date_dans_sejour")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DuringStay:
    """The date lies within the stay; `avant_admis` accepts one before the entry (an earlier examination)."""

    READS: ClassVar[tuple[str, ...]] = ("sejour.date_entree", "sejour.date_sortie")

    chemin: Chemin
    avant_admis: bool = False

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report a date outside the stay, as far as the stay's dates are known."""
        value, sejour = self.chemin.read(scope.value), scope.lettre.sejour
        if not isinstance(value, date) or sejour is None:
            return
        too_early = not self.avant_admis and sejour.date_entree is not None and value < sejour.date_entree
        if too_early or (sejour.date_sortie is not None and value > sejour.date_sortie):
            yield Problem(scope.at(self.chemin.path))
