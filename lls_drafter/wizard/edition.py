"""A text that is in an editor: its private folder beside the letter, and what is found of it after a crash.

The text never goes through the shared temporary folder: the folder is made beside the letter (same disk, same
rights as the letter), readable by its owner alone. It says whose text it holds: which letter, which question, which
process of which machine; nobody else may take it, nor take it away.
"""

import json
import os
import platform
import shutil
import sys
import tempfile
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from lls_drafter.errors import UsageError

if TYPE_CHECKING:
    from lls_drafter.letter.lettre import Lettre

PREFIX = ".lls-editeur-"
_TEXT = "texte.txt"
_NOTE = "edition.json"
_EDITOR = "editeur.pid"
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One text in an editor.

    Attributes:
        folder: its private folder.
        lettre: the name of the letter's file.
        serie: the letter's stable identifier, empty when it has none.
        question: the id of the question.
        machine: where it is edited.
        pid: the process that opened the editor.
    """

    folder: Path
    lettre: str
    serie: str
    question: str
    machine: str
    pid: int

    @classmethod
    def begin(cls, text: str, *, path: Path, lettre: "Lettre", question: str) -> Self:
        """Write a text in a private folder beside its letter.

        Raises:
            UsageError: there is no place for it, or it cannot be written.
        """
        try:
            data = text.encode()
        except UnicodeEncodeError as error:
            raise UsageError(
                "l'éditeur ne peut prendre ce texte : un de ses caractères ne s'écrit pas",
                hint="la réponse est inchangée",
            ) from error
        folder = None
        try:
            folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=path.parent))
            edition = cls(
                folder=folder,
                lettre=path.name,
                serie=_serie(lettre),
                question=question,
                machine=platform.node(),
                pid=os.getpid(),
            )
            names = ("lettre", "serie", "question", "machine", "pid")
            note = json.dumps({name: getattr(edition, name) for name in names})
            _write_private(folder / _NOTE, note.encode("ascii"))
            _write_private(edition.path, data + (b"\n" if data else b""))
        except OSError as error:
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
            raise UsageError("l'éditeur demande un dossier où écrire", hint=error.strerror or "") from error
        return edition

    @classmethod
    def of(cls, folder: Path) -> "Self | None":
        """Read whose text a folder holds, None when it does not say."""
        try:
            note = json.loads((folder / _NOTE).read_bytes())
            return cls(
                folder=folder,
                lettre=str(note["lettre"]),
                serie=str(note["serie"]),
                question=str(note["question"]),
                machine=str(note["machine"]),
                pid=int(note["pid"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @property
    def path(self) -> Path:
        """Give the file that the editor opens."""
        return self.folder / _TEXT

    @property
    def written(self) -> int:
        """Give when the text was last written, in nanoseconds; 0 when there is none."""
        try:
            return self.path.stat().st_mtime_ns
        except OSError:
            return 0

    def opened_by(self, pid: int) -> None:
        """Note the editor's own process: it may outlive ours."""
        with suppress(OSError):  # without it the folder is only less well guarded
            _write_private(self.folder / _EDITOR, str(pid).encode("ascii"))

    def belongs_to(self, path: Path, lettre: "Lettre") -> bool:
        """Tell whether the text is of this letter, edited on this machine; a pid of another one says nothing."""
        same_name = unicodedata.normalize("NFC", self.lettre) == unicodedata.normalize("NFC", path.name)
        return same_name and self.serie in ("", _serie(lettre)) and self.machine == platform.node()

    def is_running(self) -> bool:
        """Tell whether the process that opened the editor, or the editor, still runs; where the system can tell."""
        pids = [self.pid]
        with suppress(OSError, ValueError):
            pids.append(int((self.folder / _EDITOR).read_bytes()))
        return any(map(_runs, pids))

    def read(self) -> str:
        """Give the text as it stands, whatever its line ends and its mark.

        Raises:
            UsageError: it is not there, or too large; the folder stays unless nothing of the text is in it.
        """
        try:
            if not self.path.is_file():
                raise FileNotFoundError(self.path.name)
            if self.path.stat().st_size > _LARGEST:
                raise UsageError(
                    "texte trop long : la réponse est inchangée",
                    hint=f"un million de caractères au plus ; ce texte reste dans le dossier « {self.folder.name} »",
                )
            return decoded(self.path.read_bytes())
        except OSError as error:
            hint = "la réponse est inchangée"
            if self._holds_nothing():
                self.discard()
            else:
                hint += f" ; le dossier « {self.folder.name} » est gardé"
            raise UsageError("le texte de l'éditeur ne peut être relu", hint=hint) from error

    def discard(self) -> None:
        """Take the folder away."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _holds_nothing(self) -> bool:
        """Tell whether only our own notes are left in the folder."""
        try:
            return {one.name for one in self.folder.iterdir()} <= {_NOTE, _EDITOR}
        except OSError:
            return False


def editions_left(path: Path, lettre: "Lettre") -> tuple[Edition, ...]:
    """Give the interrupted editions of a letter on this machine, oldest text first; those that still run are not."""
    folders = [one for one in path.parent.glob(f"{PREFIX}*") if one.is_dir() and not one.is_symlink()]
    found = [one for one in map(Edition.of, folders) if one is not None]
    left = [one for one in found if one.belongs_to(path, lettre) and not one.is_running()]
    return tuple(sorted(left, key=lambda one: (one.written, one.folder.name)))


def decoded(data: bytes) -> str:
    """Give a text as an editor wrote it: UTF-8, else Windows-1252, without its mark and its last ends of line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").rstrip("\n")


def joined(older: str, newer: str) -> str:
    """Give two texts of one field as one, the older first; a text that goes on from the other stands for both."""
    if not older or _goes_on(newer, older):
        return newer
    if not newer or _goes_on(older, newer) or older.endswith(f"\n\n{newer}"):
        return older
    return f"{older}\n\n{newer}"


def _goes_on(longer: str, shorter: str) -> bool:
    """Tell whether a text begins with all the words of another."""
    return longer.startswith(shorter) and not longer[len(shorter) : len(shorter) + 1].isalnum()


def _serie(lettre: "Lettre") -> str:
    """Give the stable identifier of a letter, empty for none."""
    return lettre.identifiant.serie if lettre.identifiant is not None else ""


def _runs(pid: int) -> bool:
    """Tell whether a process of this machine runs; on Windows nothing tells without ending it."""
    if sys.platform == "win32" or pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner reads."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
