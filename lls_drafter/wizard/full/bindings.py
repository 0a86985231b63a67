"""The keys of the full screen: each one calls one gesture; nothing is decided here.

Two keys of one sequence are heard by the one added last: what only moves comes after what commands.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from lls_drafter.errors import LlsError
from lls_drafter.wizard.commands import COMMANDS, Action, Mode
from lls_drafter.wizard.full.gestures import ANSWERING_LETTERS
from lls_drafter.wizard.full.view import Pane

if TYPE_CHECKING:
    from lls_drafter.wizard.full.shell import Full

_ARROWS = (("up", -1, 0), ("down", 1, 0), ("left", 0, -1), ("right", 0, 1))
_PAGES = (("pageup", -1), ("pagedown", 1))
_ENDS = (("home", -1), ("end", 1))
_SCANNED = "\x1d"  # between the fields of a datamatrix, a hand scanner types ASCII 29, which is Ctrl-]

Work = Callable[[KeyPressEvent], None]


class Keyboard:
    """The bindings of one screen."""

    def __init__(self, full: "Full") -> None:
        """Bind the registry of commands with the keys in force, then the keys that only move, accept or write."""
        self._full = full
        self.bindings = KeyBindings()
        self.shown = Condition(lambda: not full.view.blank and not full.windows.is_too_small)
        self.writing = self.shown & Condition(lambda: full.view.pane is Pane.FORM and full.editing)
        self.in_cells = self.shown & Condition(lambda: full.view.pane is Pane.FORM and full.in_row and not full.editing)
        self.reading = self.in_cells | (self.shown & Condition(lambda: full.view.pane not in (Pane.FORM, Pane.LIST)))
        self.empty = Condition(lambda: full.is_empty)
        self._bind_silence()
        self._bind_moves()
        self._bind_writing()
        self._bind_commands()

    def _add(self, *keys: str, when: object, work: Work, eager: bool = False, saves: bool = True) -> None:
        """Bind keys to a piece of work; an error of the house ends the screen as it ends any command."""

        def handle(event: KeyPressEvent) -> None:
            try:
                work(event)
            except LlsError as error:
                self._full.fail(error)

        self.bindings.add(*keys, filter=when, eager=eager, save_before=lambda _event: saves)(handle)  # type: ignore[arg-type] # a filter of prompt_toolkit

    def _bind_silence(self) -> None:
        """Let nothing typed over a page, a menu or a blank screen be written anywhere."""
        silent = self.reading | ~self.shown
        self._add(Keys.Any, when=silent, work=lambda _event: None)
        self._add(Keys.BracketedPaste, when=silent, work=lambda _event: None)

    def _bind_moves(self) -> None:
        """Bind what moves, accepts and closes."""
        gestures = self._full.gestures
        for key, down, right in _ARROWS:
            when = self.reading if right else self.shown
            self._add(key, when=when, work=lambda _event, d=down, r=right: gestures.walk.arrow(d, r))  # type: ignore[misc]
        for key, step in _PAGES:
            self._add(key, when=self.shown, work=lambda _event, s=step: gestures.walk.page(s))  # type: ignore[misc]
        for key, step in _ENDS:
            self._add(key, when=self.reading, work=lambda _event, s=step: gestures.walk.to_end(s))  # type: ignore[misc]
        self._add("enter", when=self.shown, work=lambda _event: gestures.enter())
        self._add("escape", when=self.shown, work=lambda _event: gestures.escape())
        self._add("c-z", when=self.shown, work=lambda _event: gestures.upkeep.suspend())

    def _bind_writing(self) -> None:
        """Bind what is written: in a cell that is not open yet, by a scanner, by the letters that answer alone."""
        gestures = self._full.gestures
        for key in (Keys.Any, Keys.BracketedPaste):
            self._add(key, when=self.in_cells, work=lambda event: gestures.begin_writing(event.data))
        self._add("c-]", when=self.writing, work=lambda event: event.current_buffer.insert_text(_SCANNED), eager=True)
        for letter in ANSWERING_LETTERS:
            when = self.writing & Condition(lambda one=letter: gestures.takes_key(one))  # type: ignore[misc]
            self._add(letter, when=when, work=lambda _event, one=letter: gestures.answer_key(one))  # type: ignore[misc]
        opens = self.reading | (self.writing & self.empty)
        self._add(":", when=opens, work=lambda _event: gestures.orders.do(Action.PALETTE))

    def _bind_commands(self) -> None:
        """Bind the registry; to interrupt is heard everywhere, and so is the key that shows a blank screen again."""
        full = self._full
        always = Condition(lambda: True)
        on_fate = self.in_cells & Condition(lambda: full.on_fate)
        modes = {
            Mode.PARTOUT: self.shown,
            Mode.CELLULE: self.in_cells,
            Mode.CHAMP_VIDE: self.shown & (self.empty | self.reading),
        }
        for command in COMMANDS:
            interrupts = command.action is Action.INTERRUPT
            for keys in full.keys.get(command.action, ()):
                when = always if interrupts else modes[command.mode]
                if command.mode is Mode.CELLULE and len(keys) == 1 and len(keys[0]) == 1:
                    when = on_fate  # elsewhere a letter is written in the cell
                saves = command.action not in (Action.UNDO, Action.REDO)  # else nothing typed could be done again
                self._add(*keys, when=when, work=self._does(command.action), eager=interrupts, saves=saves)
        self._add("<sigint>", when=always, work=self._does(Action.INTERRUPT))
        for keys in (("enter",), *full.keys.get(Action.LOCK, ())):
            self._add(*keys, when=~self.shown, work=lambda _event: full.gestures.upkeep.unblank(), eager=True)

    def _does(self, action: Action) -> Work:
        """Give the work of a command."""
        return lambda _event: self._full.gestures.orders.do(action)
