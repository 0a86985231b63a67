"""`chaque`: another check on every entry of a list."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lls_drafter.letter.paths import FieldPath
from lls_drafter.rules.checks.registry import Check, Problem, Wording, check, names_only
from lls_drafter.rules.conditions import Condition
from lls_drafter.rules.scope import Scope
from lls_drafter.rules.spec import Liste
from lls_drafter.rules.words import Passage


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
        for entry in self._entries(scope):
            for one in self.verifie:
                for problem in one.run(entry):
                    yield problem if problem.ou else replace(problem, ou=f"{self.nom} {entry.rang}")

    def judges(self, path: FieldPath) -> bool:
        """Tell whether one of its checks judges the wording of a field of the entries."""
        rest = self.inside(path)
        return rest is not None and any(isinstance(one, Wording) and one.judges(rest) for one in self.verifie)

    def passages(self, scope: Scope, path: FieldPath) -> Iterator[Passage]:
        """Give what its checks find in a text of one entry."""
        depth = len(self.liste.path.parts)
        for entry in self._entries(scope):
            if scope.at(path).starts_with(entry.base):
                rest = FieldPath(path.parts[depth + 1 :])
                for one in self.verifie:
                    if isinstance(one, Wording) and one.judges(names_only(rest)):
                        yield from one.passages(entry, rest)

    def inside(self, path: FieldPath) -> FieldPath | None:
        """Give an address without index nor key as it is from an entry, None when it is not in the list."""
        if not path.starts_with(self.liste.path) or path == self.liste.path:
            return None
        return FieldPath(path.parts[len(self.liste.path.parts) :])

    def _entries(self, scope: Scope) -> tuple[Scope, ...]:
        """Give the entries that the checks look at."""
        if self.si is None:
            return scope.entries(self.liste)
        return scope.selected(self.liste, (self.liste.path.parts, id(self.si)), self.si.holds)
