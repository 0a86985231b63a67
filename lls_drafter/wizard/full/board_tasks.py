"""What the evening board does behind its screen: reads and judges the letters one by one, prints them."""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path

from lls_drafter.session.board import Board
from lls_drafter.session.board_batch import is_printable, print_row
from lls_drafter.wizard.board_words import print_lines
from lls_drafter.wizard.full.board_view import View
from lls_drafter.wizard.full.tasks import Tasks


class BoardTasks:
    """The works under way for one showing; each letter is handled in a thread, the board changes in the loop's own.

    Attributes:
        printing: whether letters are being printed.
    """

    def __init__(
        self, board: Board, view: View, *, changed: Callable[[], None], failed: Callable[[BaseException], None]
    ) -> None:
        """Begin with no work; `changed` is told that something is to be drawn, `failed` of a bug."""
        self._board, self._view = board, view
        self._changed = changed
        self._tasks = Tasks(failed)
        self._reader: asyncio.Task[None] | None = None
        self.printing = False

    def fill(self, *, forget: bool, then: Callable[[], None] | None = None) -> None:
        """Begin to read and judge the letters; what was being read is given up."""
        if self._reader is not None:
            self._reader.cancel()
        if forget:
            self._board.forget()
        self._reader = self._tasks.start(self._read(then))

    def print_all(self, out: Path, *, then: Callable[[Iterable[str]], None]) -> None:
        """Begin to write the Word file of each letter; `then` is given what to say of it."""
        self.printing = True
        self._tasks.start(self._print(out, then))

    async def stop(self) -> None:
        """Give up all works."""
        await self._tasks.stop()
        self._view.loading = ""

    async def _read(self, then: Callable[[], None] | None) -> None:
        """Read all the letters, then judge them in their order; rows appear, then fill in, as they come."""
        board = self._board
        self._progress("lecture")
        found = await asyncio.to_thread(board.begin)
        board.adopt(found)
        if board.warning:
            self._view.message = board.warning
        names: set[str] = set()
        for number, path in enumerate(found.letters, 1):
            row = await asyncio.to_thread(board.read, path)
            if row is not None:
                names.add(row.cle)
                board.put(row)
            self._progress(f"lecture {number}/{len(found.letters)}")
        board.keep_only(names)
        waiting = [row for row in board.rows if row.evaluation is None and row.lettre is not None]
        for number, row in enumerate(waiting, 1):
            board.put(await asyncio.to_thread(board.judge, row))
            self._progress(f"vérification {number}/{len(waiting)}")
        self._progress("")
        if then is not None:
            then()

    async def _print(self, out: Path, then: Callable[[Iterable[str]], None]) -> None:
        """Write the Word files; a failure does not stop the others."""
        rows = [row for row in self._board.rows if row.path is not None]
        wanted = [row for row in rows if is_printable(row)]
        done = []
        try:
            for number, row in enumerate(wanted, 1):
                self._progress(f"impression {number}/{len(wanted)}")
                done.append(await asyncio.to_thread(print_row, self._board, row, out))
        finally:
            self.printing = False
        self._progress("")
        then(print_lines(done, str(out), cancelled=len(rows) - len(wanted)))

    def _progress(self, text: str) -> None:
        """Say how far the work is."""
        self._view.loading = text
        self._changed()
