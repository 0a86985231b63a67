"""Make the pictures of `docs/pages`: the printed forms of the five example letters, as a reader has them in hand.

    python -m tools.pages [DOSSIER]

Needs LibreOffice, Chromium and poppler: the first prints the Word file, the second the HTML file.
The pictures are for people; no test compares them.
"""
# ruff: noqa: INP001 - a developer's tool, run by its name

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from lls_drafter.letter_files.codec import read_letter
from lls_drafter.session.render import FORMATS, RenderOptions, render_letter, suffix_of

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "templates" / "mco_standard" / "exemples").glob("*.lls.yaml"))
TARGET = ROOT / "docs" / "pages"
SHOWN = ("docx", "pdf", "html", "fiche_patient", "fiche_patient-pdf")
_PAGES = 1
_DPI = 50


def main(target: Path = TARGET) -> None:
    """Write the pictures of every example."""
    target.mkdir(parents=True, exist_ok=True)
    for path in EXAMPLES:
        lettre = read_letter(path.read_bytes(), name=path.name).lettre
        for name in (name for name in SHOWN if name in FORMATS):
            data = render_letter(lettre, name, RenderOptions(today=date(2026, 3, 10)))
            with tempfile.TemporaryDirectory() as scratch:
                source = Path(scratch) / f"page{suffix_of(name)}"
                source.write_bytes(data)
                pdf = _PRINTERS[source.suffix](source)
                stem = target / f"{path.name[0]}-{name}"
                command = ["pdftoppm", "-r", str(_DPI), "-gray", "-png", "-l", str(_PAGES), str(pdf), str(stem)]
                subprocess.run(command, check=True)  # noqa: S603 - fixed words


def _by_libreoffice(source: Path) -> Path:
    """Print a Word file."""
    soffice = shutil.which("soffice") or "soffice"
    profile = f"-env:UserInstallation=file://{source.parent}/profil"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(source.parent), str(source)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - fixed words
    return source.with_suffix(".pdf")


def _by_chromium(source: Path) -> Path:
    """Print an HTML file."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    made = source.with_suffix(".pdf")
    command = [
        chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={source.parent}/profil",
        "--no-pdf-header-footer", f"--print-to-pdf={made}", source.as_uri(),
    ]  # fmt: skip
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603 - fixed words
    return made


def _as_it_is(source: Path) -> Path:
    """Take a PDF file."""
    return source


_PRINTERS: Mapping[str, Callable[[Path], Path]] = {
    ".docx": _by_libreoffice,
    ".html": _by_chromium,
    ".pdf": _as_it_is,
}

if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
