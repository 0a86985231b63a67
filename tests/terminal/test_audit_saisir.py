"""Letters on paper read in a real terminal: one key a question, killed and taken up again."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pytest

from lls_drafter.audit.paper import read_paper

pytestmark = [pytest.mark.terminal, pytest.mark.slow]

if TYPE_CHECKING:  # generic for the type checker only
    Child = pexpect.spawn[str]


@pytest.fixture
def children() -> "Iterator[list[Child]]":
    """Give a list of programs to end with the test."""
    started: list[Child] = []
    yield started
    for child in started:
        child.close(force=True)


def saisir(children: "list[Child]", path: Path) -> "Child":
    """Start a reading in a terminal."""
    words = ["-m", "lls_drafter", "audit", "saisir", str(path)]
    child = pexpect.spawn(
        sys.executable, words, env={**os.environ, "TERM": "xterm"}, dimensions=(40, 100), encoding="utf-8", timeout=20
    )
    children.append(child)
    return child


def test_killed_reading_goes_on_where_it_was(children: "list[Child]", tmp_path: Path) -> None:
    """Each key is an answer without Enter; after a kill the letter goes on at its question, and nothing is lost."""
    path = tmp_path / "a.papier.jsonl"
    child = saisir(children, path)
    for question, text in (("Sortie", "03/2026"), ("UF \\(", "21x\x7f43")):
        child.expect(question)
        child.sendline(text)
    child.expect("Lettre n° 1 ")
    child.send("o" * 12)
    child.expect("Lettre n° 2 ")
    child.send("on\x1b[Dn")
    for rank in ("3/12", "2/12", "3/12"):  # answered, gone back to, answered again
        child.expect(rank)
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    again = saisir(children, path)
    again.expect("Reprise de la lettre n° 2, à la question 3")
    again.send("o" * 10)
    again.expect("Lettre n° 3 ")
    again.send("q")
    again.expect("2 en tout")
    found = read_paper(path).lettres

    assert ["oui", "non", "oui"] == [one.etat.value for one in list(found[2].reponses.values())[:3]]
    assert [12, 12] == [len(one.reponses) for one in found.values()]
    assert "2143" == found[1].contexte.unite


def test_interrupted_reading_keeps_its_letters(children: "list[Child]", tmp_path: Path) -> None:
    """Ctrl-C leaves with what was answered kept."""
    path = tmp_path / "a.papier.jsonl"
    child = saisir(children, path)
    for question, text in (("Sortie", "03/2026"), ("UF \\(", "-")):
        child.expect(question)
        child.sendline(text)
    child.expect("1/12")
    child.send("oo")
    child.expect("3/12")
    child.sendintr()
    child.expect(pexpect.EOF)
    again = saisir(children, path)

    assert 0 == again.expect("Reprise de la lettre n° 1, à la question 3")
