"""A lesson in a real terminal: the record read, the wizard opened and interrupted, the letter taken up again."""

import os
import sys
from pathlib import Path

import pexpect
import pytest

from lls_drafter.places import state_folder

pytestmark = [pytest.mark.terminal, pytest.mark.slow]


def test_lesson_is_read_written_interrupted_and_taken_up(pack: Path) -> None:
    """From the objectives to the wizard; Ctrl-C keeps the letter, and says by which command to go on."""
    environ = {**os.environ, "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm-256color"}
    words = ["-m", "lls_drafter", "formation", "faire", "asthme", "--pack", str(pack), "--interface", "invite"]

    def started() -> "pexpect.spawn[str]":
        return pexpect.spawn(sys.executable, words, env=environ, dimensions=(24, 200), encoding="utf-8", timeout=20)

    child = started()
    child.expect("Entrée pour voir le dossier")
    child.sendline("")
    child.expect("Votre choix")
    child.sendline("1")
    child.expect("Pièce 1 sur 2")
    child.sendline("e")
    child.expect("Est-ce le bon")
    child.expect(r"\[\?2004h.*\[\?25h")  # the prompt is up: it reads the keys itself
    child.sendcontrol("c")
    child.expect(r"Reprendre : « lls formation faire\s+asthme\s+--pack")
    child.expect(pexpect.EOF)
    child.close()
    again = started()
    again.expect("Reprise de votre lettre")
    again.expect("Votre choix")
    again.sendline("q")
    again.expect("Tout est gardé")
    again.expect(pexpect.EOF)
    again.close()

    assert (130, 0) == (child.exitstatus, again.exitstatus)
    assert (state_folder() / "formation" / "stagiaire" / "asthme" / "lettre.lls.yaml").is_file()
