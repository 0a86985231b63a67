"""The table of treatments as a grid: rows × six columns, each cell a few questions; moves from cell to cell. Pure.

The cell where one is follows from the current question: there is no second cursor to keep in step.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lls_drafter.letter.paths import FieldPath, Key
from lls_drafter.letter.traitements import LigneTraitement
from lls_drafter.medication.posology import read_posology
from lls_drafter.wizard.answers import show
from lls_drafter.wizard.flow import State
from lls_drafter.wizard.full.form import Standing, standing
from lls_drafter.wizard.steps import Kind, Section, Step
from lls_drafter.wizard.steps.treatments import HOME_ID, NEW_ID, TABLE, drug_name


@dataclass(frozen=True, slots=True)
class Column:
    """One of the six columns: its heading, the group above it, its share of the width, the fields that it gathers."""

    titre: str
    groupe: str
    part: int
    champs: tuple[str, ...]


COLUMNS = (
    Column("Médicament", "Avant l'hospitalisation", 20, ("avant.medicament.libelle",)),
    Column("Posologie", "Avant l'hospitalisation", 18, ("avant.posologie", "avant.voie")),
    Column("Devenir", "", 10, ("devenir",)),
    Column("Médicament", "À la sortie", 20, ("sortie.medicament.libelle", "sortie.medicament.marque")),
    Column(
        "Posologie, durée",
        "À la sortie",
        24,
        ("sortie.posologie", "sortie.duree.texte", "sortie.duree", "sortie.voie"),
    ),
    Column(
        "Commentaires",
        "",
        22,
        (
            "commentaires.motif",
            "reprise.quand",
            "reprise.par",
            "commentaires.indication",
            "commentaires.cible_surveillance",
            "commentaires.libre",
        ),
    ),
)
"""In printed order. Source: HAS table of the discharge letter (secondary source), `domain.md` of the project."""

FATE_COLUMN = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a cell.

    Attributes:
        id: the question's; empty for what is only shown, a discharge side whose fate is not said yet.
        titre: its short name.
        texte: its answer.
        etat: where it stands.
        brouillon: the text kept that is not accepted.
        non_lu: the words of the answer that were not understood.
    """

    id: str
    titre: str
    texte: str
    etat: Standing = Standing.ANSWERED
    brouillon: str = ""
    non_lu: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the grid: its key, its drug's name, its six cells."""

    cle: str
    nom: str
    cells: tuple[tuple[Part, ...], ...]


def is_grid(step: Step) -> bool:
    """Tell whether a question is one of the table: a cell, or a line that adds a drug."""
    return step.section is Section.TRAITEMENTS and (step.id in (HOME_ID, NEW_ID) or row_key(step.id) != "")


@lru_cache(maxsize=1024)
def row_key(step_id: str) -> str:
    """Give the key of the row that a question is about, empty for none."""
    if not step_id.startswith(f"{TABLE}["):
        return ""
    part = FieldPath.parse(step_id).parts[1]
    return part.cle if isinstance(part, Key) else ""


@lru_cache(maxsize=1024)
def column_of(step_id: str) -> int:
    """Give the column of a question of a row; the last column takes what has no other."""
    field = step_id.partition("].")[2]
    return next((number for number, column in enumerate(COLUMNS) if field in column.champs), len(COLUMNS) - 1)


def rows(state: State) -> tuple[Row, ...]:
    """Give the rows in the order of the table, as they print."""
    steps: dict[str, list[Step]] = {}
    for step in state.steps:
        key = row_key(step.id)
        if key:
            steps.setdefault(key, []).append(step)
    return tuple(_row(state, line, steps.get(line.cle, [])) for line in state.lettre.volet_medicamenteux)


def _row(state: State, line: LigneTraitement, steps: list[Step]) -> Row:
    """Give one row."""
    parts: list[list[Part]] = [[] for _ in COLUMNS]
    for step in steps:
        parts[column_of(step.id)].append(_part(state, step))
    for column, held in zip(COLUMNS, parts, strict=True):
        order = {name: place for place, name in enumerate(column.champs)}
        held.sort(key=lambda part: order.get(part.id.partition("].")[2], len(order)))
    for place, shown in _received(line):
        parts[place] = parts[place] or shown
    return Row(line.cle, drug_name(line.avant) or drug_name(line.sortie), tuple(map(tuple, parts)))


def _received(line: LigneTraitement) -> Iterator[tuple[int, list[Part]]]:
    """Give the discharge side that a row has received and that no question asks about as long as its fate is open."""
    side = line.sortie
    if side is None or line.devenir is not None:
        return
    name = drug_name(side)
    yield FATE_COLUMN + 1, [Part("", "", name)] if name else []
    texts = [text for text in (side.posologie, side.duree.texte if side.duree else None) if text]
    yield FATE_COLUMN + 2, [Part("", "", text, non_lu=unread_words(text)) for text in texts]


def _part(state: State, step: Step) -> Part:
    """Give one question of a cell."""
    text = "" if step.kind is Kind.COUNT else show(step, state.lettre)  # the duration's own cell says it
    unread = unread_words(text) if step.id.endswith(".posologie") else ""
    return Part(step.id, _in_column(step.title), text, standing(step), state.pending.get(step.id, ""), unread)


def _in_column(title: str) -> str:
    """Give a question's name without the side that its column says already."""
    return title.removesuffix(" avant l'hospitalisation").removesuffix(" à la sortie")


@lru_cache(maxsize=1024)
def unread_words(text: str) -> str:
    """Give the words of a posology that the grammar does not understand, joined; empty when it reads them all."""
    if not text:
        return ""
    return " · ".join(part.texte for part in read_posology(text).non_lu)


def entrance(row: Row, column: int) -> str:
    """Give the question where one enters a cell: the first that waits, else the first; empty for an empty cell."""
    parts = [part for part in row.cells[column] if part.id]
    waiting = next((part.id for part in parts if part.etat is Standing.TO_DO), "")
    return waiting or (parts[0].id if parts else "")


def nearest(row: Row, column: int) -> str:
    """Give the way into a row, at the column nearest to the one wanted."""
    for distance in range(len(COLUMNS)):
        for there in (column - distance, column + distance):
            if 0 <= there < len(COLUMNS) and (found := entrance(row, there)):
                return found
    return ""


def beside(table: tuple[Row, ...], current: str, step: int) -> str:
    """Give the cell to the left (-1) or to the right (1); the same at the edge."""
    row = next((row for row in table if row.cle == row_key(current)), None)
    if row is None:
        return current
    column = column_of(current) + step
    while 0 <= column < len(COLUMNS):
        if found := entrance(row, column):
            return found
        column += step
    return current


def below(table: tuple[Row, ...], current: str, step: int, column: int) -> str:
    """Give the cell some rows above (negative) or below, at the column nearest to the one wanted.

    Under the last row stand the two lines that add a drug.
    """
    order = [*(row.cle for row in table), HOME_ID, NEW_ID]
    here = current if current in (HOME_ID, NEW_ID) else row_key(current)
    place = order.index(here) if here in order else len(table) - 1
    there = order[max(0, min(place + step, len(order) - 1))]
    row = next((row for row in table if row.cle == there), None)
    return nearest(row, column) if row is not None else there


def after(table: tuple[Row, ...], current: str, step: int) -> str:
    """Give the next (1) or former (-1) question of the grid, cell by cell then row by row; the same at the ends."""
    order = list(_order(table))
    place = order.index(current) if current in order else 0
    return order[max(0, min(place + step, len(order) - 1))]


def _order(table: tuple[Row, ...]) -> Iterator[str]:
    """Give every question of the grid that is asked or answered, in reading order."""
    for row in table:
        for cell in row.cells:
            yield from (p.id for p in cell if p.id and (p.etat is not Standing.OPTIONAL or p.texte))
    yield HOME_ID
    yield NEW_ID
