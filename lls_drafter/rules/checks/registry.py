"""What a check kind is, and the table of all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from lls_drafter.letter.paths import FieldPath
from lls_drafter.rules.scope import Chemin, Scope, is_filled
from lls_drafter.rules.spec import CHECKS
from lls_drafter.rules.words import Passage


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


@runtime_checkable
class Wording(Protocol):
    """A check that judges how texts are worded: it can say where in a text it finds what `run` reports.

    Addresses start where the check stands, at the letter or at an entry.
    """

    def judges(self, path: FieldPath) -> bool:
        """Tell whether it judges the text of this field, whose address has no index nor key."""
        ...

    def passages(self, scope: Scope, path: FieldPath) -> Iterator[Passage]:
        """Give what is wrong in the text at this address; nothing exactly when `run` reports nothing there."""
        ...


def names_only(path: FieldPath) -> FieldPath:
    """Give the address of a field without indexes nor keys: the same for every entry."""
    return FieldPath(tuple(part for part in path.parts if isinstance(part, str)))


def is_among(path: FieldPath, chemins: tuple[Chemin, ...]) -> bool:
    """Tell whether an address without index nor key is that of one of these fields."""
    return any(names_only(chemin.path) == path for chemin in chemins)


def text_at(scope: Scope, path: FieldPath, chemins: tuple[Chemin, ...]) -> str:
    """Give the text at an address, empty when it is none of these fields or holds no text."""
    value = path.read(scope.value) if any(chemin.path == path for chemin in chemins) else ""
    return value if isinstance(value, str) and is_filled(value) else ""


check = CHECKS.register
"""Decorator: `@check("rempli")` above the frozen dataclass of the parameters."""
