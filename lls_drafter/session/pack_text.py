"""The files of packs as a command changes them: what a person typed, written whole, kept only when it reads back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lls_drafter.drafts import files
from lls_drafter.errors import Location, PackFileError, UsageError

PACK_FILE = 0o644  # a pack is read by everybody on the seat; it holds no patient's data


def write_pack_file(path: Path, data: bytes) -> None:
    """Write a file of a pack whole.

    Raises:
        DraftError: it could not be written.
    """
    files.write_private(path, data, mode=PACK_FILE)


@contextmanager
def restored_unless_done(path: Path) -> Iterator[None]:
    """Put a file back as it was, byte for byte, unless the block comes to its end: what is refused does not stay."""
    before = path.read_bytes() if path.is_file() else None
    done = False
    try:
        yield
        done = True
    finally:
        if not done and before is None:
            path.unlink(missing_ok=True)
        elif not done and before is not None:
            write_pack_file(path, before)


def read_own_text(path: Path) -> str:
    """Give the text of a file that is to be changed.

    Raises:
        PackFileError: it cannot be read, or is no UTF-8 text.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackFileError(
            "fichier illisible : il n'a pas été changé", hint="l'enregistrer en UTF-8", location=Location(str(path))
        ) from error


def one_line(text: str) -> str:
    """Give what a person typed on one line.

    Raises:
        UsageError: it holds a sign that cannot be printed.
    """
    line = " ".join(text.split())
    if not line.isprintable():
        raise UsageError("un texte contient un caractère qui ne s'imprime pas", hint="le retaper")
    return line


def quoted(text: str) -> str:
    """Give a title as a YAML text on one line.

    Raises:
        UsageError: it holds a sign that cannot be printed.
    """
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def require_name(par: str) -> None:
    """Refuse a sign-off by nobody.

    Raises:
        UsageError: there is no name.
    """
    if not par.strip():
        raise UsageError("on ne sait pas qui signe", hint="ajouter « --par NOM »")
