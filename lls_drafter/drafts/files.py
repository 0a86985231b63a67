"""Private, atomic file writing that says in French what went wrong and never spoils what stands.

A file is written beside its place under a temporary name, made durable, then put in place in one
step: a full disk, an interruption or a kill leaves the former file as it was.
"""

import contextlib
import errno
import os
import secrets
from pathlib import Path

from lls_drafter.errors import DraftError, Location

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
FROZEN_FILE = 0o400

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
}


def storage_error(error: OSError, path: Path) -> DraftError:
    """Give the French sentence for a failure of the system on a file."""
    sentence, hint = _REASONS.get(error.errno or 0, ("le système refuse l'opération", os.strerror(error.errno or 0)))
    return DraftError(sentence, hint=hint, location=Location(str(path)))


def refuse_link(path: Path) -> None:
    """Refuse to write through a symbolic link: it may lead out of the private folder.

    Raises:
        DraftError: the path is a symbolic link.
    """
    if path.is_symlink():
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
