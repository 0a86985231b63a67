"""A text as typed and as the letter keeps it: where each character of the second stands in the first.

`letter.text.clean_text` decides what is kept; here only its places are found again.
"""

import re
from dataclasses import dataclass

from lls_drafter.letter.text import clean_text
from lls_drafter.rules.words import Passage

# Characters that cleaning keeps as they are unless one of another kind follows: all that a French text is made of.
_PLAIN = r" -~\xa0-\xac\xae-\u02ff\u0391-\u03a1\u03a3-\u03ce\u2010-\u2027\u202f-\u205e\u20ac\u2190-\u22ff"
_DOUBTFUL = re.compile(rf"[{_PLAIN}]?[^{_PLAIN}]+")
_FENCE = "|"  # no character joins it, and no line ends at it


_LINE_END = re.compile(r"[^\S\n]+(?=\n|\Z)")


@dataclass(frozen=True, slots=True, eq=False)
class Typed:
    """A text being typed, and what the letter would keep of it.

    Attributes:
        clean: what the letter would keep.
        places: where each character of it stands in the text typed; None when nothing moves.
    """

    text: str
    clean: str
    places: "Places | None" = None

    @classmethod
    def of(cls, text: str) -> "Typed":
        """Look at a text."""
        clean = clean_text(text)
        return cls(text, clean, None if text.startswith(clean) else Places.of(text))

    def origin(self, passage: Passage) -> Passage:
        """Give a passage of the clean text as it stands in the text typed, without the spaces around it."""
        first, last = passage
        if self.places is not None:
            first, last = self.places.starts[first], self.places.ends[last - 1]
        found = self.text[first:last]
        return Passage(first + len(found) - len(found.lstrip()), last - len(found) + len(found.rstrip()))


@dataclass(slots=True, eq=False)
class Places:
    """Characters of a clean text, each with where it begins and ends in the text typed."""

    kept: str
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, text: str) -> "Places":
        """Find them."""
        found = cls("", [], [])
        pieces: list[str] = []
        at = 0
        for run in _DOUBTFUL.finditer(text):
            found.keep(at, run.start())
            kept = _cleaned(run[0])
            found.align(run[0], kept, run.start())
            pieces += (text[at : run.start()], kept)
            at = run.end()
        found.keep(at, len(text))
        found.kept = "".join((*pieces, text[at:]))
        found.trim()
        return found

    def keep(self, first: int, last: int) -> None:
        """Add characters that are as typed."""
        self.starts.extend(range(first, last))
        self.ends.extend(range(first + 1, last + 1))

    def align(self, typed: str, kept: str, at: int) -> None:
        """Add a run that cleaning changed: both its ends as far as they are as typed, the middle for the middle."""
        head = _shared(typed, kept)
        tail = _shared(typed[head:][::-1], kept[head:][::-1])
        middle = len(kept) - head - tail
        end = len(typed) - tail
        while middle and not _cleaned(typed[end - 1]):  # what is not kept is no part of the letter before it
            end -= 1
        self.keep(at, at + head)
        self.starts.extend([at + head] * middle)
        self.ends.extend([at + end] * middle)
        self.keep(at + len(typed) - tail, at + len(typed))

    def trim(self) -> None:
        """Take out what cleaning takes out around lines: spaces at their end, blank lines at both ends."""
        for spaces in reversed(list(_LINE_END.finditer(self.kept))):
            self._cut(*spaces.span())
        self._cut(len(self.kept.rstrip("\n")), len(self.kept))
        self._cut(0, len(self.kept) - len(self.kept.lstrip("\n")))

    def _cut(self, first: int, last: int) -> None:
        """Take characters out."""
        self.kept = self.kept[:first] + self.kept[last:]
        del self.starts[first:last], self.ends[first:last]


def _cleaned(run: str) -> str:
    """Give what is kept of a part of a text, spaces and line ends at its ends included."""
    return clean_text(f"{_FENCE}{run}{_FENCE}")[1:-1]


def _shared(one: str, other: str) -> int:
    """Count the characters that two texts begin with in common."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
