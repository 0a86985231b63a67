"""What a check kind is, and the table of all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from lls_drafter.letter.paths import FieldPath
from lls_drafter.rules.scope import Scope
from lls_drafter.rules.spec import CHECKS


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Problem:
    """One place where a letter does not satisfy a check.

    Attributes:
        chemin: the field to mend.
        precision: what to add to the rule's own message, without any value of the letter; may be empty.
        ou: « Ligne 3 », « N° 2 »: the entry of the list that is concerned; may be empty.
    """

    chemin: FieldPath
    precision: str = ""
    ou: str = ""


@runtime_checkable
class Check(Protocol):
    """The parameters of one kind of check; running it gives what is wrong, nothing when all is well."""

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Look at a letter, or at one entry of one of its lists."""
        ...


check = CHECKS.register
"""Decorator: `@check("rempli")` above the frozen dataclass of the parameters."""
