"""The wizard in a real terminal: started, interrupted, resumed, killed."""

import os
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pytest

from lls_drafter.drafts.store import LetterStore
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter_files.codec import read_letter

pytestmark = [pytest.mark.terminal, pytest.mark.slow]

if TYPE_CHECKING:  # generic for the type checker only
    Child = pexpect.spawn[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the place of a letter."""
    return tmp_path / "lettre.lls.yaml"


@pytest.fixture
def children() -> "Iterator[list[Child]]":
    """Give a list of programs to end with the test."""
    started: list[Child] = []
    yield started
    for child in started:
        child.close(force=True)


def lls(
    children: "list[Child]", *arguments: str, interface: str = "invite", rows: int = 24, columns: int = 80
) -> "Child":
    """Start `lls` in a terminal."""
    environ = {**os.environ, "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm-256color"}
    words = ["-m", "lls_drafter", *arguments, "--interface", interface]
    child = pexpect.spawn(sys.executable, words, env=environ, dimensions=(rows, columns), encoding="utf-8", timeout=20)
    children.append(child)
    return child


def letter(file: Path) -> Lettre:
    """Read the letter of the disk."""
    return read_letter(file.read_text("utf-8"), name=file.name).lettre


def typed(file: Path) -> Mapping[str, str]:
    """Read the texts that were typed and not accepted."""
    left = LetterStore(file).read_bookmark()
    return left.en_cours if left is not None else {}


def ended(child: "Child") -> int | None:
    """Wait for the end of a program and give its exit code."""
    child.expect(pexpect.EOF)
    child.wait()
    return child.exitstatus


def test_interrupted_letter_is_resumed_where_it_was(file: Path, children: "list[Child]") -> None:
    """Ctrl-C keeps the text being typed and exits 130; the next start resumes at that question and says so."""
    child = lls(children, "nouvelle", str(file))
    child.expect("Nom de naissance")
    child.send("MARTIN\r")
    child.expect("Prénoms de naissance")
    child.send(":aller etat_sortie\r")
    child.expect("État à la sortie")
    child.send("Marche seul")
    child.expect("Marche seul")
    child.send("\x03")
    child.expect("Brouillon enregistré")

    assert 130 == ended(child)
    assert {"etat_sortie": "Marche seul"} == typed(file)

    again = lls(children, "ouvrir", str(file))
    again.expect("Reprise à la question")
    again.expect("Un texte non accepté a été retrouvé")
    again.expect("Marche seul")
    again.send("\r")
    again.expect("-> État à la sortie")
    again.send("\x04")
    assert 0 == ended(again)
    assert "Marche seul" == letter(file).etat_sortie


@pytest.mark.parametrize("interface", ["invite", "simple"])
def test_killed_wizard_keeps_every_accepted_answer(file: Path, children: "list[Child]", interface: str) -> None:
    """`kill -9` loses nothing that was accepted, and the letter opens again."""
    child = lls(children, "nouvelle", str(file), interface=interface)
    child.expect("Nom de naissance")
    child.send("MARTIN\r")
    child.expect("Prénoms de naissance")
    child.expect(">")
    child.send("JEANNE\r")
    child.expect("Sexe")
    child.kill(signal.SIGKILL)
    child.expect(pexpect.EOF)

    patient = letter(file).patient
    assert patient is not None
    assert ("MARTIN", ("JEANNE",)) == (patient.nom_naissance, patient.prenoms_naissance)

    again = lls(children, "ouvrir", str(file), interface="simple")
    again.expect("Reprise à la question")
    again.sendline("quitter")
    assert 0 == ended(again)


def test_killed_wizard_keeps_a_long_text_but_its_last_second(file: Path, children: "list[Child]") -> None:
    """A long text still being typed is on disk a second later."""
    child = lls(children, "nouvelle", str(file))
    child.expect("Nom de naissance")
    child.send(":aller synthese_medicale\r")
    child.expect("Synthèse médicale")
    child.send("Une longue histoire")
    child.expect("longue histoire")
    with pytest.raises(pexpect.TIMEOUT):
        child.expect(pexpect.EOF, timeout=2)
    child.kill(signal.SIGKILL)
    child.expect(pexpect.EOF)

    assert {"synthese_medicale": "Une longue histoire"} == typed(file)


def test_pasted_lines_are_one_answer(file: Path, children: "list[Child]") -> None:
    """Lines pasted in the terminal stay in their field."""
    child = lls(children, "nouvelle", str(file))
    child.expect("Nom de naissance")
    child.send(":aller synthese_medicale\r")
    child.expect("Synthèse médicale")
    child.send("\x1b[200~Histoire.\n\nÉvolution.\x1b[201~\r")
    child.expect("caractères")
    child.send("\x04")
    assert 0 == ended(child)

    assert "Histoire.\n\nÉvolution." == letter(file).synthese_medicale


def test_resized_terminal_keeps_the_text(file: Path, children: "list[Child]") -> None:
    """From 200×60 to 80×24 the text being typed stays."""
    child = lls(children, "nouvelle", str(file), rows=60, columns=200)
    child.expect("Nom de naissance")
    child.send("MAR")
    child.expect("MAR")
    child.setwinsize(24, 80)
    child.send("TIN\r")
    child.expect("Prénoms de naissance")
    child.send("\x04")
    assert 0 == ended(child)

    patient = letter(file).patient
    assert patient is not None
    assert "MARTIN" == patient.nom_naissance
