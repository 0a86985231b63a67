"""The published files of the national base, out of a folder or of a ZIP archive, as bytes under their own names."""

import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from lls_drafter.errors import Location, ReferenceDataError
from lls_drafter.reference.bdpm_files import KINDS

_LARGEST = 64_000_000  # bytes, for one file: sixteen times the largest published today
_MOST_MEMBERS = 2_000
_NAMES = {kind.nom.lower(): kind.nom for kind in KINDS}
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)  # the last: a password


def read_source(source: Path) -> dict[str, bytes]:
    """Give the files of a folder or of a ZIP archive, whatever else is there.

    Raises:
        ReferenceDataError: there is no such folder or archive, or one of its files cannot be read.
    """
    try:
        if source.is_dir():
            return _of_folder(source)
        if not source.exists():
            raise ReferenceDataError(
                "ce dossier ou cette archive n'existe pas", hint="vérifier le chemin", location=Location(str(source))
            )
        return _of_archive(source)
    except OSError as error:
        raise ReferenceDataError(
            "lecture impossible", hint="vérifier les droits et le support", location=Location(str(source))
        ) from error


def _of_folder(folder: Path) -> dict[str, bytes]:
    """Give the files of a folder."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.iterdir()):
        name = _NAMES.get(path.name.lower())
        if name is None or not path.is_file():
            continue
        _check_once(name, found)
        _check_size(name, path.stat().st_size)
        with path.open("rb") as file:
            found[name] = _within(name, file.read(_LARGEST + 1))
    return found


def _of_archive(path: Path) -> dict[str, bytes]:
    """Give the files of an archive, in whatever folder of it they are."""
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS:
                raise ReferenceDataError(
                    f"archive de {len(members)} fichiers : ce n'est pas un jeu publié", location=Location(str(path))
                )
            for member in members:
                # The name only says which file it is: nothing is ever written under it.
                name = _NAMES.get(PurePosixPath(member.filename.replace("\\", "/")).name.lower())
                if name is None or member.is_dir() or stat.S_ISLNK(member.external_attr >> 16):
                    continue
                _check_once(name, found)
                _check_size(name, member.file_size)
                with archive.open(member) as file:  # what an archive says of its sizes may be false
                    found[name] = _within(name, file.read(_LARGEST + 1))
    except _UNREADABLE as error:
        raise ReferenceDataError(
            "ce fichier n'est pas une archive ZIP lisible",
            hint="donner le dossier des fichiers téléchargés, ou une archive ZIP de ce dossier, sans mot de passe",
            location=Location(str(path)),
        ) from error
    return found


def _check_once(name: str, found: dict[str, bytes]) -> None:
    """Check that a file is not there twice: nothing says which one is meant.

    Raises:
        ReferenceDataError: it is.
    """
    if name in found:
        raise ReferenceDataError("ce fichier est présent deux fois", hint="n'en garder qu'un", location=Location(name))


def _check_size(name: str, size: int) -> None:
    """Check that a file may be one of the base.

    Raises:
        ReferenceDataError: it is much too large.
    """
    if size > _LARGEST:
        raise ReferenceDataError(
            f"fichier trop gros pour être celui de la base (plus de {_LARGEST // 1_000_000} Mo)",
            hint="télécharger de nouveau le jeu complet",
            location=Location(name),
        )


def _within(name: str, data: bytes) -> bytes:
    """Give what was read, checked as it really is."""
    _check_size(name, len(data))
    return data
