"""Opening a letter for work: its lock, its file, where it was left; and giving all back at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lls_drafter.drafts.lock import LetterLock
from lls_drafter.drafts.store import LetterStore
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
def open_letter(
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
        read_only_allowed: a letter that somebody else holds is given to read (`work.read_only` says whose it is)
            instead of being refused.
        force: take the lock from a holder who gave no sign of life for two minutes.

    Raises:
        DraftLockedError: somebody else holds it.
        DraftStateError: it is validated or cancelled.
        DraftError: it cannot be read.
    """
    del read_only_allowed, force
    store = LetterStore(path)
    store.load()
    with LetterLock(path, now=clock.now()):
        read = store.load()
        require_open(read.lettre)
        left = store.read_bookmark()
        work = Work(
            read.lettre,
            store,
            settings,
            clock,
            packs=packs,
            position=left.position if left else None,
            en_cours=left.en_cours if left else {},
            frozen=store.frozen(read.lettre),
        )
        yield Opened(work)


@contextmanager
def create_letter(
    path: Path, lettre: Lettre, *, clock: Clock, settings: Settings, packs: tuple[Path, ...] = ()
) -> Iterator[Opened]:
    """Open a letter that has no file yet; the first save makes it.

    Raises:
        DraftLockedError: somebody else is making it.
        DraftError: the folder does not allow it.
    """
    with LetterLock(path, now=clock.now()):
        yield Opened(Work(lettre, LetterStore(path), settings, clock, packs))
