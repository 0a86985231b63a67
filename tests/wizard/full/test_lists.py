"""The palette and the phrases, as values."""

from lls_drafter.letter.lettre import Lettre
from lls_drafter.settings import Phrase
from lls_drafter.wizard import flow
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.commands import Action, typed_commands
from lls_drafter.wizard.flow import State
from lls_drafter.wizard.full import lists
from lls_drafter.wizard.keys import keymap
from lls_drafter.wizard.steps import Context
from tests.wizard.seat import TODAY

KEYS = keymap({}, Interface.PLEIN)


def begun() -> State:
    """Give a conversation that has one gesture to take back."""
    return flow.reduce(flow.start(Lettre(), Context(today=TODAY)), flow.Answered("MARTIN"))


def test_palette_has_every_command_that_needs_no_word_after_it() -> None:
    """The registry feeds the palette: no command of the full screen is missing."""
    held = {choice.action for choice in lists.palette(begun(), KEYS) if choice.action is not None}

    assert {one.action for one in typed_commands(Interface.PLEIN) if not one.suite} == held


def test_palette_names_what_undo_takes_back() -> None:
    """One knows what one is about to undo."""
    (undo,) = [choice for choice in lists.palette(begun(), KEYS) if choice.action is Action.UNDO]

    assert "annuler : reprend « Nom de naissance »" == undo.texte
    assert "Ctrl-_" == undo.note


def test_filter_ranks_beginnings_first_and_ignores_accents() -> None:
    """A few letters find a question; what begins so comes first."""
    found = lists.filtered(lists.palette(begun(), KEYS), "etat a la sortie")

    assert found
    assert "etat_sortie" == found[0].cible


def test_phrase_tells_what_is_to_be_filled_in() -> None:
    """A phrase with marks says how many."""
    (choice,) = lists.phrases((Phrase(nom="poids", texte="Appeler si prise de {x} kg."),))

    assert "Appeler si prise de {x} kg. (à remplir : 1)" == choice.note
