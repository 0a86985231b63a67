"""Installs the national drug base: builds its index beside the place, checks it, then puts it there in one step.

A failure, an interruption or a full disk at any moment leaves the former base as it was: until the last step, all is
in a folder of its own. That folder is locked while it is in use; a folder that a killed install left is not, and the
next install takes it away.
"""

import contextlib
import errno
import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lls_drafter.errors import Location, ReferenceDataError
from lls_drafter.reference.bdpm import NationalBase, read_national_base
from lls_drafter.reference.bdpm_source import read_source
from lls_drafter.reference.index import DrugIndex, write_index
from lls_drafter.reference.index_meta import IndexMeta

Progress = Callable[[str], None]
Specialities = Mapping[str, tuple[str, int]]  # by CIS code: the name, and a checksum of all the rest

_PUBLIC_FILE = 0o644
_UNTOUCHED = "la base précédente, s'il y en a une, n'a pas été touchée"
_REASONS = {
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le quota de disque est atteint",
    errno.EFBIG: "la taille de fichier permise est dépassée",
    errno.EROFS: "ce dossier est en lecture seule",
    errno.EACCES: "droits insuffisants dans ce dossier",
    errno.EPERM: "droits insuffisants dans ce dossier",
    errno.EISDIR: "un dossier est à la place du fichier de la base",
    errno.EEXIST: "un élément du chemin n'est pas un dossier",
    errno.ENOTDIR: "un élément du chemin n'est pas un dossier",
}


@dataclass(frozen=True, slots=True)
class Changes:
    """What a set changes in the one that stood there: the names of the specialities, in their order."""

    ajoutees: tuple[str, ...]
    retirees: tuple[str, ...]
    modifiees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InstallReport:
    """What was installed.

    Attributes:
        meta: the data.
        taille: of the index, in bytes.
        precedente: day of the former base, ISO; None when there was none, or one that could not be read.
        changements: against the former base, None without one.
        ecrite: False for a trial, which leaves the former base in place.
    """

    meta: IndexMeta
    taille: int
    precedente: str | None
    changements: Changes | None
    ecrite: bool


def install(source: Path, target: Path, *, dry_run: bool = False, progress: Progress = lambda _: None) -> InstallReport:
    """Install a published set as the base of `target`.

    Args:
        source: folder or ZIP archive with the published files.
        target: the file of the base.
        dry_run: build and check everything, and leave the former base in place.
        progress: told what is being done, in French.

    Raises:
        ReferenceDataError: the set cannot be used, or the base cannot be written; the former one is untouched.
    """
    base = read_national_base(read_source(source), progress=progress)
    progress("construction de l'index")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _own_folder(target) as folder:
            built = folder / target.name
            _write(built, base)
            progress("vérification de l'index")
            after = _checked(built, base)
            former = _former(target)
            built.chmod(_PUBLIC_FILE)
            size = built.stat().st_size
            if not dry_run:
                _put_in_place(built, target)
    except (OSError, sqlite3.Error) as error:
        raise ReferenceDataError(
            f"{_reason(error)} : {_UNTOUCHED}",
            hint="libérer de la place ou choisir un autre dossier (LLS_MEDICAMENTS), puis recommencer",
            location=Location(str(target)),
        ) from error
    return InstallReport(
        base.meta,
        size,
        former[0] if former else None,
        _changes(former[1], after) if former else None,
        ecrite=not dry_run,
    )


def _reason(error: OSError | sqlite3.Error) -> str:
    """Give what the system or the database says of a failure, in French."""
    if isinstance(error, OSError):
        return _REASONS.get(error.errno or 0, f"le système refuse l'opération (code {error.errno})")
    if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
        return _REASONS[errno.ENOSPC]
    return f"l'index n'a pas pu être écrit ({error.sqlite_errorname})"


@contextlib.contextmanager
def _own_folder(target: Path) -> Iterator[Path]:
    """Give a folder beside the base, locked, for the time of one install; those left by killed installs go."""
    prefix = f".{target.name}."
    for left in target.parent.glob(f"{prefix}*.tmp"):
        _remove_if_left(left)
    folder, held = _made_and_locked(target.parent, prefix)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def _made_and_locked(parent: Path, prefix: str) -> tuple[Path, int]:
    """Make a folder and lock it; another install may take it for one that was left, just before it is locked."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, suffix=".tmp", dir=parent))
        try:
            held = os.open(folder, os.O_RDONLY)
        except FileNotFoundError:
            continue
        with contextlib.suppress(OSError):  # no locks on this file system: no install can tell, none takes it away
            fcntl.flock(held, fcntl.LOCK_EX)
        if folder.exists():
            return folder, held
        os.close(held)


def _remove_if_left(folder: Path) -> None:
    """Remove the folder of an install that is no more; leave it when it is in use or cannot be locked."""
    with contextlib.suppress(OSError):
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(held)


def _write(path: Path, base: NationalBase) -> None:
    """Write the index of a set; what the system says of a failure is told as for any other step."""
    try:
        write_index(path, base.fiches, base.meta)
    except ReferenceDataError as error:
        if isinstance(error.__cause__, (OSError, sqlite3.Error)):
            raise error.__cause__ from None
        raise


def _checked(path: Path, base: NationalBase) -> Specialities:
    """Check an index as it will be used, and give its specialities: all there, sound, and one of them found.

    Raises:
        ReferenceDataError: it is not what was asked for.
    """
    sample = next((fiche for fiche in base.fiches if fiche.dci and not fiche.homeopathie), base.fiches[0])
    with DrugIndex.open(path) as index:
        index.check_whole()
        specialities = index.specialities()
        found = index.search(sample.dci[0] if sample.dci else sample.libelle, limit=1)
    if len(specialities) != base.meta.specialites or not found:
        raise ReferenceDataError(
            f"l'index construit n'est pas utilisable : {_UNTOUCHED}",
            hint="recommencer ; si le message revient, vérifier le disque",
            location=Location(str(path)),
        )
    return specialities


def _former(target: Path) -> tuple[str, Specialities] | None:
    """Give the day and the specialities of the base in place; None when there is none, or none that can be read."""
    try:
        with DrugIndex.open(target) as index:
            return (index.meta.jour, index.specialities()) if index.meta else None
    except ReferenceDataError:
        return None  # it is replaced, not compared


def _changes(before: Specialities, after: Specialities) -> Changes:
    """Compare two sets."""
    return Changes(
        ajoutees=tuple(sorted(after[cis][0] for cis in after.keys() - before.keys())),
        retirees=tuple(sorted(before[cis][0] for cis in before.keys() - after.keys())),
        modifiees=tuple(sorted(after[cis][0] for cis in after.keys() & before.keys() if after[cis] != before[cis])),
    )


def _put_in_place(built: Path, target: Path) -> None:
    """Make the index durable, and let it take the place of the former base in one step."""
    _flush(built)
    built.replace(target)
    _flush(target.parent)


def _flush(path: Path) -> None:
    """Wait until a file or a folder is on the disk; a file system that cannot say so is taken at its word."""
    held = os.open(path, os.O_RDONLY)
    try:
        os.fsync(held)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(held)
