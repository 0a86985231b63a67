"""The project speaks of itself alone."""

import re
from typing import Final

import pytest

from tests.architecture.source_tree import ROOT, project_files


def _said(*pieces: str) -> str:
    """Join a text written in pieces, so that this very file holds nothing forbidden."""
    return "".join(pieces)


_FOLDERS = (_said("wo", "rk"), _said("ro", "ot"), "home/[a-z]+", r"tmp/ba\w*", _said("tmp/br", "ief"))
_HOSTS = (_said("pyp", "i.org"), _said("python", "hosted.org"), _said("debian", ".org"), _said("npm", "js.org"))
_CLAIMS = (_said("certi", "fié"), _said("homo", "logué"), _said("référencé ", "Ségur"))
_FORBIDDEN: Final = {
    "a folder of the machine it was written on": re.compile(rf"(?<![\w.:/])/(?:{'|'.join(_FOLDERS)})(?:[/.\s]|$)"),
    "a registry's host": re.compile("|".join(re.escape(host) for host in _HOSTS)),
    "a claim that nobody granted": re.compile(rf"(?i)\b(?:logiciel|produit|outil|est) (?:{'|'.join(_CLAIMS)})"),
    "the number of a ticket": re.compile(r"(?i)\b(?:issue|ticket|pull request) #?\d"),
}
_BINARY: Final = frozenset({".docx", ".pdf", ".png", ".jpg", ".ttf", ".zip", ".gz", ".ico"})


def _faults(text: str) -> list[str]:
    return [what for what, pattern in _FORBIDDEN.items() if pattern.search(text)]


def test_project_files_are_found() -> None:
    """The walk sees the package and the documents, else the test below would look at nothing."""
    found = {path.relative_to(ROOT).as_posix() for path in project_files()}

    assert {"pyproject.toml", "README.md", "LISEZMOI.md", "lls_drafter/errors.py"} <= found


def test_files_name_nothing_but_the_project() -> None:
    """No file tells where, with what or by whom it was written, nor claims what nobody granted."""
    faults = {
        path.relative_to(ROOT).as_posix(): found
        for path in project_files()
        if path.suffix not in _BINARY and (found := _faults(path.read_text(encoding="utf-8")))
    }

    assert {} == faults


@pytest.mark.parametrize(
    "text",
    [
        _said("cd /wo", "rk/main"),
        _said("see /ro", "ot/.cache"),
        _said("écrit dans /tmp/ba", "sh_jobs.0/x"),
        _said("https://pyp", "i.org/simple"),
        _said("Ce logiciel est certi", "fié"),
        _said("voir le ticket", " 12"),
    ],
)
def test_forbidden_text_is_seen(text: str) -> None:
    """Each of these would be noticed."""
    assert 1 == len(_faults(text))


@pytest.mark.parametrize(
    "text", ["suivi/travail/lettre", "http://exemple.test/root", "le travail", "/chemin/vers/lettres"]
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    """An honest path or sentence is no fault."""
    assert [] == _faults(text)
