"""The published schemas and what the program writes, before two judges: jsonschema, and ajv in its strict mode."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from lls_drafter.exports import RenderRequest, render
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter_files.codec import letter_to_data, read_letter
from lls_drafter.packs.sources import builtin_root
from lls_drafter.session.schemas import SCHEMAS
from tests.architecture.source_tree import ROOT
from tests.session.ajv import judged
from tests.strategies import lettres

EXAMPLES = sorted((builtin_root() / "templates").glob("*/exemples/*.lls.yaml"))
PUBLISHED = {name: make() for name, make in sorted(SCHEMAS.items())}
WRONG: Mapping[str, dict[str, Any]] = {
    "unknown key": {"format": 1, "motiff": "x"},
    "unknown key of a part": {"format": 1, "patient": {"nom": "MARTIN"}},
    "other format": {"format": 2},
    "closed value": {"format": 1, "patient": {"sexe": "Z"}},
    "word for a list": {"format": 1, "allergies": "rien"},
    "number too small": {"format": 1, "version": 0},
    "number for a text": {"format": 1, "motif_hospitalisation": 12},
    "text for a list": {"format": 1, "suites_a_donner": "revoir"},
    "impossible day": {"format": 1, "date_lettre": "2026-02-30"},
    "French day": {"format": 1, "date_lettre": "09/03/2026"},
    "French hour": {"format": 1, "sejour": {"heure_entree": "14h30"}},
    "impossible hour": {"format": 1, "sejour": {"heure_entree": "24:00"}},
    "fate of its own": {"format": 1, "volet_medicamenteux": [{"cle": "a", "devenir": "remplacé"}]},
    "row without a key": {"format": 1, "volet_medicamenteux": [{"devenir": "arrete"}]},
    "key of a row": {"format": 1, "volet_medicamenteux": [{"cle": "1 a"}]},
    "a list": {"format": 1, "sejour": []},
}


def drawn_letters(count: int) -> list[Any]:
    """Give the JSON of letters drawn at random, the same ones each time."""
    made: list[Any] = []

    @settings(max_examples=count, derandomize=True, database=None)
    @given(lettre=lettres())
    def draw(lettre: Lettre) -> None:
        made.append(json.loads(render("json", None, RenderRequest(lettre=lettre))))

    draw()
    return made


def refused(data: object) -> bool:
    """Tell whether jsonschema refuses a letter, days that do not exist included."""
    dates = jsonschema.FormatChecker(["date"])
    return not jsonschema.Draft202012Validator(PUBLISHED["lettre"], format_checker=dates).is_valid(data)


def test_letters_satisfy_both_judges(tmp_path: Path) -> None:
    """Every shipped example and every letter drawn at random is accepted by both; each wrong one is refused by both."""
    right = {path.name: letter_to_data(read_letter(path.read_bytes(), name="x").lettre) for path in EXAMPLES}
    right |= {f"drawn {number}": data for number, data in enumerate(drawn_letters(80))}
    told = judged(PUBLISHED, {name: ("lettre", data) for name, data in {**right, **WRONG}.items()}, tmp_path)

    assert len(EXAMPLES) >= 5
    assert {} == {name: told[name] for name in right if told[name]}
    assert [] == [name for name, data in right.items() if refused(data)]
    assert [] == [name for name in WRONG if not told[name]]
    assert [] == [name for name, data in WRONG.items() if not refused(data)]


@pytest.mark.parametrize("name", PUBLISHED)
def test_schema_says_what_it_is(name: str) -> None:
    """Each published schema has its dialect, a name that lasts and a French title."""
    schema = PUBLISHED[name]

    assert "https://json-schema.org/draft/2020-12/schema" == schema["$schema"]
    assert f"urn:lls-drafter:schema:{name}:1" == schema["$id"]
    assert schema["title"].startswith(("Sortie de «", "Lettre", "Réglages"))


def properties(schema: object) -> set[str]:
    """Give every key that a schema names, at any depth."""
    if isinstance(schema, list):
        return set().union(*map(properties, schema))
    if not isinstance(schema, dict):
        return set()
    named = schema.get("properties")
    return set(named if isinstance(named, dict) else ()).union(*map(properties, schema.values()))


@pytest.mark.parametrize(
    ("name", "page", "heading"),
    [
        ("verifier", "json.md", "## `lls verifier --json`"),
        ("file", "json.md", "## `lls file --json`"),
        ("lignes", "posologie.md", ""),
    ],
)
def test_documentation_lists_each_key(name: str, page: str, heading: str) -> None:
    """The page of an output names each of its keys."""
    text = (ROOT / "docs" / "dev" / page).read_text(encoding="utf-8")
    part = text.split(heading)[1].split("\n## ")[0] if heading else text

    assert [] == sorted(key for key in properties(PUBLISHED[name]) if f"`{key}`" not in part and f'"{key}"' not in part)


def test_documentation_lists_each_key_of_a_letter() -> None:
    """`docs/dev/json.md` lists the keys of the letter in their order; the glossary explains those of each part."""
    schema = PUBLISHED["lettre"]
    page = (ROOT / "docs" / "dev" / "json.md").read_text(encoding="utf-8")
    listed = page.split("### The keys of a letter")[1].split("```text\n")[1].split("```")[0]
    glossary = (ROOT / "docs" / "glossaire.md").read_text(encoding="utf-8")
    parts = {text.split("`")[0]: text for text in glossary.split("\n### `")[1:]}

    assert list(schema["properties"]) == listed.split()
    assert [] == [
        f"{owner}.{key}"
        for owner, part in schema["$defs"].items()
        for key in part.get("properties", {})
        if f"`{key}`" not in parts.get(owner, "") and f"`{key}`" not in glossary
    ]
