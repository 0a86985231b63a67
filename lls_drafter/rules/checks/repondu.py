"""`repondu`: the question was asked and answered."""

from collections.abc import Iterator
from dataclasses import dataclass

from lls_drafter.letter.reponse import Absence
from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.scope import Chemin, Scope, is_said


@check("repondu")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Said:
    """Each of these fields has an answer: a value, « aucun », or « inconnu » (unless `inconnu` is false).

    An empty list is no answer: « oui » without any detail.
    """

    chemin: tuple[Chemin, ...]
    inconnu: bool = True

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each field without an answer."""
        for chemin in self.chemin:
            value = chemin.read(scope.value)
            if not is_said(value) or (value is Absence.INCONNU and not self.inconnu):
                yield Problem(scope.at(chemin.path), f"« {chemin.titre} »" if len(self.chemin) > 1 else "")
