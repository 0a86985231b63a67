"""From plain data (a check-list's YAML tree) to the parameters of conditions and checks.

Each condition and each check is a frozen dataclass; its annotations say what its parameters are:
`str`, `int`, `bool`, a StrEnum, `Chemin` (a field of the letter), `Liste` (a list field: the parameters after it
are about one entry), `Condition`, `Check`, tuples of these, and `| None`. A wrong shape raises `SpecError` with
the place inside the data; `packs` turns it into a `PackSchemaError` with file, line and column.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from lls_drafter.letter.base import LlsModel
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import model_type
from lls_drafter.letter.text import closest
from lls_drafter.rules.scope import Chemin

D = TypeVar("D")
Where = tuple[str | int, ...]
Root = type[LlsModel]
Converter = Callable[[Any, Root, Where], Any]


class SpecError(ValueError):
    """A rule is badly written.

    Attributes:
        where: the place inside the data that was being read.
        hint: what to write instead, in French.
        of_key: the key itself is wrong, not its value.
    """

    def __init__(self, where: Where, message: str, hint: str = "", *, of_key: bool = False) -> None:
        """Keep the place and the French sentences."""
        super().__init__(message)
        self.where = where
        self.message = message
        self.hint = hint
        self.of_key = of_key


@dataclasses.dataclass(frozen=True, slots=True)
class Liste(Chemin):
    """A list field whose entries a check looks at, one by one."""


class Kinds:
    """A closed set of named dataclasses (the conditions, or the checks), filled by explicit registration."""

    def __init__(self, noun: str) -> None:
        """Name the set for messages."""
        self.noun = noun
        self.classes: dict[str, type[Any]] = {}

    def register(self, name: str) -> Callable[[type[D]], type[D]]:
        """Give the decorator that adds a class under a French name.

        Raises:
            ValueError: the name is taken.
        """

        def add(cls: type[D]) -> type[D]:
            if name in self.classes:
                raise ValueError(f"{self.noun} « {name} » registered twice")
            self.classes[name] = cls
            return cls

        return add

    def find(self, name: object, where: Where) -> Any:  # noqa: ANN401 - a registered class
        """Give the class of a name.

        Raises:
            SpecError: there is none; the closest names are proposed.
        """
        found = self.classes.get(name) if isinstance(name, str) else None
        if found is None:
            raise SpecError(where, f"{self.noun} inconnue : « {name} »", proposal(str(name), self.classes))
        return found


CONDITIONS = Kinds("condition")
CHECKS = Kinds("vérification")


def proposal(word: str, candidates: typing.Iterable[str]) -> str:
    """Give the hint for a mistyped word: the closest known ones, else all of them."""
    known = sorted(candidates)
    near = closest(word, known, n=2)
    if near:
        return "vouliez-vous " + " ou ".join(f"« {name} »" for name in near) + " ?"
    return "possibles : " + ", ".join(known)


def read_condition(data: object, root: Root = Lettre, where: Where = ()) -> Any:  # noqa: ANN401 - any registered condition
    """Read `{operator: value}`; equal conditions are one object.

    Raises:
        SpecError: unknown operator, wrong parameter or no such field.
    """
    if not isinstance(data, Mapping) or len(data) != 1:
        hint = "par exemple « {rempli: conclusion} » ; pour en réunir plusieurs : « tous: [ … ] » ou « un: [ … ] »"
        raise SpecError(where, "une condition est une seule clé (l'opérateur) avec sa valeur", hint)
    name, value = next(iter(data.items()))
    cls = CONDITIONS.find(name, where)
    inside = (*where, str(name))
    fields = _parameters(cls)
    if len(fields) == 1 or not isinstance(value, Mapping):
        first, inside_names = fields[0].name, False
        value = {first: value}
    else:
        inside_names = True
    return _intern(read_params(cls, value, root, inside, named=inside_names))


@cache
def _intern(condition: object) -> object:
    """Give the first condition equal to this one: entries that it keeps are then found once per letter."""
    return condition


def read_check(data: object, root: Root = Lettre, where: Where = ()) -> Any:  # noqa: ANN401 - any registered check
    """Read `{type: kind, …parameters}`.

    Raises:
        SpecError: unknown kind, wrong parameter or no such field.
    """
    if not isinstance(data, Mapping) or "type" not in data:
        raise SpecError(
            where, "une vérification a un « type »", "par exemple « {type: rempli, chemin: motif_hospitalisation} »"
        )
    cls = CHECKS.find(data["type"], (*where, "type"))
    return read_params(cls, {key: value for key, value in data.items() if key != "type"}, root, where)


def read_params(cls: Any, data: Mapping[str, Any], root: Root, where: Where, *, named: bool = True) -> Any:  # noqa: ANN401
    """Make one parameter dataclass of plain data.

    Args:
        cls: the dataclass.
        data: parameter name -> plain value.
        root: the model that addresses start from.
        where: the place of `data`, for errors.
        named: False when the value was given alone, without its parameter's name.

    Raises:
        SpecError: unknown or missing parameter, or a wrong value.
    """
    converters = _converters(cls)
    for key in data:
        if key not in converters:
            raise SpecError((*where, key), f"paramètre inconnu : « {key} »", proposal(key, converters), of_key=True)
    values: dict[str, Any] = {}
    for field in _parameters(cls):
        if field.name not in data:
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
                raise SpecError(where, f"paramètre manquant : « {field.name} »", "l'ajouter")
            continue
        place = (*where, field.name) if named else where
        values[field.name] = converters[field.name](data[field.name], root, place)
        if isinstance(values[field.name], Liste):
            root = _entry_model(values[field.name], root, place)
    try:
        return cls(**values)
    except ValueError as error:
        raise SpecError(where, str(error)) from error


def _entry_model(liste: Liste, root: Root, where: Where) -> Root:
    """Give the model that addresses start from inside a list."""
    model = liste.element(root)
    if model is None:
        raise SpecError(where, f"« {liste.path} » n'est pas une liste", "donner le champ qui porte la liste")
    return model


@cache
def _converters(cls: Any) -> Mapping[str, Converter]:  # noqa: ANN401 - a dataclass: mypy does not see that classes are hashable
    """Give, for each parameter of a dataclass, the function that reads it."""
    hints = typing.get_type_hints(cls)
    return {field.name: _converter(hints[field.name]) for field in _parameters(cls)}


@cache
def _parameters(cls: Any) -> "tuple[dataclasses.Field[Any], ...]":  # noqa: ANN401 - a dataclass: mypy does not see that classes are hashable
    """Give the fields that a rule's author fills: what is computed from them is left out."""
    return tuple(field for field in dataclasses.fields(cls) if field.init)


def _converter(annotation: Any) -> Converter:  # noqa: ANN401 - any annotation
    """Give the function that reads a plain value as this annotation asks."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        members = [member for member in arguments if member is not type(None)]
        return _one_of(members) if len(members) > 1 else _converter(members[0])
    if origin is tuple:
        return _many(_converter(arguments[0]))
    if isinstance(annotation, type) and issubclass(annotation, Chemin):
        return _chemin_of(annotation)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return _word_of(annotation)
    if annotation in _SCALARS:
        return _scalar_of(annotation)
    return read_check if getattr(annotation, "__name__", "") == "Check" else read_condition


_SCALARS: Mapping[object, str] = {
    str: "un texte est attendu",
    int: "un nombre entier est attendu",
    bool: "« true » ou « false » est attendu",
}


def _scalar_of(kind: type[Any]) -> Converter:
    def read(value: object, _root: Root, where: Where) -> object:
        if type(value) is not kind:
            hint = "le mettre entre guillemets" if kind is str else ""
            raise SpecError(where, _SCALARS[kind], hint)
        return value

    return read


def _one_of(kinds: list[Any]) -> Converter:
    def read(value: object, _root: Root, where: Where) -> object:
        if type(value) not in kinds:
            raise SpecError(where, "valeur de forme inattendue")
        return value

    return read


def _word_of(enum: type[StrEnum]) -> Converter:
    def read(value: object, _root: Root, where: Where) -> StrEnum:
        words = [member.value for member in enum]
        if value not in words:
            raise SpecError(where, f"valeur inconnue : « {value} »", proposal(str(value), words))
        return enum(value)

    return read


def _many(read_one: Converter) -> Converter:
    def read(value: object, root: Root, where: Where) -> tuple[object, ...]:
        if not isinstance(value, list):
            return (read_one(value, root, where),)
        return tuple(read_one(item, root, (*where, index)) for index, item in enumerate(value))

    return read


def _chemin_of(kind: type[Chemin]) -> Converter:
    def read(value: object, root: Root, where: Where) -> Chemin:
        if not isinstance(value, str):
            raise SpecError(where, "une adresse de champ est attendue", "par exemple « sejour.date_sortie »")
        try:
            return kind.parse(value, root)
        except ValueError as error:
            raise SpecError(
                where, f"adresse de champ illisible : « {value} »", "par exemple « sejour.date_sortie »"
            ) from error
        except KeyError as error:
            raise SpecError(where, f"champ inconnu : « {value} »", _closest_field(value, root)) from error

    return read


def _closest_field(text: str, root: Root) -> str:
    """Propose the closest field at the first unknown part of an address."""
    model: Root | None = root
    for part in text.replace("[", ".").replace("]", "").split("."):
        if model is None:
            break
        if part.isdigit():
            continue
        if part not in model.model_fields:
            return proposal(part, model.model_fields)
        annotation = model.model_fields[part].annotation
        model = model_type(annotation)
    return "les champs sont ceux de « lls schema lettre »"
