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
        known: dict[str, Run] = {}
        at = 0
        for match in _DOUBTFUL.finditer(text):
            run = known.get(match[0])
            if run is None:
                run = known[match[0]] = Run.of(match[0])
            found.keep(at, match.start())
            found.add(run, match.start(), match.end())
            pieces += (text[at : match.start()], run.kept)
            at = match.end()
        found.keep(at, len(text))
        found.kept = "".join((*pieces, text[at:]))
        found.trim()
        return found

    def keep(self, first: int, last: int) -> None:
        """Add characters that are as typed."""
        self.starts.extend(range(first, last))
        self.ends.extend(range(first + 1, last + 1))

    def add(self, run: "Run", at: int, end: int) -> None:
        """Add the characters of a run typed at a place."""
        self.keep(at, at + run.head)
        self.starts.extend([at + run.head] * run.middle)
        self.ends.extend([at + run.last] * run.middle)
        self.keep(end - run.tail, end)

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
class Run:
    """A few characters that cleaning may change: both its ends as far as they stay, the middle for the middle.

    Attributes:
        kept: what is kept of it.
        head: how many characters stay at its beginning.
        tail: how many stay at its end.
        middle: how many characters are kept for those between.
        last: where those between end in the run.
    """

    kept: str
    head: int
    tail: int
    middle: int
    last: int

    @classmethod
    def of(cls, typed: str) -> "Run":
        """Compare a run with what is kept of it."""
        kept = _cleaned(typed)
        head = _shared(typed, kept)
        tail = _shared(typed[head:][::-1], kept[head:][::-1])
        middle = len(kept) - head - tail
        last = len(typed) - tail
        while middle and not _cleaned(typed[last - 1]):  # what is not kept is no part of the letter before it
            last -= 1
        return cls(kept, head, tail, middle, last)


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
