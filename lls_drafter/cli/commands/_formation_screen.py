"""The screen of a lesson: lines on the terminal as it is, a pause when it is full, questions of one line.

Nothing is redrawn and nothing is hidden: what was read stays above. Without a terminal there is no pause.
"""

import shutil
from collections.abc import Iterable, Sequence

from lls_drafter.cli.commands._questions import LeftError, Questions
from lls_drafter.cli.context import Context

_WIDEST = 100
_NARROWEST = 40
_WITHOUT_TERMINAL = 80
_KEPT = 3  # rows for the question at the bottom and the blank line after it


class Screen:
    """What a lesson shows and asks.

    Attributes:
        answer: what the reader typed at the last pause, in small letters; empty when they went on.
    """

    def __init__(self, context: Context) -> None:
        """Write on the streams of a command."""
        self._context = context
        self._questions = Questions(context)
        self.answer = ""
        self.is_terminal = context.stdin.isatty() and context.stdout.isatty()

    @property
    def width(self) -> int:
        """Give the columns of a text: those of the terminal, 100 at most."""
        if not self.is_terminal:
            return _WITHOUT_TERMINAL
        return max(_NARROWEST, min(shutil.get_terminal_size().columns - 1, _WIDEST))

    def say(self, lines: Iterable[str] = ("",)) -> None:
        """Write lines without a pause."""
        for line in lines:
            self._context.say(line)

    def ask(self, question: str) -> str:
        """Ask for one line.

        Raises:
            LeftError: the input ended.
        """
        return self._questions.ask(question)

    def pages(self, blocks: Iterable[Sequence[str]]) -> bool:
        """Write blocks, a blank line after each, and pause before one that would not fit; False when the reader leaves.

        Anything typed at a pause leaves, and is kept in `answer`. A block longer than the screen is cut.
        """
        room = self._rows()
        left = room
        for block in blocks:
            if len(block) + 1 > left < room and not self._goes_on():
                return False
            if len(block) + 1 > left:
                left = room
            for line in block:
                if left < 1:
                    if not self._goes_on():
                        return False
                    left = room
                self._context.say(line)
                left -= 1
            self._context.say()
            left -= 1
        return True

    def _rows(self) -> int:
        """Give the rows of a page."""
        return max(shutil.get_terminal_size().lines - _KEPT, 5) if self.is_terminal else 1_000_000

    def _goes_on(self) -> bool:
        """Wait for the reader."""
        try:
            self.answer = self.ask("-- Entrée pour la suite, q pour arrêter là").lower()
        except LeftError:
            self.answer = ""
            return False
        self.say()
        return not self.answer
