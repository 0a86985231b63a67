"""The order of the rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.letter.traitements import Devenir, LigneTraitement
from lls_drafter.medication.order import Ordre, sort_rows
from tests.medication.prescriptions import prescriptions, row, taken

_ROWS = (
    row(taken("bisoprolol", atc="C07AB07"), Devenir.POURSUIVI, cle="a1", indication="Insuffisance cardiaque"),
    row(taken("metformine", atc="A10BA02"), Devenir.ARRETE, cle="a2", indication="diabète"),
    row(taken("Élixir"), None, cle="a3"),
    row(None, Devenir.AJOUTE, taken("apixaban", atc="b01af02"), cle="a4", indication="fibrillation"),
    row(taken("furosémide", atc="C03CA01"), Devenir.MODIFIE, cle="a5", indication="insuffisance  cardiaque"),
)


@pytest.mark.parametrize(
    ("ordre", "keys"),
    [
        (Ordre.SAISIE, "a1 a2 a3 a4 a5"),
        (Ordre.CLASSE, "a2 a4 a5 a1 a3"),
        (Ordre.PATHOLOGIE, "a1 a5 a2 a4 a3"),
        (Ordre.DEVENIR, "a1 a5 a2 a4 a3"),
        (Ordre.ALPHABETIQUE, "a4 a1 a3 a5 a2"),
    ],
)
def test_rows_are_sorted(ordre: Ordre, keys: str) -> None:
    """Each order groups its rows; a row that lacks what is sorted by comes last."""
    assert keys.split() == [one.cle for one in sort_rows(_ROWS, ordre)]


_rows = st.lists(
    st.builds(
        LigneTraitement,
        cle=st.sampled_from(("a1", "a2", "a3")),
        avant=st.one_of(st.none(), prescriptions),
        sortie=st.one_of(st.none(), prescriptions),
        devenir=st.one_of(st.none(), st.sampled_from(list(Devenir))),
    ),
    max_size=6,
)


@given(_rows, st.sampled_from(list(Ordre)))
def test_sorting_loses_no_row(rows: list[LigneTraitement], ordre: Ordre) -> None:
    """Rows only change places, and sorting again moves none."""
    found = sort_rows(rows, ordre)

    assert sorted(map(repr, rows)) == sorted(map(repr, found))
    assert found == sort_rows(found, ordre)


def test_equal_rows_stay_in_their_order() -> None:
    """Rows of one class stay as the author put them."""
    same = tuple(row(taken(name, atc="C07AB07"), cle=cle) for name, cle in (("x", "a2"), ("a", "a1")))

    assert same == sort_rows(same, Ordre.CLASSE)
