"""`lls ouvrir`, `nouvelle` and `valider` when the letter is held elsewhere, or its work is kept on this seat."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from lls_drafter.cli.border import run
from lls_drafter.cli.context import Context
from lls_drafter.drafts.lock import LetterLock
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import DraftError, ExitCode
from lls_drafter.letter.lettre import Lettre
from lls_drafter.session.opening import open_letter
from lls_drafter.session.sources import FixedClock, NumberedIds
from lls_drafter.settings import Settings
from tests.cli.conftest import NOW, Lls


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a letter in a folder of its own."""
    (tmp_path / "cle").mkdir()
    place = tmp_path / "cle" / "x.lls.yaml"
    LetterStore(place).save(Lettre(motif_hospitalisation="chute"))
    return place


@pytest.fixture
def stranded(path: Path) -> Callable[[], object]:
    """Leave work for the letter on this seat, its folder being away; gives how to bring the folder back."""
    away = path.parent.with_name("ailleurs")
    with open_letter(path, clock=FixedClock(NOW), settings=Settings()) as opened:
        path.parent.rename(away)
        with pytest.raises(DraftError):
            opened.work.save(opened.work.lettre.replace(conclusion="fracture"), "conclusion", {})
    return lambda: away.rename(path.parent)


def test_held_letter_is_refused_with_who_and_since_when(lls: Lls, path: Path) -> None:
    """Without a full screen the second seat is told who has the letter, for how long, and how to read it."""
    with LetterLock(path, now=NOW):
        refused = lls("ouvrir", path, now=NOW + timedelta(minutes=3))

    assert ExitCode.DRAFT == refused.code
    assert " depuis 16:00, il y a 3 min" in refused.err
    assert "lls rendre --brouillon" in refused.err


def test_silent_holder_s_letter_is_taken_by_force_alone(lls: Lls, path: Path) -> None:
    """The message gives the way out; it works, is said, and is refused while the holder is there."""
    with LetterLock(path, now=NOW):
        early = lls("ouvrir", "--forcer-verrou", path, typed="quitter\n", now=NOW + timedelta(minutes=1))
        told = lls("ouvrir", path, now=NOW + timedelta(minutes=9))
        forced = lls("ouvrir", "--forcer-verrou", path, typed="quitter\n", now=NOW + timedelta(minutes=9))

    assert (ExitCode.DRAFT, ExitCode.DRAFT, ExitCode.OK) == (early.code, told.code, forced.code)
    assert "ce verrou ne se force pas" in early.err
    assert f"lls ouvrir --forcer-verrou {path}" in told.err
    assert "Verrou laissé par " in forced.err


def test_work_kept_on_the_seat_is_taken_up_and_said(lls: Lls, path: Path, stranded: Callable[[], object]) -> None:
    """While the folder is away nothing opens, and the hint says where the work is; then it is simply there."""
    away = lls("ouvrir", path)
    stranded()
    back = lls("ouvrir", path, typed="quitter\n")

    assert (ExitCode.DRAFT, ExitCode.OK) == (away.code, back.code)
    assert "le travail est en sûreté sur ce poste" in away.err
    assert "Travail gardé sur ce poste (16:00), le dossier ne répondant pas : repris." in back.err
    assert "fracture" not in away.err + back.err
    assert "fracture" == LetterStore(path).load().lettre.conclusion


def test_work_kept_on_the_seat_stops_the_validation(lls: Lls, path: Path, stranded: Callable[[], object]) -> None:
    """A letter is not validated without the last work done on it."""
    stranded()
    refused = lls("valider", path)

    assert (ExitCode.DRAFT, True) == (refused.code, "un travail plus récent" in refused.err)


def test_name_of_a_letter_kept_on_the_seat_is_not_given_again(
    lls: Lls, path: Path, stranded: Callable[[], object]
) -> None:
    """A new letter never takes the place of one whose work waits."""
    stranded()
    path.unlink()
    refused = lls("nouvelle", path, typed="quitter\n")

    assert (ExitCode.DRAFT, True) == (refused.code, f"lls ouvrir {path}" in refused.err)
    assert "fracture" not in refused.err


class Interrupted(io.StringIO):
    """An input on which the person presses Ctrl-C."""

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # as in io.StringIO itself
        """Interrupt."""
        del size
        raise KeyboardInterrupt


def test_interruption_is_told_on_lines_cut_between_words(tmp_path: Path) -> None:
    """Where the draft is stays one word to copy, on a line of its own when the sentence is too long."""
    path = tmp_path / ("lettre-" * 8 + ".lls.yaml")
    LetterStore(path).save(Lettre(motif_hospitalisation="chute"))
    err = io.StringIO()
    streams = Context(FixedClock(NOW), NumberedIds("t"), Interrupted(), io.StringIO(), err)
    code = run(["ouvrir", "--interface", "simple", str(path)], streams)

    assert ExitCode.INTERRUPTED == code
    assert ["Interrompu. Brouillon enregistré :", str(path)] == [line.strip() for line in err.getvalue().splitlines()]
