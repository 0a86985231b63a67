"""The front end `plein`: one screen over one conversation. Gestures come in, the view changes, panes draw what stands.

The conversation decides all that touches the letter; this decides only which pane has the keys and what it shows.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.shortcuts import print_formatted_text
from prompt_toolkit.styles import DynamicStyle

from lls_drafter.document.blocks import Inline
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.completer import StateCompleter, while_typing
from lls_drafter.wizard.conversation import Conversation
from lls_drafter.wizard.full import theme
from lls_drafter.wizard.full.around import Around
from lls_drafter.wizard.full.background import Background
from lls_drafter.wizard.full.bindings import Keyboard
from lls_drafter.wizard.full.centre import Centre
from lls_drafter.wizard.full.facts import Facts
from lls_drafter.wizard.full.gestures import Gestures
from lls_drafter.wizard.full.grid import FATE_COLUMN, column_of, row_key
from lls_drafter.wizard.full.layout import Windows
from lls_drafter.wizard.full.lists import Choice
from lls_drafter.wizard.full.view import Pane, View
from lls_drafter.wizard.key_names import name_of
from lls_drafter.wizard.keys import find_command, keymap
from lls_drafter.wizard.steps import Section
from lls_drafter.wizard.words import wrapped

if TYPE_CHECKING:
    from lls_drafter.wizard.ports import WizardPort

_TABLE_SECTION = Section.TRAITEMENTS


class Full:
    """One screen over one letter."""

    def __init__(self, port: WizardPort, environ: Mapping[str, str], notes: Sequence[str] = ()) -> None:
        """Make the screen; nothing is judged nor searched before it is drawn once.

        Args:
            port: the letter and its seat.
            environ: for `NO_COLOR`, the editor, the encoding.
            notes: what the opening of the letter has to tell.

        Raises:
            UsageError: the keys of the settings cannot be bound.
        """
        self.port = port
        self.environ = environ
        self.talk = Conversation(port, Interface.PLEIN, lean=True)
        self.keys = keymap(port.preferences.touches, Interface.PLEIN)
        self.signs = theme.signs(_encoding(environ))
        self.theme = port.preferences.theme
        self.view = View()
        self.review: Sequence[Inline] = ()
        self.choices: tuple[Choice, ...] = ()
        self.chosen = 0
        self._limit: tuple[str, int | None] = ("", None)
        self.entry = Buffer(
            completer=StateCompleter(lambda: self.talk.state),
            complete_while_typing=Condition(lambda: while_typing(self.talk.state, self.entry.text)),
            history=InMemoryHistory(),
            multiline=True,
            read_only=Condition(lambda: bool(port.read_only)),
            on_text_changed=lambda _buffer: self.gestures.typed(),
            accept_handler=lambda _buffer: True,
        )
        self.filter = Buffer(
            multiline=False,
            history=InMemoryHistory(),
            on_text_changed=lambda _buffer: self.gestures.over.sift(),
            accept_handler=lambda _buffer: True,
        )
        self.facts = Facts(self)
        self.centre = Centre(self, self.facts)
        self.around = Around(self, self.facts)
        self.back = Background(self)
        self.gestures = Gestures(self)
        self.windows = Windows(self, Keyboard(self).bindings)
        self.app: Application[None] = Application(
            layout=self.windows.layout,
            style=DynamicStyle(lambda: theme.style(self.theme)),
            color_depth=theme.depth(environ),
            full_screen=True,
            mouse_support=False,
            before_render=lambda _app: self.windows.focus(),
        )
        # A key typed ahead of the drawing goes where the former one led.
        self.app.key_processor.after_key_press += lambda _processor: self._pressed()
        self.app.ttimeoutlen = 0.05
        self.app.timeoutlen = 0.5
        self._notes = tuple(notes)
        self.gestures.settle(self.greeting, cursor=port.curseur)

    @property
    def greeting(self) -> tuple[str, ...]:
        """Give what is said first: what the opening has to tell, where one resumes, the keys to know."""
        keys = f"{self.key('aide')} : aide. {self.key('palette')} : commandes. {self.key('score')} : ce qui manque."
        return (*self._notes, *self.talk.opening()[1:], keys)

    async def run(self) -> None:
        """Show the screen until the person leaves, then say where the work is on the ordinary screen.

        Raises:
            WizardInterrupted: Ctrl-C; the letter is saved.
            DraftError: the letter could not be saved when leaving.
        """
        try:
            await self.app.run_async(pre_run=self.back.start)
        except (EOFError, asyncio.CancelledError):
            self.talk.hold(self.entry.text, self.entry.cursor_position)  # the terminal is gone
        finally:
            self.back.stop()
        for line in self.talk.leave():
            text = wrapped(line, max(20, self.app.output.get_size().columns - 1))
            print_formatted_text(FormattedText([("", text)]), output=self.app.output)

    def _pressed(self) -> None:
        """Take note of a key."""
        self.gestures.upkeep.key_pressed()
        self.windows.focus()

    def fail(self, error: BaseException) -> None:
        """End the screen with an error of the work beside it."""
        if self.app.is_running and not self.app.is_done:
            self.app.exit(exception=error)

    # --- what panes ask --------------------------------------------------------------------------------------

    @property
    def in_row(self) -> bool:
        """Tell whether the question in hand is a cell of the table."""
        return row_key(self.talk.state.current) != ""

    @property
    def on_fate(self) -> bool:
        """Tell whether the cell in hand is a fate: letters command there, elsewhere they are written."""
        return self.in_row and column_of(self.talk.state.current) == FATE_COLUMN

    @property
    def on_grid(self) -> bool:
        """Tell whether the part in hand is drawn as the table."""
        step = self.talk.step
        return step.section is _TABLE_SECTION

    @property
    def editing(self) -> bool:
        """Tell whether what is typed goes into the text in hand."""
        return not self.in_row or self.view.editing

    @property
    def shows_cursor(self) -> bool:
        """Tell whether the cursor of the text in hand is seen."""
        screen = self.talk.step.kind.is_screen and not self.entry.text
        return self.view.pane is Pane.FORM and self.editing and not screen

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is typed where one types."""
        return not (self.filter if self.view.pane is Pane.LIST else self.entry).text

    @property
    def saved_words(self) -> str:
        """Say whether all is on disk."""
        if self.port.read_only:
            return "lecture seule"
        return "NON ENREGISTRÉ" if self.talk.failed else "enregistré"

    @property
    def file_name(self) -> str:
        """Give the name of the letter's file."""
        return self.port.path.name

    @property
    def longest(self) -> int | None:
        """Give the length advised for the text in hand; nothing until the rules are loaded."""
        step = self.talk.step
        if not self.back.ready:
            return None
        if self._limit[0] != step.id:
            self._limit = (step.id, self.port.longest(step.path) if step.path.parts else None)
        return self._limit[1]

    def key(self, name: str) -> str:
        """Give the key of a command as it reads, else what is typed."""
        command = find_command(name)
        sequences = self.keys.get(command.action, ()) if command is not None else ()
        return name_of(sequences[0]) if sequences else f":{name}"


def _encoding(environ: Mapping[str, str]) -> str:
    """Give the encoding that the terminal is said to have."""
    named = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    return named.partition(".")[2] or sys.getdefaultencoding()
