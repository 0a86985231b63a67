"""`lls rendre --vers pdf`: a file beside the letter, never the screen; what to install when it cannot be made."""

import sys
from importlib.machinery import BuiltinImporter
from pathlib import Path

import pytest

from lls_drafter.errors import ExitCode
from lls_drafter.exports import pdf
from lls_drafter.exports.pdf import engine
from tests.cli.conftest import Lls
from tests.exports.pdf_reading import pdf_text, read_pages


@pytest.fixture
def draft(lls: Lls, tmp_path: Path) -> Path:
    """Give the letter of the demonstration, not validated."""
    lls("demo", "-o", tmp_path / "d", "--brouillon")
    return tmp_path / "d" / "lettre.lls.yaml"


def forget_typst(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this seat one without the complement."""
    for cached in (pdf._ruler, engine.font_face, engine._compiler):
        cached.cache_clear()
    for name in ("typst", "fontpkg_arimo"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(sys, "meta_path", [BuiltinImporter])


def test_pdf_is_one_private_file(lls: Lls, draft: Path, tmp_path: Path) -> None:
    """The file is named after the letter, marked as a draft, and for its owner alone; the sheet and the trace too."""
    formats = "pdf,fiche_patient-pdf,trace-pdf"

    made = lls("rendre", draft, "--brouillon", "--vers", formats, "-o", tmp_path / "sortie")

    names = ["lettre.brouillon.pdf", "lettre.brouillon.fiche_patient.pdf", "lettre.brouillon.trace.pdf"]
    files = [tmp_path / "sortie" / name for name in names]
    assert (ExitCode.OK, [str(path) for path in files]) == (made.code, made.out.split())
    assert {0o600} == {path.stat().st_mode & 0o777 for path in files}
    assert all("BROUILLON" in page.artifacts for page in read_pages(files[0].read_bytes()))
    assert "Lettre de liaison" in pdf_text(files[0].read_bytes())


def test_pdf_is_not_shown_on_the_screen(lls: Lls, draft: Path) -> None:
    """A terminal does not read PDF."""
    done = lls("rendre", draft, "--brouillon", "--vers", "pdf", "-o", "-")

    assert ExitCode.USAGE == done.code
    assert "un fichier PDF ne s'affiche pas à l'écran" in done.err


def test_missing_libreoffice_is_told(lls: Lls, draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine asked for is the one that is used, or there is no file."""
    monkeypatch.setenv("PATH", str(tmp_path))

    done = lls("rendre", draft, "--brouillon", "--vers", "pdf", "--moteur", "libreoffice", "-o", tmp_path / "s")

    assert ExitCode.EXPORT == done.code
    assert "LibreOffice n'est pas installé" in done.err
    assert not (tmp_path / "s").exists()


def test_missing_complement_is_told(lls: Lls, draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A seat without the extra has one sentence and the command that installs it."""
    forget_typst(monkeypatch)

    done = lls("rendre", draft, "--brouillon", "--vers", "pdf", "-o", tmp_path / "s")

    assert ExitCode.EXPORT == done.code
    assert "pip install 'lls-drafter[pdf]'" in done.err


def test_demonstration_writes_the_pdf_or_says_why_not(
    lls: Lls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demonstration goes to its end on any seat."""
    whole = lls("demo", "-o", tmp_path / "a")
    forget_typst(monkeypatch)

    without = lls("demo", "-o", tmp_path / "b")

    assert str(tmp_path / "a" / "lettre.pdf") in whole.out
    assert (tmp_path / "a" / "lettre.pdf").read_bytes().startswith(b"%PDF-1.4")
    assert (whole.code, True) == (without.code, "PDF non écrits" in without.out)
    assert not (tmp_path / "b" / "lettre.pdf").exists()
    assert (tmp_path / "b" / "lettre.docx").exists()
