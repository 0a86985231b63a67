"""A template's folder as a whole: copied with all that it uses, tried elsewhere before a change, put in one step."""

import ctypes
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lls_drafter.drafts import files
from lls_drafter.errors import Location, PackError
from lls_drafter.packs.publication import BASE, RECORD, pack_content
from lls_drafter.packs.sources import is_pack_file, refuse_outer_link
from lls_drafter.session.pack_text import write_pack_file

LIST_RECORDS = "publications"
ROOMS = ("blocs", "listes")
_HERE = -100  # AT_FDCWD of Linux
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux


def carried(folder: Path) -> tuple[Path, ...]:
    """Give the files that make a template, its records and those of its check-lists with them; in a fixed order."""
    records = [folder / RECORD, folder / BASE, *sorted(folder.glob(f"listes/{LIST_RECORDS}/*.yaml"))]
    return (*pack_content(folder), *(path for path in records if is_pack_file(path)))


def left_behind(folder: Path) -> tuple[str, ...]:
    """Name what a copy leaves, as no letter uses it: other files and folders; what editors leave is not told."""
    taken = set(carried(folder))
    rooms = [folder / name for name in ROOMS] + [folder / "listes" / LIST_RECORDS]
    found = (path for room in (folder, *rooms) if room.is_dir() for path in sorted(room.iterdir()))
    names = (
        f"{path.relative_to(folder).as_posix()}{'/' if path.is_dir() else ''}"
        for path in found
        if path not in taken and path not in rooms and not path.name.startswith(("~$", "."))
    )
    return tuple(names)


def copy_pack(folder: Path, target: Path) -> None:
    """Copy a template into a new folder: the files that make it, its records with them, nothing else.

    Raises:
        PackFileError: one of its files is a link that leads out of it.
        DraftError: a file could not be read or written.
    """
    for path in carried(folder):
        refuse_outer_link(path, folder)
        place = target / path.relative_to(folder)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            data = path.read_bytes()
        except OSError as error:
            raise files.storage_error(error, path) from error
        write_pack_file(place, data)


@contextmanager
def tried(folder: Path) -> Iterator[Path]:
    """Give a copy of a template, of the same name, to try a change on; a fault found there is told at its own place.

    Raises:
        DraftError: the system's folder for such copies cannot be written.
    """
    folder = folder.absolute()
    with scratch() as place:
        copy = place / folder.name
        copy_pack(folder, copy)
        with told_at(folder, copy):
            yield copy


@contextmanager
def told_at(place: Path, copy: Path) -> Iterator[None]:
    """Tell a fault of a copied file or folder at the place of what was copied."""
    try:
        yield
    except PackError as error:
        at = error.location
        if at is not None and at.file is not None and Path(at.file).is_relative_to(copy):
            error.location = Location(str(place / Path(at.file).relative_to(copy)), at.line, at.column)
        raise


@contextmanager
def scratch(beside: Path | None = None) -> Iterator[Path]:
    """Give a folder that is gone afterwards: in `beside` under a hidden name, else where the system has its own.

    Raises:
        DraftError: it could not be made.
    """
    try:
        place = tempfile.TemporaryDirectory(dir=beside, prefix=".lls-", ignore_cleanup_errors=True)
    except OSError as error:
        raise files.storage_error(error, beside or Path(error.filename or "")) from error
    with place as name:
        yield Path(name).resolve()


def put_folder(made: Path, target: Path) -> None:
    """Put a new folder in the place of another one, or of none.

    Whatever stops it, the former one or the new one stands there whole; where the system exchanges two folders in one
    step, at every moment.

    Raises:
        DraftError: it could not be done; the former one stands.
    """
    try:
        if not target.is_dir() or not any(target.iterdir()):
            made.rename(target)
        elif not _exchanged(made, target):
            _replaced(made, target)
    except OSError as error:
        raise files.storage_error(error, target) from error


def _replaced(made: Path, target: Path) -> None:
    """Put a folder in the place of another in two steps, the first being undone when the second fails."""
    former = made.with_name(f"{made.name}.ancien")
    target.rename(former)
    try:
        made.rename(target)
    finally:
        if not target.exists():
            former.rename(target)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; gives False where the system or the disk cannot."""
    if sys.platform != "linux":
        return False
    act = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return act is not None and act(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0
