"""The grid as values: which question stands in which cell, and where each move leads."""

import pytest

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.traitements import Devenir, LigneTraitement, Medicament, Prescription
from lls_drafter.wizard import flow
from lls_drafter.wizard.flow import State
from lls_drafter.wizard.full import grid, grid_view
from lls_drafter.wizard.full.theme import signs
from lls_drafter.wizard.steps import Context
from lls_drafter.wizard.steps.treatments import HOME_ID, NEW_ID
from tests.wizard.seat import TODAY


def side(name: str, posologie: str = "1 le matin") -> Prescription:
    """Give one side of a row."""
    return Prescription(medicament=Medicament(libelle=name), posologie=posologie)


ROWS = (
    LigneTraitement(cle="a1", avant=side("furosémide 40 mg"), devenir=Devenir.MODIFIE, sortie=side("furosémide 40 mg")),
    LigneTraitement(cle="a2", avant=side("ibuprofène 400 mg"), devenir=Devenir.ARRETE),
    LigneTraitement(cle="a3", devenir=Devenir.AJOUTE, sortie=side("macrogol 10 g", "1 sachet par jour ZZZ")),
)


def table(*rows: LigneTraitement) -> State:
    """Give a conversation about a table."""
    return flow.start(Lettre(volet_medicamenteux=rows or ROWS), Context(today=TODAY))


def cell(key: str, field: str) -> str:
    """Give the id of a question of a row."""
    return f"volet_medicamenteux[{key}].{field}"


def test_rows_follow_the_table_and_have_six_cells() -> None:
    """The grid has the rows of the letter, in their order, and the six columns of the table."""
    rows = grid.rows(table())

    assert ["a1", "a2", "a3"] == [row.cle for row in rows]
    assert {6} == {len(row.cells) for row in rows}
    assert ["furosémide 40 mg", "ibuprofène 400 mg", "macrogol 10 g"] == [row.nom for row in rows]


def test_every_question_of_a_row_is_in_one_cell() -> None:
    """No question of the table is left out of the grid, none is there twice."""
    state = table()
    asked = sorted(step.id for step in state.steps if grid.row_key(step.id))

    assert asked == sorted(part.id for row in grid.rows(state) for held in row.cells for part in held)


@pytest.mark.parametrize(
    ("current", "step", "there"),
    [
        (cell("a1", "avant.posologie"), 1, cell("a1", "devenir")),
        (cell("a1", "avant.medicament.libelle"), -1, cell("a1", "avant.medicament.libelle")),
        (cell("a2", "devenir"), 1, cell("a2", "commentaires.motif")),  # a stopped drug has no discharge side
        (cell("a3", "sortie.medicament.libelle"), -1, cell("a3", "sortie.medicament.libelle")),
    ],
)
def test_side_moves_go_to_the_next_cell_that_has_a_question(current: str, step: int, there: str) -> None:
    """Cells without a question are passed over; the edge stops."""
    assert there == grid.beside(grid.rows(table()), current, step)


def test_down_keeps_to_its_column() -> None:
    """Going down through a row without that cell comes back to the column further on."""
    rows = grid.rows(table())
    one = grid.below(rows, cell("a1", "sortie.posologie"), 1, 4)
    two = grid.below(rows, one, 1, 4)

    assert cell("a2", "commentaires.motif") == one
    assert cell("a3", "sortie.duree.texte") == two  # the question of that cell that waits
    assert HOME_ID == grid.below(rows, two, 1, 4)
    assert NEW_ID == grid.below(rows, HOME_ID, 1, 4)
    assert NEW_ID == grid.below(rows, NEW_ID, 1, 4)


def test_words_that_were_not_understood_are_told_in_their_cell() -> None:
    """What the grammar leaves unread is shown beside the posologie that holds it."""
    row = grid.rows(table())[2]

    assert ["ZZZ"] == [part.non_lu for part in row.cells[4] if part.id.endswith("posologie")]


@pytest.mark.parametrize("width", range(46, 200, 7))
@pytest.mark.parametrize("focus", range(6))
def test_columns_fill_the_width_and_show_the_one_in_hand(width: int, focus: int) -> None:
    """The column in hand is always there and at least legible, whatever the width; nothing overflows."""
    shown = grid_view.slots(width, focus)
    taken = 3 + sum(room for _, room in shown) + len(shown) - 1

    assert focus in [number for number, _ in shown]
    assert taken <= width
    assert dict(shown)[focus] >= 12


def test_all_six_columns_stand_side_by_side_where_they_fit() -> None:
    """From 92 columns on, nothing is out of sight."""
    assert list(range(6)) == [number for number, _ in grid_view.slots(92, 0)]


def test_columns_out_of_sight_are_counted() -> None:
    """A narrow grid says how many columns stand on each side."""
    groups, titles = grid_view.heading(grid_view.slots(60, 3), signs("utf-8"))
    drawn = "".join(text for _, text in groups) + "".join(text for _, text in titles)
    shown = [number for number, _ in grid_view.slots(60, 3) if number >= 0]

    assert f"<{shown[0]}" in drawn
    assert f"{5 - shown[-1]}>" in drawn


def test_long_cell_of_another_row_says_what_it_hides() -> None:
    """A cell is never cut in silence: lines that do not fit are counted."""
    long = LigneTraitement(cle="a1", avant=side("médicament " * 20))
    row = grid.rows(table(long))[0]
    look = grid_view.Look(slots=grid_view.slots(92, 0), signs=signs("utf-8"))
    drawn = ["".join(text for _, text in line) for line in grid_view.draw_row(row, 1, look)]

    assert grid_view.MOST_LINES == len(drawn)
    assert "+" in drawn[-1]
    assert "lignes" in drawn[-1]
