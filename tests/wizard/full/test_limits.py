"""The full screen at its limits: a window too small, texts too long, braces that a person typed."""

import pytest

from lls_drafter.settings import Phrase
from lls_drafter.wizard import flow
from tests.terminal.screen import pasted
from tests.wizard.drawn import Resized, Step, draw, until
from tests.wizard.full.hands import ENTER, go
from tests.wizard.seat import Seat
from tests.wizard.test_flow import after, at, notes


@pytest.mark.parametrize("size", [Resized(20, 6), Resized(1, 1), Resized(200, 4)])
def test_window_too_small_takes_no_key_and_loses_nothing(place: Seat, size: Resized) -> None:
    """What is typed in the field stands when the window is enlarged; what is typed blind is written nowhere."""
    steps: list[Step] = ["chu", size, "X", ENTER, Resized(120, 34), until("chu"), f"te{ENTER}"]
    draw(place, [until("question"), go("motif_hospitalisation"), *steps], columns=120, rows=34)

    assert "chute" == place.reread().motif_hospitalisation


def test_braces_that_a_person_typed_are_a_text(place: Seat) -> None:
    """Only the marks of ready phrases are things to fill in: a text is never rewritten."""
    place.phrases = (Phrase(nom="poids", texte="Appeler si prise de {x} kg."),)
    draw(place, [until("question"), f"{go('etat_sortie')}stable {{y}} ; {{x}}{ENTER}"], columns=120, rows=34)

    assert "stable {y} ; [à compléter : x]" == place.reread().etat_sortie


def test_text_too_long_for_a_letter_waits_in_its_field(place: Seat) -> None:
    """A pasted file is refused with the figures, and stays to be cut."""
    part = "mot " * 10_000
    pastes = [pasted(part)] * 3  # a pipe holds no more at once
    steps: list[Step] = [until("question"), go("synthese_medicale"), *pastes, ENTER, until("100000 au plus")]
    seen = draw(place, steps, columns=120, rows=34)[-1]

    assert seen.shows("120000 caractères")
    assert place.reread().synthese_medicale is None
    assert part * 3 == place.en_cours["synthese_medicale"]


def test_list_of_hundreds_of_lines_is_refused_whole() -> None:
    """A whole base pasted by mistake adds nothing."""
    state = after(at("traitement_habituel"), "\n".join(f"médicament {n}" for n in range(201)))

    assert "200 au plus" in notes(state, flow.NoteKind.PROBLEM)[0]
    assert () == state.lettre.volet_medicamenteux
