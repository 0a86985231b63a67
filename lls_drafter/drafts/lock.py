"""Who holds a letter: a system lock beside it, with the holder's name and since when.

The lock is the system's own (`filelock`): it goes by itself when its process dies, so a crash
leaves nothing to clean. The owner file beside it only informs.
"""

import contextlib
import getpass
import json
import platform
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from lls_drafter.drafts.files import make_private_folder, storage_error, write_private
from lls_drafter.errors import DraftError, DraftLockedError, Location

if TYPE_CHECKING:
    from filelock import BaseFileLock


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a letter, on which machine, since when (ISO text)."""

    qui: str
    machine: str
    depuis: str


def account() -> str:
    """Give the name of the computer account, « inconnu » when the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "inconnu"


class LetterLock:
    """The lock of one letter file, to be used in a `with`."""

    def __init__(self, path: Path, *, now: datetime) -> None:
        """Prepare the lock of the letter at `path`."""
        self._path = path
        self._file = path.with_name(f".{path.name}.verrou")
        self._owner = path.with_name(f".{path.name}.qui")
        self._now = now
        self._lock: BaseFileLock | None = None

    def __enter__(self) -> Self:
        """Take the lock.

        Raises:
            DraftLockedError: somebody else holds it; the message says who and since when.
            DraftError: the folder does not allow it.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 - start-up time (46 ms)

        make_private_folder(self._path.parent)
        lock = FileLock(self._file, timeout=0, mode=0o600)
        try:
            lock.acquire()
        except Timeout as error:
            raise self._locked() from error
        except OSError as error:
            raise storage_error(error, self._path) from error
        self._lock = lock
        holder = {"qui": account(), "machine": platform.node(), "depuis": self._now.isoformat(timespec="minutes")}
        with contextlib.suppress(DraftError):  # informs only: a full disk must not stop the work
            write_private(self._owner, json.dumps(holder).encode())
        return self

    def __exit__(self, *_: object) -> None:
        """Give the lock back and tidy up."""
        if self._lock is not None:
            for leftover in (self._owner, self._file):
                with contextlib.suppress(OSError):
                    leftover.unlink(missing_ok=True)
            self._lock.release()
            self._lock = None

    def _locked(self) -> DraftLockedError:
        """Say who holds the letter, as far as known."""
        holder = self.holder()
        if holder is None:
            sentence = "cette lettre est ouverte ailleurs"
        else:
            since = datetime.fromisoformat(holder.depuis)
            sentence = f"cette lettre est ouverte par {holder.qui} sur {holder.machine} depuis le {since:%d/%m à %H:%M}"
        return DraftLockedError(
            sentence,
            hint="attendre qu'elle soit fermée, ou la lire avec « lls rendre --brouillon »",
            location=Location(str(self._path)),
        )

    def holder(self) -> Holder | None:
        """Read who holds the letter, None when it is not known."""
        try:
            data = json.loads(self._owner.read_text(encoding="utf-8"))
            datetime.fromisoformat(data["depuis"])
            return Holder(data["qui"], data["machine"], data["depuis"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
