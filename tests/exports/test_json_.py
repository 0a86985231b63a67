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
