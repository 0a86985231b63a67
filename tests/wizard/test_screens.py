"""What the person sees, on terminals of 80×24 and 120×40."""

import asyncio
import io
from pathlib import Path

import pyte
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from lls_drafter.wizard import prompt
from tests.wizard.seat import Judgement, Seat, settled_seat
from tests.wizard.test_prompt import ENTER, F2, go

SIZES = [(80, 24), (120, 40)]


class Glass(io.StringIO):
    """A terminal's glass: what is written to it is drawn on a pyte screen."""

    encoding = "utf-8"

    def __init__(self, columns: int, rows: int) -> None:
        """Make an empty screen."""
        super().__init__()
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self.keys: PipeInput | None = None

    def write(self, text: str, /) -> int:
        """Draw, and answer where the cursor is, as a terminal does."""
        self._stream.feed(text)
        if "\x1b[6n" in text and self.keys is not None:
            self.keys.send_text(f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R")
        return len(text)

    def isatty(self) -> bool:
        """Say that this is a terminal."""
        return True

    @property
    def lines(self) -> list[str]:
        """Give the lines of the screen without their trailing spaces."""
        return [line.rstrip() for line in self.screen.display]


def seen(seat: Seat, columns: int, rows: int, keys: str, until: str) -> list[str]:
    """Press keys and give the screen once it shows some words and all keys were taken."""
    glass = Glass(columns, rows)
    output = Vt100_Output(glass, lambda: Size(rows=rows, columns=columns), term="xterm-256color")

    async def conversation(pipe: PipeInput) -> list[str]:
        glass.keys = pipe
        pipe.send_text(keys)
        talking = asyncio.ensure_future(prompt.talk(seat, {}))
        while not any(until in line for line in glass.lines) or not any("F2 aide" in line for line in glass.lines):  # noqa: ASYNC110 - another program to wait for
            await asyncio.sleep(0.005)
        shown = glass.lines
        pipe.send_text("\x05\x15\x04")
        await talking
        return shown

    with create_pipe_input() as pipe, create_app_session(input=pipe, output=output):
        return asyncio.run(asyncio.wait_for(conversation(pipe), 10))


@pytest.fixture
def place(tmp_path: Path) -> Seat:
    """Give a settled seat with a score."""
    seat = settled_seat(tmp_path / "l.lls.yaml")
    seat.judgement = Judgement(score=0, score_projete=67, grille="QLS MCO")
    return seat


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_question_and_status_stay_in_sight(place: Seat, columns: int, rows: int) -> None:
    """The question, the field, and the line of what is missing and of the projected score are on screen."""
    shown = seen(place, columns, rows, go("motif_hospitalisation") + "Dyspnée", "> Dyspnée")

    text = "\n".join(shown)
    assert "== Motif et conclusion ==" in text
    assert "Motif de l'hospitalisation" in text
    assert "QLS projeté 67/100 (estimation)" in " ".join(shown)
    assert "F2 aide" in " ".join(shown)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_refusal_is_shown_with_the_text_kept(place: Seat, columns: int, rows: int) -> None:
    """A wrong date shows its reason above the field, and the field still holds it."""
    shown = seen(place, columns, rows, go("sejour.date_sortie") + "31/2" + ENTER + "0", "> 31/20")

    assert any("!!" in line and "28 jours" in line for line in shown)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_safety_screen_fits(place: Seat, columns: int, rows: int) -> None:
    """The seven lines of the safety screen are seen together, with what is answered."""
    shown = seen(place, columns, rows, go("securite") + "r" + ENTER + "2f", "> 2f")

    states = [line for line in shown if line.startswith("  ") and ".." in line]
    assert 7 <= len(states)
    assert ["aucun", "à compléter", "aucun", "aucun", "aucun", "à compléter", "aucun"] == [
        line.split(".. ")[-1].lstrip(". ") for line in states[-7:]
    ]


def test_help_leaves_the_field_in_sight(place: Seat) -> None:
    """F2 explains the question without hiding the field."""
    shown = seen(place, 80, 50, go("allergies") + F2 + "6n", "> 6n")

    assert any(line.startswith("> ") or line == ">" for line in shown)
    assert any("Réponse attendue" in line for line in shown)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_long_accented_names_are_whole(place: Seat, columns: int, rows: int) -> None:
    """A long name is wrapped, never cut."""
    name = "SAINT-ÉTIENNE-DE-LA-VALLÉE D'AŸ"
    shown = seen(place, columns, rows, name + ENTER + "J", "> J")

    assert "SAINT-ETIENNE-DE-LA-VALLEE D'AY" in " ".join(shown)
