"""The text editor and its private folder."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from lls_drafter.errors import UsageError
from lls_drafter.letter.lettre import Identifiant, Lettre
from lls_drafter.wizard import editor, returns
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.conversation import Conversation
from lls_drafter.wizard.edition import joined
from lls_drafter.wizard.flow import Jumped
from tests.wizard.seat import Seat, settled_seat

ENDED = 999_999_999
"""A process that does not run."""


def script(folder: Path, body: str) -> dict[str, str]:
    """Give an environment whose editor is a shell script."""
    path = folder / "editeur.sh"
    path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    path.chmod(0o700)
    return {"VISUAL": str(path), "PATH": os.environ["PATH"]}


def edited(folder: Path, text: str, body: str, step_id: str = "conclusion") -> editor.Returned:
    """Give what comes back of a text from a shell script."""
    letter = folder / "lettre.lls.yaml"
    return editor.edit(text, path=letter, lettre=Lettre(), step_id=step_id, environ=script(folder, body))


def left(letter: Path, text: str, question: str = "conclusion", **note: object) -> Path:
    """Leave a text in a private folder, as a crash does."""
    private = Path(tempfile.mkdtemp(prefix=".lls-editeur-", dir=letter.parent))
    said = {"lettre": letter.name, "serie": "", "question": question, "machine": platform.node(), "pid": ENDED}
    (private / "edition.json").write_text(json.dumps(said | note), "utf-8")
    (private / "texte.txt").write_text(text, "utf-8")
    return private


def folders(folder: Path) -> list[str]:
    """Give the private folders that are in a folder."""
    return sorted(one.name for one in folder.glob(".lls-editeur*") if one.is_dir())


@pytest.fixture
def place(tmp_path: Path) -> Seat:
    """Give a settled seat."""
    return settled_seat(tmp_path / "lettre.lls.yaml")


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


@pytest.mark.parametrize("value", ['vim "', "''"])
def test_command_that_cannot_be_read_is_said(value: str) -> None:
    """A quote left open, or an empty name, is one sentence."""
    with pytest.raises(UsageError, match="la commande de l'éditeur"):
        editor.command({"EDITOR": value}, windows=False)


def test_text_is_private_while_edited(tmp_path: Path) -> None:
    """The folder is 0700, all its files 0600 while the editor runs, and nothing is left once it is let go."""
    came = edited(
        tmp_path, "début", f'ls -ld "$(dirname "$1")" "$(dirname "$1")"/* > "{tmp_path}/droits"; echo fini > "$1"'
    )

    assert "fini" == came.text
    rights = (tmp_path / "droits").read_text("utf-8").splitlines()
    assert {"drwx------", "-rw-------"} == {line[:10] for line in rights}
    came.discard()
    assert [] == folders(tmp_path)


def test_folder_says_whose_text_it_holds(tmp_path: Path) -> None:
    """Which letter, which question, which machine and process: all that another opening must know."""
    letter = tmp_path / "a.lls.yaml"
    known = Lettre(identifiant=Identifiant(lettre="1.2", serie="1.1"))
    environ = script(tmp_path, 'cat "$(dirname "$1")/edition.json" > "$1"')
    came = editor.edit("", path=letter, lettre=known, step_id="conclusion", environ=environ)

    expected = {
        "lettre": "a.lls.yaml",
        "serie": "1.1",
        "question": "conclusion",
        "machine": platform.node(),
        "pid": os.getpid(),
    }
    assert expected == json.loads(came.text)


def test_windows_text_comes_back_whole(tmp_path: Path) -> None:
    """Line ends, a mark at the start and Windows-1252 letters of an editor are understood."""
    assert "Un\nDeux" == edited(tmp_path, "", r"""printf '\357\273\277Un\r\nDeux\r\n' > "$1" """).text
    assert "café" == edited(tmp_path, "", r"""printf 'caf\351' > "$1" """).text


@pytest.mark.parametrize("text", ["", "Un", "Un\r\nDeux\n\n"])
def test_editor_that_changes_nothing_gives_the_same_text(tmp_path: Path, text: str) -> None:
    """What was not changed comes back to the letter, ends of line included, and is no answer."""
    came = edited(tmp_path, text, 'cat "$1" > "$1.2"; mv "$1.2" "$1"')

    assert (text, False, "") == (came.text, came.changed, came.problem)


@pytest.mark.parametrize("end", ["exit 1", "kill -9 $$"])
def test_editor_that_ends_badly_loses_nothing(tmp_path: Path, end: str) -> None:
    """What it wrote comes back with the sentence that says so; nothing written is nothing changed."""
    written = edited(tmp_path, "texte", f'echo suite >> "$1"; {end}')
    assert ("texte\nsuite", True) == (written.text, written.changed)
    assert "s'est mal terminé" in written.problem

    for body in (end, f': > "$1"; {end}'):
        nothing = edited(tmp_path, "texte", body)
        assert ("texte", False) == (nothing.text, nothing.changed)
        assert "inchangée" in nothing.problem


def test_too_large_text_stays_in_its_folder(tmp_path: Path) -> None:
    """A text without end is not taken: its folder stays and is named, now and at the next opening."""
    with pytest.raises(UsageError, match="trop long") as caught:
        edited(tmp_path, "texte", 'head -c 2000000 /dev/zero > "$1"')

    (name,) = folders(tmp_path)
    assert f"« {name} »" in caught.value.hint


@pytest.mark.parametrize(("body", "kept"), [('rm "$1"', 0), ('rm "$1"; mkdir "$1"', 1), ('mv "$1" "$1~"', 1)])
def test_text_that_went_away_is_said(tmp_path: Path, body: str, kept: int) -> None:
    """A file removed or replaced is one sentence; the folder stays as long as something of the text is in it."""
    with pytest.raises(UsageError, match="ne peut être relu"):
        edited(tmp_path, "texte", body)

    assert kept == len(folders(tmp_path))


def test_text_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A broken character, a folder that takes nothing, an editor that does not exist: one sentence, nothing left."""
    with pytest.raises(UsageError, match="ne s'écrit pas"):
        edited(tmp_path, "a\ud800b", "exit 0")
    away = tmp_path / "absent" / "lettre.lls.yaml"
    with pytest.raises(UsageError, match="dossier où écrire"):
        editor.edit("a", path=away, lettre=Lettre(), step_id="x", environ={"EDITOR": "true"})
    letter = tmp_path / "lettre.lls.yaml"
    with pytest.raises(UsageError, match="ne peut être lancé"):
        editor.edit("a", path=letter, lettre=Lettre(), step_id="x", environ={"EDITOR": "/absent/editeur"})

    assert [] == folders(tmp_path)


# --- after a crash ----------------------------------------------------------------------------------------------


def test_text_is_given_back_to_its_own_letter_alone(tmp_path: Path) -> None:
    """A folder of another letter, of a copy with another identifier, of another machine or without a note is left."""
    letter = tmp_path / "a.lls.yaml"
    known = Lettre(identifiant=Identifiant(lettre="1.2", serie="1.1"))
    ours = left(letter, "à retrouver")
    left(letter, "autre lettre", lettre="b.lls.yaml")
    left(letter, "autre série", serie="9.9")
    left(letter, "autre poste", machine=f"{platform.node()}-bis")
    (tmp_path / ".lls-editeur-vieux").mkdir()

    (found,) = editor.recover(letter, known)
    assert ("conclusion", "à retrouver") == (found.step_id, found.text)
    assert [ours] == [one.folder for one in found.editions]
    assert 5 == len(folders(tmp_path))


def test_folder_of_a_running_edition_is_left_alone(tmp_path: Path) -> None:
    """An edition whose process or whose editor still runs keeps its text."""
    letter = tmp_path / "a.lls.yaml"
    left(letter, "programme ouvert", pid=os.getpid())
    (left(letter, "éditeur ouvert") / "editeur.pid").write_text(str(os.getpid()), "utf-8")

    assert () == editor.recover(letter, Lettre())
    assert 2 == len(folders(tmp_path))


def test_texts_of_one_question_are_all_kept(tmp_path: Path) -> None:
    """Two editions of one question give both texts, the older first, whatever the names of their folders."""
    letter = tmp_path / "a.lls.yaml"
    newer, older = left(letter, "le soir"), left(letter, "le matin")
    os.utime(older / "texte.txt", ns=(1, 1))

    (found,) = editor.recover(letter, Lettre())
    assert ("le matin\n\nle soir", [older, newer]) == (found.text, [one.folder for one in found.editions])


@pytest.mark.parametrize(
    ("older", "newer", "expected"),
    [
        ("", "b", "b"),
        ("a", "b", "a\n\nb"),
        ("a", "a\nb", "a\nb"),
        ("a b", "a", "a b"),
        ("1", "12", "1\n\n12"),
        ("a\n\nb", "b", "a\n\nb"),
    ],
)
def test_joined_texts_say_nothing_twice(older: str, newer: str, expected: str) -> None:
    """A text that goes on from the other stands for both; else both stand, parted by a blank line."""
    assert expected == joined(older, newer)


def test_killed_program_gives_its_text_back(tmp_path: Path) -> None:
    """A program killed while its editor is open leaves the text and its owner on the disk."""
    letter = tmp_path / "a.lls.yaml"
    environ = script(tmp_path, 'echo "un long texte" > "$1"; kill -9 $PPID')
    program = (
        "from pathlib import Path; from lls_drafter.letter.lettre import Lettre; from lls_drafter.wizard import editor;"
        f"editor.edit('', path=Path({str(letter)!r}), lettre=Lettre(), step_id='conclusion', environ={environ!r})"
    )
    killed = subprocess.run([sys.executable, "-c", program], check=False)

    assert -9 == killed.returncode
    (folder,) = tmp_path.glob(".lls-editeur*")
    (folder / "editeur.pid").unlink(missing_ok=True)  # the shell ends at its own pace
    assert ["un long texte"] == [one.text for one in editor.recover(letter, Lettre())]


# --- what the conversation does with it -------------------------------------------------------------------------


def test_text_given_back_joins_what_waits(place: Seat) -> None:
    """A recovered text comes after the waiting one of its field; its folder goes once both are saved."""
    left(place.path, "du soir")
    place.en_cours = {"conclusion": "du matin"}
    talk = Conversation(place, Interface.INVITE)
    (found,) = editor.recover(place.path, place.lettre)
    returns.give_back(talk, found)

    assert {"conclusion": "du matin\n\ndu soir"} == place.en_cours
    assert "conclusion" == talk.step.id
    assert [] == folders(place.path.parent)


def test_folder_stays_until_the_text_is_saved(place: Seat) -> None:
    """A disk that is full keeps the folder, which is named; the next opening gives the text back once."""
    folder = left(place.path, "à retrouver")
    place.full = True
    (found,) = editor.recover(place.path, place.lettre)
    said = returns.give_back(Conversation(place, Interface.INVITE), found).lines
    assert any(f"« {folder.name} »" in line for line in said)
    assert [folder.name] == folders(place.path.parent)

    place.full = False
    (again,) = editor.recover(place.path, place.lettre)
    returns.give_back(Conversation(place, Interface.INVITE), again)
    assert ({"conclusion": "à retrouver"}, []) == (place.en_cours, folders(place.path.parent))


@pytest.mark.parametrize("question", ["suites_a_donner[7].qui", "concl", "12"])
def test_text_without_its_question_stays_in_its_folder(place: Seat, question: str) -> None:
    """A question that is no more is never taken for another one: the folder stays and is named."""
    folder = left(place.path, "à retrouver", question=question)
    talk = Conversation(place, Interface.INVITE)
    (found,) = editor.recover(place.path, place.lettre)
    (said,) = returns.give_back(talk, found).lines

    assert f"« {folder.name} » : sa question n'existe plus" in said
    assert ({}, [folder.name]) == (dict(talk.state.pending), folders(place.path.parent))


def test_too_large_text_is_told_at_each_opening(place: Seat) -> None:
    """A text that cannot be taken is not forgotten in its folder."""
    folder = left(place.path, "x" * 1_000_001)
    (found,) = editor.recover(place.path, place.lettre)
    (said,) = returns.give_back(Conversation(place, Interface.INVITE), found).lines

    assert f"« {folder.name} » : il ne peut être relu" in said
    assert folder.exists()


def test_text_that_is_the_answer_already_is_not_asked_again(place: Seat) -> None:
    """What the letter holds is not given back a second time."""
    left(place.path, "Sortie à domicile.")
    place.lettre = Lettre(conclusion="Sortie à domicile.")
    (found,) = editor.recover(place.path, place.lettre)

    assert () == returns.give_back(Conversation(place, Interface.INVITE), found).lines
    assert [] == folders(place.path.parent)


def test_answer_that_is_not_saved_keeps_its_folder(place: Seat, tmp_path: Path) -> None:
    """What comes back while the disk is full is on the screen and in its folder."""
    talk = Conversation(place, Interface.INVITE)
    talk.send(Jumped("conclusion"))
    came = edited(tmp_path, "", 'echo "Sortie." > "$1"')
    place.full = True
    said = returns.take(talk, came).lines

    assert "Sortie." == talk.state.lettre.conclusion
    assert any(came.places in line for line in said)
    assert 1 == len(folders(tmp_path))


def test_text_edited_while_the_letter_was_taken_stays_in_its_folder(place: Seat, tmp_path: Path) -> None:
    """A letter that another seat took meanwhile is not written; the text is not lost."""
    talk = Conversation(place, Interface.INVITE)
    talk.send(Jumped("conclusion"))
    came = edited(tmp_path, "", 'echo "Sortie." > "$1"')
    place.held_by = "Dr MEYER"
    said = returns.take(talk, came).lines

    assert (None, 1) == (talk.state.lettre.conclusion, len(folders(tmp_path)))
    assert came.places in said[-1]


def test_text_whose_question_is_no_more_in_hand_waits_in_its_field(place: Seat, tmp_path: Path) -> None:
    """Questions that changed while the editor was open do not take its text."""
    talk = Conversation(place, Interface.INVITE)
    returns.take(talk, edited(tmp_path, "", 'echo "Sortie." > "$1"'))

    assert {"conclusion": "Sortie."} == place.en_cours
