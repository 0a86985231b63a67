"""The words of the letter are those of the glossary."""

import re
from collections.abc import Iterator
from functools import cache
from typing import get_args

import pytest
from pydantic import BaseModel

from lls_drafter.letter.lettre import Lettre
from tests.architecture.source_tree import ROOT

GLOSSARY = ROOT / "docs" / "glossaire.md"


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """Give the pydantic classes inside an annotation, however deep in unions and tuples."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)
    # `type X = …` and TypeAliasType carry their content apart.
    value = getattr(annotation, "__value__", None)
    if value is not None:
        yield from models_in(value)


@cache
def letter_models() -> tuple[type[BaseModel], ...]:
    """Give every class a letter is made of, `Lettre` first."""
    found: dict[type[BaseModel], None] = {}
    waiting: list[type[BaseModel]] = [Lettre]
    while waiting:
        model = waiting.pop(0)
        if model not in found:
            found[model] = None
            for field in model.model_fields.values():
                waiting.extend(models_in(field.annotation))
    return tuple(found)


@cache
def glossary_identifiers() -> frozenset[str]:
    """Give the identifiers that the glossary writes between backquotes."""
    quoted = re.findall(r"`([^`\n]+)`", GLOSSARY.read_text(encoding="utf-8"))
    return frozenset(word for text in quoted for word in re.findall(r"[A-Za-z_][A-Za-z0-9_]*", text))


def test_letter_models_reach_the_rows_of_the_table() -> None:
    """The walk goes through unions and tuples, else the test below would look at too little."""
    names = {model.__name__ for model in letter_models()}

    assert {"Lettre", "Patient", "Sejour", "LigneTraitement", "Prescription"} <= names


@pytest.mark.parametrize("model", letter_models(), ids=lambda model: model.__name__)
def test_field_is_in_the_glossary(model: type[BaseModel]) -> None:
    """Each French name of a field of the letter is explained in docs/glossaire.md."""
    assert [] == [name for name in model.model_fields if name not in glossary_identifiers()]


@pytest.mark.parametrize("model", letter_models(), ids=lambda model: model.__name__)
def test_field_name_is_a_plain_identifier(model: type[BaseModel]) -> None:
    """A key of the letter is lower-case ASCII, so that any keyboard and any shell can type it."""
    assert [] == [name for name in model.model_fields if not re.fullmatch(r"[a-z][a-z0-9_]*", name)]
