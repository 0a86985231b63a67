"""What is planted: the edits that spoil a letter, and what the rules then say of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from lls_drafter.letter.lettre import Lettre
from lls_drafter.rules.model import Finding

Edits = Mapping[str, object]
"""Plain values by address, as in the examples of the rules: None takes a field out, `[n]` at the end adds an entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One defect: one rule that a good letter satisfied and no longer does.

    Attributes:
        regle: the id of the rule, or of the criterion of the grid, that it was planted against.
        edits: what spoils the good letter.
        findings: all that the rules of level `bloquant` or `alerte` and the grid newly say of it, its own rule first.
    """

    regle: str
    edits: Edits
    findings: tuple[Finding, ...]

    @property
    def regles(self) -> tuple[str, ...]:
        """Give every rule and criterion that it makes fail, its own first, each once."""
        return tuple(dict.fromkeys((self.regle, *(one.regle for one in self.findings))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A spoiled letter.

    Attributes:
        bonne: the good letter.
        lettre: the same with all its defects.
        defauts: what was planted, in the order of planting.
        demandes: how many were asked for: more than were possible, perhaps.
    """

    bonne: Lettre
    lettre: Lettre
    defauts: tuple[Defect, ...]
    demandes: int
