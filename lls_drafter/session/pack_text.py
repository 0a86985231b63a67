"""The files of packs as a command changes them: what a person typed, written in one step, as her editor would."""

from dataclasses import dataclass
from pathlib import Path

from lls_drafter.drafts import files
from lls_drafter.errors import Location, PackFileError, UsageError

_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
PACK_FILE = 0o644  # a pack is read by everybody on the seat; it holds no patient's data


def write_pack_file(path: Path, data: bytes) -> None:
    """Write a file of a pack whole.

    Raises:
        DraftError: it could not be written.
    """
    files.write_private(path, data, mode=PACK_FILE)


def make_folder(folder: Path) -> None:
    """Make a folder of a pack, with what is missing above it.

    Raises:
        DraftError: it could not be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.storage_error(error, folder) from error


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file that a person owns and a command changes for her, as it was read; empty when there is none yet."""

    path: Path
    data: bytes

    @property
    def text(self) -> str:
        """Give its text, each line ended as ours.

        Raises:
            PackFileError: it is no UTF-8 text.
        """
        try:
            return self.data.decode("utf-8").removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            raise _unreadable(self.path) from error

    def written(self, text: str) -> bytes:
        """Give a changed text as its owner's editor would save it: with her line ends, and her mark of UTF-8."""
        mark = _MARK if self.data.startswith(_MARK.encode()) else ""
        crlf = self.data.count(b"\r\n")
        if crlf > self.data.count(b"\n") - crlf:
            text = text.replace("\n", "\r\n")
        elif self.data.count(b"\r") > self.data.count(b"\n"):
            text = text.replace("\n", "\r")
        return (mark + text).encode()

    def replace(self, data: bytes) -> None:
        """Put changed bytes in their place, in one step.

        Raises:
            PackFileError: somebody else changed it since it was read.
            DraftError: it could not be written; it is as it was.
        """
        if read_own(self.path) != self:
            raise PackFileError(
                "ce fichier vient d'être changé ailleurs : il n'a pas été écrasé",
                hint="fermer l'autre éditeur, puis recommencer",
                location=Location(str(self.path)),
            )
        if data != self.data:
            write_pack_file(self.path, data)


def read_own(path: Path) -> OwnFile:
    """Read a file that is to be changed; one that is not there is empty.

    Raises:
        PackFileError: it cannot be read.
    """
    try:
        return OwnFile(path, path.read_bytes())
    except FileNotFoundError:
        return OwnFile(path, b"")
    except OSError as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> PackFileError:
    """Give the error of a file that is no text."""
    return PackFileError(
        "fichier illisible : il n'a pas été changé", hint="l'enregistrer en UTF-8", location=Location(str(path))
    )


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
