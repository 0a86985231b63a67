"""The one text being edited: wrapped, with its cursor, what the rules underline in it, and how long it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lls_drafter.letter.text import common_ends
from lls_drafter.wizard.full.text import Fragments, Line, excerpt, place_of, wrap

if TYPE_CHECKING:  # the rules are loaded by who judges
    from lls_drafter.rules.writing import Diagnostic


@dataclass(frozen=True, slots=True)
class Field:
    """A text as drawn: its lines, and where its cursor stands among them (line, column)."""

    lines: tuple[Fragments, ...]
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A text as cut into lines: the lines of the part that is drawn, and where that part begins in the text."""

    debut: int
    apres: int
    lines: tuple[Line, ...]


def wrapped(text: str, cursor: int, width: int) -> Wrapped:
    """Cut the text being edited; only what stands around the cursor of a very long one."""
    part = excerpt(text, cursor)
    return Wrapped(part.debut, part.apres, wrap(part.texte, width))


def draw_field(text: str, cursor: int, width: int, diagnostics: Sequence[Diagnostic] = ()) -> Field:
    """Draw the text being edited."""
    cut = wrapped(text, cursor, width)
    row, column = place_of(cut.lines, cursor - cut.debut)
    lines: list[Fragments] = [_underlined(line, cut.debut, diagnostics) for line in cut.lines]
    if cut.debut:
        lines.insert(0, [("class:discret", f"[{cut.debut} caractères avant]")])
        row += 1
    if cut.apres:
        lines.append([("class:discret", f"[{cut.apres} caractères après]")])
    return Field(tuple(lines), row, min(column, width - 1))


def _underlined(line: Line, start: int, diagnostics: Sequence[Diagnostic]) -> Fragments:
    """Give the fragments of a line, the passages found by the rules underlined."""
    first, last = line.debut + start, line.debut + start + len(line.dessin)
    marks = [(max(d.debut, first), min(d.fin, last), d.niveau.value) for d in diagnostics]
    marks = [mark for mark in marks if mark[0] < mark[1]]
    if not marks:
        return [("", line.dessin)]
    fragments: Fragments = []
    place = first
    for begin, end, level in sorted(marks):
        if begin < place:
            continue
        fragments.append(("", line.dessin[place - first : begin - first]))
        fragments.append((f"class:souligne class:{level}", line.dessin[begin - first : end - first]))
        place = end
    fragments.append(("", line.dessin[place - first :]))
    return [piece for piece in fragments if piece[1]]


def still_valid(diagnostics: Sequence[Diagnostic], judged: str, text: str) -> tuple[Diagnostic, ...]:
    """Give the passages that stand unchanged in a text that was typed on since it was judged.

    Those of the common beginning stay where they are, those of the common end move with it.
    """
    if judged == text:
        return tuple(diagnostics)
    begin, end = common_ends(judged, text)
    moved = len(text) - len(judged)
    kept = []
    for one in diagnostics:
        if one.fin <= begin:
            kept.append(one)
        elif one.debut >= len(judged) - end:
            kept.append(replace(one, debut=one.debut + moved, fin=one.fin + moved))
    return tuple(kept)
