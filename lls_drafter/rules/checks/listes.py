"""`liste_cochee`: a check-list was filled."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from lls_drafter.letter.paths import FieldPath
from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.scope import Scope


@check("liste_cochee")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Ticked:
    """The check-list `liste` has an answer to each of its `lignes` lines."""

    READS: ClassVar[tuple[str, ...]] = ("listes",)

    liste: str
    lignes: int

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report how many lines are answered when some are not."""
        ticked = scope.lettre.listes.get(self.liste)
        answered = sum(one.reponse is not None for one in ticked.reponses.values()) if ticked is not None else 0
        if answered < self.lignes:
            yield Problem(FieldPath(("listes", self.liste)), f"{answered} sur {self.lignes}")
