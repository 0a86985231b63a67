"""The text editor and its private folder."""

import os
import stat
from pathlib import Path

import pytest

from lls_drafter.errors import UsageError
from lls_drafter.wizard import editor


def script(folder: Path, body: str) -> dict[str, str]:
    """Give an environment whose editor is a shell script."""
    path = folder / "editeur.sh"
    path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    path.chmod(0o700)
    return {"VISUAL": str(path), "PATH": os.environ["PATH"]}


@pytest.mark.parametrize(
    ("environ", "windows", "expected"),
    [
        ({"VISUAL": "vim", "EDITOR": "nano"}, False, ("vim", "-n")),
        ({"EDITOR": "emacs -nw"}, False, ("emacs", "-nw")),
        ({"EDITOR": "code"}, False, ("code", "--wait")),
        ({}, True, ("notepad.exe",)),
        ({"EDITOR": r'"C:\Program Files\Vim\vim.exe" -f'}, True, (r"C:\Program Files\Vim\vim.exe", "-n", "-f")),
    ],
)
def test_command_is_the_persons_editor_without_swap_file(
    environ: dict[str, str], windows: bool, expected: tuple[str, ...]
) -> None:
    """$VISUAL, then $EDITOR, then the system's; vim is told to write no swap file."""
    assert expected == editor.command(environ, windows=windows)


def test_no_editor_is_said(tmp_path: Path) -> None:
    """A machine without any editor gets a sentence, not a crash."""
    with pytest.raises(UsageError, match="aucun éditeur"):
        editor.command({"PATH": str(tmp_path)}, windows=False)


def test_text_is_private_while_edited(tmp_path: Path) -> None:
    """The folder is 0700 and the file 0600 while the editor runs, and nothing is left afterwards."""
    environ = script(tmp_path, f'ls -ld "$(dirname "$1")" "$1" > "{tmp_path}/droits"; echo fini > "$1"')

    assert "fini" == editor.edit("début", step_id="x", folder=tmp_path, environ=environ)
    rights = (tmp_path / "droits").read_text("utf-8").splitlines()
    assert {"drwx------", "-rw-------"} == {line[:10] for line in rights}
    assert [] == list(tmp_path.glob(".lls-editeur*"))


def test_windows_text_comes_back_whole(tmp_path: Path) -> None:
    """Line ends, a mark at the start and Windows-1252 letters of an editor are understood."""
    environ = script(tmp_path, r"""printf '\357\273\277Un\r\nDeux\r\n' > "$1" """)
    assert "Un\nDeux" == editor.edit("", step_id="x", folder=tmp_path, environ=environ)

    environ = script(tmp_path, r"""printf 'caf\351' > "$1" """)
    assert "café" == editor.edit("", step_id="x", folder=tmp_path, environ=environ)


@pytest.mark.parametrize("body", ["exit 1", 'head -c 2000000 /dev/zero > "$1"'])
def test_failed_edition_is_an_error_and_leaves_nothing(tmp_path: Path, body: str) -> None:
    """An editor that fails, or a text without end, is refused and cleaned."""
    with pytest.raises(UsageError, match="inchangée"):
        editor.edit("texte", step_id="x", folder=tmp_path, environ=script(tmp_path, body))

    assert [] == list(tmp_path.glob(".lls-editeur*"))


def test_folder_of_a_running_edition_is_left_alone(tmp_path: Path) -> None:
    """Another edition that still runs keeps its text; one that died gives it back once."""
    for number in (os.getpid(), 999_999_999):
        private = tmp_path / f".lls-editeur-{number}-x"
        private.mkdir(mode=stat.S_IRWXU)
        (private / "champ").write_text("conclusion", "utf-8")
        (private / "texte.txt").write_text("à retrouver", "utf-8")

    assert (editor.Recovered("conclusion", "à retrouver"),) == editor.recover(tmp_path)
    assert () == editor.recover(tmp_path)
    assert (tmp_path / f".lls-editeur-{os.getpid()}-x").exists()
