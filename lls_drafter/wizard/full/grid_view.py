"""The grid drawn: six columns where they fit, else those around the one in hand, with how many stand on each side."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lls_drafter.wizard.full.form import Standing
from lls_drafter.wizard.full.grid import COLUMNS, FATE_COLUMN, Part, Row
from lls_drafter.wizard.full.text import Fragments, fitted, inert, wrap
from lls_drafter.wizard.full.theme import Signs

ALL_FIT = 92
"""Columns from which the six columns stand side by side."""
_NAME = -1
_NAME_WIDTH, _LEAST, _LEAST_FATE = 18, 18, 12
MOST_LINES = 3
"""Lines of a cell in a row that is not in hand."""
_NUMBER = 4

Slot = tuple[int, int]
"""A column as drawn: its number (-1: the drug's name, repeated), its width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a row is drawn.

    Attributes:
        slots: the columns, from left to right.
        column: the column in hand in this row, -1 when it is another row's turn.
        height: the most lines that a cell takes.
        question: the question in hand.
        niveaux: the gravest finding of each question that has one.
    """

    slots: tuple[Slot, ...]
    signs: Signs
    column: int = -1
    height: int = MOST_LINES
    question: str = ""
    niveaux: tuple[tuple[str, str], ...] = ()


def slots(width: int, focus: int) -> tuple[Slot, ...]:
    """Choose the columns that a width holds around the one in hand, and share the width between them."""
    room = width - _NUMBER
    if width >= ALL_FIT:
        return _shared(range(len(COLUMNS)), room, ())
    room -= _NAME_WIDTH + 1
    first = last = max(focus, 0)
    while _needed(first, last) <= room:
        if last + 1 < len(COLUMNS) and _needed(first, last + 1) <= room:
            last += 1
        elif first > 0 and _needed(first - 1, last) <= room:
            first -= 1
        else:
            break
    return _shared(range(first, last + 1), room, ((_NAME, _NAME_WIDTH),))


def _needed(first: int, last: int) -> int:
    """Give the least width of some neighbouring columns, the lines between them included."""
    least = (_LEAST_FATE if number == FATE_COLUMN else _LEAST for number in range(first, last + 1))
    return sum(least) + last - first


def _shared(numbers: range, room: int, before: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Share a width between columns by their parts."""
    fixed = _LEAST_FATE if FATE_COLUMN in numbers else 0  # its words are short, and never cut
    whole = sum(COLUMNS[number].part for number in numbers if number != FATE_COLUMN) or 1
    free = room - (len(numbers) - 1) - fixed
    widths = [fixed if number == FATE_COLUMN else free * COLUMNS[number].part // whole for number in numbers]
    widths[-1] += free + fixed - sum(widths)
    return (*before, *zip(numbers, widths, strict=True))


def heading(shown: tuple[Slot, ...], signs: Signs) -> tuple[Fragments, Fragments]:
    """Give the two lines above the rows: the groups, and the columns; those that are not shown are counted."""
    numbers = [number for number, _ in shown if number != _NAME]
    left, right = numbers[0], len(COLUMNS) - 1 - numbers[-1]
    groups: Fragments = [("class:discret", f"{f'<{left}' if left else '':<{_NUMBER}}")]
    titles: Fragments = [("", " " * _NUMBER)]
    for place, (number, width) in enumerate(shown):
        title = "Ligne" if number == _NAME else COLUMNS[number].titre
        titles += [("class:trait", signs.vertical if place else ""), ("class:entete", fitted(title, width, signs))]
    for place, (group, width) in enumerate(_spans(shown)):
        groups += [("class:trait", signs.vertical if place else "")]
        groups.append(("class:groupe" if group else "", fitted(group, width, signs)))
    if right:
        titles.append(("class:discret", f" {right}>"))
    return groups, titles


def _spans(shown: tuple[Slot, ...]) -> list[tuple[str, int]]:
    """Give the groups with the width of their columns, neighbours of one group together."""
    spans: list[tuple[str, int]] = []
    for number, width in shown:
        group = "" if number == _NAME else COLUMNS[number].groupe
        if spans and group and spans[-1][0] == group:
            spans[-1] = (group, spans[-1][1] + 1 + width)
        else:
            spans.append((group, width))
    return spans


def draw_row(row: Row, number: int, look: Look) -> tuple[Fragments, ...]:
    """Give the lines of one row; a cell that is too long for them says how many lines it has more."""
    return tuple(list(line) for line in _drawn(row, number, look))


@lru_cache(maxsize=256)
def _drawn(row: Row, number: int, look: Look) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Draw a row once; it is drawn again when it, or the way it is looked at, changes."""
    levels = dict(look.niveaux)
    columns = [_cell(row, column, width, look, levels) for column, width in look.slots]
    height = max(1, *(len(cell) for cell in columns))
    lines = []
    for place in range(height):
        style = "class:libelle.actif" if look.column >= 0 else "class:discret"
        here = look.signs.ici if look.column >= 0 and place == 0 else " "
        line: Fragments = [(style, f"{here}{number:>2} " if place == 0 else " " * _NUMBER)]
        for index, ((column, width), cell) in enumerate(zip(look.slots, columns, strict=True)):
            if index:
                line.append(("class:trait", look.signs.vertical))
            style, text = cell[place] if place < len(cell) else ("", "")
            active = "class:cellule" if column == look.column != _NAME and (text or place == 0) else ""
            line.append((f"{style} {active}".strip(), fitted(text, width, look.signs)))
        lines.append(tuple(line))
    return tuple(lines)


def _cell(row: Row, column: int, width: int, look: Look, levels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give the lines of one cell."""
    if column == _NAME:
        lines = [("class:libelle.actif", line.dessin) for line in wrap(row.nom or "(sans nom)", width)]
    else:
        lines = [line for part in row.cells[column] for line in _part_lines(part, width, look, levels)]
    return lines if len(lines) <= look.height else _fewer(lines, look)


def _fewer(lines: list[tuple[str, str]], look: Look) -> list[tuple[str, str]]:
    """Give as many lines as there is room for, and how many are left out; what was not understood is never left out."""
    room = look.height - 1
    unread = [line for line in lines[room:] if line[0] == "class:attention"][:1]
    kept = [*lines[: room - len(unread)], *unread]
    return [*kept, ("class:discret", f"{look.signs.suite} +{len(lines) - len(kept)} lignes")]


def _part_lines(part: Part, width: int, look: Look, levels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give the lines of one question in its cell: its text, that it waits, what was not understood."""
    level = levels.get(part.id, "")
    mark = f"{level[:1].upper()} " if level else ""
    here = look.signs.ici if part.id == look.question else ""
    shown = [("class:propose", line.dessin) for line in wrap(f"non accepté : {part.brouillon}", width)]
    waiting = shown if part.brouillon else []
    if not part.texte:
        if waiting or (part.etat is not Standing.TO_DO and not level and not here):
            return waiting
        style = f"class:{level}" if level else "class:manquant"
        sign = look.signs.a_completer if part.etat is Standing.TO_DO else look.signs.facultatif
        return [(style, line.dessin) for line in wrap(f"{here}{mark}{sign} {inert(part.titre).lower()}", width)]
    style = f"class:{level}" if level else "" if part.id else "class:propose"
    lines = [(style, line.dessin) for line in wrap(f"{here}{mark}{part.texte}", width)]
    if part.non_lu:
        lines += [("class:attention", line.dessin) for line in wrap(f"non lu : {part.non_lu}", width)]
    return [*lines, *waiting]
