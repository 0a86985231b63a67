"""Private, atomic file writing that says in French what went wrong and never spoils what stands.

A file is written beside its place under a temporary name, made durable, then put in place in one
step: a full disk, an interruption or a kill leaves the former file as it was. A journal grows by its end only.

Every byte of a letter, its journal and its copies passes here, and nowhere else.
"""

import contextlib
import errno
import os
import secrets
from io import FileIO
from pathlib import Path

from lls_drafter.errors import DraftError, Location

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
FROZEN_FILE = 0o400

_GONE = ("le dossier ne répond plus", "rebrancher la clé, ou rétablir le réseau")
_REASONS = {
    errno.ENOSPC: ("le disque est plein", "libérer de la place ; le fichier précédent n'a pas été touché"),
    errno.EDQUOT if hasattr(errno, "EDQUOT") else -1: (
        "le quota de disque est atteint",
        "libérer de la place ; le fichier précédent n'a pas été touché",
    ),
    errno.EROFS: ("ce dossier est en lecture seule", "choisir un autre dossier"),
    errno.EACCES: ("droits insuffisants", "vérifier les droits du fichier et du dossier"),
    errno.EPERM: ("droits insuffisants", "vérifier les droits du fichier et du dossier"),
    errno.ENOENT: ("ce fichier ou ce dossier n'existe pas", "vérifier le chemin"),
    errno.EISDIR: ("c'est un dossier, ou autre chose qu'un fichier ordinaire", "donner le chemin d'un fichier"),
    errno.ENOTDIR: ("un élément du chemin n'est pas un dossier", "vérifier le chemin"),
    errno.ENAMETOOLONG: ("nom de fichier trop long", "choisir un nom plus court"),
    errno.EFBIG: ("la taille permise est dépassée", "libérer de la place ; le fichier précédent n'a pas été touché"),
    errno.ELOOP: ("un lien symbolique est à cette place", "le retirer, ou donner le vrai chemin"),
    errno.EIO: ("erreur du support de stockage", "vérifier la clé, le disque ou le réseau"),
} | {
    getattr(errno, name): _GONE
    for name in ("ENODEV", "ENXIO", "ESTALE", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH",
                 "ENOTCONN", "EREMOTEIO")
    if hasattr(errno, name)
}  # fmt: skip


def storage_error(error: OSError, path: Path) -> DraftError:
    """Give the French sentence for a failure of the system on a file."""
    sentence, hint = _REASONS.get(error.errno or 0, ("le système refuse l'opération", os.strerror(error.errno or 0)))
    return DraftError(sentence, hint=hint, location=Location(str(path)))


def refuse_link(path: Path) -> None:
    """Refuse to write through a symbolic link: it may lead out of the private folder.

    Raises:
        DraftError: the path is a symbolic link, or its folder does not answer.
    """
    try:
        is_link = path.is_symlink()
    except OSError as error:
        raise storage_error(error, path) from error
    if is_link:
        raise DraftError(
            "ce fichier est un lien symbolique : rien n'y est écrit",
            hint="donner le chemin du vrai fichier",
            location=Location(str(path)),
        )


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner can read, with what is missing above it.

    Raises:
        DraftError: the system refuses.
    """
    try:
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        for one in reversed(missing):  # each of them private, whatever the umask
            one.mkdir(exist_ok=True, mode=PRIVATE_FOLDER)
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "")
    except OSError as error:
        raise storage_error(error, folder) from error


def write_private(path: Path, data: bytes, *, mode: int = PRIVATE_FILE) -> None:
    """Write a file in one step, readable by its owner only, durable when this returns.

    Raises:
        DraftError: the system refuses; what stood at `path` is untouched.
    """
    refuse_link(path)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    except OSError as error:
        raise storage_error(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def create_private(path: Path, data: bytes) -> bool:
    """Make a file that must not exist yet; gives False when it exists.

    Raises:
        DraftError: the system refuses.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    except FileExistsError:
        return False
    except OSError as error:
        raise storage_error(error, path) from error
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(data)
    except OSError as error:
        remove(path)
        raise storage_error(error, path) from error
    return True


def append_private(path: Path, data: bytes, *, after: int, durable: bool) -> bool:
    """Add bytes to the end of a file of `after` bytes; a failure cuts it back to them.

    Gives False, nothing being written, when the file is gone or of another length: it is not as it was left.

    Args:
        path: an existing file.
        data: what to add.
        after: the length that the file must have.
        durable: whether the bytes must be on the disk when this returns.

    Raises:
        DraftError: the system refuses; the file is as it was.
    """
    refuse_link(path)
    try:
        with path.open("r+b", buffering=0) as out:
            if out.seek(0, os.SEEK_END) != after:
                return False
            try:
                _write_all(out, data)
                if durable:
                    os.fsync(out.fileno())
            except OSError:
                with contextlib.suppress(OSError):
                    out.truncate(after)
                raise
    except FileNotFoundError:
        return False
    except OSError as error:
        raise storage_error(error, path) from error
    return True


def remove(path: Path) -> None:
    """Take a file away if it can be."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _write_all(out: FileIO, data: bytes) -> None:
    """Write bytes to an unbuffered file, which may take them in several times."""
    view = memoryview(data)
    while view:
        view = view[out.write(view) :]


def _sync_folder(folder: Path) -> None:
    """Make the names of a folder durable, where the system can: the file itself already is."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def exists(path: Path) -> bool:
    """Tell whether something stands at a path, a dangling link included.

    Raises:
        DraftError: the folder does not answer.
    """
    try:
        return path.is_symlink() or path.exists()
    except OSError as error:
        raise storage_error(error, path) from error


def device(folder: Path) -> int | None:
    """Give the number of the device that holds a folder, None when it does not answer."""
    try:
        return folder.stat().st_dev
    except OSError:
        return None


def decoded(data: bytes) -> str:
    """Give the text of a file of unknown origin: UTF-16 with its mark, UTF-8 with or without, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_limited(path: Path, limit: int) -> bytes:
    """Read at most `limit` bytes of a regular file.

    Raises:
        DraftError: unreadable, not a regular file, or larger than `limit`.
    """
    try:
        if not path.is_file():
            if path.exists():
                raise IsADirectoryError(errno.EISDIR, "")
            raise FileNotFoundError(errno.ENOENT, "")
        size = path.stat().st_size
        if size > limit:
            raise DraftError(
                f"fichier trop gros pour une lettre ({size // 1_000_000} Mo ; au plus {limit // 1_000_000} Mo)",
                hint="vérifier qu'il s'agit bien d'un fichier de lettre",
                location=Location(str(path)),
            )
        with path.open("rb") as source:
            return source.read(limit + 1)
    except OSError as error:
        raise storage_error(error, path) from error
