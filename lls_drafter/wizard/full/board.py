"""The evening board on the whole screen. It shows, chooses, and gives back what was chosen; letters open elsewhere."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import ConditionalContainer, HSplit, Layout, UIContent, UIControl, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.layout.processors import BeforeInput

from lls_drafter.errors import LlsError
from lls_drafter.session.board import Board
from lls_drafter.session.board_expected import Attendue, read_line
from lls_drafter.session.board_model import Row, Scope
from lls_drafter.wizard.board_words import check_lines, error_words, title_words
from lls_drafter.wizard.full.board_tasks import BoardTasks
from lls_drafter.wizard.full.board_view import HELP, KEYS, PAGE_KEYS, Look, View, draw, list_room, page_lines
from lls_drafter.wizard.full.theme import depth, signs, style

_ASKED = " Heure ; chambre ; nom (Échap : abandonner) : "


@dataclass(frozen=True, slots=True)
class Opening:
    """Open the letter of a row."""

    row: Row


Choice = Opening | None
"""What the person chose: a letter to open, or to leave."""


def run(board: Board, view: View, environ: Mapping[str, str], *, out: Path) -> Choice:
    """Show the board until something is chosen; `out` is where Word files are written."""
    return asyncio.run(show(board, view, environ, out=out))


async def show(board: Board, view: View, environ: Mapping[str, str], *, out: Path) -> Choice:
    """Show the board in the current prompt_toolkit session; see `run`."""
    return await _Screen(board, view, environ, out).run()


class _List(UIControl):
    """The whole board as one control, drawn anew at each change."""

    def __init__(self, lines: Callable[[int, int], list[list[tuple[str, str]]]]) -> None:
        """Keep what draws for a size."""
        self._lines = lines

    def create_content(self, width: int, height: int | None) -> UIContent:
        """Draw for the size of the window."""
        lines = self._lines(width, height or 1)
        return UIContent(
            get_line=lambda place: list(lines[place]),
            line_count=len(lines),
            cursor_position=Point(0, 0),
            show_cursor=False,
        )

    def is_focusable(self) -> bool:
        """Tell that keys come here."""
        return True


class _Screen:
    """One showing of the board."""

    def __init__(self, board: Board, view: View, environ: Mapping[str, str], out: Path) -> None:
        """Make the application; nothing is read yet."""
        self._board, self._view, self._out = board, view, out
        self._ended = False
        self._height = 0
        self._buffer = Buffer(multiline=False, accept_handler=self._accept)
        self._list = _List(self._draw)
        asking = Condition(lambda: self._app.layout.has_focus(self._buffer))
        entry = Window(BufferControl(self._buffer, input_processors=[BeforeInput(_ASKED)]), height=1)
        keys = Window(FormattedTextControl(self._keys), height=1, style="class:barre")
        self._app: Application[Choice] = Application(
            layout=Layout(
                HSplit(
                    [
                        Window(self._list, always_hide_cursor=True),
                        ConditionalContainer(entry, asking),
                        ConditionalContainer(keys, ~asking),
                    ]
                ),
                focused_element=self._list,
            ),
            key_bindings=self._bindings(asking),
            full_screen=True,
            style=style(board.settings.theme),
            color_depth=depth(environ),
            min_redraw_interval=0.015,
        )
        plain = bool(environ.get("NO_COLOR"))
        self._tasks = BoardTasks(board, view, changed=self._app.invalidate, failed=self._fail)
        self._signs = signs("ascii" if plain else self._app.output.encoding() or "ascii")

    async def run(self) -> Choice:
        """Show the board and read the letters behind it; a terminal that is gone leaves."""
        try:
            return await self._app.run_async(pre_run=lambda: self._fill(forget=False))
        except EOFError:
            return None
        finally:
            self._ended = True
            await self._tasks.stop()

    def _fail(self, error: BaseException) -> None:
        """Let a bug behind the screen end the board, as any bug does."""
        if not self._ended:
            self._ended = True
            self._app.exit(exception=error)

    @property
    def _rows(self) -> tuple[Row, ...]:
        """Give the rows as far as they are known."""
        return self._board.rows

    @property
    def _chosen(self) -> Row | None:
        """Give the row under the cursor."""
        rows = self._rows
        return rows[self._view.index(rows)] if rows else None

    def _draw(self, width: int, height: int) -> list[list[tuple[str, str]]]:
        """Draw the board for a size."""
        self._height = height
        board = self._board
        look = Look(title=title_words(board), scope=board.scope, width=width, height=height, signs=self._signs)
        return draw(self._rows, self._view, look)

    def _keys(self) -> str:
        """Give the line of keys."""
        text = PAGE_KEYS if self._view.page else KEYS
        return f" {text if self._signs.suite == '…' else text.replace('·', '-')}"

    def _fill(self, *, forget: bool, then: Callable[[], None] | None = None) -> None:
        """Read and judge the letters behind the screen."""
        self._tasks.fill(forget=forget, then=then)

    def _open_page(self, lines: Iterable[str]) -> None:
        """Show lines in place of the list."""
        self._view.page = tuple(lines)
        self._view.page_top = 0
        self._app.invalidate()

    def _bindings(self, asking: Condition) -> KeyBindings:
        """Bind the keys; a page takes them all, the line of entry most of them."""
        bindings = KeyBindings()
        paged = Condition(lambda: bool(self._view.page))
        listed = ~asking & ~paged
        moves = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -(10**6), "end": 10**6}
        for key, step in moves.items():
            bindings.add(key, filter=listed)(self._moves(key, step))
            bindings.add(key, filter=paged)(self._scrolls(step))
        gestures: dict[str, Callable[[], None]] = {
            "enter": self._open,
            "s": self._open_next,
            "f8": self._open_next,
            "a": self._ask,
            "delete": self._remove,
            "u": self._restore,
            "v": self._check,
            "i": self._print,
            "n": self._toggle_names,
            "r": self._reread,
            "t": self._toggle_scope,
            "f2": lambda: self._open_page(HELP),
        }
        for key, gesture in gestures.items():
            for name in (key, key.upper()) if len(key) == 1 else (key,):
                bindings.add(name, filter=listed)(_does(gesture))
        bindings.add("<any>", filter=paged)(_does(self._close_page))
        for key in ("q", "Q", "c-d"):
            bindings.add(key, filter=listed)(_does(self._leave))
        for key in ("c-c", "<sigint>"):
            bindings.add(key, filter=~asking, eager=True)(_does(self._leave))
            bindings.add(key, filter=asking, eager=True)(_does(self._give_up))
        bindings.add("escape", filter=asking, eager=True)(_does(self._give_up))
        return bindings

    def _moves(self, key: str, step: int) -> Callable[[KeyPressEvent], None]:
        """Give the handler that chooses another row."""

        def handle(_event: KeyPressEvent) -> None:
            rows = self._rows
            if rows:
                leap = step // 10 * list_room(self._height) if key.startswith("page") else step
                place = max(0, min(self._view.index(rows) + leap, len(rows) - 1))
                self._view.cle, self._view.message = rows[place].cle, ""

        return handle

    def _scrolls(self, step: int) -> Callable[[KeyPressEvent], None]:
        """Give the handler that moves a page; a short one is closed, as by any key."""

        def handle(event: KeyPressEvent) -> None:
            if len(page_lines(self._view, event.app.output.get_size().columns)) <= self._height - 2:
                self._close_page()
            else:
                self._view.page_top = max(0, self._view.page_top + step)

        return handle

    def _close_page(self) -> None:
        """Go back to the list."""
        self._view.page = ()

    def _leave(self) -> None:
        """Leave the board."""
        self._end(None)

    def _end(self, choice: Choice) -> None:
        """Give the choice; a second key that comes with the first one changes nothing."""
        if not self._ended:
            self._ended = True
            self._app.exit(result=choice)

    def _open(self) -> None:
        """Open the chosen row."""
        row = self._chosen
        if row is None:
            self._view.message = "Rien à ouvrir : a ajoute une ligne, t montre toutes les lettres ouvertes."
        elif self._is_free():
            self._view.cle = self._view.left = row.cle
            self._end(Opening(row))

    def _open_next(self) -> None:
        """Open the next letter to finish."""
        rows = self._rows
        row = self._view.next_to_finish(rows) if rows else None
        if row is None:
            self._view.message = "Lecture en cours…" if self._view.loading else "Aucune lettre à finir."
        elif self._is_free():
            self._view.cle = self._view.left = row.cle
            self._end(Opening(row))

    def _is_free(self) -> bool:
        """Tell whether no printing is under way, and say it otherwise."""
        if self._tasks.printing:
            self._view.message = "Impression en cours : attendre la fin, ou q pour quitter."
        return not self._tasks.printing

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
        lines = [line for line in buffer.text.splitlines() if line.strip()]
        rows = [read_line(line) for line in lines]
        wrong = next((row for row in rows if isinstance(row, str)), None)
        if wrong is not None:
            self._view.message = f"Ligne non ajoutée : {wrong}."
            return True
        self._app.layout.focus(self._list)
        self._add([row for row in rows if isinstance(row, Attendue)])
        return False

    def _add(self, rows: list[Attendue]) -> None:
        """Keep rows and choose the first of them."""
        if not rows:
            return

        def add() -> str:
            added = self._board.expected.add(rows, today=self._board.today)
            if added.rows:
                self._view.cle = f"+{added.rows[0].cle}"
            count = len(added.rows)
            known = " ; déjà là : rien n'est changé" if added.known else ""
            return f"{count} ligne{'s' if count > 1 else ''} ajoutée{'s' if count > 1 else ''}{known}."

        self._change(add)

    def _remove(self) -> None:
        """Take an expected discharge off the board."""
        row = self._chosen
        if row is None or row.path is not None or row.attendue is None:
            self._view.message = "Seule une ligne sans lettre se retire (une lettre s'annule : « lls statut »)."
            return
        cle, rows = row.attendue.cle, self._rows
        place = self._view.index(rows)
        self._view.cle = rows[place + 1 if place + 1 < len(rows) else place - 1].cle

        def remove() -> str:
            self._board.expected.retire(cle, today=self._board.today)
            self._view.removed.append(cle)
            return "Ligne retirée ; u la remet."

        self._change(remove)

    def _restore(self) -> None:
        """Put back the last row taken away."""
        if not self._view.removed:
            self._view.message = "Rien à remettre."
            return

        def restore() -> str:
            self._board.expected.restore(self._view.removed[-1], today=self._board.today)
            self._view.cle = f"+{self._view.removed.pop()}"
            return "Ligne remise."

        self._change(restore)

    def _change(self, change: Callable[[], str]) -> None:
        """Change the expected discharges, say what was done or why not, and show them anew."""
        try:
            self._view.message = change()
        except LlsError as error:
            self._view.message = error_words(error)
            return
        self._fill(forget=False)

    def _check(self) -> None:
        """Judge everything again, then show the sum."""
        if self._is_free():
            self._view.message = ""
            self._fill(forget=True, then=lambda: self._open_page(check_lines(self._board, names=self._view.names)))

    def _print(self) -> None:
        """Write the Word files, of the letters as they are on disk now."""
        if self._is_free():
            self._view.message = ""
            self._fill(forget=False, then=lambda: self._tasks.print_all(self._out, then=self._open_page))

    def _toggle_names(self) -> None:
        """Hide or show the names."""
        self._view.names = not self._view.names
        self._view.message = "" if self._view.names else "Noms masqués ; n les montre."

    def _reread(self) -> None:
        """Read the folder again."""
        if self._is_free():
            self._view.message = "Dossier relu."
            self._fill(forget=True)

    def _toggle_scope(self) -> None:
        """Show the open letters of all days, or those of the day."""
        if self._is_free():
            self._board.scope = Scope.TOUTES if self._board.scope is Scope.JOUR else Scope.JOUR
            self._view.message = ""
            self._fill(forget=False)


def _does(gesture: Callable[[], None]) -> Callable[[KeyPressEvent], None]:
    """Give the handler of a gesture."""

    def handle(_event: KeyPressEvent) -> None:
        gesture()

    return handle
