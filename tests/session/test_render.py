"""A letter shown line by line and printed from its session."""

import zipfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lls_drafter.document.blocks import plain
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import DraftError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.paths import FieldPath
from lls_drafter.session.life import cancel
from lls_drafter.session.render import RenderOptions, render_letter, stem_of
from lls_drafter.session.sources import FixedClock
from lls_drafter.session.work import Work
from lls_drafter.settings import Settings
from tests.document.letters import example
from tests.session.test_life import clock_of, validated

NOW = datetime(2026, 3, 9, 15, tzinfo=ZoneInfo("Europe/Paris"))


def opened(lettre: Lettre, folder: Path) -> Work:
    """Give a letter open for work."""
    return Work(lettre, LetterStore(folder / "3f2a.lls.yaml"), Settings(), FixedClock(NOW))


def draft() -> Lettre:
    """Give a complete letter that nobody validated."""
    return example("b").replace(statut=Statut.BROUILLON, validation=None)


def test_review_is_the_text_output_with_its_fields(tmp_path: Path) -> None:
    """What is read before printing is the text export itself, and each text leads to its field."""
    lettre = draft()
    lines = opened(lettre, tmp_path).review(lettre, 80)
    text = render_letter(lettre, "txt", RenderOptions(today=NOW.date())).decode()

    assert text == "".join(f"{plain(line)}\n" for line in lines)
    assert FieldPath.parse("motif_hospitalisation") in {path for line in lines for run in line for path in run.fields}


def test_review_takes_the_width_of_the_screen(tmp_path: Path) -> None:
    """No line is wider than the place that it is shown in."""
    lettre = draft()

    assert 46 >= max(len(plain(line)) for line in opened(lettre, tmp_path).review(lettre, 46))


def test_draft_is_printed_as_a_draft(tmp_path: Path) -> None:
    """The Word file of a letter that is not validated says so in its name, on its pages and to the person."""
    said = opened(draft(), tmp_path).print_letter(draft())
    target = tmp_path / "3f2a.brouillon.docx"

    assert (f"Document Word : {target}", "C'est un brouillon : chaque page porte le filigrane « BROUILLON ».") == said
    assert "word/document.xml" in zipfile.ZipFile(target).namelist()
    assert 0o600 == target.stat().st_mode & 0o777


def test_validated_letter_is_printed_under_its_own_name(tmp_path: Path) -> None:
    """The Word file of a validated letter is the final one; once cancelled, its pages and the person are told."""
    lettre = validated()
    work = opened(lettre, tmp_path)
    cancelled = cancel(lettre, motif="doublon", par="Dr Anne KELLER", clock=clock_of(lettre))
    name = f"Document Word : {tmp_path / '3f2a.docx'}"

    assert (name,) == work.print_letter(lettre)
    assert (name, "La lettre est annulée : chaque page porte le filigrane « ANNULÉE ».") == work.print_letter(cancelled)
    assert ["3f2a.docx"] == [path.name for path in tmp_path.glob("*.docx*")]


def test_print_refused_by_the_disk_is_told(tmp_path: Path) -> None:
    """A Word file that cannot be written is an error of the file, and leaves nothing behind."""
    (tmp_path / "3f2a.brouillon.docx").mkdir()

    with pytest.raises(DraftError):
        opened(draft(), tmp_path).print_letter(draft())
    assert ["3f2a.brouillon.docx"] == [path.name for path in tmp_path.glob("*.docx*")]
    assert [] == list(tmp_path.glob(".*"))


@pytest.mark.parametrize("name", ["3f2a.lls.yaml", "3f2a.yaml", "3f2a.json"])
def test_outputs_are_named_after_the_letter(name: str) -> None:
    """Whatever a letter's file is called, its outputs begin with that name."""
    assert "3f2a" == stem_of(Path(name))
