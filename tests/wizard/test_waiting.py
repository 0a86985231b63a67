"""Texts not accepted keep to their own entry, whatever is added, taken away or moved around it."""

import pytest

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.suites import SuiteADonner
from lls_drafter.wizard.flow import (
    Cleared,
    EntryDuplicated,
    EntryMoved,
    EntryRemoved,
    Event,
    Jumped,
    Redone,
    State,
    Undone,
)
from tests.wizard.test_flow import after, at

_ACTIONS = ("consultation de cardiologie", "prise de sang", "échographie")
_REFUSED = {"prise de sang": "31/2", "échographie": "31/4"}


def three() -> State:
    """Give a list of three entries, where a refused date waits at the second and at the third."""
    lettre = Lettre(suites_a_donner=tuple(SuiteADonner(action=action) for action in _ACTIONS))
    return after(
        at("suites_a_donner[1].date", lettre), "31/2", Jumped("suites_a_donner[2].date"), "31/4", Jumped("fin")
    )


def waiting(state: State) -> dict[str, str]:
    """Give each waiting text by the action of the entry beside which it is seen."""
    listed = state.lettre.suites_a_donner
    entries = listed if isinstance(listed, tuple) else ()
    shown = {}
    for name, text in state.pending.items():
        index = int(name.partition("[")[2].partition("]")[0])
        shown[str(entries[index].action) if index < len(entries) else "à venir"] = text
    return shown


def test_refused_dates_wait_beside_their_entries() -> None:
    """What the other tests begin with."""
    assert _REFUSED == waiting(three())


@pytest.mark.parametrize(
    ("target", "event", "expected"),
    [
        ("suites_a_donner[0].action", EntryRemoved(), _REFUSED),
        ("suites_a_donner[1].action", EntryRemoved(), {"échographie": "31/4"}),
        ("suites_a_donner[2].action", EntryRemoved(), {"prise de sang": "31/2"}),
        ("suites_a_donner[0].action", EntryDuplicated(), _REFUSED),
        ("suites_a_donner[1].action", EntryMoved(), _REFUSED),
        ("suites_a_donner[1].action", EntryMoved(up=True), _REFUSED),
    ],
)
def test_text_stays_with_its_entry(target: str, event: Event, expected: dict[str, str]) -> None:
    """Taken away, copied or moved: the texts of the others stay theirs; undo gives all back, redo does it again."""
    done = after(three(), Jumped(target), event)
    undone = after(done, Undone())
    again = after(undone, Redone())

    assert (expected, _REFUSED, expected) == (waiting(done), waiting(undone), waiting(again))


def test_text_typed_after_a_removal_goes_on_with_its_entry_when_it_is_undone() -> None:
    """A text refused since, at an entry whose place changes with the undo, follows it."""
    state = after(three(), Jumped("suites_a_donner[0].action"), EntryRemoved())
    state = after(state, Jumped("suites_a_donner[0].date"), "32/1", Jumped("fin"), Undone())

    assert {"prise de sang": "32/1", "échographie": "31/4"} == waiting(state)


def test_refused_text_of_an_undone_entry_never_comes_back_for_another() -> None:
    """The dose refused for a drug that was taken back is not offered to the drug that takes its key."""
    state = after(at("traitement_habituel"), "apixaban", "5 mg matin et soir ; x", Undone())
    state = after(state, Jumped("traitement_habituel"), "digoxine 0,125 mg")

    assert {} == dict(state.pending)


def test_refused_text_of_an_undone_entry_comes_back_with_it() -> None:
    """Done again, the drug has its text again."""
    state = after(at("traitement_habituel"), "apixaban", "5 mg matin et soir ; x")
    expected = dict(state.pending)

    assert expected
    assert {} == dict(after(state, Undone()).pending)
    assert expected == dict(after(state, Undone(), Redone()).pending)


def test_emptied_list_takes_its_texts_with_it_and_gives_them_back() -> None:
    """A list made unanswered leaves no text for entries to come."""
    state = after(three(), Jumped("suites_a_donner[0].action"))
    state = after(state, EntryRemoved(), EntryRemoved(), EntryRemoved())

    assert {} == waiting(state)
    assert _REFUSED == waiting(after(state, Undone(), Undone(), Undone()))


def test_accepted_text_waits_no_more() -> None:
    """The first entry of a list, refused then accepted, leaves nothing behind."""
    state = after(three(), Jumped("suites_a_donner[1].date"), "12/4", Jumped("suites_a_donner[2].date"), Cleared())

    assert {} == dict(state.pending)
