"""A text as typed and as the letter keeps it: where each character of the second stands in the first.

`letter.text.clean_text` decides what is kept; here only its places are found again.
"""

import re
from dataclasses import dataclass

from lls_drafter.letter.text import clean_text, common_ends
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
        parts: list[str] = []
        known: dict[str, Piece] = {}
        at = 0
        for match in _DOUBTFUL.finditer(text):
            piece = known.get(match[0])
            if piece is None:
                piece = known[match[0]] = Piece.of(match[0])
            found.keep(at, match.start())
            found.add(piece, match.start(), match.end())
            parts += (text[at : match.start()], piece.kept)
            at = match.end()
        found.keep(at, len(text))
        found.kept = "".join((*parts, text[at:]))
        found.trim()
        return found

    def keep(self, first: int, last: int) -> None:
        """Add characters that are as typed."""
        self.starts.extend(range(first, last))
        self.ends.extend(range(first + 1, last + 1))

    def add(self, piece: "Piece", at: int, end: int) -> None:
        """Add the characters of a piece typed at a place."""
        self.keep(at, at + piece.head)
        self.starts.extend([at + piece.head] * piece.middle)
        self.ends.extend([at + piece.last] * piece.middle)
        self.keep(end - piece.tail, end)

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


@dataclass(frozen=True, slots=True)
class Piece:
    """A few characters that cleaning may change: both its ends as far as they stay, the middle for the middle.

    Attributes:
        kept: what is kept of it.
        head: how many characters stay at its beginning.
        tail: how many stay at its end.
        middle: how many characters are kept for those between.
        last: where those between end in the piece.
    """

    kept: str
    head: int
    tail: int
    middle: int
    last: int

    @classmethod
    def of(cls, typed: str) -> "Piece":
        """Compare a piece with what is kept of it."""
        kept = _cleaned(typed)
        head, tail = common_ends(typed, kept)
        middle = len(kept) - head - tail
        last = len(typed) - tail
        while middle and not _cleaned(typed[last - 1]):  # what is not kept is no part of the letter before it
            last -= 1
        return cls(kept, head, tail, middle, last)


def _cleaned(piece: str) -> str:
    """Give what is kept of a part of a text, spaces and line ends at its ends included."""
    return clean_text(f"{_FENCE}{piece}{_FENCE}")[1:-1]
