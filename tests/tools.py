"""Small helpers shared by the tests: system tools, long runs and their figures."""

import os
import shutil
from typing import Final, NoReturn

import pytest

FIGURE: Final = "figure"


def tools_required() -> bool:
    """Say whether a missing tool or index is a failure (CI) or a reason to skip (a seat)."""
    return os.environ.get("LLS_REQUIRE_TOOLS") == "1"


def unavailable(reason: str) -> NoReturn:
    """Skip this test for `reason`; fail it where everything must be there."""
    if tools_required():
        pytest.fail(f"{reason} (LLS_REQUIRE_TOOLS=1)", pytrace=False)
    pytest.skip(reason)


def require_tool(name: str) -> str:
    """Give the path of a program, e.g. `soffice`, `pdftotext`, `tmux`; skip or fail without it."""
    path = shutil.which(name)
    if path is None:
        unavailable(f"the program {name} is not installed")
    return path


def soaking() -> bool:
    """Say whether this is the long run (`make soak`)."""
    return os.environ.get("LLS_SOAK") == "1"


def rounds(short: int, long: int) -> int:
    """Give the number of rounds of a test marked `soak`: few in `make test`, many in `make soak`."""
    return long if soaking() else short
