"""`chaque`: another check on every entry of a list."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lls_drafter.rules.checks.registry import Check, Problem, check
from lls_drafter.rules.conditions import Condition
from lls_drafter.rules.scope import Scope
from lls_drafter.rules.spec import Liste


@check("chaque")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Each:
    """The checks of `verifie` hold for every entry of `liste` (those that satisfy `si`, when given).

    Addresses inside `si` and `verifie` start at the entry. `nom` is what an entry is called in messages.
    """

    liste: Liste
    verifie: tuple[Check, ...]
    si: Condition | None = None
    nom: str = "N°"

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report what each entry lacks, entry after entry."""
        if self.si is None:
            entries = scope.entries(self.liste)
        else:
            entries = scope.selected(self.liste, (self.liste.path.parts, id(self.si)), self.si.holds)
        for entry in entries:
            for one in self.verifie:
                for problem in one.run(entry):
                    yield problem if problem.ou else replace(problem, ou=f"{self.nom} {entry.rang}")
