"""`lls rendre --vers html`: a file beside the letter, or the text of the page on the screen."""

from pathlib import Path

from lls_drafter.errors import ExitCode
from tests.cli.conftest import Lls


def test_html_is_written_or_shown(lls: Lls, tmp_path: Path) -> None:
    """The page is one private file named after the letter; « -o - » gives the same text, as a pipe may want it."""
    lls("demo", "-o", tmp_path / "d", "--brouillon")
    letter = tmp_path / "d" / "lettre.lls.yaml"

    made = lls("rendre", letter, "--brouillon", "--vers", "html", "-o", tmp_path / "sortie")
    shown = lls("rendre", letter, "--brouillon", "--vers", "html", "-o", "-")

    written = tmp_path / "sortie" / "lettre.brouillon.html"
    assert (ExitCode.OK, f"{written}\n") == (made.code, made.out)
    assert 0o600 == written.stat().st_mode & 0o777
    assert written.read_text(encoding="utf-8") == shown.out
    assert shown.out.startswith("<!DOCTYPE html>")
