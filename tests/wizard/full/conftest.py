"""A settled seat to draw on."""

from pathlib import Path

import pytest

from tests.wizard.seat import Seat, settled_seat


@pytest.fixture
def place(tmp_path: Path) -> Seat:
    """Give a settled seat."""
    return settled_seat(tmp_path / "lettre.lls.yaml")
