"""The command line, as the tests of `tests/cli` have it, and a small case of our own."""

from pathlib import Path

import pytest

from tests.cli.conftest import Lls, lls
from tests.training.case_files import write_case

__all__ = ["Lls", "lls"]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Give a folder for `--pack` that holds the case « asthme »."""
    write_case(tmp_path / "pack" / "cas" / "asthme")
    return tmp_path / "pack"
