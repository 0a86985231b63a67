"""A command line on a fixed seat: the same day, numbered ids, streams to read back."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from lls_drafter.cli.border import run
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode
from lls_drafter.session.sources import FixedClock, NumberedIds

NOW = datetime(2026, 3, 9, 16, 0, tzinfo=timezone(timedelta(hours=1)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did: its exit code and what it wrote."""

    code: ExitCode
    out: str
    err: str


Lls = Callable[..., Outcome]


@pytest.fixture
def lls() -> Lls:
    """Give `lls(*arguments, typed="", now=NOW)`."""
    ids = NumberedIds("tests")

    def call(*arguments: object, typed: str = "", now: datetime = NOW) -> Outcome:
        out, err = io.StringIO(), io.StringIO()
        code = run([str(a) for a in arguments], Context(FixedClock(now), ids, io.StringIO(typed), out, err))
        return Outcome(code, out.getvalue(), err.getvalue())

    return call


@pytest.fixture
def cardio(lls: Lls, tmp_path: Path) -> Path:
    """Give the folder of a template just begun."""
    folder = tmp_path / "cardio"
    assert ExitCode.OK == lls("modeles", "nouveau", folder, "--titre", "Cardiologie").code
    return folder
