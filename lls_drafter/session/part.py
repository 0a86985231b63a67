"""A part of a letter that work is limited to: what is asked, and what is judged. Only exercises need it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lls_drafter.rules.model import Finding
    from lls_drafter.session.evaluate import Evaluation


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a letter.

    Attributes:
        sections: the parts of the conversation, as `wizard.steps.Section` names them.
        champs: the fields of the letter, by their first name: only findings about them are told.
    """

    sections: frozenset[str]
    champs: frozenset[str]

    def judged(self, evaluation: Evaluation) -> Evaluation:
        """Give what a judgement says of this part; a part has no score."""
        return type(evaluation)((), self._about(evaluation.findings), self._about(evaluation.blocking), None)

    def _about(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(one for one in findings if one.chemin.parts and one.chemin.parts[0] in self.champs)


TREATMENTS: Final = Part(
    sections=frozenset({"Traitements"}),
    champs=frozenset({"bilan_medicamenteux", "volet_medicamenteux", "traitements_administres"}),
)
"""The two lists of drugs and what became of each."""
