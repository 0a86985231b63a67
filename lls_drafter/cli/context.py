"""What a command is given beside its arguments: the time, ids and the three streams."""

import io
import sys
import unicodedata
from dataclasses import dataclass, field
from typing import TextIO

from lls_drafter.errors import LlsError
from lls_drafter.session.sources import Clock, Ids, RandomIds, SystemClock


@dataclass(slots=True)
class Context:
    """The world as a command sees it; tests give their own."""

    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=RandomIds)
    stdin: TextIO = field(default_factory=lambda: sys.stdin or io.StringIO())
    stdout: TextIO = field(default_factory=lambda: sys.stdout)
    stderr: TextIO = field(default_factory=lambda: sys.stderr)

    def say(self, text: str = "") -> None:
        """Write a line of result."""
        self.stdout.write(text + "\n")

    def warn(self, text: str) -> None:
        """Write a line of information or error."""
        self.stderr.write((text if text.isprintable() else _still(text)) + "\n")

    def complain(self, error: LlsError) -> None:
        """Write an error: place, sentence, hint."""
        place = f"{error.location} : " if error.location and str(error.location) else ""
        self.warn(f"lls : {place}{error.message}")
        if error.hint:
            self.warn(f"  → {error.hint}")


def _still(text: str) -> str:
    """Give a message in which nothing acts on a terminal: a file may be named by anybody."""
    return "".join(sign if sign == "\n" or unicodedata.category(sign)[0] != "C" else "?" for sign in text)
