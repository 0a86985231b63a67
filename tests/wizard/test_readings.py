"""What is shown before it is written: a fate that takes something away, a pasted list; and what forgets it."""

from dataclasses import replace

import pytest

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.traitements import Devenir, LigneTraitement, Prescription
from lls_drafter.session.drugs import DrugDesk
from lls_drafter.wizard.flow import Answered, Cleared, Event, Jumped, Moved, NoteKind, Passed, State, Undone, start
from tests.medication.prescriptions import row, taken
from tests.wizard.test_flow import CONTEXT, after, notes

FATE = "volet_medicamenteux[a1].devenir"
HOME = taken("furosémide", "1 comprimé le matin", dosage="40 mg")
MORE = taken("furosémide", "2 comprimés le matin", dosage="40 mg")
REPLACED = (
    "À la sortie : remplace « furosémide 40 mg, 2 comprimés le matin » par « furosémide 40 mg, 1 comprimé le matin »."
    " La même touche une seconde fois confirme."
)
LIST = "bisoprolol 2,5 mg 1 cp le matin\nramipril 5 mg 1 cp le soir"


def at_fate(sortie: Prescription | None, devenir: Devenir | None = None) -> State:
    """Give a conversation at the fate of a row taken at home, with a discharge side."""
    lettre = start_letter(row(HOME, devenir, sortie))
    return after(start(lettre, CONTEXT), Jumped(FATE))


def start_letter(ligne: LigneTraitement) -> Lettre:
    """Give a letter with one row, under the key `a1`."""
    return Lettre(volet_medicamenteux=(ligne.replace(cle="a1"),))


def sortie(state: State) -> Prescription | None:
    """Give the discharge side of the row."""
    return state.lettre.volet_medicamenteux[0].sortie


def test_fate_that_replaces_the_discharge_side_is_shown_first() -> None:
    """« p » over another discharge prescription says both, and writes nothing before the second « p »."""
    asked = after(at_fate(MORE), "p")

    assert MORE == sortie(asked)
    (told,) = notes(asked, NoteKind.READING)
    assert REPLACED == told
    assert HOME == sortie(after(asked, "p"))


def test_stop_that_empties_the_discharge_side_is_shown_first() -> None:
    """« a » on a drug with a discharge prescription says what it takes away."""
    asked = after(at_fate(HOME, Devenir.POURSUIVI), "a")

    assert HOME == sortie(asked)
    assert "retire « furosémide 40 mg, 1 comprimé le matin »" in notes(asked, NoteKind.READING)[0]
    assert sortie(after(asked, "a")) is None


@pytest.mark.parametrize(("key", "there"), [("p", None), ("p", HOME), ("m", MORE), ("a", None)])
def test_fate_that_takes_nothing_away_is_written_at_once(key: str, there: Prescription | None) -> None:
    """Nothing is asked when the discharge side loses nothing."""
    done = after(at_fate(there), key)

    assert [] == notes(done, NoteKind.READING)
    assert done.lettre.volet_medicamenteux[0].devenir is not None


def test_fate_on_a_line_of_answers_is_shown_first_too() -> None:
    """« p ; 3 mois » asks as « p » does, and the same line confirms."""
    asked = after(at_fate(MORE), "p ; 3 mois")
    side = sortie(after(asked, "p ; 3 mois"))

    assert MORE == sortie(asked)
    assert side is not None
    assert (HOME.posologie, "3 mois") == (side.posologie, side.duree and side.duree.texte)


def test_file_of_answers_is_not_asked() -> None:
    """Nobody watches a file of answers: its fates are written."""
    assert HOME == sortie(after(at_fate(MORE), Answered("p", stay=True, sure=True)))


def test_fate_kept_before_another_gesture_is_not_written() -> None:
    """Leaving a field whose fate was shown confirms nothing; the key stays in the field."""
    left = after(at_fate(MORE), "p", Answered("p", stay=True), Moved())

    assert (MORE, "p") == (sortie(left), left.pending[FATE])


@pytest.mark.parametrize("event", [Cleared(), Moved(), Passed(), Jumped("conclusion"), Undone()])
def test_reading_is_forgotten_by_any_other_gesture(event: Event) -> None:
    """A list cleared, or left, then pasted again is shown again, not accepted at the first key."""
    begun = after(start_at_home(), LIST, event, Jumped("traitement_habituel"), LIST)

    assert () == begun.lettre.volet_medicamenteux
    assert notes(begun, NoteKind.READING)
    assert 2 == len(after(begun, LIST).lettre.volet_medicamenteux)


def test_accepted_reading_arms_nothing() -> None:
    """The same drug typed again after it was accepted is shown first, as the first time."""
    once = after(start_at_home(), LIST, LIST)
    again = after(once, Jumped("traitement_habituel"), LIST)

    assert 2 == len(again.lettre.volet_medicamenteux)


def test_discharge_list_counts_what_met_a_home_row_and_what_was_added() -> None:
    """« 1 rapproché, 1 ajouté »: a drug that met its home row is no new row."""
    home = after(start_at_home(), LIST, LIST)
    text = "bisoprolol 2,5 mg 1 cp le matin 1 mois\neliquis 5 mg 1 cp matin et soir 1 mois"
    done = after(home, Jumped("traitement_nouveau"), text, text)

    assert ["1 médicament rapproché du traitement habituel, 1 ajouté au tableau"] == notes(done, NoteKind.ECHO)


def start_at_home() -> State:
    """Give a conversation with a base of drugs, at the home list of an empty letter."""
    context = replace(CONTEXT, read_drug=DrugDesk().read)
    return after(start(Lettre(), context), Jumped("traitement_habituel"))
