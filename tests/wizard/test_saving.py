"""Leaving work that could be written nowhere takes a second gesture; everything else leaves at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from lls_drafter.errors import DraftError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.wizard.conversation import Conversation
from tests.terminal.screen import key
from tests.wizard.drawn import Step, draw, until
from tests.wizard.seat import Seat, settled_seat


@dataclass
class FullDisk(Seat):
    """A seat whose folder, and whose rescue copy unless `rescued`, cannot be written."""

    refuses: bool = True
    rescued: bool = False

    def save(self, lettre: Lettre, position: str, en_cours: Mapping[str, str], curseur: int = 0) -> None:
        """Refuse to write."""
        if not self.refuses:
            super().save(lettre, position, en_cours, curseur)
            return
        error = DraftError("disque plein")
        error.nowhere = not self.rescued
        raise error


@pytest.fixture
def place(tmp_path: Path) -> FullDisk:
    """Give a settled seat whose disk is full."""
    settled = settled_seat(tmp_path / "lettre.lls.yaml")
    return FullDisk(**{name: getattr(settled, name) for name in settled.__dataclass_fields__ if name[0] != "_"})


def test_work_that_is_nowhere_is_left_by_a_second_gesture(place: FullDisk) -> None:
    """« quitter » stays once, and says why."""
    talk = Conversation(place)
    talk.submit("chute")
    first, second = talk.submit("quitter"), talk.submit("quitter")

    assert (False, True) == (first.leave, second.leave)
    assert "perdrait ce travail" in "\n".join(first.lines)


def test_work_in_a_rescue_copy_is_left_at_once(place: FullDisk) -> None:
    """A rescue copy is a place."""
    place.rescued = True
    talk = Conversation(place)
    talk.submit("chute")

    assert talk.submit("quitter").leave


def test_disk_that_is_back_asks_anew(place: FullDisk) -> None:
    """A save that works forgets the warning; the next failure warns again."""
    talk = Conversation(place)
    talk.submit("chute")
    talk.submit("quitter")
    place.refuses = False
    assert "Enregistrement rétabli." in talk.retry()
    place.refuses = True

    assert not talk.submit("quitter").leave


def test_interrupt_on_a_full_disk_stays_once(place: FullDisk) -> None:
    """Ctrl-C keeps the screen with what was typed, and says that it is nowhere."""
    keys: list[Step] = [until("question"), "MARTIN", key("Ctrl-C"), until("Rien n'a pu être écrit")]
    seen = draw(place, keys, columns=120, rows=34)[-1]

    assert seen.shows("MARTIN")
    assert seen.shows("NON ENREGISTRÉ")


def test_failure_while_typing_is_told(place: FullDisk) -> None:
    """A text that cannot be kept safe is not shown as saved, before any Enter."""
    seen = draw(place, [until("question"), "MARTIN", until("NON ENREGISTRÉ")], columns=120, rows=34)[-1]

    assert seen.shows("disque plein")
    assert seen.shows("MARTIN")
