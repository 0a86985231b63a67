"""The screen itself: blank, resized, hostile, interrupted, held elsewhere, its keys."""

import asyncio
from typing import Literal

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from lls_drafter.errors import WizardInterrupted
from lls_drafter.settings import Settings
from lls_drafter.wizard.full.shell import Full
from tests.terminal.screen import key, pasted
from tests.wizard.drawn import Resized, drawing, until, until_gone
from tests.wizard.full.hands import (
    ENTER,
    LEFT,
    go,
    last,
)
from tests.wizard.seat import Seat, settled_seat


def test_blank_screen_shows_nothing_of_the_letter(place: Seat) -> None:
    """The lock key hides everything; Enter or the same key comes back where one was."""
    blank = last(place, f"MARTIN{ENTER}", key("F12"))
    assert blank.shows("Écran masqué")
    assert not blank.shows("MARTIN")

    back = last(place, key("F12"), until("masqué"), key("F12"))
    assert back.shows("MARTIN")


def test_idle_screen_blanks_itself(place: Seat) -> None:
    """After the minutes without a key that the seat allows, nothing is shown; a key counts from then on; 0 is never."""

    def blank_after(screen: Full, *seconds: float) -> list[bool]:
        seen = []
        for one in seconds:
            screen.gestures.upkeep.watch_idle(one)
            seen.append(screen.view.blank)
        return seen

    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        place.preferences = Settings(verrou_minutes=1)
        screen = Full(place, {})
        assert [False] == blank_after(screen, 59)
        screen.gestures.upkeep.key_pressed()
        assert [False, True] == blank_after(screen, 59, 2)

        place.preferences = Settings(verrou_minutes=0)
        assert [False] == blank_after(Full(place, {}), 100_000)


def test_name_of_the_patient_can_be_hidden(place: Seat) -> None:
    """The status bar shows the patient, unless one does not want it."""
    seen = last(place, f"MARTIN{ENTER}JEANNE{ENTER}")
    assert seen.lines[-2].strip().startswith("MARTIN JEANNE")

    seen = last(place, f":masquer{ENTER}")
    assert seen.lines[-2].strip().startswith("patient masqué")


def test_resizing_keeps_focus_and_text(place: Seat) -> None:
    """A storm of sizes, one-pane and tiny ones among them, leaves the field and its text as they were."""
    sizes = [(200, 60), (80, 24), (100, 28), (20, 5), (140, 40), (81, 25), (1, 1), (120, 34)]
    storm = [Resized(columns, rows) for columns, rows in sizes]
    seen = last(place, go("etat_sortie"), "Marche ", *storm, "seul", until("Marche seul"))

    assert seen.shows("Marche seul")


@pytest.mark.parametrize(
    "hostile",
    ["\x1b[2J\x1b]0;titre\x07", "a\u202egnol\u202c", "x\u200b\u200d\ufeffy", "\x9b31m", "é" * 3000, "z" * 50_000],
    ids=["escapes", "bidi", "zero-width", "c1", "long", "huge"],
)
def test_hostile_text_is_shown_inert(place: Seat, hostile: str) -> None:
    """Nothing pasted acts on the terminal: no escape reaches it, marks that hide are seen."""
    seen = last(place, go("etat_sortie"), pasted(f"avant {hostile} apres"), until("État à la sortie"))

    assert seen.shows("F9 commandes")
    assert not any(cell.data in ("\x1b", "\u202e", "\u200b", "\ufeff") for row in seen.cells for cell in row)


def test_five_thousand_pasted_lines_are_one_text(place: Seat) -> None:
    """A paste of 5,000 lines is taken whole, drawn in part, and accepted as it is."""
    text = "\n".join(f"ligne {number}" for number in range(5_000))
    last(place, go("synthese_medicale"), pasted(text), until("caractères"), ENTER)

    assert text == place.reread().synthese_medicale


def test_full_disk_is_told_and_tried_again(place: Seat) -> None:
    """What cannot be saved is said in the status bar, and is saved by itself once there is room."""

    async def emptied() -> None:
        async with drawing(place, columns=120, rows=34) as hand:
            await hand.carry_out(until("question"))
            place.full = True
            await hand.carry_out(f"MARTIN{ENTER}")
            await hand.carry_out(until("NON ENREGISTRÉ"))
            place.full = False
            await hand.carry_out(until("Enregistrement rétabli"))
            await hand.carry_out(until_gone("NON ENREGISTRÉ"))

    asyncio.run(emptied())
    patient = place.reread().patient
    assert patient is not None
    assert "MARTIN" == patient.nom_naissance


def test_ctrl_c_keeps_the_text_being_typed(place: Seat) -> None:
    """Ctrl-C asks nothing, saves, and says where; the text waits for the next start, at its cursor."""
    with pytest.raises(WizardInterrupted):
        last(place, go("etat_sortie"), f"Marche seul{LEFT}{LEFT}", key("Ctrl-C"), until("jamais"))

    assert {"etat_sortie": "Marche seul"} == dict(place.en_cours)
    assert len("Marche se") == place.curseur
    place.position = "etat_sortie"
    seen = last(place)
    assert seen.shows("Un texte non accepté a été retrouvé")
    assert seen.shows("Marche seul")


def test_letter_held_by_another_seat_is_read_and_then_given(place: Seat) -> None:
    """The second seat reads; nothing it types is taken; it is told when the first has left."""

    async def waited() -> None:
        async with drawing(place, columns=120, rows=34) as hand:
            await hand.carry_out(until("lecture seule"))
            await hand.carry_out(f"MARTIN{ENTER}")
            assert place.lettre.patient is None
            assert 0 == place.saves
            place.released = True
            await hand.carry_out(until("La lettre est libre"))

    place.held_by = "ouverte par C. BRUN sur poste-2"
    asyncio.run(waited())


@pytest.mark.parametrize("theme", ["clair", "sombre"])
def test_themes_change_colours_and_no_word(place: Seat, theme: Literal["clair", "sombre"]) -> None:
    """The two themes draw the same text."""
    plain = last(place, f"MARTIN{ENTER}")
    other = settled_seat(place.path.with_name("autre.lls.yaml"))
    other.preferences = Settings(theme=theme)
    themed = last(other, f"MARTIN{ENTER}")

    assert [line.replace("lettre.lls", "autre.lls").split() for line in plain.lines[2:]] == [
        line.split() for line in themed.lines[2:]
    ]
    assert any(cell.bg not in ("default", "") for row in themed.cells for cell in row)


def test_keys_of_the_settings_are_the_keys_of_the_screen(place: Seat) -> None:
    """A key given to another command in the settings does that, and is the one shown."""
    place.preferences = Settings(touches={"apercu": "F7", "retour": "Maj-Tab"})
    seen = last(place, key("F7"), until("modifier ce passage"))

    assert seen.shows("modifier ce passage")
