"""What a text becomes on the page: characters that the fonts have, and words that fit in their column.

- a character without shape is shown by its number, `[U+1F642]`: nothing typed disappears in silence;
- a word that may be wider than its column is marked with the places where it may be cut: typst, which would print it
  over its neighbour, measures it and cuts it only when it must;
- words written from right to left stand on their own, or the figures that follow would go to their other side;
- nothing else changes: no quote, no dash, no ligature, no capital, no hyphen.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby, pairwise

from lls_drafter.document.blocks import Inline, Run
from lls_drafter.document.typography import bind
from lls_drafter.exports.pdf.face import Face
from lls_drafter.exports.pdf.mono import mono_characters

BREAK = "\N{ZERO WIDTH SPACE}"
_MONO_WIDTH = 0.602  # em: of every character of the stand-in
_BOLD = 0.056  # em: how much wider a bold character is, at most
_WIDEST = 1.1  # em: hardly any character is wider
_ROOM = 0.97  # of the column: kerning and rounding are not computed here
_CHUNK = 3  # characters kept together in a word that is cut anywhere
_ODD = re.compile("[^\n -~\u00a0-\u00ac\u00ae-\u00ffŒœ–—‘’“”…]")  # any other is in the font, a test says so
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_FROM_RIGHT = re.compile(f"[{_RIGHT_TO_LEFT}]+(?: +[{_RIGHT_TO_LEFT}]+)*")
_ISOLATED = "\N{FIRST STRONG ISOLATE}\\g<0>\N{POP DIRECTIONAL ISOLATE}"
_SPACE = re.compile("[\t\r\u1680\u2000-\u200a\u202f\u205f\u3000]")
_WORD = re.compile("[^ \n]+")
_BETWEEN_PIECES = re.compile("(?<=[-/\u00a0\u202f])(?![-/\u00a0\u202f])")

Pieces = tuple[tuple[str, ...], ...]
"""A word: pieces after which it is best cut, each made of chunks between which it may be cut too."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text ready for its column.

    Attributes:
        run: the text and its manner.
        pieces: of a word that may be too wide; empty for any other text.
    """

    run: Run
    pieces: Pieces = ()


class _Widths(dict[str, float]):
    """The width of each character in ems: what our font lacks is as wide as the stand-in's."""

    def __missing__(self, _character: str) -> float:
        """Give the width of a character of the stand-in."""
        return _MONO_WIDTH


class Ruler:
    """Measures and prepares texts for one font; `strict` keeps to what that font alone draws, without marks."""

    def __init__(self, face: Face, *, strict: bool = False) -> None:
        """Keep what may be drawn."""
        self.widths = _Widths({chr(code): width for code, width in face.widths.items()})
        self.strict = strict

    def drawable(self, text: str) -> str:
        """Give a text of which every character has a shape; the others are replaced by their number."""
        if _ODD.search(text) is None:
            return text
        return _FROM_RIGHT.sub(_ISOLATED, _ODD.sub(lambda found: self._shown(found[0]), text))

    def _shown(self, character: str) -> str:
        """Give what stands for one character."""
        kind = unicodedata.category(character)
        if character == "\n" or kind in ("Zl", "Zp"):
            return "\n"
        if _SPACE.match(character):
            return self._space(character)
        if kind == "Cs":
            return self._shown("\N{REPLACEMENT CHARACTER}")
        if kind in ("Cc", "Cf") or _is_selector(character):
            return ""  # they have no shape anywhere
        if self._is_known(character, kind):
            return character
        return f"[U+{ord(character):04X}]"

    def _is_known(self, character: str, kind: str) -> bool:
        """Tell whether a font draws a character."""
        if kind in ("Co", "Cn") or (self.strict and kind.startswith("M")):
            return False
        return character in self.widths or (not self.strict and ord(character) in _mono())

    def _space(self, character: str) -> str:
        """Give a space that the font has, of the same kind: one that breaks, or one that does not."""
        if character not in "\t\r" and character in self.widths:
            return character
        return "\N{NO-BREAK SPACE}" if character == "\N{NARROW NO-BREAK SPACE}" else " "

    def texts(self, runs: Inline, room: float, size: float) -> list[Text]:
        """Give runs ready for a column of `room` points, in characters of `size` points."""
        ready = tuple([_like(run, self.drawable(bind(run.text))) for run in _joined(runs)])
        wide = list(self._wide_words(ready, room * _ROOM / size))
        return list(_parted(ready, wide)) if wide else [Text(run) for run in ready]

    def width(self, text: str, *, strong: bool = False) -> float:
        """Give the width of a text in ems; never less than what it will be, kerning apart."""
        total = sum(map(self.widths.__getitem__, text))
        return total + _BOLD * len(text) if strong else total

    def lines(self, runs: Inline, room: float, size: float) -> int:
        """Give about how many lines a text takes, rather too many."""
        limit = room * _ROOM / size
        text = "".join(run.text for run in runs)
        return sum(self._lines(line, limit, strong=_any_strong(runs)) for line in text.split("\n"))

    def _lines(self, line: str, limit: float, *, strong: bool) -> int:
        """Count the lines of a text without line ends: words are put one after the other."""
        if len(line) * _WIDEST <= limit or self.width(line, strong=strong) <= limit:
            return 1
        count, used = 1, 0.0
        for word in line.split(" "):
            width = self.width(word + " ", strong=strong)
            if used and used + width > limit:
                count, used = count + 1, 0.0
            used += width
            if used > limit:
                count, used = count + int(used // limit), used % limit
        return count

    def _wide_words(self, runs: Inline, limit: float) -> Iterator[tuple[int, Pieces]]:
        """Give the words that may be wider than their column: where each begins in the runs together, its pieces."""
        text = "".join(run.text for run in runs)
        sure = int(limit / _WIDEST)  # so many characters always fit
        if len(text) <= sure or max(map(len, text.replace("\n", " ").split(" "))) <= sure:
            return
        strong = _any_strong(runs)
        for word in _WORD.finditer(text):
            if len(word[0]) > sure and self.width(word[0], strong=strong) > limit:
                yield word.start(), tuple(_chunks(piece) for piece in _BETWEEN_PIECES.split(word[0]) if piece)


def _any_strong(runs: Inline) -> bool:
    """Tell whether some of the text is in bold."""
    return any(run.strong or run.missing for run in runs)


def _chunks(piece: str) -> tuple[str, ...]:
    """Cut a piece every few characters, never between a letter and its mark."""
    chunks: list[str] = [""]
    for character in piece:
        if len(chunks[-1]) >= _CHUNK and not unicodedata.combining(character):
            chunks.append("")
        chunks[-1] += character
    return tuple(chunks)


def _parted(runs: Inline, wide: list[tuple[int, Pieces]]) -> Iterator[Text]:
    """Give runs with their too wide words apart.

    A word that lies over several runs is not measured as one: it is cut wherever it may be.
    """
    ends = accumulate((len(run.text) for run in runs), initial=0)
    for run, (first, last) in zip(runs, pairwise(ends), strict=True):
        at = first
        for start, pieces in wide:
            stop = start + sum(len(chunk) for piece in pieces for chunk in piece)
            if stop <= first or start >= last:
                continue
            begin, end = max(start, first), min(stop, last)
            if at < begin:
                yield Text(_like(run, run.text[at - first : begin - first]))
            text = run.text[begin - first : end - first]
            if (begin, end) == (start, stop):
                yield Text(_like(run, text), pieces)
            else:
                yield Text(_like(run, BREAK.join(_chunks(text)) + (BREAK if end < stop else "")))
            at = end
        if at < last:
            yield Text(_like(run, run.text[at - first :]))


def _joined(runs: Inline) -> Iterator[Run]:
    """Give runs that say something, neighbours of one manner as one."""
    if len(runs) == 1:
        yield from (run for run in runs if run.text)
        return
    for (strong, missing, quiet), same in groupby((run for run in runs if run.text), key=_manner):
        yield Run("".join([run.text for run in same]), strong, missing, quiet)


def _manner(run: Run) -> tuple[bool, bool, bool]:
    """Give how a run looks."""
    return run.strong, run.missing, run.quiet


def _like(run: Run, text: str) -> Run:
    """Give a text in the manner of a run."""
    return Run(text, run.strong, run.missing, run.quiet)


def _is_selector(character: str) -> bool:
    """Tell whether a character only chooses the look of the one before it, or joins it."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef" or character == "\u034f"


@lru_cache(maxsize=1)
def _mono() -> frozenset[int]:
    """Give what the stand-in draws."""
    return mono_characters()
