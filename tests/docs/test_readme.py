"""The two front pages: each command they show is run, all but `make test`, which is running this."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools import require_tool

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "LISEZMOI.md")
TYPED = re.compile(r"`((?:\.venv/bin/)?lls [^`]*FICHIER[^`]*|make \w+)`")


def shown(page: str) -> list[str]:
    """Give the commands of a page in their order: its shell blocks, then those in the text."""
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = [
        line.partition("#")[0].strip()
        for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
        for line in block.splitlines()
    ]
    return list(dict.fromkeys(command for command in (*blocks, *TYPED.findall(text)) if command))


def run(command: str, folder: Path, *, typed: str = "") -> "subprocess.CompletedProcess[str]":
    """Run one command as written, on the environment of the tests, outputs in `folder`."""
    words = command.split()
    if words[0] == "make":
        words += [f"VENV={Path(sys.executable).parent.parent}", "ARGS=--interface simple", f"OUT={folder / 'demo'}"]
        words[0] = require_tool("make")
    else:
        words[0] = str(Path(sys.executable).with_name("lls"))
    where = ROOT if "make" in words[0] else folder
    return subprocess.run(
        words, cwd=where, input=typed, capture_output=True, encoding="utf-8", env=os.environ, check=False
    )


@pytest.mark.parametrize("page", PAGES)
def test_commands_of_the_front_page_work(page: str, tmp_path: Path) -> None:
    """A newcomer who types what the page says, in its order, gets what it says."""
    commands = [command for command in shown(page) if command != "make test"]
    assert {"make run", "make demo"} <= set(commands)
    assert 4 == sum("lls" in command for command in commands)
    for command in sorted(commands, key=lambda one: ("lls" in one, "rendre" in one, "valider" in one)):
        done = run(command.replace("FICHIER", str(tmp_path / "demo" / "lettre.lls.yaml")), tmp_path)

        if "ouvrir" in command or "valider" in command:  # the demonstration is already validated, and says so
            assert (4, True) == (done.returncode, "est validée" in done.stderr), done.stderr
        else:
            assert 0 == done.returncode, f"{command}\n{done.stdout}{done.stderr}"


def test_pages_show_the_same_commands() -> None:
    """The English and the French page cannot drift apart."""
    assert shown("README.md") == shown("LISEZMOI.md")


def test_pages_claim_nothing_they_may_not() -> None:
    """No page says that the program was certified, referenced or approved."""
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8").lower()
        for claim in ("ségur référencé", "homologué par", "conforme has", "certifié par"):
            assert claim not in text
