"""PDF by the seat's LibreOffice: the service's own paper, without a trace left behind and without waiting for ever."""

import io
import os
import time
from pathlib import Path

import pytest
from pypdf import PdfReader

from lls_drafter.errors import ExportError
from lls_drafter.exports import RenderRequest, render
from lls_drafter.exports.pdf.libreoffice import converted
from tests.document.letters import composed, example, template
from tests.tools import require_tool


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder where temporary folders are made."""
    folder = tmp_path / "temporaire"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a `soffice` of our own first on the path."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


@pytest.mark.office
def test_word_file_becomes_pdf_on_its_own_paper(scratch: Path) -> None:
    """The letter is printed whole, tagged, and nothing of it stays in the temporary folder."""
    require_tool("soffice")
    docx = render("docx", composed(example("c")), RenderRequest(lettre=example("c"), papier=template().papier))

    reader = PdfReader(io.BytesIO(converted(docx)))

    text = " ".join(page.extract_text() for page in reader.pages)
    assert "Test de provocation orale" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert [] == list(scratch.iterdir())


def test_seat_without_libreoffice_is_told_of_the_other_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice there is one sentence, and the engine that needs none."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ExportError, match="LibreOffice n'est pas installé") as caught:
        converted(b"")

    assert "--moteur typst" in caught.value.hint


@pytest.mark.parametrize("script", ["exit 1", "exit 0"])
def test_conversion_that_gives_nothing_is_an_error(
    script: str, tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LibreOffice may fail and say that all is well: what counts is the file."""
    stand_in(tmp_path, monkeypatch, script)

    with pytest.raises(ExportError, match="n'a pas pu convertir"):
        converted(b"")

    assert [] == list(scratch.iterdir())


def test_program_that_cannot_start_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken installation is told, not shown as a crash."""
    stand_in(tmp_path, monkeypatch, "")
    (tmp_path / "soffice").write_text("#!/aucun/interpréteur\n", encoding="utf-8")

    with pytest.raises(ExportError, match="ne démarre pas"):
        converted(b"")


def test_conversion_that_never_ends_is_ended_with_all_that_it_started(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When its time is over, the program and its own children are gone."""
    child = tmp_path / "enfant"
    stand_in(tmp_path, monkeypatch, f"sh -c 'echo $$ > {child}; exec sleep 60' & wait")

    with pytest.raises(ExportError, match="n'a pas fini en 1 secondes"):
        converted(b"", seconds=1)

    assert [] == list(scratch.iterdir())
    assert not _lives(int(child.read_text(encoding="utf-8")))


@pytest.mark.usefixtures("scratch")
def test_letter_given_to_libreoffice_is_for_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else on the seat reads the letter while it is converted."""
    seen = tmp_path / "droits"
    stand_in(tmp_path, monkeypatch, f'for last; do :; done; stat -c %a "$last" "$(dirname "$last")" > {seen}')

    with pytest.raises(ExportError):
        converted(b"")

    assert ["600", "700"] == seen.read_text(encoding="utf-8").split()


def _lives(pid: int) -> bool:
    """Tell whether a process is still there after it had the time to go; one that nobody waits for is gone."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return False
        if state == "Z":
            return False
    return True
