"""A long text in the person's own editor, through a private folder beside the letter.

The text never goes through the shared temporary folder: the folder is made beside the letter (same disk, same
rights as the letter), readable by its owner alone, and removed afterwards. What a crash leaves there is
found again by `recover`, given back to the field it was for, then removed.
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from lls_drafter.errors import LlsError, UsageError

_PREFIX = ".lls-editeur-"
_TEXT = "texte.txt"
_FIELD = "champ"
_LARGEST = 1_000_000
# Without a swap file beside the text: it would outlive the edition.
_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "vi": ("-n",),
    "vim": ("-n",),
    "nvim": ("-n",),
    "gvim": ("-n", "-f"),
    "code": ("--wait",),
    "codium": ("--wait",),
}


@dataclass(frozen=True, slots=True)
class Recovered:
    """A text that an interrupted edition left, and the question it was for."""

    step_id: str
    text: str


def command(environ: Mapping[str, str], *, windows: bool = sys.platform == "win32") -> tuple[str, ...]:
    """Give the editor to run: `$VISUAL`, `$EDITOR`, else the system's plainest one.

    Raises:
        UsageError: no editor is set and none is found.
    """
    for name in ("VISUAL", "EDITOR"):
        value = environ.get(name, "").strip()
        if value:
            words = tuple(shlex.split(value, posix=not windows))
            first = words[0].strip('"')
            program = (PureWindowsPath(first) if windows else PurePosixPath(first)).stem.lower()
            return (first, *_OPTIONS.get(program, ()), *words[1:])
    if windows:
        return ("notepad.exe",)
    for program in ("sensible-editor", "nano", "vim", "vi"):
        found = shutil.which(program, path=environ.get("PATH"))
        if found:
            return (found, *_OPTIONS.get(program, ()))
    raise UsageError("aucun éditeur de texte trouvé", hint="donner son nom dans la variable EDITOR")


def edit(text: str, *, step_id: str, folder: Path, environ: Mapping[str, str]) -> str:
    """Give the text as it comes back from the editor.

    Raises:
        UsageError: there is no editor, it could not be started, or it failed; the text is unchanged.
    """
    words = command(environ)
    try:
        private = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=folder))
    except OSError as error:
        raise UsageError("l'éditeur demande un dossier où écrire", hint=error.strerror or "") from error
    try:
        _write_private(private / _FIELD, step_id)
        path = private / _TEXT
        _write_private(path, text + ("\n" if text else ""))
        try:
            done = subprocess.run([*words, str(path)], check=False, env=dict(environ))  # noqa: S603 - the person's own editor
        except OSError as error:
            raise UsageError(
                f"l'éditeur « {words[0]} » ne peut être lancé", hint="vérifier la variable EDITOR"
            ) from error
        if done.returncode != 0:
            raise UsageError(f"l'éditeur « {words[0]} » a échoué : la réponse est inchangée")
        return _read(path)
    finally:
        shutil.rmtree(private, ignore_errors=True)


def recover(folder: Path) -> tuple[Recovered, ...]:
    """Give the texts that interrupted editions left in a folder, and remove them from it."""
    found = []
    for private in sorted(folder.glob(f"{_PREFIX}*")):
        if not private.is_dir() or _is_running(private.name):
            continue
        try:
            found.append(Recovered((private / _FIELD).read_text("utf-8"), _read(private / _TEXT)))
        except (OSError, LlsError):
            continue  # not readable: left where it is rather than lost
        shutil.rmtree(private, ignore_errors=True)
    return tuple(item for item in found if item.text.strip())


def _is_running(name: str) -> bool:
    """Tell whether the program that made a private folder still runs."""
    number = name.removeprefix(_PREFIX).split("-", maxsplit=1)[0]
    if not number.isdecimal() or sys.platform == "win32":
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _read(path: Path) -> str:
    """Read back what an editor wrote, whatever its line ends and its mark."""
    data = path.read_bytes()
    if len(data) > _LARGEST:
        raise UsageError("texte trop long : la réponse est inchangée", hint="un million de caractères au plus")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").replace("\r\n", "\n").rstrip("\n")
