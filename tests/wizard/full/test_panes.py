"""The panes of the full screen: menu, review, palette, phrases, what is told of a text."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from lls_drafter.rules.model import Niveau
from lls_drafter.rules.writing import Diagnostic
from lls_drafter.settings import Phrase
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.commands import Action, typed_commands
from tests.terminal.screen import key
from tests.wizard.drawn import Drawn, Step, draw, until
from tests.wizard.full.hands import ENTER, ESCAPE, TAB, UNDO, go, last, worked
from tests.wizard.seat import Seat


def test_next_missing_item_is_at_most_two_keys_away(tmp_path: Path) -> None:
    """From any pane: F8 alone, or F6 then Enter, leads to a question that waits."""
    work = worked(tmp_path)
    for way in ([key("F8")], [key("F6"), until("F6 retour"), ENTER]):
        seen = draw(work, [until("bloquants"), *way, until("à compléter")], columns=140, rows=40)[-1]
        assert not seen.shows("F6 retour")


def test_findings_follow_an_undo(tmp_path: Path) -> None:
    """What is missing is counted again after a gesture is taken back, as after an answer."""
    work = worked(tmp_path)
    steps: list[Step] = [until("bloquants"), go("motif_hospitalisation"), f"Toux fébrile.{ENTER}", until("-> Motif")]
    *_, answered, undone = draw(work, [*steps, UNDO + UNDO], columns=140, rows=40)

    def blocking(seen: Drawn) -> int:
        return int(seen.lines[-2].split(" bloquant")[0].split()[-1])

    assert blocking(answered) + 1 == blocking(undone)


def test_menu_tells_each_criterion_by_letters(tmp_path: Path) -> None:
    """The twelve criteria, the decree's items: ok, M, V, F or so; colour is never needed."""
    seen = draw(
        worked(tmp_path),
        [until("bloquants"), key("F6"), until("F6 retour")],
        columns=140,
        rows=60,
        environ={"NO_COLOR": "1"},
    )[-1]

    assert seen.shows("Critères QLS (estimation)")
    assert seen.shows(" M  9. Synthèse médicale du séjour")
    assert seen.shows(" ok 6. Date d'")


def test_review_is_the_letter_and_enter_goes_to_the_source(tmp_path: Path) -> None:
    """F5 shows what will be printed; Enter on a passage opens its question."""
    work = worked(tmp_path)
    name = work.lettre.patient.nom_naissance if work.lettre.patient else ""
    steps: Sequence[Step] = [until("bloquants"), go("patient.nom_naissance"), key("F5"), until("BROUILLON")]
    *_, reviewed, edited = draw(work, [*steps, ENTER], columns=120, rows=40)

    assert reviewed.shows(f"Nom de naissance : {name}")
    assert edited.shows("Entrée accepter")


def test_palette_takes_commands_parts_and_questions(place: Seat) -> None:
    """F9, a few letters, Enter: a command is obeyed, a part or a question is gone to."""
    seen = last(place, f":suites{ENTER}")
    assert seen.shows("Suites - question")

    seen = last(place, f":gestes{ENTER}")
    assert seen.shows("Ce qui a été fait")


@pytest.mark.parametrize(
    "name", [one.name for one in typed_commands(Interface.PLEIN) if one.action not in (Action.LEAVE, Action.EDITOR)]
)
def test_every_command_is_carried_out(place: Seat, name: str) -> None:
    """Each command of the registry does something in the full screen: none is sent away."""
    seen = last(place, f"MARTIN{ENTER}", f":{name}{ENTER}", ESCAPE)

    assert not seen.shows("pas utile ici")
    assert not seen.shows("Rien de ce nom")


def test_theme_and_optional_questions_are_a_command_away(place: Seat) -> None:
    """« facultatifs » unfolds what is asked of few patients; « theme » changes the colours."""
    folded, unfolded = (last(place, go("patient.sexe"), *more, rows=70) for more in ((), (key("Ctrl-F"),)))
    assert not folded.shows("Directives anticipées")
    assert unfolded.shows("Directives anticipées")

    backs = [{c.bg for row in last(place, *more).cells for c in row} for more in ((), (f":theme{ENTER}",))]
    assert backs[0] != backs[1]


def test_letter_held_elsewhere_is_asked_for(place: Seat) -> None:
    """« prendre-la-main » says that it is still held, or that it is ours."""
    place.held_by = "ouverte par C. BRUN"
    assert last(place, f":prendre-la-main{ENTER}").shows("Toujours en lecture seule : ouverte par C. BRUN")

    place.held_by = ""
    assert last(place, f":prendre-la-main{ENTER}").shows("La lettre est déjà à vous")


def test_what_was_done_is_listed_without_values(place: Seat) -> None:
    """The list of gestures names questions, never what was answered."""
    seen = last(place, f"MARTIN{ENTER}", UNDO, f":gestes{ENTER}")

    assert seen.shows("répondu : Nom de naissance")
    assert seen.shows("annulé : Nom de naissance")
    assert ["répondu", "annulé"] == [one.verbe for one in place.gestes]


def test_phrase_is_filled_mark_by_mark(place: Seat) -> None:
    """Ctrl-T puts a phrase in the field; Tab goes to what is to be filled, what is not filled says so."""
    place.phrases = (Phrase(nom="poids", texte="Appeler si prise de {x} kg en {y} jours."),)
    last(place, go("etat_sortie"), key("Ctrl-T"), until("poids"), ENTER, "2", TAB, "3", ENTER)
    assert "Appeler si prise de 2 kg en 3 jours." == place.reread().etat_sortie

    last(place, go("conclusion"), key("Ctrl-T"), until("poids"), ENTER, "2", ENTER)
    assert "Appeler si prise de 2 kg en [à compléter : y] jours." == place.reread().conclusion


def test_wording_is_underlined_while_it_is_typed(place: Seat) -> None:
    """A dangerous writing is underlined and explained before the field is left."""
    place.diagnostics = (Diagnostic(8, 12, Niveau.ALERTE, "MED-U", "« U » se lit comme un zéro"),)
    seen = last(place, go("etat_sortie"), "insuline 10 U", until("se lit comme un zéro"))

    rows = ["".join(cell.data if cell.underscore else " " for cell in row) for row in seen.cells]
    assert ["10"] == [row.strip() for row in rows if "10" in row]


def test_length_is_told(place: Seat) -> None:
    """A long text says how long it is, and how long is advised."""
    place.limits = {"synthese_medicale": 3500}
    seen = last(place, go("synthese_medicale"), "Histoire.", until("au plus 3500 conseillés"))

    assert seen.shows("9 caractères ; au plus 3500 conseillés")
