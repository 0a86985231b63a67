"""A letter as composition and templates see it: read-only, each value with its address.

A `View` gives declared fields only: neither methods nor Python's own attributes can be reached through it.
"""

import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lls_drafter.letter.base import Impression, impression_of
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, element_type, field_info, model_type
from lls_drafter.letter.reponse import Absence, is_answered
from lls_drafter.letter.text import is_blank

Scope = frozenset[FieldPath]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """What this rendering of the letter is.

    Attributes:
        draft: missing items are shown as « [à compléter : …] ».
        demanded: the addresses that must be there, indexes left out: the decree's and the service's.
        awaited: those that only a draft asks for.
        withheld: the addresses that this rendering must not give (`document.withheld`).
        shown: the fields that it may print; any other looks absent.
    """

    draft: bool
    demanded: frozenset[str]
    awaited: frozenset[str] = frozenset()
    withheld: Scope = frozenset()
    shown: frozenset[Impression] = frozenset({Impression.LETTRE})


class UnknownFieldError(LookupError):
    """A template names a field that the letter does not have; the argument is its address."""


@dataclass(frozen=True, slots=True)
class View:
    """One place of the letter: its value, its address, its declared type."""

    value: object
    path: FieldPath
    declared: object
    rendering: Rendering

    @classmethod
    def of(cls, lettre: Lettre, rendering: Rendering) -> "View":
        """Give the view of a whole letter."""
        return cls(lettre, FieldPath(()), Lettre, rendering)

    def __getitem__(self, name: str) -> "View":
        """Give a field of this place, empty when it is not there.

        Raises:
            UnknownFieldError: the letter has no such field.
        """
        path = self.path.child(name)
        if typing.get_origin(self.declared) is dict:
            value = self.value.get(name) if isinstance(self.value, Mapping) else None
            return self._child(value, path, typing.get_args(self.declared)[1])
        model = model_type(self.declared)
        if model is None or name not in model.model_fields:
            raise UnknownFieldError(str(path))
        info = model.model_fields[name]
        shown = isinstance(self.value, model) and impression_of(info) in self.rendering.shown
        return self._child(getattr(self.value, name) if shown else None, path, info.annotation)

    def at(self, address: str) -> "View":
        """Give the place at `a.b.c` under this one."""
        view = self
        for name in address.split("."):
            view = view[name]
        return view

    def __iter__(self) -> Iterator["View"]:
        """Give the entries of a list, of a dictionary's values; nothing for what is no list."""
        if isinstance(self.value, tuple):
            inner = element_type(self.declared)
            for index, item in enumerate(self.value):
                yield self._child(item, self.path.child(index), inner)
        elif isinstance(self.value, Mapping):
            for name in self.value:
                yield self[name]

    def __bool__(self) -> bool:
        """Tell whether somebody answered here: a value, `aucun` or `inconnu`; `false` is no."""
        if isinstance(self.value, str) and not isinstance(self.value, Absence):
            return not is_blank(self.value)
        return self.value is not False and is_answered(self.value) and self.value != {}

    @property
    def text(self) -> str:
        """Give the text of a text field, empty for anything else."""
        return self.value if type(self.value) is str else ""

    @property
    def absence(self) -> Absence | None:
        """Give the state without value of an answer, None when there is a value."""
        if self.value is None or self.value == () or (type(self.value) is str and is_blank(self.value)):
            return Absence.NON_RENSEIGNE
        return self.value if isinstance(self.value, Absence) else None

    @property
    def pattern(self) -> str:
        """Give the address without indexes: the name of the field for every row."""
        return ".".join(part for part in self.path.parts if isinstance(part, str))

    @property
    def title(self) -> str:
        """Give the field's name in French."""
        return field_info(self.pattern, Lettre).title or str(self.path.parts[-1])

    @property
    def is_demanded(self) -> bool:
        """Tell whether this rendering must say that something is missing here."""
        if self.path in self.rendering.withheld:
            return False
        return self.pattern in self.rendering.demanded or (self.rendering.draft and self.pattern in self.rendering.awaited)

    def _child(self, value: object, path: FieldPath, declared: object) -> "View":
        """Give a view below this one; what is withheld looks absent."""
        held_back = value is not None and path in self.rendering.withheld
        return View(None if held_back else value, path, declared, self.rendering)

    def holding(self, value: object) -> "View":
        """Give this same place with another value (a part of a list)."""
        return replace(self, value=value)
