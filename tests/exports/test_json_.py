"""The letter's data as JSON."""

import json
from pathlib import Path

import pytest

from lls_drafter.exports import RenderRequest, render
from lls_drafter.letter_files.codec import letter_from_data
from tests.document.letters import EXAMPLES, read_example


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])
def test_json_is_the_letter(path: Path) -> None:
    """Reading the JSON back gives the same letter: same data, same schema as the YAML file."""
    lettre = read_example(path)

    data = json.loads(render("json", None, RenderRequest(lettre=lettre)))

    assert lettre == letter_from_data(data)


def test_documented_example_is_a_letter() -> None:
    """The example of `docs/dev/json.md` can be read, and comes back as it is written."""
    page = Path(__file__).resolve().parents[2] / "docs" / "dev" / "json.md"
    shown = json.loads(page.read_text(encoding="utf-8").split("```json\n")[1].split("```")[0])

    lettre = letter_from_data(shown)

    assert shown == json.loads(render("json", None, RenderRequest(lettre=lettre)))
