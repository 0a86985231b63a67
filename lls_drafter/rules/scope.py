"""Where a rule looks: the letter, or one entry of one of its lists, and how fields are read from there."""

import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, Protocol, Self

from lls_drafter.letter.base import LlsModel
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, Key, element_type, field_info, model_type, scalar_types
from lls_drafter.letter.reponse import Absence
from lls_drafter.letter.traitements import LigneTraitement
from lls_drafter.rules.words import Text

_NONE: frozenset[str] = frozenset()
_STR_NAMES = frozenset(dir(Absence.AUCUN))


@dataclass(frozen=True, slots=True)
class Chemin:
    """A field that a rule reads, checked against the model when the rule is loaded.

    Attributes:
        path: its address, from the letter or from the list's entry that the rule looks at.
        titre: its French name, for reasons and messages.
        getter: reads it when plain attribute access is enough (no index, no free key), else None.
        words: the words that the field admits when it admits only some, else empty.
    """

    path: FieldPath
    titre: str
    getter: Callable[[object], Any] | None = field(compare=False, repr=False)
    words: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, text: str, root: type[LlsModel]) -> Self:
        """Read an address that starts at `root`.

        Raises:
            ValueError: not an address.
            KeyError: no such field.
        """
        kind: Any = cls
        found: Self = _parsed(kind, text, root)
        return found

    @classmethod
    def _parse(cls, text: str, root: type[LlsModel]) -> Self:
        path = FieldPath.parse(text)
        info = field_info(text, root)
        plain = all(isinstance(part, str) and part not in _STR_NAMES for part in path.parts)
        getter = attrgetter(text) if plain and _models_only(path, root) else None
        kinds = scalar_types(info.annotation)
        enums = [kind for kind in kinds if issubclass(kind, StrEnum)]
        words = (
            frozenset(member.value for kind in enums for member in kind)
            if enums and len(enums) == len(kinds)
            else _NONE
        )
        return cls(path, info.title or text, getter, words)

    def read(self, root: object) -> Any:  # noqa: ANN401 - any field's value
        """Give the value, None as soon as something on the way is absent."""
        if self.getter is None:
            return self.path.read(root)
        try:
            return self.getter(root)
        except AttributeError:  # something on the way is None or an `Absence`
            return None

    def element(self, root: type[LlsModel]) -> type[LlsModel] | None:
        """Give the model of the entries of this list field, None when it is no list of models."""
        return model_type(element_type(field_info(str(self.path), root).annotation))


@cache
def _parsed(kind: Any, text: str, root: type[LlsModel]) -> Any:  # noqa: ANN401 - `Chemin` or a subclass, and its value
    """Read each address of the rules once."""
    return kind._parse(text, root)  # noqa: SLF001 - the class's own constructor


def _models_only(path: FieldPath, root: type[LlsModel]) -> bool:
    """Tell whether every step but the last lands on a model (never on a dict of free keys)."""
    annotation: object = root
    for part in path.parts:
        model = model_type(annotation)
        if model is None or not isinstance(part, str) or _is_mapping(annotation):
            return False
        annotation = model.model_fields[part].annotation
    return True


def _is_mapping(annotation: object) -> bool:
    """Tell whether a field is a dict of free keys."""
    return typing.get_origin(annotation) is dict


class Scope:
    """What a check or a condition looks at.

    Made once per evaluation for the letter, once per entry of each list that a rule walks; the entries
    are kept (`entries`) because twenty rules walk the same medication rows.

    Attributes:
        lettre: the letter.
        today: the day of the evaluation.
        value: where relative addresses start: the letter, or one entry of a list.
        rang: the entry's place in its list, from 1; 0 for the letter.
    """

    __slots__ = ("_facts", "_held", "_inside", "_lists", "_shared", "_texts", "lettre", "rang", "today", "value")

    def __init__(self, lettre: Lettre, today: date) -> None:
        """Look at the letter."""
        self.lettre = lettre
        self.today = today
        self.value: Any = lettre
        self.rang = 0
        self._inside: tuple[Scope, Chemin] | None = None
        self._texts: dict[str, Text] = {}
        self._shared: dict[object, Any] = {}
        self._held: dict[int, bool] = {}
        self._lists: dict[object, tuple[Scope, ...]] = {}
        self._facts: dict[Callable[[Scope], Any], Any] = {}

    @property
    def base(self) -> FieldPath:
        """Give the address of what is looked at; a medication row is named by its key. Only findings need it."""
        if self._inside is None:
            return FieldPath(())
        parent, liste = self._inside
        return parent.at(liste.path).child(
            Key(self.value.cle) if isinstance(self.value, LigneTraitement) else self.rang - 1
        )

    def at(self, path: FieldPath) -> FieldPath:
        """Give the address in the letter of a field of this scope."""
        return FieldPath((*self.base.parts, *path.parts))

    def entries(self, liste: Chemin) -> "tuple[Scope, ...]":
        """Give the scopes of a list's entries; none when the list is not there."""
        found = self._lists.get(liste.path.parts)
        if found is None:
            value = liste.read(self.value)
            rows = value if isinstance(value, tuple) else ()
            found = tuple(self._entry(liste, row, index) for index, row in enumerate(rows))
            self._lists[liste.path.parts] = found
        return found

    def fact(self, compute: "Callable[[Scope], Any]") -> Any:  # noqa: ANN401 - what `compute` gives
        """Give what `compute` says of this scope, computed once however many rules ask."""
        if compute not in self._facts:
            self._facts[compute] = compute(self)
        return self._facts[compute]

    def text(self, text: str) -> Text:
        """Give a text folded, once however many rules look at it."""
        found = self._texts.get(text)
        if found is None:
            found = self._texts[text] = Text(text)
        return found

    def holds(self, condition: "Holder") -> bool:
        """Tell whether a condition is true here; equal conditions are one object, looked at once."""
        key = id(condition)
        found = self._held.get(key)
        if found is None:
            found = self._held[key] = condition.holds(self)
        return found

    def shared(self, key: object, compute: Callable[[], Any]) -> Any:  # noqa: ANN401 - what `compute` gives
        """Give what `compute` makes, once for the letter and all its entries."""
        if key not in self._shared:
            self._shared[key] = compute()
        return self._shared[key]

    def selected(self, liste: Chemin, key: object, keep: "Callable[[Scope], bool]") -> "tuple[Scope, ...]":
        """Give the entries that a condition keeps, computed once per condition (`key`)."""
        found = self._lists.get(key)
        if found is None:
            found = tuple(entry for entry in self.entries(liste) if keep(entry))
            self._lists[key] = found
        return found

    def _entry(self, liste: Chemin, row: object, index: int) -> "Scope":
        """Look at one entry; the texts already folded are shared."""
        entry = Scope(self.lettre, self.today)
        entry.value = row
        entry.rang = index + 1
        entry._inside = (self, liste)
        entry._texts = self._texts
        entry._shared = self._shared
        return entry


class Holder(Protocol):
    """What is true or false of a scope: a condition."""

    def holds(self, scope: Scope) -> bool:
        """Tell whether it is true here."""
        ...


def is_filled(value: object) -> bool:
    """Tell whether something is written: not blank, not an `Absence`; a list or a group needs one filled part.

    The letter's texts are clean: what is left invisible in them is only spaces.
    """
    if value is None:
        return False
    if type(value) is str:  # the commonest, and quicker told than by isinstance
        return bool(value) and not value.isspace()
    if isinstance(value, str):
        return bool(value) and not value.isspace() and not isinstance(value, Absence)
    if isinstance(value, tuple):
        parts: Iterable[object] = value
    elif isinstance(value, LlsModel):
        parts = value.__dict__.values()
    else:
        return bool(value) if isinstance(value, Mapping) else True
    for part in parts:  # noqa: SIM110 - a loop is twice as fast as any() here, and this runs hundreds of times per key
        if is_filled(part):
            return True
    return False


def is_said(value: object) -> bool:
    """Tell whether somebody answered: something written, or « aucun », or « inconnu »."""
    if isinstance(value, Absence):
        return value is not Absence.NON_RENSEIGNE
    return is_filled(value)
