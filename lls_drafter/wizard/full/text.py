"""Typed text on a screen: shown inert, one character for one, and cut into lines whose offsets are known.

Nothing of a letter acts on the terminal: escape sequences, direction marks and characters without width are drawn as
visible signs. The text itself never changes; only its drawing does.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from prompt_toolkit.utils import get_cwidth

from lls_drafter.wizard.full.theme import Signs

Fragments = list[tuple[str, str]]
"""What prompt_toolkit draws: (style, text) pairs of one line."""

_HIDDEN = "\N{WHITE SQUARE}"
_PICTURES = 0x2400  # U+2400 and after: pictures of the 32 control characters
_DELETE, _DELETE_PICTURE = 0x7F, "\N{SYMBOL FOR DELETE}"
_SPACES = frozenset(" \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class _Signs(dict[int, str]):
    """The table of `str.translate`, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        """Find the sign of a character and keep it."""
        self[code] = sign = _sign(chr(code))
        return sign


def _sign(character: str) -> str:
    """Give what stands for a character on the screen: itself, or a visible sign."""
    code = ord(character)
    if character == "\n":
        return character
    if character in _SPACES:
        return " "
    if code < 0x20:
        return chr(_PICTURES + code)
    if code == _DELETE:
        return _DELETE_PICTURE
    return _HIDDEN if unicodedata.category(character) in _UNSEEN else character


_SIGNS = _Signs()


def inert(text: str) -> str:
    """Give the drawing of a text: as many characters, none of which acts on a terminal; line ends are kept."""
    return text.translate(_SIGNS)


def cells(text: str) -> int:
    """Give the number of columns that a drawn text takes."""
    return len(text) if text.isascii() else sum(map(get_cwidth, text))


def fitted(text: str, width: int, signs: Signs) -> str:
    """Give a drawn text on exactly so many columns; one that is cut ends with the sign that says so."""
    width = max(width, 0)
    if cells(text) > width:
        kept = text[: max(width - len(signs.suite), 0)]
        while kept and cells(kept) > width - len(signs.suite):
            kept = kept[:-1]
        text = (kept + signs.suite)[:width]
    return text + " " * (width - cells(text))


def shortened(text: str, width: int, signs: Signs) -> str:
    """Give a drawn text on exactly so many columns, its middle left out where it is too long: ends tell names apart."""
    if cells(text) <= width or not text.isprintable() or cells(text) != len(text):
        return fitted(text, width, signs)
    head = max(width // 3, 1)
    tail = max(width - head - len(signs.suite), 0)
    return fitted(text[:head] + signs.suite + text[len(text) - tail :], width, signs)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a wrapped text: its offsets in the text (`fin` excluded, its line end left out), and its drawing."""

    debut: int
    fin: int
    dessin: str


@lru_cache(maxsize=128)
def wrap(text: str, width: int) -> tuple[Line, ...]:
    """Cut a text into lines of at most `width` columns, between words where there is a space; never empty."""
    lines: list[Line] = []
    start = 0
    for typed, paragraph in zip(text.split("\n"), inert(text).split("\n"), strict=True):
        lines += _wrapped(typed, paragraph, start, max(width, 1))
        start += len(paragraph) + 1
    return tuple(lines)


def _wrapped(typed: str, paragraph: str, start: int, width: int) -> list[Line]:
    """Cut one paragraph, as typed and as drawn, at its plain spaces; `start` is its offset in the whole text."""
    lines: list[Line] = []
    begin = 0
    while _exceeds(probe := paragraph[begin : begin + width + 1], width):
        room = _fitting(probe, width)
        space = typed.rfind(" ", begin, begin + room + 1) - begin
        taken = space + 1 if space > 0 else room
        drawn = probe[:taken]
        lines.append(Line(start + begin, start + begin + taken, drawn.rstrip(" ") if space > 0 else drawn))
        begin += taken
    lines.append(Line(start + begin, start + len(paragraph), paragraph[begin:]))
    return lines


def _exceeds(probe: str, width: int) -> bool:
    """Tell whether the beginning of a paragraph, cut one character after a line's width, needs more than that line."""
    return len(probe) > width or (not probe.isascii() and cells(probe) > width)


def _fitting(text: str, width: int) -> int:
    """Count the characters that fit in a width; at least one."""
    if text[: width + 1].isascii():
        return max(1, min(width, len(text)))
    used = 0
    for count, character in enumerate(text):
        used += get_cwidth(character)
        if used > width:
            return max(1, count)
    return len(text)


def place_of(lines: Sequence[Line], offset: int) -> tuple[int, int]:
    """Give the line and the column (in cells) of an offset."""
    for number, line in enumerate(lines):
        last = number + 1 == len(lines)
        if offset < line.fin or last or (offset == line.fin and lines[number + 1].debut > line.fin):
            return number, cells(line.dessin[: max(offset - line.debut, 0)])
    return 0, 0


def offset_at(lines: Sequence[Line], number: int, column: int) -> int:
    """Give the offset nearest to a column of a line."""
    line = lines[number]
    used = 0
    for count, character in enumerate(line.dessin):
        width = get_cwidth(character)
        if used + width > column:
            return line.debut + count
        used += width
    more = number + 1 < len(lines) and lines[number + 1].debut == line.fin  # the same paragraph goes on
    return line.fin - 1 if more and line.fin > line.debut else line.fin


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of a long text that is drawn: what stands before and after is counted, never hidden in silence."""

    debut: int
    texte: str
    apres: int


MOST_DRAWN = 12_000
"""Characters of one field that are drawn at once."""


def excerpt(text: str, cursor: int) -> Excerpt:
    """Give what to draw of a text around the cursor: all of it, but for a very long one."""
    if len(text) <= MOST_DRAWN:
        return Excerpt(0, text, 0)
    start = max(0, cursor - MOST_DRAWN // 2)
    start -= start % (MOST_DRAWN // 4)  # it slides by leaps: a key does not move everything
    shown = text[start : start + MOST_DRAWN]
    return Excerpt(start, shown, len(text) - start - len(shown))
