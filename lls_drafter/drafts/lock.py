"""Who may write a letter: a system lock beside it, with the holder's name and signs of life.

The lock is the system's own (`filelock`): it goes by itself when its process dies. The owner file beside it tells who
holds it, tells its holder whether it was taken by force, and stands alone where the file system has no locks.
"""

import contextlib
import errno
import warnings
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self

from lls_drafter.drafts import files
from lls_drafter.drafts.holder import FORCEABLE, SILENT, Holder, account, ago, lasting, moment, owner_file
from lls_drafter.errors import DraftError, DraftLockedError, Location

if TYPE_CHECKING:
    from filelock import BaseFileLock

__all__ = ["LetterLock", "account"]

_BEAT = timedelta(seconds=30)
_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS)


class LetterLock:
    """The lock of one letter file, to be used in a `with`, or by `acquire` and `release`.

    Attributes:
        recovered: the sentence about a former holder whose lock was taken over, empty for none.
        refusal: the sentence about the holder who has the letter instead of us, empty while it is ours.
    """

    def __init__(self, path: Path, *, now: datetime) -> None:
        """Prepare the lock of the letter at `path`; a `with` takes it at `now`."""
        self._path = path
        self._file = path.with_name(f".{path.name}.verrou")
        self._owner = owner_file(path)
        self._now = now
        self._lock: BaseFileLock | None = None
        self._inode: tuple[int, int] | None = None
        self._ours: Holder | None = None
        self.recovered = ""
        self.refusal = ""

    def __enter__(self) -> Self:
        """Take the lock.

        Raises:
            DraftLockedError: somebody else holds it; the message says who and since when.
            DraftError: the folder does not allow it.
        """
        self.acquire(self._now)
        return self

    def __exit__(self, *_: object) -> None:
        """Give the lock back and tidy up."""
        self.release()

    @property
    def is_ours(self) -> bool:
        """Tell whether the letter is ours to write, as far as known."""
        return self._ours is not None and not self.refusal

    def acquire(self, now: datetime, *, force: bool = False) -> None:
        """Take the lock, by force when asked and when its holder is silent.

        Raises:
            DraftLockedError: somebody else holds it.
            DraftError: the folder does not allow it.
        """
        self.release()
        files.make_private_folder(self._path.parent)
        has_locks = self._take_system_lock(now, force=force)
        former = Holder.read(self._owner)
        ours = replace(Holder.here(now), systeme=has_locks)
        try:
            if former is not None and not (has_locks and former.systeme):
                self._require_gone(former, now, force=force)
            if has_locks:
                with contextlib.suppress(DraftError):  # informs only: a full disk must not stop the work
                    files.write_private(self._owner, ours.as_bytes())
            else:
                files.remove(self._owner)
                if not files.create_private(self._owner, ours.as_bytes()):
                    raise self._locked(Holder.read(self._owner), now)
        except DraftError:
            self._give_back()
            raise
        self._ours, self.refusal = ours, ""
        if former is not None:
            since = moment(former.depuis, now)
            self.recovered = f"Verrou laissé par {former.qui} sur {former.machine} depuis {since} : repris."

    def release(self) -> None:
        """Give the lock back, and take away what is ours of it."""
        if self._ours is not None and not self._is_taken():
            files.remove(self._owner)
        self._ours = None
        self._give_back()

    def withdraw(self, reason: str) -> None:
        """Give the lock back because the letter cannot be ours after all."""
        self.release()
        self.refusal = reason

    def beat(self, now: datetime) -> bool:
        """Give a sign of life, at most each 30 s; False when the lock was taken from us by force."""
        if self._ours is None:
            return False
        if self._is_taken():
            other = Holder.read(self._owner)
            self.refusal = f"cette lettre a été reprise par {other.phrase(now) if other else 'un autre poste'}"
            return False
        with contextlib.suppress(DraftError):  # a folder that does not answer is told by the save
            if now - self._ours.vu >= _BEAT or not files.exists(self._owner):
                self._ours = self._ours.seen(now)
                files.write_private(self._owner, self._ours.as_bytes())
        return True

    def _take_system_lock(self, now: datetime, *, force: bool) -> bool:
        """Take the system's lock; gives False where the file system has none.

        Raises:
            DraftLockedError: somebody else holds it.
            DraftError: the folder does not allow it.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 - start-up time (46 ms)

        lock = FileLock(self._file, timeout=0, mode=0o600)
        try:
            with warnings.catch_warnings(action="ignore"):  # its own way without locks is as good as ours
                try:
                    lock.acquire()
                except Timeout:
                    self._clear_by_force(now, force=force)
                    lock = FileLock(self._file, timeout=0, mode=0o600)
                    lock.acquire()
            self._lock = lock
            with contextlib.suppress(OSError):
                self._inode = _inode(self._file)
        except Timeout as error:
            raise self._locked(Holder.read(self._owner), now) from error
        except NotImplementedError:
            return False
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return False
            raise files.storage_error(error, self._path) from error
        return True

    def _clear_by_force(self, now: datetime, *, force: bool) -> None:
        """Take away the lock file of a silent holder; what it still writes is kept beside the letter.

        Raises:
            DraftLockedError: it is not to be forced.
            OSError: the system does not let it go.
        """
        former = Holder.read(self._owner)
        if former is None:  # an owner file could not be written: the age of the lock file stands for it
            vu = datetime.fromtimestamp(self._file.stat().st_mtime, now.tzinfo)
            former = Holder(qui="inconnu", machine="un autre poste", pid=0, depuis=vu, vu=vu, jeton="")
        self._require_silent(former, now, force=force)
        self._file.unlink(missing_ok=True)

    def _require_gone(self, former: Holder, now: datetime, *, force: bool) -> None:
        """Refuse a letter whose owner file may be alone to protect it.

        Raises:
            DraftLockedError: its holder may still be there.
        """
        if not former.is_dead():
            self._require_silent(former, now, force=force)

    def _require_silent(self, former: Holder, now: datetime, *, force: bool) -> None:
        """Refuse to take a letter by force from a holder who gave a sign of life.

        Raises:
            DraftLockedError: nobody asked for force, or the holder is there.
        """
        if not force:
            raise self._locked(former, now)
        if former.silence(now) < FORCEABLE:
            self.refusal = f"cette lettre est ouverte par {former.phrase(now)}"
            raise DraftLockedError(
                f"{self.refusal} ; signe de vie {ago(former.silence(now))} : ce verrou ne se force pas",
                hint=f"attendre {lasting(FORCEABLE)} sans signe de vie, ou fermer la lettre sur l'autre poste",
                location=Location(str(self._path)),
            )

    def _locked(self, holder: Holder | None, now: datetime) -> DraftLockedError:
        """Say who holds the letter, as far as known."""
        self.refusal = "cette lettre est ouverte ailleurs"
        hint = "attendre qu'elle soit fermée, ou la lire avec « lls rendre --brouillon »"
        if holder is not None:
            self.refusal = f"cette lettre est ouverte par {holder.phrase(now)}"
            if holder.silence(now) >= SILENT:
                hint = f"si cet autre poste est arrêté ou bloqué : « lls ouvrir --forcer-verrou {self._path} »"
        return DraftLockedError(self.refusal, hint=hint, location=Location(str(self._path)))

    def _is_taken(self) -> bool:
        """Tell whether the owner file is now somebody else's."""
        standing = Holder.read(self._owner)
        return standing is not None and self._ours is not None and standing.jeton != self._ours.jeton

    def _give_back(self) -> None:
        """Give the system's lock back; its file goes unless it is another one."""
        if self._lock is None:
            return
        with contextlib.suppress(OSError):
            if _inode(self._file) == self._inode:
                self._file.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self._lock.release()
        self._lock = None


def _inode(path: Path) -> tuple[int, int]:
    """Tell a file from another one of the same name."""
    found = path.stat()
    return found.st_dev, found.st_ino
