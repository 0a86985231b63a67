"""Addresses in a letter: one string names a field in rules, findings, provenance, undo and the wizard.

`sejour.date_sortie`, `suites_a_donner[0].qui`, `volet_medicamenteux[a1].sortie.posologie`
(a medication row by its key, which does not change when rows move), `rubriques.fevg.texte`.
"""

import re
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from lls_drafter.letter.base import Impression, LlsModel, impression_of
from lls_drafter.letter.reponse import Absence

M = TypeVar("M", bound=LlsModel)

_PATH = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+|\[[A-Za-z0-9_-]+\])*")
_TOKEN = re.compile(r"([A-Za-z0-9_-]+)|\[([A-Za-z0-9_-]+)\]")


@dataclass(frozen=True, slots=True)
class FieldPath:
    """The address of a field: names, indexes (int) and row keys in brackets (`Key`)."""

    parts: "tuple[str | int | Key, ...]"

    @classmethod
    def parse(cls, text: str) -> "FieldPath":
        """Read `a.b[0].c`.

        Raises:
            ValueError: the text is not an address.
        """
        return _parse(text)

    def __str__(self) -> str:
        """Give the address as it is written in rules and files."""
        out = ""
        for part in self.parts:
            if isinstance(part, str):
                out += f".{part}" if out else part
            else:
                out += f"[{part}]"
        return out

    def child(self, *parts: "str | int | Key") -> "FieldPath":
        """Give the address of something inside this one."""
        return FieldPath((*self.parts, *parts))

    def starts_with(self, other: "FieldPath") -> bool:
        """Tell whether this address is `other` or lies inside it."""
        return self.parts[: len(other.parts)] == other.parts

    def read(self, root: object) -> Any:  # noqa: ANN401 - any field's value
        """Give the value at this address, None as soon as something on the way is absent."""
        value: Any = root
        for part in self.parts:
            value = _step(value, part)
            if value is None:
                return None
        return value

    def replace(self, root: M, value: object) -> M:
        """Give a copy of `root` with this field changed, making what is missing on the way.

        An index equal to the length of a list appends to it.

        Raises:
            KeyError: the address names no field of the letter.
            pydantic.ValidationError: the value has the wrong shape.
        """
        return typing.cast("M", _replaced(root, self.parts, value, type(root)))


@dataclass(frozen=True, slots=True)
class Key:
    """A medication row named by its `cle`."""

    cle: str

    def __str__(self) -> str:
        """Give the key alone."""
        return self.cle


@cache
def _parse(text: str) -> FieldPath:
    """Parse once each address that a rule or a screen names."""
    if _PATH.fullmatch(text) is None:
        raise ValueError(f"adresse de champ illisible : {text}")
    parts: list[str | int | Key] = []
    for name, bracketed in _TOKEN.findall(text):
        parts.append(name or (int(bracketed) if bracketed.isdigit() else Key(bracketed)))
    return FieldPath(tuple(parts))


def _step(value: object, part: str | int | Key) -> Any:  # noqa: ANN401 - any field's value
    """Go one step down; None when there is nothing there."""
    if isinstance(part, str):
        if isinstance(value, BaseModel):
            return getattr(value, part, None)
        return value.get(part) if isinstance(value, Mapping) else None
    if not isinstance(value, tuple):
        return None
    if isinstance(part, Key):
        return next((row for row in value if getattr(row, "cle", None) == part.cle), None)
    return value[part] if part < len(value) else None


def _replaced(current: object, parts: tuple[str | int | Key, ...], value: object, annotation: object) -> object:
    """Rebuild `current` (of the declared type `annotation`) with the value put at `parts`."""
    if not parts:
        return value
    part, rest = parts[0], parts[1:]
    if not isinstance(part, str):
        return _replaced_item(current, part, rest, value, element_type(annotation))
    container = _mapping_value_type(annotation)
    if container is not None:
        known = dict(current) if isinstance(current, Mapping) else {}
        known[part] = _replaced(known.get(part), rest, value, container)
        return known
    model = model_type(annotation)
    if model is None or part not in model.model_fields:
        raise KeyError(part)
    here = current if isinstance(current, LlsModel) else None
    field = model.model_fields[part].annotation
    below = _replaced(getattr(here, part, None), rest, value, field)
    return model.model_validate({part: below}) if here is None else here.replace(**{part: below})


def _replaced_item(
    current: object, part: int | Key, rest: tuple[str | int | Key, ...], value: object, annotation: object
) -> tuple[object, ...]:
    """Rebuild a list with one of its entries changed, or one more."""
    items = current if isinstance(current, tuple) else ()
    if isinstance(part, Key):
        index = next((i for i, row in enumerate(items) if getattr(row, "cle", None) == part.cle), len(items))
        if index == len(items):
            raise KeyError(part.cle)
    else:
        index = part
    if index > len(items):
        raise KeyError(str(index))
    below = _replaced(items[index] if index < len(items) else None, rest, value, annotation)
    return (*items[:index], below, *items[index + 1 :])


def _members(annotation: object) -> Iterator[object]:
    """Give the plain types behind unions, options and annotations."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        yield from _members(typing.get_args(annotation)[0])
    elif origin in (typing.Union, types.UnionType):
        for member in typing.get_args(annotation):
            yield from _members(member)
    elif isinstance(annotation, typing.TypeVar):
        return
    else:
        yield annotation


def model_type(annotation: object) -> type[LlsModel] | None:
    """Give the letter model that a field's declared type holds, if any."""
    for member in _members(annotation):
        if isinstance(member, type) and issubclass(member, LlsModel):
            return member
    return None


def element_type(annotation: object) -> object:
    """Give the declared type of a list field's entries, None when the field is no list."""
    for member in _members(annotation):
        if typing.get_origin(member) is tuple:
            return typing.get_args(member)[0]
    return None


def scalar_types(annotation: object) -> tuple[type, ...]:
    """Give the plain types (str, date, an enum…) that a field's declared type accepts, `Absence` apart."""
    return tuple(m for m in _members(annotation) if isinstance(m, type) and m not in (type(None), Absence))


def _mapping_value_type(annotation: object) -> object:
    """Give the value type of a dict field, None when the field is no dict."""
    for member in _members(annotation):
        if typing.get_origin(member) is dict:
            return typing.get_args(member)[1]
    return None


@cache
def field_info(path: str, root: type[LlsModel]) -> FieldInfo:
    """Give the declaration of the field at `path` (indexes and keys are passed through).

    Raises:
        KeyError: the address names no field.
    """
    annotation: object = root
    info: FieldInfo | None = None
    for part in FieldPath.parse(path).parts:
        if not isinstance(part, str):
            annotation = element_type(annotation)
            continue
        container = _mapping_value_type(annotation)
        if container is not None:
            annotation = container
            continue
        model = model_type(annotation)
        if model is None or part not in model.model_fields:
            raise KeyError(path)
        info = model.model_fields[part]
        annotation = info.annotation
    if info is None:
        raise KeyError(path)
    return info


@dataclass(frozen=True, slots=True)
class Leaf:
    """One plain value of a letter with its address and where it may be printed."""

    path: FieldPath
    value: object
    impression: Impression


@cache
def _printed_fields(model: type[LlsModel]) -> tuple[tuple[str, Impression], ...]:
    """Give the fields of a model and where each may be printed, found once per model."""
    return tuple((name, impression_of(info)) for name, info in model.model_fields.items())


def walk(value: object, path: FieldPath | None = None, impression: Impression = Impression.LETTRE) -> Iterator[Leaf]:
    """Give every plain value of a letter, absent ones left out, in the order of the model."""
    here = path or FieldPath(())
    if isinstance(value, LlsModel):
        for name, below in _printed_fields(type(value)):
            inner = getattr(value, name)
            if inner is not None and inner is not Absence.NON_RENSEIGNE:
                yield from walk(inner, here.child(name), below if impression is Impression.LETTRE else impression)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, here.child(index), impression)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from walk(item, here.child(name), impression)
    elif value is not None and value is not Absence.NON_RENSEIGNE:
        yield Leaf(here, value, impression)


def printed_texts(letter: LlsModel) -> Iterator[tuple[FieldPath, str]]:
    """Give every free text whose field prints in the letter: all of them must reach the paper."""
    for leaf in walk(letter):
        if leaf.impression is Impression.LETTRE and type(leaf.value) is str and leaf.value.strip():
            yield leaf.path, leaf.value
