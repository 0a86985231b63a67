"""Lines and lists of drugs in the conversation: said back first, accepted by one key, matched by difference."""

import asyncio
import io
from datetime import timedelta
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.traitements import Devenir, LigneTraitement, Prescription, ReponseListe
from lls_drafter.wizard import plain, prompt
from lls_drafter.wizard.conversation import Conversation
from tests.wizard.seat import TODAY, Seat, settled_seat

HOME = """bisoprolol 2,5 mg 1 cp le matin
furosemide 40 mg 1 cp le matin
ramipril 5 mg 1 cp le soir
atorvastatine 40 mg 1 cp le soir
kardegic 75 mg 1 sachet le midi
metformine 850 mg 1 cp matin midi et soir
levothyrox 75 µg 1 cp le matin à jeun
omeprazole 20 mg 1 gel le matin
paracetamol 1 g 1 cp x3/j si douleur, max 3/j
zopiclone 7,5 mg 1 cp au coucher
ibuprofene 400 mg 1 cp x2/j
uvedose 100 000 UI 1 ampoule par mois"""
DISCHARGE = """bisoprolol 2,5 mg 1 cp le matin au long cours
furosemide 40 mg 2 cp le matin au long cours
ramipril 5 mg 1 cp le soir au long cours
atorvastatine 40 mg 1 cp le soir au long cours
kardegic 75 mg 1 sachet le midi au long cours
metformine 850 mg 1 cp matin midi et soir au long cours
levothyrox 75 µg 1 cp le matin à jeun au long cours
omeprazole 20 mg 1 gel le matin au long cours
paracetamol 1 g 1 cp x3/j si douleur, max 3/j encore 5 jours
zopiclone 3,75 mg 1 cp au coucher encore 10 jours
uvedose 100 000 UI 1 ampoule par mois au long cours
eliquis 5 mg 1 cp matin et soir au long cours
macrogol 10 g 1 sachet le matin encore 1 mois"""
ENTER, CTRL_D = "\r", "\x04"


def pasted(text: str) -> str:
    """Give a text as a terminal pastes it: one gesture."""
    return f"\x1b[200~{text}\x1b[201~"


@pytest.fixture
def place(tmp_path: Path) -> Seat:
    """Give a settled seat."""
    return settled_seat(tmp_path / "lettre.lls.yaml")


def press(seat: Seat, keys: list[str]) -> Lettre:
    """Press keys in a fresh conversation at the home treatment; gives the letter of the disk afterwards."""

    async def conversation() -> None:
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
            pipe.send_text("".join([":aller traitement_habituel\r", *keys, CTRL_D]))
            await asyncio.wait_for(prompt.talk(seat, {}), 60)

    asyncio.run(conversation())
    return seat.reread()


def test_table_of_12_and_13_drugs_takes_less_than_40_keys(place: Seat) -> None:
    """Two lists pasted, then one key a row: the whole table, its reasons included, counted key by key."""
    keys = [
        *(pasted(HOME), ENTER, ENTER),  # shown, then accepted
        *(pasted(DISCHARGE), ENTER, ENTER),  # at the first fate
        *([ENTER] * 2),  # bisoprolol, furosemide: the proposed fates
        *("3", ENTER),  # a ready reason for the change of furosemide
        *([ENTER] * 8),  # ramipril … zopiclone
        *("2", ENTER),  # zopiclone
        *([ENTER] * 1),  # ibuprofene: stopped
        *("1", ENTER),
        *([ENTER] * 1),  # uvedose
    ]
    letter = press(place, keys)

    assert len(keys) < 40
    rows = letter.volet_medicamenteux
    assert 14 == len(rows)
    fates = [row.devenir for row in rows]
    assert (9, 2, 1, 2) == tuple(
        fates.count(one) for one in (Devenir.POURSUIVI, Devenir.MODIFIE, Devenir.ARRETE, Devenir.AJOUTE)
    )
    for row in rows:
        if row.devenir in (Devenir.ARRETE, Devenir.MODIFIE):
            assert row.commentaires is not None
            assert row.commentaires.motif
        if row.devenir is not Devenir.ARRETE:
            assert row.sortie is not None
            assert row.sortie.posologie
            assert row.sortie.duree is not None


def test_line_is_said_back_before_it_enters_the_table(place: Seat) -> None:
    """A line with its posology is not in the letter until the same text is given again."""
    talk = Conversation(place)
    talk.submit("aller traitement_nouveau")
    shown = talk.submit("paracetamol 1 g 1 cp x3/j 5 j")

    assert () == talk.state.lettre.volet_medicamenteux
    assert "1 comprimé 3 fois par jour, pendant 5 jours" in "\n".join(shown.lines)
    talk.submit("ok")
    assert "1 comprimé 3 fois par jour" == _side(talk.state.lettre).posologie


def _side(letter: Lettre, row: int = 0) -> Prescription:
    side = letter.volet_medicamenteux[row].sortie
    assert side is not None
    return side


def test_moving_away_does_not_accept_a_line(place: Seat) -> None:
    """Another gesture keeps the line beside the letter, to be accepted later."""
    talk = Conversation(place)
    talk.submit("aller traitement_nouveau")
    talk.submit("paracetamol 1 g 1 cp x3/j 5 j")
    talk.submit("aller motif_hospitalisation")

    assert () == talk.state.lettre.volet_medicamenteux
    assert "paracetamol 1 g 1 cp x3/j 5 j" == place.en_cours["traitement_nouveau"]


def test_reading_found_again_is_shown_before_it_is_accepted(place: Seat) -> None:
    """After an interruption, « ok » shows the line again; only the next one accepts it."""
    first = Conversation(place)
    first.submit("aller traitement_nouveau")
    first.submit("paracetamol 1 g 1 cp x3/j encore 5 j")
    again = Conversation(place)

    again.submit("ok")
    assert () == again.state.lettre.volet_medicamenteux
    again.submit("ok")
    assert 1 == len(again.state.lettre.volet_medicamenteux)


def test_accepted_list_is_taken_back_in_one_gesture(place: Seat) -> None:
    """« annuler » takes a whole accepted list back, « refaire » puts it there again."""
    talk = Conversation(place)
    for line in ("aller traitement_habituel", HOME, "ok", "annuler"):
        talk.submit(line)
    assert () == talk.state.lettre.volet_medicamenteux
    talk.submit("refaire")
    assert 12 == len(talk.state.lettre.volet_medicamenteux)


def test_pasted_list_takes_whole_lines_then_the_others_one_by_one(place: Seat) -> None:
    """One key accepts what was read whole; a line with unread words comes alone; prose never enters by Enter."""
    talk = Conversation(place)
    talk.submit("aller traitement_habituel")
    talk.submit("bisoprolol 2,5 mg 1 cp le matin\nxarelto 20 mg 1 cp le soir zzz\nLe patient va bien")
    talk.submit("ok")
    assert ["Bisoprolol 2,5 mg comprimé"] == [_label(row).capitalize() for row in talk.state.lettre.volet_medicamenteux]

    talk.submit("ok")
    second = talk.state.lettre.volet_medicamenteux[1].avant
    assert second is not None
    assert ("zzz",) == second.non_lu
    talk.submit("ok")
    assert 2 == len(talk.state.lettre.volet_medicamenteux)
    assert "Le patient va bien" == talk.state.default


def _label(row: LigneTraitement) -> str:
    assert row.avant is not None
    assert row.avant.medicament is not None
    return str(row.avant.medicament.libelle)


def test_list_pasted_in_the_plain_front_loses_no_line(place: Seat) -> None:
    """Without a field, pasted lines come one by one: each is added to what waits, none replaces another."""
    keys = ":aller traitement_habituel\n" + HOME + "\nok\n:quitter\n"
    plain.run(place, io.StringIO(keys), io.StringIO())

    assert 12 == len(place.reread().volet_medicamenteux)


def test_home_treatment_unknown_gives_no_fate(place: Seat) -> None:
    """A confused patient's discharge drugs are not « ajoutés »."""
    talk = Conversation(place)
    talk.submit("aller traitement_habituel")
    talk.submit("inconnu")
    talk.submit("aller traitement_nouveau")
    talk.submit(DISCHARGE)
    talk.submit("ok")
    balance = talk.state.lettre.bilan_medicamenteux
    assert balance is not None
    assert balance.sortie is not None
    assert ReponseListe.LISTE is balance.sortie.reponse
    assert {None} == {row.devenir for row in talk.state.lettre.volet_medicamenteux}


def test_length_alone_is_asked_from_when(place: Seat) -> None:
    """« 5 j » for a new drug asks whether the days of the stay count; the answer gives the dates."""
    talk = Conversation(place)
    talk.submit("aller traitement_nouveau")
    talk.submit("amoxicilline 1 g x3/j 7 j")
    talk.submit("ok")
    assert talk.step.id.endswith("sortie.duree")
    talk.submit("a")
    kept = _side(talk.state.lettre).duree
    assert kept is not None
    assert (7, TODAY, TODAY + timedelta(days=6)) == (kept.total_jours, kept.debut, kept.fin_incluse)


def test_equals_sign_keeps_a_drug_as_it_is_typed(place: Seat) -> None:
    """« = » before a text: nothing is read in it."""
    talk = Conversation(place)
    talk.submit("aller traitement_nouveau")
    talk.submit("=préparation 1-0-1 maison")

    assert "préparation 1-0-1 maison" == _label_of(talk.state.lettre)


def _label_of(letter: Lettre) -> str:
    drug = _side(letter).medicament
    assert drug is not None
    return str(drug.libelle)
