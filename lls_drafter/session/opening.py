"""Opening a letter for work: its lock, its file, where it was left, a rescue copy; and giving all back at the end."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from lls_drafter.drafts.lock import LetterLock
from lls_drafter.drafts.rescue import Rescue, require_no_rescue
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import DraftError, DraftLockedError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.session.life import require_open
from lls_drafter.session.sources import Clock
from lls_drafter.session.work import Work
from lls_drafter.settings import Settings


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter open for work, and what its opening has to tell, one French sentence each."""

    work: Work
    notes: tuple[str, ...] = ()


@contextmanager
def open_letter(  # noqa: PLR0913 - the seat, and the two ways with a letter that somebody else holds
    path: Path,
    *,
    clock: Clock,
    settings: Settings,
    packs: tuple[Path, ...] = (),
    read_only_allowed: bool = False,
    force: bool = False,
) -> Iterator[Opened]:
    """Open a letter where it was left, and close it when the `with` ends, however it ends.

    Args:
        path: the letter's file.
        clock: dates the lock, its signs of life and the gestures.
        settings: those of the seat.
        packs: more folders of templates and check-lists.
        read_only_allowed: a letter that somebody else holds is given to read (`work.read_only` says whose it is,
            `work.take_over` tries to have it) instead of being refused.
        force: take the lock from a holder who gave no sign of life for two minutes.

    Raises:
        DraftLockedError: somebody else holds it.
        DraftStateError: it is validated or cancelled.
        DraftError: it cannot be read; the hint says whether a rescue copy waits on this seat.
    """
    store = LetterStore(path)
    _require_there(store)
    lock = LetterLock(path, now=clock.now())
    with suppress(DraftLockedError) if read_only_allowed else nullcontext():
        lock.acquire(clock.now(), force=force)
    try:
        lettre, notes = _read(store)
        work = Work(lettre, store, settings, clock, packs, lock=lock)
        notes = (*_told(lock), *notes, *_taken_up(work))
        try:
            yield Opened(work, notes)
        finally:
            work.close()
    finally:
        lock.release()


@contextmanager
def create_letter(
    path: Path, lettre: Lettre, *, clock: Clock, settings: Settings, packs: tuple[Path, ...] = ()
) -> Iterator[Opened]:
    """Open a letter that has no file yet; the first save makes it.

    Raises:
        DraftLockedError: somebody else is making it.
        DraftStateError: work for a letter of this name waits in a rescue copy.
        DraftError: the folder does not allow it.
    """
    require_no_rescue(path)
    with LetterLock(path, now=clock.now()) as lock:
        work = Work(lettre, LetterStore(path), settings, clock, packs, lock=lock)
        try:
            yield Opened(work, _told(lock))
        finally:
            work.close()


def _require_there(store: LetterStore) -> None:
    """Refuse a letter that has neither file nor rescue copy, before its lock makes anything.

    Raises:
        DraftError: it is not there; the hint says when a rescue copy waits for the folder.
    """
    rescue = Rescue(store.path)
    try:
        if store.is_missing() and not (rescue.read() is not None and store.path.parent.is_dir()):
            store.load()
    except DraftError as error:
        if rescue.exists():
            error.hint = (
                f"{error.hint} ; le travail est en sûreté sur ce poste, et reprendra à l'ouverture de ce fichier"
            )
        raise


def _taken_up(work: Work) -> tuple[str, ...]:
    """Take up a letter that is ours where it was left, with what is to be told; look on at one that is not.

    Raises:
        DraftError: the frozen versions cannot be read, or a rescue copy cannot be put in its place.
    """
    if work.lock is None or work.lock.is_ours:
        return work.resume()
    left = work.store.read_bookmark()
    work.position = left.position if left is not None else None
    work.frozen = work.store.frozen(work.lettre)
    return ()


def _read(store: LetterStore) -> tuple[Lettre, tuple[str, ...]]:
    """Read an open letter from its file, or from its rescue copy when it has none; with what is to be told.

    Raises:
        DraftStateError: it is validated or cancelled.
        DraftError: it cannot be read.
    """
    saved = Rescue(store.path).read() if store.is_missing() else None
    if saved is not None:
        return saved.lettre, ()
    read = store.load()
    require_open(read.lettre)
    return read.lettre, (read.migration,) if read.migration else ()


def _told(lock: LetterLock) -> tuple[str, ...]:
    """Say whose lock was taken over, when one was left."""
    return (lock.recovered,) if lock.recovered else ()
