"""The guides do what they show: each page's commands are run in order, as a reader would."""

import io
import re
import shlex
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from lls_drafter.cli.border import run
from lls_drafter.cli.context import Context
from lls_drafter.cli.overview import COMMANDS
from lls_drafter.errors import ExitCode
from lls_drafter.session.sources import FixedClock, NumberedIds

GUIDES = sorted((Path(__file__).resolve().parents[2] / "docs" / "guide").glob("*.md"))
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
CLOCK = FixedClock(datetime(2026, 3, 9, 16, 0, tzinfo=timezone(timedelta(hours=1))))


def steps(text: str) -> list[tuple[str, list[str]]]:
    """Give the commands of a page, each with the pieces of output that the page shows."""
    found: list[tuple[str, list[str]]] = []
    for line in "\n".join(BLOCK.findall(text)).splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.strip():
            found[-1][1].append(line.strip())
    return found


@pytest.mark.parametrize("page", [p for p in GUIDES if steps(p.read_text(encoding="utf-8"))], ids=lambda p: p.name)
def test_guide_shows_what_happens(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of the page works on a new seat, and says what the page shows."""
    folder = tmp_path / "lecteur"
    folder.mkdir()
    monkeypatch.chdir(folder)
    ids = NumberedIds("guide")
    for command, shown in steps(page.read_text(encoding="utf-8")):
        out, err = io.StringIO(), io.StringIO()
        words = shlex.split(command)
        assert "lls" == words[0], command
        code = run(words[1:], Context(CLOCK, ids, io.StringIO(), out, err))

        said = out.getvalue() + err.getvalue()
        assert ExitCode.OK == code, f"{command}\n{said}"
        assert [] == [piece for piece in shown if piece not in said], f"{command}\n{said}"


def test_every_command_is_in_the_guides() -> None:
    """No command is left without a page that names it."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in GUIDES)

    assert [] == [name for name in COMMANDS if f"lls {name}" not in text]
