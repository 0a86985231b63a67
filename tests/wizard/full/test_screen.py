"""The full screen as its person uses it: keys in, what is drawn and what the letter holds."""

from pathlib import Path

import pytest

from lls_drafter.drafts.store import LetterStore
from lls_drafter.letter.reponse import AUCUN
from tests.terminal.screen import key, pasted
from tests.wizard.drawn import Step, draw, until
from tests.wizard.full.hands import DOWN, ENTER, ERASE, TAB, UNDO, UP, go, last, worked
from tests.wizard.seat import Seat


def test_answers_go_down_the_form_and_into_the_letter(place: Seat) -> None:
    """Enter accepts and goes to the next question; all of it is on disk."""
    seen = last(place, f"MARTIN{ENTER}JEANNE{ENTER}")

    patient = place.reread().patient
    assert patient is not None
    assert ("MARTIN", ("JEANNE",)) == (patient.nom_naissance, patient.prenoms_naissance)
    assert seen.shows("-> Prénoms de naissance : JEANNE")
    assert seen.shows("Sexe")


def test_arrows_and_tabs_keep_what_was_typed(place: Seat) -> None:
    """Leaving a field by any move accepts its text, as leaving by Enter does."""
    last(place, f"MARTIN{DOWN}JEANNE{UP}{TAB}{TAB}")

    patient = place.reread().patient
    assert patient is not None
    assert ("MARTIN", ("JEANNE",)) == (patient.nom_naissance, patient.prenoms_naissance)


def test_field_emptied_and_left_is_unanswered_again(place: Seat) -> None:
    """What is seen is what is kept: an emptied field is no answer, and undo gives it back."""
    last(place, go("etat_sortie"), f"Bien.{ENTER}", go("etat_sortie"), ERASE, DOWN)
    assert place.reread().etat_sortie is None

    last(place, go("etat_sortie"), f"Bien.{ENTER}", go("etat_sortie"), ERASE, DOWN, UNDO)
    assert "Bien." == place.reread().etat_sortie


def test_up_and_down_move_inside_a_long_text_first(place: Seat) -> None:
    """In a text of several lines the arrows move the cursor by lines as they are seen."""
    last(place, go("synthese_medicale"), f"{'mot ' * 60}fin{UP}X{ENTER}")

    text = place.reread().synthese_medicale
    assert text is not None
    assert "X" in text
    assert not text.endswith("X")


def test_refused_text_stays_and_says_why(place: Seat) -> None:
    """A finding never prevents leaving; the text waits in its field, told as not accepted."""
    seen = last(place, go("patient.date_naissance"), f"trente février{ENTER}", DOWN)

    assert seen.shows("non accepté : trente février")
    assert {"patient.date_naissance": "trente février"} == dict(place.en_cours)


@pytest.mark.parametrize("word", ["nickel", "non recherché", "rien à signaler", "non transfusée"])
@pytest.mark.parametrize("line", range(7))
def test_word_typed_on_the_safety_screen_answers_nothing(place: Seat, word: str, line: int) -> None:
    """No negative that nobody gave: a word typed there is refused whole, whatever letters it is made of."""
    before = place.lettre
    last(place, go("securite"), DOWN * line + word + ENTER)

    assert before == place.lettre


def test_safety_screen_is_answered_line_by_line(place: Seat) -> None:
    """A key writes the answer of the line in hand, Enter accepts it; « r » never answers MDRO nor allergies."""
    seen = last(place, go("securite"), f"n{ENTER}f{ENTER}", f"r{ENTER}", until("aucun"))
    letter = place.reread()

    assert AUCUN is letter.evenements_indesirables
    assert letter.micro_organismes is not None
    assert "non_faite" == letter.micro_organismes.recherche
    assert AUCUN is letter.produits_sanguins
    assert "non_renseigne" == letter.allergies
    assert seen.shows("recherche non faite")
    assert seen.shows("à compléter")


def test_check_list_is_ticked_line_by_line_and_gone_over(tmp_path: Path) -> None:
    """A key ticks the line in hand; a list that is complete stays in sight when one of its lines is changed."""
    work = worked(tmp_path)
    steps: list[Step] = [until("bloquants"), go("liste_sortie"), f"1-18o{ENTER}", until("-> Liste de contrôle")]
    steps += [go("liste_sortie"), DOWN + DOWN + "n" + ENTER, until("3 non")]
    seen = draw(work, steps, columns=120, rows=40)[-1]

    ticked = LetterStore(work.path).load().lettre.listes["sortie_has_2015"].reponses
    assert ("oui", "non", "oui") == tuple(str(ticked[name].reponse) for name in ("2", "3", "4"))
    assert seen.shows("Liste de contrôle de sortie - question")


def test_emptied_draft_gives_the_accepted_answer_back(place: Seat) -> None:
    """A text that was not accepted, once emptied, is no draft any more; the answer that was accepted stands."""
    date_ = go("patient.date_naissance")
    last(place, date_, f"12/3/1948{ENTER}", date_, f"{ERASE}trente février{ENTER}", DOWN)
    seen = last(place, date_, ERASE, DOWN, date_)

    patient = place.reread().patient
    assert patient is not None
    assert 1948 == (patient.date_naissance.year if patient.date_naissance else None)
    assert {} == dict(place.en_cours)
    assert not seen.shows("trente février")


def test_typing_taken_back_can_be_done_again(place: Seat) -> None:
    """Ctrl-_ then Alt-_ in a text: nothing of it is gone."""
    last(place, go("synthese_medicale"), pasted("Une longue histoire."), UNDO, key("Alt-_"), ENTER)

    assert "Une longue histoire." == place.reread().synthese_medicale


def test_correction_stays_where_it_was_made(place: Seat) -> None:
    """Enter on an answer that is corrected goes to the next field, not to what is missing elsewhere."""
    seen = last(place, go("etat_sortie"), f"Bien.{ENTER}", go("motif_hospitalisation"), f"Toux.{ENTER}")
    assert seen.shows("Motif et conclusion - question")
    seen = last(place, go("motif_hospitalisation"), f" Fièvre.{ENTER}")

    assert "Toux. Fièvre." == place.reread().motif_hospitalisation
    assert seen.shows("Motif et conclusion - question")
