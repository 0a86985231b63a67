"""The published schemas say what the program writes and reads."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from lls_drafter.letter_files.codec import letter_to_data, read_letter
from lls_drafter.packs.sources import builtin_root
from lls_drafter.session.schemas import SCHEMAS

EXAMPLES = sorted((builtin_root() / "templates" / "mco_standard" / "exemples").glob("*.lls.yaml"))


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_schema_is_one(name: str) -> None:
    """Each published schema is a valid JSON Schema."""
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name]())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_letters_satisfy_their_schema(path: Path) -> None:
    """An editor that follows the schema accepts every shipped letter."""
    jsonschema.Draft202012Validator(SCHEMAS["lettre"]()).validate(
        letter_to_data(read_letter(path.read_bytes(), name="x").lettre)
    )


@pytest.mark.parametrize(
    "data",
    [
        {"format": 1, "motiff": "x"},
        {"format": 2},
        {"format": 1, "patient": {"sexe": "Z"}},
        {"format": 1, "allergies": "rien"},
        {"format": 1, "version": 0},
    ],
)
def test_schema_refuses_what_the_reader_refuses(data: dict[str, Any]) -> None:
    """What the reader refuses, the editor underlines."""
    assert not jsonschema.Draft202012Validator(SCHEMAS["lettre"]()).is_valid(data)


def test_schema_teaches_in_french() -> None:
    """Every field has a French title and a description, so that completion teaches."""
    schema = SCHEMAS["lettre"]()
    fields = [
        (owner, name, field)
        for owner, model in ({"Lettre": schema} | schema["$defs"]).items()
        for name, field in model.get("properties", {}).items()
    ]

    assert len(fields) > 200
    assert [] == [f"{owner}.{name}" for owner, name, field in fields if not field.get("description")]
    assert [] == [f"{owner}.{name}" for owner, name, field in fields if not ({"title", "$ref"} & field.keys())]
    assert [] == [name for name, model in schema["$defs"].items() if "description" in model]
