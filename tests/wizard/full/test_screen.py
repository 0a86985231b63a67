"""The full screen as its person uses it: keys in, what is drawn and what the letter holds."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import WizardInterrupted
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.remise import Provenance
from lls_drafter.letter.reponse import AUCUN
from lls_drafter.letter.traitements import Devenir, LigneTraitement, Medicament, Prescription
from lls_drafter.packs.sources import builtin_root
from lls_drafter.rules.model import Niveau
from lls_drafter.rules.writing import Diagnostic
from lls_drafter.session.sources import SystemClock
from lls_drafter.session.work import Work
from lls_drafter.settings import Phrase, Settings
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.commands import Action, typed_commands
from lls_drafter.wizard.full import background
from lls_drafter.wizard.full.shell import Full
from tests.terminal.screen import PATIENCE, key, pasted
from tests.wizard.drawn import Drawn, Resized, Step, draw, drawing, until, until_gone
from tests.wizard.seat import Seat, settled_seat
from tests.wizard.test_editor import left

ENTER, TAB, BACK, ESCAPE = key("Entrée"), key("Tab"), key("Maj-Tab"), key("Échap")
UP, DOWN, LEFT, RIGHT = key("Haut"), key("Bas"), key("Gauche"), key("Droite")
UNDO, ERASE = key("Ctrl-_"), "\x15"
HOME_LINE = "furosémide 40 mg comprimé 1 le matin"


@pytest.fixture
def place(tmp_path: Path) -> Seat:
    """Give a settled seat."""
    return settled_seat(tmp_path / "lettre.lls.yaml")


def side(name: str) -> Prescription:
    """Give one side of a row."""
    return Prescription(medicament=Medicament(libelle=name), posologie="1 le matin")


def go(question: str) -> str:
    """Give the keys that go to a question from anywhere."""
    return f"{key('F9')}aller {question}{ENTER}"


def last(place: Seat, *steps: Step, columns: int = 120, rows: int = 34) -> Drawn:
    """Give what is in sight after some steps."""
    return draw(place, [until("question"), *steps], columns=columns, rows=rows)[-1]


def quick_add(*lines: str) -> list[Step]:
    """Give the steps that add drugs to the home list, each read, said back, then accepted."""
    steps: list[Step] = [go("traitement_habituel")]
    for line in lines:
        steps += [line + ENTER, until("Lu :"), ENTER, go("traitement_habituel")]
    return steps


# --- writing and moving -----------------------------------------------------------------------------------------


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


# --- the grid ---------------------------------------------------------------------------------------------------


def test_drug_line_is_said_back_while_it_is_typed(place: Seat) -> None:
    """What is understood of a line is in sight before anything is accepted."""
    seen = last(place, go("traitement_habituel"), HOME_LINE, until("Lu : "))

    assert seen.shows("le matin")
    assert () == place.lettre.volet_medicamenteux


def test_one_key_says_what_becomes_of_a_drug(place: Seat) -> None:
    """p, m, a, s on a row; the cell then waits for what that asks for."""
    last(place, *quick_add(HOME_LINE), UP, "p")
    assert Devenir.POURSUIVI is place.reread().volet_medicamenteux[0].devenir

    fate = go("volet_medicamenteux[a1].devenir")
    seen = last(place, fate, "a", until("seconde fois"))
    assert Devenir.POURSUIVI is place.reread().volet_medicamenteux[0].devenir  # it would empty the discharge side
    assert seen.shows("[cellules]")

    seen = last(place, fate, "aa", until("motif"))
    assert Devenir.ARRETE is place.reread().volet_medicamenteux[0].devenir
    assert seen.shows("[écriture]")


def test_row_is_copied_moved_removed_and_all_of_it_is_undone(place: Seat) -> None:
    """d, Alt-Down, Delete; undo takes each back, and says which."""
    added = quick_add(HOME_LINE, "ramipril 5 mg 1 le soir")

    def names(*steps: Step) -> list[str]:
        place.lettre = settled_seat(place.path).lettre
        place.position = None
        place.en_cours = {}
        last(place, *added, UP, *steps)
        return [row.avant.medicament.libelle for row in place.reread().volet_medicamenteux]  # type: ignore[union-attr, misc]

    two = names()
    assert 2 == len(two)
    assert [two[0], two[1], two[1]] == names("d")
    assert [two[1], two[0]] == names(key("Alt-Haut"))
    assert [two[0]] == names(key("Suppr"))
    assert two == names(key("Suppr"), UNDO)


def test_pasted_list_is_read_and_accepted_by_one_key(place: Seat) -> None:
    """All lines read whole enter at once; the others come one by one, seen."""
    listed = pasted(f"{HOME_LINE}\nramipril 5 mg 1 le soir\ntruc zzz 1 qqq le soir ??")
    seen = last(place, go("traitement_habituel"), listed, ENTER, until("Lu : 3 lignes"), ENTER)

    assert 2 == len(place.reread().volet_medicamenteux)
    assert seen.shows("truc zzz")


def test_list_pasted_in_a_cell_is_not_thrown_away(place: Seat) -> None:
    """A paste on a cell that is not open yet goes into it, to be read."""
    fate = go("volet_medicamenteux[a1].devenir")
    seen = last(
        place, *quick_add(HOME_LINE), fate, pasted("furosémide 40 mg 2 cp le matin\nmacrogol 10 g 1 sachet le matin")
    )

    assert seen.shows("macrogol 10 g 1 sachet le matin")


def test_removing_a_row_stays_in_the_table(place: Seat) -> None:
    """After the last row is removed one is on the row above, and its letters command."""
    added = quick_add(HOME_LINE, "ramipril 5 mg 1 le soir")
    seen = last(place, *added, go("volet_medicamenteux[a2].devenir"), key("Suppr"))

    assert 1 == len(place.reread().volet_medicamenteux)
    assert seen.shows("[cellules] furosémide 40 mg comprimé > Devenir")


def test_number_of_the_row_in_hand_is_whole(place: Seat) -> None:
    """Row 11 is never read as row 1."""
    rows = tuple(LigneTraitement(cle=f"a{n}", avant=side(f"m{n}")) for n in range(12))
    place.lettre = place.lettre.replace(volet_medicamenteux=rows)
    seen = last(place, go("volet_medicamenteux[a10].devenir"), rows=60)

    assert any(line.startswith("▸11 m10") for line in seen.lines)


def test_typing_in_a_cell_begins_to_write_there(place: Seat) -> None:
    """A letter that is no command of the grid goes into the cell; Escape keeps it, not accepted."""
    seen = last(place, *quick_add(HOME_LINE), UP, LEFT, " et le soir", ESCAPE, until("[cellules]"))

    assert "1 le matin" == place.reread().volet_medicamenteux[0].avant.posologie  # type: ignore[union-attr]
    assert ["1 le matin et le soir"] == list(place.en_cours.values())
    assert seen.shows("non accepté")


def test_narrow_grid_says_how_many_columns_are_out_of_sight(place: Seat) -> None:
    """At 80 columns the grid moves sideways, and tells it."""
    seen = last(place, *quick_add(HOME_LINE), UP, RIGHT, RIGHT, columns=80, rows=24)

    assert seen.shows("Ligne")
    assert any("<" in line[:4] for line in seen.lines)


def test_forty_rows_are_gone_through_and_sorted(place: Seat) -> None:
    """A long table keeps its headings and the row in hand in sight; « trier » puts it in one order."""
    drugs = [f"médicament{number:02d} 5 mg" for number in range(40, 0, -1)]
    rows = tuple(
        LigneTraitement(cle=f"a{n}", avant=Prescription(medicament=Medicament(libelle=d))) for n, d in enumerate(drugs)
    )
    place.lettre = place.lettre.replace(volet_medicamenteux=rows)
    seen = last(place, go("volet_medicamenteux[a0].avant.posologie"), *[key("Page suiv.")] * 7, until("médicament05"))
    assert seen.shows("Avant l'hospitalisation")

    last(
        place, UP, f":trier{ENTER}", f"4{ENTER}", until("-> Ordre")
    )  # the palette is open over a cell: it takes the letters
    names = [row.avant.medicament.libelle for row in place.reread().volet_medicamenteux]  # type: ignore[union-attr]
    assert sorted(drugs) == names


def test_origin_of_an_answer_is_told(place: Seat) -> None:
    """The help pane says where an answer comes from when it was not typed."""
    place.lettre = place.lettre.replace(provenance={"signataire": Provenance(source="reglages")})
    seen = last(place, go("signataire"))

    assert seen.shows("Origine : réglages du poste")


# --- panes ------------------------------------------------------------------------------------------------------


def worked(folder: Path, settings: Settings | None = None) -> Work:
    """Give a real letter, judged by the real rules."""
    source = builtin_root() / "templates" / "mco_standard" / "exemples" / "d_asthme_aigu.lls.yaml"
    store = LetterStore(folder / "d.lls.yaml")
    letter = LetterStore(source).load().lettre
    letter = Lettre(
        **{
            name: getattr(letter, name)
            for name in ("patient", "sejour", "volet_medicamenteux", "signataire", "fictive")
        }
    )
    store.save(letter)
    return Work(letter, store, settings or Settings(), SystemClock())


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


# --- the screen itself ------------------------------------------------------------------------------------------


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
