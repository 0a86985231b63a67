"""`exige` and `interdit`: a condition that must be true, or must not."""

from collections.abc import Iterator
from dataclasses import dataclass

from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.conditions import Condition
from lls_drafter.rules.scope import Chemin, Scope


@check("exige")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Required:
    """`condition` is true; `chemin` is the field to mend when it is not."""

    chemin: Chemin
    condition: Condition

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report the field when the condition is false."""
        if not self.condition.holds(scope):
            yield Problem(scope.at(self.chemin.path))


@check("interdit")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Forbidden:
    """`condition` is false; `chemin` is the field to mend when it is true."""

    chemin: Chemin
    condition: Condition

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report the field when the condition is true."""
        if self.condition.holds(scope):
            yield Problem(scope.at(self.chemin.path))
