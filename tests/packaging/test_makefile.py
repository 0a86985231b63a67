"""The Makefile is the first thing a newcomer types."""

import re

import pytest

from tests.packaging.conftest import ROOT, run
from tests.tools import require_tool

TARGETS = ("run", "demo", "test", "bench", "soak", "wheelhouse", "lint", "schema", "clean")


@pytest.mark.parametrize("target", TARGETS)
def test_target_exists_and_is_explained(target: str) -> None:
    """Each promised target can be planned, and `make` alone explains it."""
    make = require_tool("make")

    planned = run(make, "--dry-run", target, cwd=ROOT)
    shown = run(make, cwd=ROOT)

    assert 0 == planned.returncode, planned.stderr
    assert re.search(rf"^make {target}\b", shown.stdout, re.MULTILINE)


def test_unusable_python_is_said_in_french() -> None:
    """A machine without a recent Python and venv gets one sentence and what to install, not a traceback."""
    make = require_tool("make")

    done = run(make, "check-python", "PYTHON=/aucun/python", cwd=ROOT)

    assert 2 == done.returncode
    assert "Il faut Python 3.11" in done.stderr
    assert "python3-venv" in done.stderr


def test_continuous_integration_script_is_valid_shell() -> None:
    """`.ci/run` parses, and its list of tools can be read without being installed."""
    done = run(require_tool("bash"), "-n", ROOT / ".ci" / "run", cwd=ROOT)

    assert (0, "") == (done.returncode, done.stderr)
