"""The evening board as drawn lines: one function from what is known to what is seen, without any terminal."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lls_drafter.letter.lettre import Statut
from lls_drafter.session.board_model import Row, Scope
from lls_drafter.wizard.board_words import (
    ESTIMATE,
    blocking_list,
    blocking_words,
    count_text,
    hour_words,
    name_words,
    progress_words,
    score_text,
    state_words,
    total_words,
)
from lls_drafter.wizard.full.text import Fragments, cells, fitted, inert
from lls_drafter.wizard.signs import Signs
from lls_drafter.wizard.words import wrapped

LEAST_COLUMNS, LEAST_ROWS = 80, 23  # a line of keys stands under what is drawn here
_DETAILS = 5
_AROUND = 4 + _DETAILS  # title, headings, rule and message beside the list


@dataclass(slots=True, kw_only=True)
class View:
    """Where the person is on the board; kept from one showing to the next.

    Attributes:
        cle: the row chosen.
        left: the row whose letter was opened last.
        names: whether names are shown.
        message: the last sentence told.
        page: lines shown over the list, none for the list.
        page_top: the first of them that is seen.
        top: the first row that is seen.
        removed: keys of the expected discharges taken away, the last one last.
        loading: how far the reading is, empty when it is over.
    """

    cle: str = ""
    left: str = ""
    names: bool = True
    message: str = ""
    page: tuple[str, ...] = ()
    page_top: int = 0
    top: int = 0
    removed: list[str] = field(default_factory=list)
    loading: str = ""

    def index(self, rows: Sequence[Row]) -> int:
        """Give the place of the chosen row, the first one when it is not there."""
        return next((place for place, row in enumerate(rows) if row.cle == self.cle), 0)

    def next_to_finish(self, rows: Sequence[Row]) -> Row | None:
        """Give the next letter to finish: the chosen one unless it was just left, then down the list and around."""
        start = self.index(rows)
        first = start + 1 if self.left and self.cle == self.left else start
        around = [rows[(first + step) % len(rows)] for step in range(len(rows))]
        return next((row for row in around if row.is_to_finish), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the board is drawn: what it is about, the size of the window, the signs of the terminal."""

    title: str
    scope: Scope
    width: int
    height: int
    signs: Signs


def draw(rows: Sequence[Row], view: View, look: Look) -> list[Fragments]:
    """Give the lines of the board, exactly `look.height` of them when there is room for a board at all."""
    width, height = look.width, look.height
    if width < LEAST_COLUMNS or height < LEAST_ROWS:
        return _too_small(width, height)
    counts = f"{view.loading or total_words(rows, look.scope)} "
    lines: list[Fragments] = [[("class:barre", _between(f" {look.title}", counts, look))]]
    if view.page:
        lines += _page(view, width, height - 2)
    else:
        lines.append([("class:entete", _heading(look))])
        lines += _list(rows, view, look)
        lines.append([("class:trait", look.signs.horizontal * width)])
        lines += _details(rows, view, look)
    told = wrapped(view.message, width - 1).split("\n")[:2]
    del lines[height - len(told) :]  # a long message takes the line of the estimate, whose star is told in the help too
    return lines + [[("class:attention", _fit(f" {line.strip()}", width, look))] for line in told]


def list_room(height: int) -> int:
    """Give the number of rows seen at once."""
    return max(height - _AROUND, 1)


def _too_small(width: int, height: int) -> list[Fragments]:
    """Say that the window is too small; nothing else is drawn."""
    text = f"Fenêtre trop petite ({width} x {height + 1}) : il faut {LEAST_COLUMNS} x {LEAST_ROWS + 1}. q : fin."
    return [[("", line)] for line in wrapped(text, max(width, 20)).split("\n")]


def _fit(text: str, width: int, look: Look) -> str:
    """Give a text of a letter on exactly so many columns; nothing in it acts on the terminal."""
    return fitted(inert(text).replace("\n", " "), width, look.signs)


def _between(left: str, right: str, look: Look) -> str:
    """Give two texts at both ends of a line; the counts on the right yield to the day on the left."""
    rest = look.width - cells(left) - 1
    if rest < len(look.signs.suite):
        return _fit(left, look.width, look)
    return f"{left} {' ' * max(rest - cells(right), 0)}{_fit(right, min(cells(right), rest), look)}"


def _widths(look: Look) -> tuple[int, int, int, int]:
    """Give the columns of the hour, the name, the state and what blocks."""
    hour = 5 if look.scope is Scope.JOUR else 11
    more = look.width - LEAST_COLUMNS
    name = 16 + min(more // 4, 16) - (hour - 5) // 2
    state = 12 + min(more // 4, 12) - (hour - 5) // 2
    return hour, name, state, look.width - (2 + hour + 1 + 5 + 1 + name + 1 + 13 + 1 + 4 + 1 + 3 + 1 + state + 1)


def _heading(look: Look) -> str:
    """Give the names of the columns."""
    hour, name, state, rest = _widths(look)
    first = _fit("heure" if look.scope is Scope.JOUR else "sortie", hour, look)
    return (
        f"  {first} {_fit('ch.', 5, look)} {_fit('nom', name, look)} {_fit('avancement', 13, look)} QLS* bl. "
        f"{_fit('état', state, look)} {_fit('ce qui bloque', rest, look)}"
    )


def _list(rows: Sequence[Row], view: View, look: Look) -> list[Fragments]:
    """Give the rows in sight, the chosen one among them, then blank lines."""
    room = list_room(look.height)
    if not rows:
        calm = "Aucune sortie. a : ajouter une ligne ; t : toutes les lettres ouvertes."
        text = f"  Lecture{look.signs.suite}" if view.loading else f"  {calm}"
        return [[("class:discret", _fit(text, look.width, look))], *([("", "")] for _ in range(room - 1))]
    chosen = view.index(rows)
    view.top = max(min(view.top, chosen, max(len(rows) - room, 0)), chosen - room + 1)
    lines = [
        _line(row, look, names=view.names, chosen=place == chosen)
        for place, row in enumerate(rows[view.top : view.top + room], view.top)
    ]
    return lines + [[("", "")] for _ in range(room - len(lines))]


def _line(row: Row, look: Look, *, names: bool, chosen: bool) -> Fragments:
    """Give one row; the chosen one has a sign before it, and is reversed."""
    hour, name, state, rest = _widths(look)
    progress = progress_words(row.avancement, look.signs)
    before = f"{look.signs.ici if chosen else ' '} {_fit(hour_words(row, look.scope), hour, look)} "
    before += (
        f"{_fit(row.chambre, 5, look)} {_fit(name_words(row, names=names), name, look)} {_fit(progress, 13, look)} "
    )
    before += f"{score_text(row):>4} {count_text(row):>3} "
    after = f" {_fit(blocking_words(row), rest, look)}"
    if chosen:
        return [("class:choisi", f"{before}{_fit(state_words(row), state, look)}{after}")]
    return [("", before), (_state_style(row), _fit(state_words(row), state, look)), ("class:discret", after)]


def _state_style(row: Row) -> str:
    """Give the colour of a state; its word says the same."""
    if row.problem:
        return "class:bloquant"
    if row.holder or row.path is None:
        return "class:alerte"
    return "class:conforme" if row.statut is Statut.VALIDEE else ""


def _details(rows: Sequence[Row], view: View, look: Look) -> list[Fragments]:
    """Give what is known of the chosen row, in full: its file and state, then what blocks it."""
    lines: list[Fragments] = []
    if rows:
        row = rows[view.index(rows)]
        file = row.path.name if row.path else "pas encore de lettre : Entrée la commence"
        version = f", version {row.lettre.version}" if row.lettre and row.lettre.version > 1 else ""
        state = f"ouverte par {row.held}" if row.held else state_words(row)
        told = f" {file} - {state}{version}" if row.path else f" {file}"
        lines.append([("class:discret", _fit(told, look.width, look))])
        lines += _blocking(row, look)
    lines = lines[: _DETAILS - 1]
    lines += [[("", "")] for _ in range(_DETAILS - 1 - len(lines))]
    return [*lines, [("class:discret", _fit(f" {ESTIMATE}", look.width, look))]]


def _blocking(row: Row, look: Look) -> list[Fragments]:
    """Give the sentences of what blocks a row, as many as there is room for, the others counted."""
    room = _DETAILS - 2
    found = blocking_list(row)
    if not found:
        calm = row.evaluation is not None and row.statut is not Statut.ANNULEE
        return [[("class:conforme", _fit(" Rien de bloquant.", look.width, look))]] if calm else []
    shown = found if len(found) <= room else found[: room - 1]
    lines: list[Fragments] = [[("class:bloquant", _fit(f" B {sentence}", look.width, look))] for sentence in shown]
    if len(found) > len(shown):
        lines.append(
            [("class:discret", _fit(f"   {look.signs.suite} et {len(found) - len(shown)} autres", look.width, look))]
        )
    return lines


def _page(view: View, width: int, room: int) -> list[Fragments]:
    """Give a page of text in place of the list."""
    text = page_lines(view, width)
    view.page_top = max(0, min(view.page_top, len(text) - room))
    seen = text[view.page_top : view.page_top + room]
    return [[("", line)] for line in seen] + [[("", "")] for _ in range(room - len(seen))]


def page_lines(view: View, width: int) -> list[str]:
    """Give the lines of the page, wrapped."""
    return [line for text in view.page for line in wrapped(f" {text}" if text else "", width - 1).split("\n")]
