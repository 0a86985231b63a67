"""The evening board on the whole screen. It shows, chooses, and gives back what was chosen; letters open elsewhere."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition
from prompt_toolkit.layout import ConditionalContainer, HSplit, Layout, Window
from prompt_toolkit.layout.controls import BufferControl
from prompt_toolkit.layout.processors import BeforeInput

from lls_drafter.session.board import Board
from lls_drafter.session.board_model import Row
from lls_drafter.wizard.board_words import title_words
from lls_drafter.wizard.full.aside import key_fragments
from lls_drafter.wizard.full.board_gestures import BoardGestures
from lls_drafter.wizard.full.board_keys import (
    PAGE_KEYS,
    Gesture,
    entry_bindings,
    help_lines,
    keys_in_force,
    list_bindings,
    shown_keys,
)
from lls_drafter.wizard.full.board_tasks import BoardTasks
from lls_drafter.wizard.full.board_view import Look, View, draw
from lls_drafter.wizard.full.controls import Drawing, LinesControl
from lls_drafter.wizard.full.theme import depth, signs, style

_ASKED = " Heure ; chambre ; nom (Échap : abandonner) : "


def run(board: Board, view: View, environ: Mapping[str, str], *, out: Path) -> Row | None:
    """Show the board until a row is to be opened, None to leave; `out` is where Word files are written.

    Raises:
        UsageError: the keys of the settings cannot be bound.
    """
    return asyncio.run(show(board, view, environ, out=out))


async def show(board: Board, view: View, environ: Mapping[str, str], *, out: Path) -> Row | None:
    """Show the board in the current prompt_toolkit session; see `run`."""
    return await _Screen(board, view, environ, out).run()


class _Screen:
    """One showing of the board."""

    def __init__(self, board: Board, view: View, environ: Mapping[str, str], out: Path) -> None:
        """Make the application; nothing is read yet."""
        self._board, self._view = board, view
        self._table = keys_in_force(board.settings.touches)
        self._ended = False
        self._tasks = BoardTasks(board, view, changed=self._changed, failed=self._fail)
        self._gestures = BoardGestures(board, view, self._tasks, out=out, ends=self._end)
        self._buffer = Buffer(multiline=False, accept_handler=self._accept)
        entry = BufferControl(
            self._buffer, input_processors=[BeforeInput(_ASKED)], key_bindings=entry_bindings(self._give_up)
        )
        self._list = LinesControl(
            self._draw,
            list_bindings(
                self._table,
                self._works(),
                moves=self._gestures.move,
                is_paged=lambda: bool(view.page),
                close_page=self._gestures.close_page,
            ),
        )
        asking = Condition(lambda: self._app.layout.has_focus(self._buffer))
        windows = [
            Window(self._list, always_hide_cursor=True),
            ConditionalContainer(Window(entry, height=1), asking),
            ConditionalContainer(Window(LinesControl(self._keys), height=1), ~asking),
        ]
        self._app: Application[Row | None] = Application(
            layout=Layout(HSplit(windows), focused_element=self._list),
            full_screen=True,
            style=style(board.settings.theme),
            color_depth=depth(environ),
            min_redraw_interval=0.015,
        )
        self._signs = signs(self._app.output.encoding() or "ascii")

    async def run(self) -> Row | None:
        """Show the board and read the letters behind it; a terminal that is gone leaves."""
        try:
            return await self._app.run_async(pre_run=lambda: self._tasks.fill(forget=False))
        except EOFError:
            return None
        finally:
            self._ended = True
            await self._tasks.stop()

    def _works(self) -> Mapping[Gesture, Callable[[], None]]:
        """Give what is done for each gesture."""
        gestures = self._gestures
        return {
            Gesture.OPEN: gestures.open_chosen,
            Gesture.NEXT: gestures.open_next,
            Gesture.ADD: self._ask,
            Gesture.REMOVE: gestures.remove,
            Gesture.RESTORE: gestures.restore,
            Gesture.CHECK: gestures.check,
            Gesture.PRINT: gestures.print_all,
            Gesture.NAMES: gestures.toggle_names,
            Gesture.REREAD: gestures.reread,
            Gesture.SCOPE: gestures.toggle_scope,
            Gesture.HELP: lambda: gestures.open_page(help_lines(self._table)),
            Gesture.LEAVE: gestures.leave,
        }

    def _draw(self, width: int, height: int) -> Drawing:
        """Draw the board for a size."""
        self._gestures.window = (width, height)
        board = self._board
        look = Look(title=title_words(board), scope=board.scope, width=width, height=height, signs=self._signs)
        return Drawing(draw(board.rows, self._view, look))

    def _keys(self, width: int, _height: int) -> Drawing:
        """Draw the line of keys."""
        return Drawing([key_fragments(PAGE_KEYS if self._view.page else shown_keys(self._table), width)])

    def _changed(self) -> None:
        """Draw what came from behind the screen."""
        self._app.invalidate()

    def _ask(self) -> None:
        """Ask for a row on the line under the list."""
        self._buffer.reset()
        self._app.layout.focus(self._buffer)

    def _give_up(self) -> None:
        """Leave the line of entry."""
        self._buffer.reset()
        self._app.layout.focus(self._list)

    def _accept(self, buffer: Buffer) -> bool:
        """Take the typed or pasted rows; a line that is wrong stays to be mended."""
        if not self._gestures.add(buffer.text):
            return True
        self._app.layout.focus(self._list)
        return False

    def _end(self, chosen: Row | None) -> None:
        """Give what was chosen; a second key that comes with the first one changes nothing."""
        if not self._ended:
            self._ended = True
            self._app.exit(result=chosen)

    def _fail(self, error: BaseException) -> None:
        """Let a bug behind the screen end the board, as any bug does."""
        if not self._ended:
            self._ended = True
            self._app.exit(exception=error)
