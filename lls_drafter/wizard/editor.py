"""A long text in the person's own editor, and what is found of it after a crash.

The text is in a private folder beside the letter (`edition`), which goes only once the conversation has saved the
text (`returns`).
"""

import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from lls_drafter.errors import LlsError, UsageError
from lls_drafter.wizard.edition import Edition, decoded, editions_left, joined

if TYPE_CHECKING:
    from lls_drafter.letter.lettre import Lettre

# Without a swap file beside the text: it would outlive the edition.
_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "vi": ("-n",),
    "vim": ("-n",),
    "nvim": ("-n",),
    "gvim": ("-n", "-f"),
    "code": ("--wait",),
    "codium": ("--wait",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A text that comes back from an editor.

    Attributes:
        step_id: the question that it is for.
        text: what was written.
        editions: where it stands on the disk until `discard`, oldest first.
        changed: whether it is not what was given to the editor.
        problem: why it is no answer, empty when all went well.
    """

    step_id: str
    text: str
    editions: tuple[Edition, ...]
    changed: bool = True
    problem: str = ""

    @property
    def places(self) -> str:
        """Name the folders that hold it."""
        return ", ".join(f"« {one.folder.name} »" for one in self.editions)

    def discard(self) -> None:
        """Take its folders away: it is saved elsewhere, or of no use."""
        for one in self.editions:
            one.discard()


def command(environ: Mapping[str, str], *, windows: bool = sys.platform == "win32") -> tuple[str, ...]:
    """Give the editor to run: `$VISUAL`, `$EDITOR`, else the system's plainest one.

    Raises:
        UsageError: no editor is set and none is found, or what is set cannot be read.
    """
    for name in ("VISUAL", "EDITOR"):
        value = environ.get(name, "").strip()
        if value:
            words = _split(value, name, windows=windows)
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


def _split(value: str, name: str, *, windows: bool) -> tuple[str, ...]:
    """Give the words of a command."""
    try:
        words = tuple(shlex.split(value, posix=not windows))
    except ValueError as error:
        raise UsageError(
            "la commande de l'éditeur ne peut être lue", hint=f"vérifier les guillemets de la variable {name}"
        ) from error
    if not words or not words[0]:
        raise UsageError("la commande de l'éditeur est vide", hint=f"vérifier la variable {name}")
    return words


def edit(text: str, *, path: Path, lettre: "Lettre", step_id: str, environ: Mapping[str, str]) -> Returned:
    """Give the text as it comes back from the editor; its folder is to be discarded by who has saved it.

    Args:
        text: what stands in the field.
        path: the file of the letter.
        lettre: the letter.
        step_id: the question.
        environ: where the editor is named.

    Raises:
        UsageError: there is no editor, it could not be started, or its text cannot be read; the field is unchanged.
    """
    words = command(environ)
    edition = Edition.begin(text, path=path, lettre=lettre, question=step_id)
    given = decoded(text.encode())
    try:
        code = _run(words, edition, environ)
    except (OSError, ValueError) as error:
        edition.discard()
        raise UsageError(f"l'éditeur « {words[0]} » ne peut être lancé", hint="vérifier la variable EDITOR") from error
    after = edition.read()
    changed = after != given and (code == 0 or bool(after.strip()))
    came = Returned(step_id=step_id, text=after if changed else text, editions=(edition,), changed=changed)
    if code == 0:
        return came
    end = "son texte est dans le champ, à relire et à accepter" if changed else "la réponse est inchangée"
    return replace(came, problem=f"l'éditeur « {words[0]} » s'est mal terminé : {end}")


def recover(path: Path, lettre: "Lettre") -> tuple[Returned, ...]:
    """Give the texts that interrupted editions of a letter left, one for each question; they stay on the disk."""
    found: dict[str, Returned] = {}
    unread: list[Returned] = []
    for edition in editions_left(path, lettre):
        one = Returned(step_id=edition.question, text="", editions=(edition,))
        try:
            text = edition.read()
        except LlsError as error:
            if edition.folder.exists():
                unread.append(replace(one, problem=error.message))
            continue
        if not text.strip():
            edition.discard()
            continue
        before = found.get(edition.question, replace(one, editions=()))
        found[edition.question] = replace(one, text=joined(before.text, text), editions=(*before.editions, edition))
    return (*found.values(), *unread)


def _run(words: Sequence[str], edition: Edition, environ: Mapping[str, str]) -> int:
    """Run the editor to its end; gives its exit code."""
    with _ctrl_c_is_the_editors():
        process = subprocess.Popen([*words, str(edition.path)], env=dict(environ))  # noqa: S603 - the person's own editor
        edition.opened_by(process.pid)
        return process.wait()


@contextmanager
def _ctrl_c_is_the_editors() -> Iterator[None]:
    """Leave Ctrl-C to the editor while it runs; another thread than the main one never hears it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former or signal.SIG_DFL)
