"""Who holds a letter."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lls_drafter.drafts.lock import LetterLock
from lls_drafter.errors import DraftLockedError

NOW = datetime(2026, 3, 9, 14, 32, tzinfo=UTC)
HOLD = """
import sys, pathlib, datetime
from lls_drafter.drafts.lock import LetterLock
with LetterLock(pathlib.Path(sys.argv[1]), now=datetime.datetime(2026, 3, 9, 14, 32, tzinfo=datetime.UTC)):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_second_holder_is_told_who_and_since_when(folder: Path) -> None:
    """Another process on the same letter is refused with the holder's account and the time."""
    path = folder / "x.lls.yaml"
    said = r"ouverte par .+ sur .+ depuis 14:32, il y a moins d'une minute"
    with LetterLock(path, now=NOW), pytest.raises(DraftLockedError, match=said), LetterLock(path, now=NOW):
        pass


def test_lock_leaves_nothing_behind(folder: Path) -> None:
    """A letter that was closed can be opened again, and its folder is as it was."""
    path = folder / "x.lls.yaml"
    for _ in range(2):
        with LetterLock(path, now=NOW):
            pass

    assert [] == list(folder.iterdir())


def test_lock_of_a_killed_process_is_free(folder: Path) -> None:
    """After `kill -9` nobody has to remove anything."""
    path = folder / "x.lls.yaml"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert "held\n" == holder.stdout.readline()
        with pytest.raises(DraftLockedError, match="ouverte par"), LetterLock(path, now=NOW):
            pass
        holder.kill()
        holder.wait()

    with LetterLock(path, now=NOW):
        assert (folder / ".x.lls.yaml.verrou").exists()
