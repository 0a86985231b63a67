"""What the keys of the evening board do: choose, open, add, take away, check, print. Nothing here draws."""

from collections.abc import Callable, Iterable
from pathlib import Path

from lls_drafter.errors import LlsError
from lls_drafter.session.board import Board
from lls_drafter.session.board_expected import Attendue, read_line
from lls_drafter.session.board_model import Row, Scope
from lls_drafter.wizard.board_words import check_lines, counted, error_words
from lls_drafter.wizard.full.board_keys import MOVES
from lls_drafter.wizard.full.board_tasks import BoardTasks
from lls_drafter.wizard.full.board_view import View, list_room, page_lines


class BoardGestures:
    """The gestures of one showing.

    Attributes:
        window: columns and lines of the last drawing.
    """

    def __init__(
        self, board: Board, view: View, tasks: BoardTasks, *, out: Path, ends: Callable[[Row | None], None]
    ) -> None:
        """Keep what is acted on; `ends` is given the row to open, None to leave."""
        self._board, self._view, self._tasks = board, view, tasks
        self._out, self._ends = out, ends
        self.window = (0, 0)

    # --- on the screen ---------------------------------------------------------------------------------------

    def move(self, key: str) -> None:
        """Choose another row, or scroll the page; a short one is closed, as by any key."""
        columns, lines = self.window
        view, rows, step = self._view, self._board.rows, MOVES[key]
        if view.page:
            if len(page_lines(view, columns)) <= lines - 2:
                self.close_page()
            else:
                view.page_top = max(0, view.page_top + step)
        elif rows:
            leap = step // 10 * list_room(lines) if key.startswith("page") else step
            place = max(0, min(view.index(rows) + leap, len(rows) - 1))
            view.cle, view.message = rows[place].cle, ""

    def open_page(self, lines: Iterable[str]) -> None:
        """Show lines in place of the list."""
        self._view.page = tuple(lines)
        self._view.page_top = 0

    def close_page(self) -> None:
        """Go back to the list."""
        self._view.page = ()

    def toggle_names(self) -> None:
        """Hide or show the names."""
        self._view.names = not self._view.names
        self._view.message = "" if self._view.names else "Noms masqués ; n les montre."

    # --- to a letter -----------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Leave the board."""
        self._ends(None)

    def open_chosen(self) -> None:
        """Open the chosen row."""
        row = self._chosen
        if row is None:
            self._view.message = "Rien à ouvrir : a ajoute une ligne, t montre toutes les lettres ouvertes."
        else:
            self._open(row)

    def open_next(self) -> None:
        """Open the next letter to finish."""
        rows = self._board.rows
        row = self._view.next_to_finish(rows) if rows else None
        if row is None:
            self._view.message = "Lecture en cours." if self._view.loading else "Aucune lettre à finir."
        else:
            self._open(row)

    def _open(self, row: Row) -> None:
        """Give a row to open."""
        if self._is_free():
            self._view.cle = self._view.left = row.cle
            self._ends(row)

    @property
    def _chosen(self) -> Row | None:
        """Give the row under the cursor."""
        rows = self._board.rows
        return rows[self._view.index(rows)] if rows else None

    def _is_free(self) -> bool:
        """Tell whether no printing is under way, and say it otherwise."""
        if self._tasks.printing:
            self._view.message = "Impression en cours : attendre la fin, ou q pour quitter."
        return not self._tasks.printing

    # --- the expected discharges -----------------------------------------------------------------------------

    def add(self, text: str) -> bool:
        """Add the typed or pasted rows, one a line, and choose the first; False when one is wrong, and is told."""
        rows = [read_line(line) for line in text.splitlines() if line.strip()]
        wrong = next((row for row in rows if isinstance(row, str)), None)
        if wrong is not None:
            self._view.message = f"Ligne non ajoutée : {wrong}."
            return False
        found = [row for row in rows if isinstance(row, Attendue)]
        if found:
            self._change(lambda: self._added(found))
        return True

    def _added(self, rows: list[Attendue]) -> str:
        """Keep rows, and say how many are new."""
        added = self._board.expected.add(rows, today=self._board.today)
        if added.rows:
            self._view.cle = f"+{added.rows[0].cle}"
        known = " ; déjà là : rien n'est changé" if added.known else ""
        return f"{counted(len(added.rows), 'ligne ajoutée')}{known}."

    def remove(self) -> None:
        """Take an expected discharge off the board."""
        row = self._chosen
        if row is None or row.path is not None or row.attendue is None:
            self._view.message = "Seule une ligne sans lettre se retire (une lettre s'annule : « lls statut »)."
            return
        cle, rows = row.attendue.cle, self._board.rows
        place = self._view.index(rows)
        self._view.cle = rows[place + 1 if place + 1 < len(rows) else place - 1].cle
        self._change(lambda: self._removed(cle))

    def _removed(self, cle: str) -> str:
        """Take a row away, and say how it comes back."""
        self._board.expected.retire(cle, today=self._board.today)
        self._view.removed.append(cle)
        return "Ligne retirée ; u la remet."

    def restore(self) -> None:
        """Put back the last row taken away."""
        if self._view.removed:
            self._change(self._restored)
        else:
            self._view.message = "Rien à remettre."

    def _restored(self) -> str:
        """Put a row back, and say so."""
        self._board.expected.restore(self._view.removed[-1], today=self._board.today)
        self._view.cle = f"+{self._view.removed.pop()}"
        return "Ligne remise."

    def _change(self, change: Callable[[], str]) -> None:
        """Change the expected discharges, say what was done or why not, and show them anew."""
        try:
            self._view.message = change()
        except LlsError as error:
            self._view.message = error_words(error)
            return
        self._tasks.fill(forget=False)

    # --- all the letters -------------------------------------------------------------------------------------

    def check(self) -> None:
        """Judge everything again, then show the sum."""
        if self._is_free():
            self._view.message = ""
            self._tasks.fill(forget=True, then=lambda: self.open_page(check_lines(self._board, names=self._view.names)))

    def print_all(self) -> None:
        """Write the Word files, of the letters as they are on disk now."""
        if self._is_free():
            self._view.message = ""
            self._tasks.fill(forget=False, then=lambda: self._tasks.print_all(self._out, then=self.open_page))

    def reread(self) -> None:
        """Read the folder again."""
        if self._is_free():
            self._view.message = "Dossier relu."
            self._tasks.fill(forget=True)

    def toggle_scope(self) -> None:
        """Show the open letters of all days, or those of the day."""
        if self._is_free():
            self._board.scope = Scope.TOUTES if self._board.scope is Scope.JOUR else Scope.JOUR
            self._view.message = ""
            self._tasks.fill(forget=False)
