"""The evening board as drawn lines: one function from what is known to what is seen, without any terminal."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lls_drafter.letter.lettre import Statut
from lls_drafter.session.board_model import Row, Scope
from lls_drafter.wizard.board_words import (
    ESTIMATE,
    blocking_list,
    blocking_words,
    cells,
    count_text,
    fitted,
    hour_words,
    name_words,
    progress_words,
    score_text,
    state_words,
    total_words,
)
from lls_drafter.wizard.full.theme import Signs
from lls_drafter.wizard.words import wrapped

Fragments = list[tuple[str, str]]
"""What prompt_toolkit draws: (style, text) pairs of one line."""

LEAST_COLUMNS, LEAST_ROWS = 80, 23  # a line of keys stands under what is drawn here
HELP = (
    "Le tableau du soir",
    "",
    "Flèches, Page préc., Page suiv., Début, Fin   choisir une ligne",
    "Entrée    ouvre la lettre ; sans lettre, la commence et la lie à la ligne",
    "s ou F8   ouvre la lettre suivante à finir",
    "a         ajoute une sortie attendue : heure ; chambre ; nom (; prénom)",
    "Suppr     retire une ligne ajoutée ; u la remet",
    "v         vérifie tout",
    "i         imprime tout : forme finale si validée, sinon BROUILLON",
    "n         cache ou montre les noms",
    "r         relit le dossier",
    "t         toutes les lettres ouvertes, ou celles du jour",
    "q, Ctrl-D, Ctrl-C   fin",
    "",
    "En quittant une lettre, on revient ici, à la même ligne.",
    "Avancement : réponses données sur questions posées. bl. : points bloquants.",
    "QLS : estimation projetée, une fois faits les actes du jour ; ne remplace pas le recueil HAS.",
)
_ASCII = str.maketrans("…·", ".-")
_DETAILS = 5
_AROUND = 4 + _DETAILS  # title, headings, rule and message beside the list
KEYS = "Entrée ouvre · s suivante · a ajoute · v vérifie · i imprime · F2 aide · q fin"
PAGE_KEYS = "Flèches : défiler · une autre touche ferme cette page"


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
    lines: list[Fragments] = [
        [("class:barre", _between(f" {look.title}", f"{view.loading or total_words(rows, look.scope)} ", width))]
    ]
    if view.page:
        lines += _page(view, width, height - 2)
    else:
        lines.append([("class:entete", _heading(look))])
        lines += _list(rows, view, look)
        lines.append([("class:trait", look.signs.horizontal * width)])
        lines += _details(rows, view, width)
    told = wrapped(view.message, width - 1).split("\n")[:2]
    del lines[height - len(told) :]  # a long message takes the line of the estimate, whose star is told in the help too
    lines += [[("class:attention", fitted(f" {line.strip()}", width))] for line in told]
    if look.signs.suite == "…":
        return lines
    return [[(how, text.translate(_ASCII)) for how, text in line] for line in lines]


def list_room(height: int) -> int:
    """Give the number of rows seen at once."""
    return max(height - _AROUND, 1)


def _too_small(width: int, height: int) -> list[Fragments]:
    """Say that the window is too small; nothing else is drawn."""
    text = f"Fenêtre trop petite ({width} x {height + 1}) : il faut {LEAST_COLUMNS} x {LEAST_ROWS + 1}. q : fin."
    return [[("", line)] for line in wrapped(text, max(width, 20)).split("\n")]


def _between(left: str, right: str, width: int) -> str:
    """Give two texts at both ends of a line; the counts on the right yield to the day on the left."""
    first = fitted(left, min(cells(left), width))
    rest = width - cells(first) - 1
    return f"{first} {' ' * max(rest - cells(right), 0)}{fitted(right, min(cells(right), rest))}" if rest > 0 else first


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
    first = fitted("heure" if look.scope is Scope.JOUR else "sortie", hour)
    return (
        f"  {first} {fitted('ch.', 5)} {fitted('nom', name)} {fitted('avancement', 13)} QLS* bl. "
        f"{fitted('état', state)} {fitted('ce qui bloque', rest)}"
    )


def _list(rows: Sequence[Row], view: View, look: Look) -> list[Fragments]:
    """Give the rows in sight, the chosen one among them, then blank lines."""
    room = list_room(look.height)
    if not rows:
        text = "Lecture…" if view.loading else "Aucune sortie. a : ajouter une ligne ; t : toutes les lettres ouvertes."
        return [[("class:discret", fitted(f"  {text}", look.width))], *([("", "")] for _ in range(room - 1))]
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
    progress = progress_words(row.avancement, ascii_only=look.signs.suite != "…")
    before = f"{look.signs.ici if chosen else ' '} {fitted(hour_words(row, look.scope), hour)} "
    before += f"{fitted(row.chambre, 5)} {fitted(name_words(row, names=names), name)} {fitted(progress, 13)} "
    before += f"{score_text(row):>4} {count_text(row):>3} "
    after = f" {fitted(blocking_words(row), rest)}"
    if chosen:
        return [("class:choisi", f"{before}{fitted(state_words(row), state)}{after}")]
    return [("", before), (_state_style(row), fitted(state_words(row), state)), ("class:discret", after)]


def _state_style(row: Row) -> str:
    """Give the colour of a state; its word says the same."""
    if row.problem:
        return "class:bloquant"
    if row.holder or row.path is None:
        return "class:alerte"
    return "class:conforme" if row.statut is Statut.VALIDEE else ""


def _details(rows: Sequence[Row], view: View, width: int) -> list[Fragments]:
    """Give what is known of the chosen row, in full: its file and state, then what blocks it."""
    lines: list[Fragments] = []
    if rows:
        row = rows[view.index(rows)]
        file = row.path.name if row.path else "pas encore de lettre : Entrée la commence"
        version = f", version {row.lettre.version}" if row.lettre and row.lettre.version > 1 else ""
        state = f"ouverte par {row.held}" if row.held else state_words(row)
        told = f" {file} - {state}{version}" if row.path else f" {file}"
        lines.append([("class:discret", fitted(told, width))])
        lines += _blocking(row, width)
    lines = lines[: _DETAILS - 1]
    lines += [[("", "")] for _ in range(_DETAILS - 1 - len(lines))]
    return [*lines, [("class:discret", fitted(f" {ESTIMATE}", width))]]


def _blocking(row: Row, width: int) -> list[Fragments]:
    """Give the sentences of what blocks a row, as many as there is room for, the others counted."""
    room = _DETAILS - 2
    found = blocking_list(row)
    if not found:
        calm = row.evaluation is not None and row.statut is not Statut.ANNULEE
        return [[("class:conforme", fitted(" Rien de bloquant.", width))]] if calm else []
    shown = found if len(found) <= room else found[: room - 1]
    lines: list[Fragments] = [[("class:bloquant", fitted(f" B {sentence}", width))] for sentence in shown]
    if len(found) > len(shown):
        lines.append([("class:discret", fitted(f"   … et {len(found) - len(shown)} autres", width))])
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
