"""A folder of letters with nothing else in it."""

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give an empty folder."""
    made = tmp_path / "lettres"
    made.mkdir()
    return made
