"""A drawn terminal screen as one SVG file: exact grid of cells, text as text, nothing to fetch."""
# ruff: noqa: INP001 - a developer's tool, run by its name

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from tests.terminal.screen import Cells

WIDTH: Final = 9
HEIGHT: Final = 18
_SIZE: Final = 15
_MARGIN: Final = 9
_FONTS: Final = "'DejaVu Sans Mono','Liberation Mono',Menlo,Consolas,monospace"
_BASE: Final = 14
_WORDS: Final = re.compile(r"W-|x+(?: x+)*")
_DECORATED: Final = re.compile(r"W-|[x ]+")
_NAMES: Final = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a terminal: its own two, the eight names and the eight bright ones."""

    texte: str
    fond: str
    noms: tuple[str, ...]
    vifs: tuple[str, ...]

    def colour(self, name: str, default: str) -> str:
        """Give a colour as the drawn screen names it: a name, six hexadecimal digits, or the default."""
        if name == "default":
            return default
        if name in _NAMES:
            return self.noms[_NAMES.index(name)]
        if name.startswith("bright"):
            return self.vifs[_NAMES.index(name.removeprefix("bright").replace("yellow", "brown"))]
        return f"#{name}"


PALETTES: Final = {
    "clair": Palette(
        "#1b1b1b",
        "#ffffff",
        ("#1b1b1b", "#b3261e", "#1a6b2d", "#7a5900", "#1f4fa3", "#8a2a82", "#0b6a75", "#d7d7d2"),
        ("#5f5f5f", "#c8372d", "#247d3a", "#8f6a00", "#2a62c4", "#a23a99", "#0f7f8c", "#fdfdfb"),
    ),
    "sombre": Palette(
        "#dcdcd7",
        "#1c1c1c",
        ("#16181d", "#f2867c", "#86c98f", "#e0c069", "#8fb4f2", "#d49ae0", "#7ccbd6", "#dcdcd7"),
        ("#8b8f98", "#ff9d94", "#9fe0a8", "#f2d58a", "#aac8ff", "#e6b4f0", "#98e2ec", "#ffffff"),
    ),
}


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run of cells is drawn."""

    texte: str
    fond: str
    gras: bool
    italique: bool
    souligne: bool
    barre: bool


def svg(cells: Cells, *, titre: str, palette: Palette, cursor: tuple[int, int] | None) -> str:
    """Give the picture of a screen; `cursor`: row and column from 0, None for no cursor."""
    width = len(cells[0]) * WIDTH + 2 * _MARGIN
    height = len(cells) * HEIGHT + 2 * _MARGIN
    size = f'width="{width}" height="{height}"'
    fonts = f'font-family="{_FONTS}" font-size="{_SIZE}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width} {height}" {fonts}>',
        f"<title>{escape(titre)}</title>",
        f'<rect {size} rx="6" fill="{palette.fond}"/>',
        f'<g transform="translate({_MARGIN},{_MARGIN})" style="white-space:pre">',
    ]
    for row, line in enumerate(_looks(cells, palette)):
        parts += _backgrounds(row, line, palette)
        parts += _texts(row, line)
    if cursor is not None:
        x, y = cursor[1] * WIDTH, cursor[0] * HEIGHT
        parts.append(
            f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" fill="{palette.texte}" fill-opacity="0.45"/>'
        )
    return "\n".join([*parts, "</g>", "</svg>", ""])


_Line = list[tuple[int, str, _Look]]


def _looks(cells: Cells, palette: Palette) -> Iterator[_Line]:
    """Give each row as (column, character, look); the second half of a wide character is empty."""
    for row in cells:
        line: _Line = []
        for column, cell in enumerate(row):
            texte = palette.colour(cell.fg, palette.texte)
            fond = palette.colour(cell.bg, palette.fond)
            if cell.reverse:
                texte, fond = fond, texte
            line.append(
                (
                    column,
                    cell.data,
                    _Look(texte, fond, cell.bold, cell.italics, cell.underscore, cell.strikethrough),
                )
            )
        yield line


def _backgrounds(row: int, line: _Line, palette: Palette) -> Iterator[str]:
    """Give one rectangle per run of cells whose background is not the screen's."""
    for fond, group in groupby(line, key=lambda cell: cell[2].fond):
        run = list(group)
        if fond != palette.fond:
            yield (
                f'<rect x="{run[0][0] * WIDTH}" y="{row * HEIGHT}" width="{len(run) * WIDTH}" height="{HEIGHT}"'
                f' fill="{fond}"/>'
            )


def _texts(row: int, line: _Line) -> Iterator[str]:
    """Give one text per run of cells that look alike, held to the grid by its length."""
    for look, group in groupby(line, key=lambda cell: cell[2]):
        run = list(group)
        words = _DECORATED if look.souligne or look.barre else _WORDS
        for piece in words.finditer(_marks(run)):
            text = "".join(data for _, data, _ in run[piece.start() : piece.end()])
            yield (
                f'<text x="{run[piece.start()][0] * WIDTH}" y="{row * HEIGHT + _BASE}"'
                f' textLength="{len(piece[0]) * WIDTH}" lengthAdjust="spacingAndGlyphs"'
                f' fill="{look.texte}"{_attributes(look)}>{escape(text)}</text>'
            )


def _marks(run: _Line) -> str:
    """Give one sign per cell: blank, « x » for a character, « W- » for the two cells of a wide one."""
    following = [data for _, data, _ in run[1:]] + [" "]
    return "".join(
        "-" if not data else "W" if not after else " " if data.isspace() else "x"
        for (_, data, _), after in zip(run, following, strict=True)
    )


def _attributes(look: _Look) -> str:
    """Give the attributes of a text that is not plain."""
    decoration = " ".join(name for name, drawn in (("underline", look.souligne), ("line-through", look.barre)) if drawn)
    return "".join(
        f" {name}={quoteattr(value)}"
        for name, value in (
            ("font-weight", "bold" if look.gras else ""),
            ("font-style", "italic" if look.italique else ""),
            ("text-decoration", decoration),
        )
        if value
    )
