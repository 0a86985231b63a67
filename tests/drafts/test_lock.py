"""Who holds a letter."""

import errno
import fcntl
import json
import os
import platform
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lls_drafter.drafts.holder import Holder, lasting
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


def later(minutes: float) -> datetime:
    """Give a moment after the letter was opened."""
    return NOW + timedelta(minutes=minutes)


@contextmanager
def other_process(path: Path) -> "Iterator[subprocess.Popen[str]]":
    """Hold a letter in another process."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert "held\n" == holder.stdout.readline()
        try:
            yield holder
        finally:
            holder.kill()
            holder.wait()


@pytest.fixture
def path(folder: Path) -> Path:
    """Give the place of a letter."""
    return folder / "x.lls.yaml"


@pytest.fixture
def no_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a file system without locks, such as some network shares."""

    def refuse(_: int, __: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0.5, r"ouverte par .+ sur .+ depuis 14:32, il y a moins d'une minute$"),
        (12, r"ouverte par .+ sur .+ depuis 14:32, il y a 12 min ; sans signe de vie depuis 12 min"),
        (60 * 24 * 2, r"ouverte par .+ depuis le 09/03 à 14:32, il y a 2 jours"),
    ],
)
def test_second_holder_is_told_who_and_how_long(path: Path, minutes: float, said: str) -> None:
    """Another process on the same letter is refused with the account, the machine, the hour and the silence."""
    with other_process(path), pytest.raises(DraftLockedError, match=said):
        LetterLock(path, now=NOW).acquire(later(minutes))


def test_ages_are_said_as_people_say_them() -> None:
    """Minutes, hours, days."""
    ages = [timedelta(seconds=20), timedelta(minutes=59), timedelta(hours=23), timedelta(days=1), timedelta(days=3)]

    assert ["moins d'une minute", "59 min", "23 h", "1 jour", "3 jours"] == [lasting(age) for age in ages]


def test_signs_of_life_are_seen(path: Path) -> None:
    """A holder who saves or beats is not said to be silent."""
    with LetterLock(path, now=NOW) as lock:
        assert lock.beat(later(10))
        with pytest.raises(DraftLockedError, match=r"il y a 11 min$") as caught:
            LetterLock(path, now=NOW).acquire(later(11))
    assert "attendre qu'elle soit fermée" in caught.value.hint


def test_way_out_is_told_after_five_minutes_of_silence(path: Path) -> None:
    """A holder without a sign of life for five minutes: the message gives the command that takes its lock."""
    with LetterLock(path, now=NOW), pytest.raises(DraftLockedError) as caught:
        LetterLock(path, now=NOW).acquire(later(6))

    assert f"lls ouvrir --forcer-verrou {path}" in caught.value.hint


def test_lock_leaves_nothing_behind(path: Path) -> None:
    """A letter that was closed can be opened again, and its folder is as it was."""
    for _ in range(2):
        with LetterLock(path, now=NOW) as lock:
            assert "" == lock.recovered

    assert [] == list(path.parent.iterdir())


def test_lock_files_are_private(path: Path) -> None:
    """The lock and the owner's file are readable by their owner only, and name no patient."""
    with LetterLock(path, now=NOW):
        modes = [stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()]
        owner = json.loads((path.parent / ".x.lls.yaml.qui").read_text("ascii"))

    assert [0o600, 0o600] == modes
    assert {"qui", "machine", "pid", "depuis", "vu", "jeton", "systeme"} == set(owner)


def test_lock_of_a_killed_process_is_taken_over_and_said(path: Path) -> None:
    """After `kill -9` nobody has to remove anything; the next opening says whose lock it was."""
    with other_process(path) as holder:
        with pytest.raises(DraftLockedError, match="ouverte par"), LetterLock(path, now=NOW):
            pass
        holder.kill()
        holder.wait()
        with LetterLock(path, now=NOW) as lock:
            assert (path.parent / ".x.lls.yaml.verrou").exists()

    assert lock.recovered.startswith("Verrou laissé par ")
    assert lock.recovered.endswith(" depuis 14:32 : repris.")


def test_young_lock_is_not_forced(path: Path) -> None:
    """Somebody who gave a sign of life less than two minutes ago keeps the letter."""
    with LetterLock(path, now=NOW) as lock:
        with pytest.raises(DraftLockedError, match=r"signe de vie il y a 1 min : ce verrou ne se force pas"):
            LetterLock(path, now=NOW).acquire(later(1.5), force=True)
        assert lock.beat(later(1.6))


def test_forced_lock_is_ours_and_its_former_holder_learns_it(path: Path) -> None:
    """A silent holder loses the letter; it learns so at its next sign of life, and takes nothing away."""
    former, ours = LetterLock(path, now=NOW), LetterLock(path, now=NOW)
    former.acquire(NOW)
    ours.acquire(later(3), force=True)

    assert ours.recovered.startswith("Verrou laissé par ")
    assert (False, True) == (former.beat(later(4)), ours.beat(later(4)))
    assert former.refusal.startswith("cette lettre a été reprise par ")
    former.release()
    with pytest.raises(DraftLockedError, match="ouverte par"):
        LetterLock(path, now=NOW).acquire(later(5))
    ours.release()
    assert [] == list(path.parent.iterdir())


def test_lock_of_another_process_can_be_forced(path: Path) -> None:
    """The system's lock of a living process does not stop somebody who forces it."""
    ours = LetterLock(path, now=NOW)
    with other_process(path):
        ours.acquire(later(30), force=True)
        assert ours.is_ours
        with pytest.raises(DraftLockedError, match="depuis 15:02"):
            LetterLock(path, now=NOW).acquire(later(31))
    ours.release()


@pytest.mark.usefixtures("no_locks")
def test_owner_file_stands_alone_without_locks(path: Path) -> None:
    """Where the file system has no locks, the owner's file keeps the others out, and is taken by force alone."""
    with LetterLock(path, now=NOW) as lock:
        with pytest.raises(DraftLockedError, match=r"ouverte par .+ depuis 14:32"):
            LetterLock(path, now=NOW).acquire(later(10))
        other = LetterLock(path, now=NOW)
        other.acquire(later(10), force=True)
        assert (False, True) == (lock.beat(later(11)), other.beat(later(11)))
        other.release()

    assert not (path.parent / ".x.lls.yaml.qui").exists()


@pytest.mark.usefixtures("no_locks")
def test_owner_file_of_a_dead_process_is_taken_over(path: Path) -> None:
    """Without locks too, a crash on this machine leaves nothing to remove by hand."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = Holder(qui="anne", machine=platform.node(), pid=ended.pid, depuis=NOW, vu=NOW, jeton="a", systeme=False)
    (path.parent / ".x.lls.yaml.qui").write_bytes(left.as_bytes())
    with LetterLock(path, now=NOW) as lock:
        assert "Verrou laissé par anne" in lock.recovered


def test_owner_file_of_a_seat_without_locks_is_respected(path: Path) -> None:
    """A seat that has locks keeps out of a letter held by one that has none."""
    held = Holder(qui="anne", machine="autre", pid=1, depuis=NOW, vu=NOW, jeton="a", systeme=False)
    (path.parent / ".x.lls.yaml.qui").write_bytes(held.as_bytes())

    with pytest.raises(DraftLockedError, match="ouverte par anne sur autre"), LetterLock(path, now=later(1)):
        pass
    assert [".x.lls.yaml.qui"] == [file.name for file in path.parent.iterdir()]


@pytest.mark.parametrize("owner", [b"", b"{", b"[]", b'{"qui": "anne", "machine": "m", "depuis": "hier"}', b"\xff"])
def test_damaged_owner_file_is_no_obstacle(path: Path, owner: bytes) -> None:
    """An owner's file that says nothing stops nobody."""
    (path.parent / ".x.lls.yaml.qui").write_bytes(owner)

    with LetterLock(path, now=NOW) as lock:
        assert lock.is_ours
