"""The keys of the full screen: each one calls one gesture of the shell; nothing is decided here."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from lls_drafter.wizard.commands import COMMANDS, Action, Mode
from lls_drafter.wizard.full.view import Pane

if TYPE_CHECKING:
    from lls_drafter.wizard.full.shell import Full

_ARROWS = (("up", -1, 0), ("down", 1, 0), ("left", 0, -1), ("right", 0, 1))
_PAGES = (("pageup", -1), ("pagedown", 1))
_ENDS = (("home", -1), ("end", 1))


def bindings(full: "Full") -> KeyBindings:
    """Bind the registry of commands with the keys in force, then the keys that only move or accept."""
    made = KeyBindings()
    shown = Condition(lambda: not full.view.blank)
    blank = Condition(lambda: full.view.blank)
    writing = Condition(lambda: full.view.pane is Pane.FORM and full.editing)
    reading = Condition(lambda: not (full.view.pane is Pane.FORM and full.editing) and full.view.pane is not Pane.LIST)
    in_cells = Condition(lambda: full.view.pane is Pane.FORM and full.in_row and not full.editing)
    empty = Condition(lambda: full.is_empty)
    modes = {
        Mode.PARTOUT: shown,
        Mode.CELLULE: shown & in_cells,
        Mode.CHAMP_VIDE: shown & (empty | reading),
    }
    for command in COMMANDS:
        for sequence in full.keys.get(command.action, ()):
            interrupts = command.action is Action.INTERRUPT
            made.add(
                *sequence, filter=Condition(lambda: True) if interrupts else modes[command.mode], eager=interrupts
            )(_does(full, command.action))
    made.add("<sigint>")(lambda _event: full.gestures.do(Action.INTERRUPT))
    for key in ("enter", "f12"):
        made.add(key, filter=blank, eager=True)(lambda _event: full.gestures.upkeep.unblank())
    made.add("enter", filter=shown)(lambda _event: full.gestures.enter())
    made.add("escape", filter=shown)(lambda _event: full.gestures.escape())
    for key, down, right in _ARROWS:
        if right:
            made.add(key, filter=shown & reading)(_moves(full, down, right))
        else:
            made.add(key, filter=shown)(_moves(full, down, right))
    for key, step in _PAGES:
        made.add(key, filter=shown)(_pages(full, step))
    for key, step in _ENDS:
        made.add(key, filter=shown & reading)(_to_end(full, step))
    # A hand scanner types ASCII 29 between the fields of a datamatrix: it is Ctrl-].
    made.add("c-]", filter=shown & writing, eager=True)(lambda event: event.current_buffer.insert_text("\x1d"))
    for key in "onifrpa":
        made.add(key, filter=shown & writing & _takes(full, key))(_answers(full, key))
    made.add(":", filter=shown & (reading | (writing & empty)))(lambda _event: full.gestures.do(Action.PALETTE))
    made.add(Keys.Any, filter=shown & in_cells)(lambda event: full.gestures.begin_writing(event.data))
    made.add(Keys.BracketedPaste, filter=shown & in_cells)(lambda event: full.gestures.begin_writing(event.data))
    made.add(Keys.Any, filter=reading | blank)(lambda _event: None)  # a letter typed in a page writes nothing
    made.add(Keys.BracketedPaste, filter=reading | blank)(lambda _event: None)
    return made


def _does(full: "Full", action: Action) -> Callable[[KeyPressEvent], None]:
    return lambda _event: full.gestures.do(action)


def _takes(full: "Full", key: str) -> Condition:
    return Condition(lambda: full.gestures.takes_key(key))


def _moves(full: "Full", down: int, right: int) -> Callable[[KeyPressEvent], None]:
    return lambda _event: full.gestures.walk.arrow(down, right)


def _pages(full: "Full", step: int) -> Callable[[KeyPressEvent], None]:
    return lambda _event: full.gestures.walk.page(step)


def _to_end(full: "Full", step: int) -> Callable[[KeyPressEvent], None]:
    return lambda _event: full.gestures.walk.to_end(step)


def _answers(full: "Full", key: str) -> Callable[[KeyPressEvent], None]:
    return lambda _event: full.gestures.answer_key(key)
