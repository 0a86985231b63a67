"""The harness that draws in this process shows what a person sees, step by step."""

from pathlib import Path

import pytest

from lls_drafter.errors import WizardInterrupted
from lls_drafter.wizard import prompt
from tests.terminal.screen import key
from tests.wizard.drawn import Resized, draw, until, until_gone
from tests.wizard.seat import Seat, settled_seat


@pytest.fixture
def place(tmp_path: Path) -> Seat:
    """Give a settled seat."""
    return settled_seat(tmp_path / "lettre.lls.yaml")


def test_each_chunk_gives_its_screen(place: Seat) -> None:
    """Typing is in sight as soon as its step is over, without a wait of its own."""
    first, half, whole = draw(place, [until("Nom de naissance"), "MAR", "TIN"], front=prompt)

    assert not first.shows("> MAR")
    assert half.shows("> MAR")
    assert not half.shows("> MARTIN")
    assert whole.shows("> MARTIN")
    assert whole.cursor is not None
    assert len("> MARTIN") == whole.cursor[1]


def test_what_comes_later_is_waited_for(place: Seat) -> None:
    """An accepted answer leads to the next question, and its echo is drawn."""
    *_, after = draw(place, ["MARTIN" + key("Entrée"), until("Prénoms de naissance")], front=prompt)

    assert after.shows("-> Nom de naissance")


def test_change_of_size_keeps_the_typing(place: Seat) -> None:
    """The program draws again at the new size."""
    *_, after = draw(place, ["MARTIN", Resized(100, 30), until("> MARTIN")], front=prompt)

    assert (30, 100) == (len(after.cells), len(after.cells[0]))


def test_ended_front_end_is_told(place: Seat) -> None:
    """What the front end ends with is what the caller gets; what it did not draw before is missing."""
    draw(place, [key("Ctrl-D")], front=prompt)

    with pytest.raises(WizardInterrupted):
        draw(place, [key("Ctrl-C"), until("jamais")], front=prompt)
    with pytest.raises(AssertionError, match="« jamais » is not drawn, and the front end has ended"):
        draw(place, [key("Ctrl-D"), until("jamais")], front=prompt)


def test_text_that_goes_away_is_waited_for(place: Seat) -> None:
    """A text erased from the field is not drawn any more."""
    *_, after = draw(place, ["MARTIN", "\x15", until_gone("> MARTIN")], front=prompt)

    assert not after.shows("MARTIN")


def test_full_screen_has_its_cursor_after_the_typing(place: Seat) -> None:
    """The front end `plein` fills the screen of the size it is given; the cursor stands after what is typed."""
    first, after = draw(place, [until("Nom de naissance"), "MARTIN"], columns=140, rows=40)

    assert first.lines[-1]
    assert after.cursor is not None
    row, column = after.cursor
    assert after.lines[row][:column].endswith(" MARTIN")


def test_full_screen_takes_keys_typed_ahead(place: Seat) -> None:
    """A command typed faster than the screen is drawn goes where its first key led, and so does what follows."""
    draw(
        place,
        [":aller conclusion\rPneumopathie\r:aller etat_sortie\rMarche seul\r", until("-> État à la sortie")],
        columns=140,
        rows=40,
    )

    assert ("Pneumopathie", "Marche seul") == (place.lettre.conclusion, place.lettre.etat_sortie)
    assert place.lettre.patient is None
