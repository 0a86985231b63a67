"""A letter as composition and templates see it: read-only, each value with its address.

A `View` gives declared fields only: neither methods nor Python's own attributes can be reached through it.
"""

import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from pydantic.fields import FieldInfo

from lls_drafter.letter.base import Impression, LlsModel, impression_of
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
        placed: the ids of the free sections that have a place of their own.
        heads: the first names of what is withheld: most addresses are told by them.
    """

    draft: bool
    demanded: frozenset[str]
    awaited: frozenset[str] = frozenset()
    withheld: Scope = frozenset()
    shown: frozenset[Impression] = frozenset({Impression.LETTRE})
    placed: frozenset[str] = frozenset()
    heads: frozenset[object] = field(init=False)

    def __post_init__(self) -> None:
        """Find the first names once."""
        object.__setattr__(self, "heads", frozenset(path.parts[0] for path in self.withheld))


def declaration(path: FieldPath) -> FieldInfo:
    """Give the declaration of the field at an address of the letter.

    Raises:
        KeyError: the address names no field.
    """
    first_of_each = FieldPath(tuple(part if isinstance(part, str) else 0 for part in path.parts))
    return field_info(str(first_of_each), Lettre)


class UnknownFieldError(LookupError):
    """A template names a field that the letter does not have; the argument is its address."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What the model declares at a place.

    Attributes:
        model: the model of a block of keys, None for anything else.
        annotation: the declared type.
        shown: where it may be printed.
    """

    annotation: object
    model: type[LlsModel] | None
    shown: Impression = Impression.LETTRE

    def field(self, name: str) -> "Kind | None":
        """Give what is declared under a name, None when nothing is."""
        if self.model is not None:
            return _kind_of_field(self.model, name)
        if typing.get_origin(self.annotation) is dict:
            inner = typing.get_args(self.annotation)[1]
            return Kind(inner, model_type(inner))
        return None

    def entry(self) -> "Kind":
        """Give what is declared for the entries of a list."""
        inner = element_type(self.annotation)
        return Kind(inner, model_type(inner))


@cache
def _kind_of_field(model: type[LlsModel], name: str) -> Kind | None:
    """Give what a model declares under a name."""
    info = model.model_fields.get(name)
    return Kind(info.annotation, model_type(info.annotation), impression_of(info)) if info is not None else None


@dataclass(slots=True, eq=False)
class View:
    """One place of the letter: its value, its address, what is declared there; read-only by habit.

    Why not frozen: a letter's composition makes two thousand of them, and a frozen one costs twice as much.
    """

    value: object
    path: FieldPath
    kind: Kind
    rendering: Rendering

    @classmethod
    def of(cls, lettre: Lettre, rendering: Rendering) -> "View":
        """Give the view of a whole letter."""
        return cls(lettre, FieldPath(()), Kind(Lettre, Lettre), rendering)

    def __getitem__(self, name: str) -> "View":
        """Give a field of this place, empty when it is not there.

        Raises:
            UnknownFieldError: the letter has no such field.
        """
        path = FieldPath((*self.path.parts, name))
        kind = self.kind.field(name)
        if kind is None:
            raise UnknownFieldError(str(path))
        value: object = None
        if self.kind.model is not None:
            if isinstance(self.value, self.kind.model) and kind.shown in self.rendering.shown:
                value = getattr(self.value, name)
        elif isinstance(self.value, Mapping):
            value = self.value.get(name)
        return self._child(value, path, kind)

    def at(self, address: str) -> "View":
        """Give the place at `a.b.c` under this one."""
        view = self
        for name in address.split("."):
            view = view[name]
        return view

    def __iter__(self) -> Iterator["View"]:
        """Give the entries of a list, of a dictionary's values; nothing for what is no list."""
        if isinstance(self.value, tuple):
            kind = self.kind.entry()
            for index, item in enumerate(self.value):
                yield self._child(item, self.path.child(index), kind)
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
        return declaration(self.path).title or str(self.path.parts[-1])

    @property
    def is_demanded(self) -> bool:
        """Tell whether this rendering must say that something is missing here."""
        if self.path in self.rendering.withheld:
            return False
        return self.pattern in self.rendering.demanded or (
            self.rendering.draft and self.pattern in self.rendering.awaited
        )

    def _child(self, value: object, path: FieldPath, kind: Kind) -> "View":
        """Give a view below this one; what is withheld looks absent."""
        rendering = self.rendering
        held_back = value is not None and path.parts[0] in rendering.heads and path in rendering.withheld
        return View(None if held_back else value, path, kind, self.rendering)
