"""The front end `invite`: keys in, letter out."""

import asyncio
import os
import stat
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from lls_drafter.errors import UsageError, WizardInterrupted
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.reponse import AUCUN, Absence
from lls_drafter.letter.sejour import Sejour
from lls_drafter.settings import Phrase, Settings
from lls_drafter.wizard import prompt
from tests.wizard.seat import TODAY, Seat, settled_seat
from tests.wizard.test_editor import left
from tests.wizard.test_flow import PAYLOAD

ENTER, ALT_ENTER, TAB, BACK = "\r", "\x1b\r", "\t", "\x1b[Z"
F2, F4, F5, F6, F8, F9 = "\x1bOQ", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[19~", "\x1b[20~"
CTRL_C, CTRL_D, CTRL_N, CTRL_O, CTRL_T, UNDO, REDO, END_KEY, ERASE = (
    "\x03",
    "\x04",
    "\x0e",
    "\x0f",
    "\x14",
    "\x1f",
    "\x1b_",
    "\x05",
    "\x15",
)


@pytest.fixture
def place(tmp_path: Path) -> Seat:
    """Give a settled seat."""
    return settled_seat(tmp_path / "lettre.lls.yaml")


def press(seat: Seat, *keys: str, environ: dict[str, str] | None = None) -> Lettre:
    """Press keys in a fresh conversation; gives the letter of the disk afterwards."""

    async def conversation(pipe: PipeInput) -> None:
        pipe.send_text("".join(keys))
        await asyncio.wait_for(prompt.talk(seat, environ or {}), 20)

    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        asyncio.run(conversation(pipe))
    return seat.reread()


def go(question: str) -> str:
    """Give the keys that go to a question."""
    return f":aller {question}{ENTER}"


def test_enter_answers_and_ctrl_d_leaves(place: Seat) -> None:
    """Enter accepts; Ctrl-D on an empty field saves and leaves."""
    patient = press(place, "MARTIN", ENTER, "JEANNE", ENTER, CTRL_D).patient

    assert patient is not None
    assert ("MARTIN", ("JEANNE",)) == (patient.nom_naissance, patient.prenoms_naissance)
    assert "patient.sexe" == place.position


def test_ctrl_c_keeps_the_text_being_typed(place: Seat) -> None:
    """Ctrl-C never empties a field: what stands in it is kept for the next start, without becoming an answer."""
    with pytest.raises(WizardInterrupted, match="Brouillon enregistré") as caught:
        press(place, go("synthese_medicale"), "Évolution favorable", CTRL_C)

    assert place.path == caught.value.saved
    assert {"synthese_medicale": "Évolution favorable"} == place.en_cours
    assert place.reread().synthese_medicale is None


def test_negative_that_was_not_accepted_is_no_answer(place: Seat) -> None:
    """« aucun » typed and interrupted is not said: it comes back in its field, to be accepted."""
    with pytest.raises(WizardInterrupted):
        press(place, go("volet_social"), "aucun", CTRL_C)

    assert Absence.NON_RENSEIGNE is place.reread().volet_social
    assert AUCUN == press(place, ENTER, CTRL_D).volet_social


@pytest.mark.parametrize("key", [BACK, "\x1b[18~", CTRL_N, F8, CTRL_O])
def test_every_move_keeps_the_text_being_typed(place: Seat, key: str) -> None:
    """Back, next, next missing and save keep what stands in the field."""
    assert "Dyspnée" == press(place, go("motif_hospitalisation"), "Dyspnée", key, ERASE, CTRL_D).motif_hospitalisation


def test_back_shows_the_answer_to_correct(place: Seat) -> None:
    """Going back shows the answer; typing adds to it, Enter keeps it."""
    letter = press(place, go("motif_hospitalisation"), "Dyspnée", ENTER, BACK, END_KEY, " aiguë", ENTER, CTRL_D)

    assert "Dyspnée aiguë" == letter.motif_hospitalisation


def test_emptied_field_is_unanswered(place: Seat) -> None:
    """Emptying a field and pressing Enter makes it unanswered, and undo gives it back."""
    emptied = press(place, go("motif_hospitalisation"), "Dyspnée", ENTER, BACK, END_KEY, ERASE, ENTER, CTRL_D)

    assert emptied.motif_hospitalisation is None


def test_undo_takes_back_typing_first_then_the_last_answer(place: Seat) -> None:
    """One key for both: the typing in the field, then the last gesture; redo does it again."""
    undone = press(place, go("motif_hospitalisation"), "Dyspnée", ENTER, "O", UNDO, UNDO, CTRL_D)
    assert undone.motif_hospitalisation is None

    again = press(place, go("motif_hospitalisation"), "Dyspnée", ENTER, UNDO, REDO, END_KEY, ERASE, CTRL_D)
    assert "Dyspnée" == again.motif_hospitalisation


def test_alt_enter_and_paste_make_several_lines(place: Seat) -> None:
    """Alt-Enter goes to the next line; a pasted text with lines is one answer."""
    typed = press(place, go("synthese_medicale"), "Un", ALT_ENTER, "Deux", ENTER, CTRL_D)
    assert "Un\nDeux" == typed.synthese_medicale

    pasted = press(place, go("etat_sortie"), "\x1b[200~Bien\r\nSans aide\x1b[201~", ENTER, CTRL_D)
    assert "Bien\nSans aide" == pasted.etat_sortie


def test_refused_text_stays_in_the_field(place: Seat) -> None:
    """A wrong date is shown again as typed, to be corrected in place."""
    letter = press(place, go("sejour.date_sortie"), "31/2", ENTER, "\x7f", "3", ENTER, CTRL_D)

    assert letter.sejour is not None
    assert TODAY.replace(day=31) == letter.sejour.date_sortie


def test_proposal_is_taken_by_enter_only(place: Seat) -> None:
    """The former drug stands in the field as a proposal; leaving takes nothing, Enter takes it."""
    row = (go("traitement_habituel"), "furosémide 40 mg ; 1 le matin ; m", ENTER)
    left = press(place, *row, ERASE, CTRL_D)
    assert left.volet_medicamenteux[0].sortie is None

    taken = press(place, ENTER, ERASE, CTRL_D)
    assert taken.volet_medicamenteux[0].sortie is not None


def test_word_answers_one_yes_or_no_and_no_other(place: Seat) -> None:
    """« o » or « oui », then Enter: the letters of a word never answer the questions that follow."""
    assert press(place, go("information_dmp"), "oui", ENTER, CTRL_D).information_dmp is True
    assert press(place, go("information_dmp"), ERASE, "n", ENTER, CTRL_D).information_dmp is False


def test_tab_completes_a_correspondent(place: Seat) -> None:
    """Tab completes the only candidate; its contacts come along."""
    doctor = press(place, go("medecin_traitant"), "mey", TAB, ENTER, CTRL_D).medecin_traitant

    assert doctor is not None
    assert ("MEYER", "2 rue Haute, Valmont") == (doctor.nom, doctor.adresse)


def test_tab_without_candidate_goes_on_and_keeps_the_text(place: Seat) -> None:
    """Tab is the next question where nothing can be completed."""
    assert "Dyspnée" == press(place, go("motif_hospitalisation"), "Dyspnée", TAB, CTRL_D).motif_hospitalisation
    assert "conclusion" == place.position


def test_pages_leave_the_typing_in_the_field(place: Seat) -> None:
    """Help, preview and score are read without losing or storing the text being typed."""
    letter = press(place, go("motif_hospitalisation"), "Dys", F2, F5, F6, "pnée", ENTER, CTRL_D)

    assert "Dyspnée" == letter.motif_hospitalisation


def test_palette_begins_a_command(place: Seat) -> None:
    """F9 begins a command on an empty field."""
    press(place, F9, "aller conclusion", ENTER, CTRL_D)

    assert "conclusion" == place.position


def test_key_of_the_settings_takes_the_place_of_the_product_s(place: Seat) -> None:
    """A key that the settings give to a command does it; the key that it had does nothing any more."""
    place.preferences = Settings(touches={"manquant": "Ctrl-G"})
    press(place, go("motif_hospitalisation"), "Dyspnée", F8, F8, ERASE, CTRL_D)
    stayed = place.position
    press(place, go("motif_hospitalisation"), "Dyspnée", "\x07", ERASE, CTRL_D)

    assert "motif_hospitalisation" == stayed
    assert "motif_hospitalisation" != place.position


def test_key_that_cannot_be_bound_is_told_before_anything_is_drawn(place: Seat) -> None:
    """A wrong key of the settings is one sentence, and the letter is untouched."""
    place.preferences = Settings(touches={"apercu": "F9"})
    before = place.lettre

    with pytest.raises(UsageError, match="F9"):
        press(place, CTRL_D)
    assert before == place.lettre


def test_words_of_the_other_front_ends_are_answered(place: Seat) -> None:
    """« lignes » is a command of plain lines: here it is told what goes to the next line, and is no answer."""
    letter = press(place, go("motif_hospitalisation"), "lignes", ENTER, CTRL_D)

    assert letter.motif_hospitalisation is None


def test_scanner_separator_reaches_the_identity(place: Seat) -> None:
    """ASCII 29, which a terminal takes for Ctrl-], does not cut a scanned datamatrix."""
    patient = press(place, PAYLOAD, ENTER, CTRL_D).patient

    assert "\x1d" in PAYLOAD
    assert patient is not None
    assert "PAT-TROIS" == patient.nom_naissance


def test_phrase_is_put_in_the_field_to_be_read(place: Seat) -> None:
    """Ctrl-T lists the phrases; the one chosen joins the text, its marks asked."""
    place.phrases = (Phrase(nom="poids", texte="Appeler si prise de {x} kg."),)
    letter = press(place, go("etat_sortie"), "Bien.", CTRL_T, "1", ENTER, "2", ENTER, ENTER, CTRL_D)

    assert "Bien.\nAppeler si prise de 2 kg." == letter.etat_sortie


def editor_script(folder: Path, body: str) -> dict[str, str]:
    """Give an environment whose editor is a shell script."""
    script = folder / "editeur.sh"
    script.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return {"EDITOR": str(script), "PATH": os.environ["PATH"]}


def test_editor_gets_the_text_and_gives_it_back(place: Seat, tmp_path: Path) -> None:
    """F4 opens the editor on the field; what comes back is the answer, semicolons included."""
    environ = editor_script(tmp_path, 'printf "deux ; trois" >> "$1"')
    letter = press(place, go("etat_sortie"), "Un", F4, CTRL_D, environ=environ)

    assert "Un\ndeux ; trois" == letter.etat_sortie
    assert [] == list(place.path.parent.glob(".lls-editeur*"))


def test_failing_editor_leaves_the_text_in_the_field(place: Seat, tmp_path: Path) -> None:
    """An editor that fails changes nothing."""
    letter = press(place, go("etat_sortie"), "Un", F4, ENTER, CTRL_D, environ=editor_script(tmp_path, "exit 3"))

    assert "Un" == letter.etat_sortie


def test_text_left_by_a_killed_editor_comes_back_to_its_field(place: Seat) -> None:
    """What an interrupted edition left is given back to its question, then removed from the disk."""
    folder = left(place.path, "Retrouvé", question="etat_sortie")
    other = left(place.path, "D'une autre lettre", question="conclusion", lettre="autre.lls.yaml")

    letter = press(place, ENTER, CTRL_D)
    assert ("Retrouvé", None) == (letter.etat_sortie, letter.conclusion)
    assert (False, True) == (folder.exists(), other.exists())


def test_editor_that_changes_nothing_answers_nothing(place: Seat, tmp_path: Path) -> None:
    """What was typed stays in the field, not accepted, when the editor is closed without a change."""
    with pytest.raises(WizardInterrupted):
        press(place, go("etat_sortie"), "Un", F4, CTRL_C, environ=editor_script(tmp_path, "exit 0"))

    assert (None, {"etat_sortie": "Un"}) == (place.reread().etat_sortie, place.en_cours)


def test_text_of_an_editor_that_ends_badly_is_in_the_field(place: Seat, tmp_path: Path) -> None:
    """What it wrote is not lost, nor accepted before it is read."""
    environ = editor_script(tmp_path, 'echo "Deux" > "$1"; exit 3')
    with pytest.raises(WizardInterrupted):
        press(place, go("etat_sortie"), "Un", F4, CTRL_C, environ=environ)
    assert (None, {"etat_sortie": "Deux"}) == (place.reread().etat_sortie, place.en_cours)

    assert "Deux" == press(place, ENTER, CTRL_D).etat_sortie
    assert [] == list(place.path.parent.glob(".lls-editeur*"))


def test_pasted_list_written_in_the_editor_is_read_drug_by_drug(place: Seat, tmp_path: Path) -> None:
    """Three lines are three drugs, read back before they are accepted, not one drug of three lines."""
    lines = r"bisoprolol 2,5 mg 1 le matin\nfurosémide 40 mg 1 le matin\nparacétamol 1 g 1 matin midi et soir"
    environ = editor_script(tmp_path, f"printf '{lines}' > \"$1\"")
    letter = press(place, go("traitement_habituel"), F4, ENTER, ENTER, CTRL_D, environ=environ)

    assert 3 == len(letter.volet_medicamenteux)


def test_closed_answer_written_in_the_editor_is_accepted_as_if_typed(place: Seat, tmp_path: Path) -> None:
    """A date written in the editor is in the field, to be accepted by Enter."""
    environ = editor_script(tmp_path, 'echo "9/3/2026" > "$1"')
    sejour = press(place, go("sejour.date_sortie"), F4, ENTER, CTRL_D, environ=environ).sejour

    assert sejour is not None
    assert TODAY == sejour.date_sortie


@pytest.mark.parametrize("value", ['vim "', "/absent/editeur"])
def test_editor_that_cannot_be_run_leaves_the_field(place: Seat, value: str) -> None:
    """A command that cannot be read or started is a sentence; the text stays in its field."""
    letter = press(place, go("etat_sortie"), "Un", F4, ENTER, CTRL_D, environ={"EDITOR": value})

    assert "Un" == letter.etat_sortie


def test_letter_held_elsewhere_keeps_the_texts_left_for_it(place: Seat) -> None:
    """A text that could not be saved is not given back yet."""
    folder = left(place.path, "Retrouvé", question="etat_sortie")
    with pytest.raises(WizardInterrupted):
        press(place, CTRL_C)
    held = left(place.path, "Plus tard", question="etat_sortie")
    place.held_by = "Dr MEYER"
    press(place, F4, ERASE, CTRL_D, environ={"EDITOR": "/absent/editeur"})

    assert (False, True) == (folder.exists(), held.exists())
    assert {"etat_sortie": "Retrouvé"} == place.en_cours


def test_closed_terminal_keeps_what_was_accepted(place: Seat) -> None:
    """A terminal that goes away ends the conversation with everything accepted saved."""

    async def conversation(pipe: PipeInput) -> None:
        pipe.send_text("MARTIN\r")
        talking = asyncio.ensure_future(prompt.talk(place, {}))
        while place.position != "patient.prenoms_naissance":  # noqa: ASYNC110 - another program to wait for
            await asyncio.sleep(0)
        pipe.close()
        await asyncio.wait_for(talking, 20)

    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        asyncio.run(conversation(pipe))

    assert place.reread().patient is not None


def test_text_being_typed_is_on_disk_within_a_second(place: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process killed while a long text is typed loses the last moment only."""
    monkeypatch.setattr(prompt, "SAFE_EVERY", 0.01)

    async def conversation(pipe: PipeInput) -> str | None:
        pipe.send_text(go("synthese_medicale") + "Une longue histoire")
        talking = asyncio.ensure_future(prompt.talk(place, {}))
        while "Une longue histoire" != place.en_cours.get("synthese_medicale"):  # noqa: ASYNC110 - another program
            await asyncio.sleep(0.01)
        on_disk = place.en_cours.get("synthese_medicale")
        pipe.send_text(ERASE + CTRL_D)
        await asyncio.wait_for(talking, 20)
        return on_disk

    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        on_disk = asyncio.run(asyncio.wait_for(conversation(pipe), 30))

    assert "Une longue histoire" == on_disk
    assert place.reread().synthese_medicale is None


def test_letter_of_another_day_is_not_touched_by_looking(place: Seat) -> None:
    """Opening, looking and leaving gives the same letter."""
    place.lettre = place.lettre.replace(sejour=Sejour(date_entree=TODAY))
    before = place.lettre

    assert before == press(place, TAB, TAB, BACK, F8, F2, CTRL_D)
