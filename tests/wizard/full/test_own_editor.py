"""The person's own editor, from the full screen and back."""

import asyncio
import os
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from lls_drafter.wizard.full import background
from lls_drafter.wizard.full.shell import Full
from tests.terminal.screen import PATIENCE, key
from tests.wizard.drawn import Step, draw, drawing, until
from tests.wizard.full.hands import (
    ENTER,
    HOME_LINE,
    go,
    last,
)
from tests.wizard.seat import Seat
from tests.wizard.test_editor import left


def editor_script(folder: Path, body: str) -> dict[str, str]:
    """Give an environment whose editor is a shell script."""
    path = folder / "editeur.sh"
    path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    path.chmod(0o700)
    return {"EDITOR": str(path), "PATH": os.environ["PATH"]}


def test_editor_answers_a_free_text(place: Seat, tmp_path: Path) -> None:
    """F4 opens the editor on the text in hand; what comes back is the answer, semicolons included."""
    steps: list[Step] = [until("question"), go("etat_sortie"), "Un", key("F4"), until("-> État à la sortie")]
    draw(place, steps, columns=120, rows=34, environ=editor_script(tmp_path, 'printf "deux ; trois" >> "$1"'))

    assert "Un\ndeux ; trois" == place.reread().etat_sortie
    assert [] == list(tmp_path.glob(".lls-editeur*"))


def test_list_written_in_the_editor_is_read_drug_by_drug(place: Seat, tmp_path: Path) -> None:
    """Several lines come back in the field, are read when they are accepted, and make as many rows."""
    environ = editor_script(tmp_path, f'echo "{HOME_LINE}" > "$1"; echo "bisoprolol 2,5 mg 1 le matin" >> "$1"')
    steps: list[Step] = [until("question"), go("traitement_habituel"), key("F4"), until("puis l'accepter"), ENTER]
    accepted: list[Step] = [until("bisoprolol"), ENTER, until("2 médicaments ajoutés")]
    draw(place, [*steps, *accepted], columns=120, rows=34, environ=environ)

    assert 2 == len(place.reread().volet_medicamenteux)


@pytest.mark.parametrize(("body", "said"), [("exit 3", "mal terminé"), ('rm "$1"', "ne peut être relu")])
def test_editor_that_gives_nothing_leaves_the_text_in_hand(place: Seat, tmp_path: Path, body: str, said: str) -> None:
    """An editor that fails is told, and the text goes on where it was."""
    steps: list[Step] = [
        until("question"),
        go("etat_sortie"),
        "Un",
        key("F4"),
        until(said),
        " deux",
        ENTER,
        until("-> État"),
    ]
    draw(place, steps, columns=120, rows=34, environ=editor_script(tmp_path, body))

    assert "Un deux" == place.reread().etat_sortie


def test_signs_of_life_go_on_while_the_editor_is_open(
    place: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seat is seen at work while its person writes in another program."""
    monkeypatch.setattr(background, "SAFE_EVERY", 0.01)
    monkeypatch.setattr(background, "BEAT_EVERY", 0.02)
    opened, go_on = tmp_path / "ouvert", tmp_path / "continuer"
    body = f'touch "{opened}"; while [ ! -e "{go_on}" ]; do sleep 0.01; done; echo "Stable." > "$1"'

    async def conversation() -> None:
        environ = editor_script(tmp_path, body)
        async with drawing(place, columns=120, rows=34, environ=environ) as hand:
            for step in (until("question"), go("etat_sortie")):
                await hand.carry_out(step)
            writing = asyncio.ensure_future(hand.carry_out(key("F4")))
            while not opened.exists():  # noqa: ASYNC110 - another program to wait for
                await asyncio.sleep(0.01)
            before = place.beats
            while place.beats < before + 3:  # noqa: ASYNC110 - the guard to wait for
                await asyncio.sleep(0.01)
            go_on.touch()
            await writing
            await hand.carry_out(until("-> État à la sortie"))

    asyncio.run(asyncio.wait_for(conversation(), PATIENCE))
    assert "Stable." == place.reread().etat_sortie


def test_text_left_by_an_editor_comes_back_to_its_field(place: Seat) -> None:
    """What an interrupted edition left is in its field at the next opening, to be accepted."""
    folder = left(place.path, "Retrouvé", question="etat_sortie")
    last(place, until("resté dans l'éditeur"), ENTER, until("-> État"))

    assert ("Retrouvé", False) == (place.reread().etat_sortie, folder.exists())


def test_text_found_again_does_not_disturb_what_is_being_typed(place: Seat) -> None:
    """A text found while one types waits in its own field; one for the field in hand waits in its folder."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        screen = Full(place, {})
        screen.gestures.complete(screen.talk.state.context)
        hand = screen.talk.state.current
        other, same = left(place.path, "Retrouvé", question="etat_sortie"), left(place.path, "DUPONT", question=hand)
        screen.gestures._settling = True  # no loop runs here to look at what is typed
        screen.entry.insert_text("MARTIN")
        screen.gestures.upkeep.recover()

    assert (hand, "MARTIN") == (screen.talk.state.current, screen.entry.text)
    assert {"etat_sortie": "Retrouvé"} == place.en_cours
    assert (False, True) == (other.exists(), same.exists())
    assert 2 == sum("resté dans l'éditeur" in line for line in screen.view.said)
