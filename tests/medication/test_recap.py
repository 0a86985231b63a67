"""The recap of changes."""

from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.letter.traitements import Devenir, LigneTraitement
from lls_drafter.medication.recap import Groupe, RecapLine, group_of, recap
from tests.medication.prescriptions import prescriptions, row, taken

_HOME = taken("furosémide", "40 mg le matin")


def test_rows_are_grouped_by_what_happened() -> None:
    """Each kind of change has its group; a suspended drug is not among the stopped ones."""
    table = [
        row(_HOME, Devenir.MODIFIE, taken("furosémide", "80 mg le matin"), cle="a1"),
        row(_HOME, Devenir.MODIFIE, taken("furosémide", "20 mg le matin"), cle="a2"),
        row(_HOME, Devenir.MODIFIE, taken("furosémide", "40 mg le soir"), cle="a3"),
        row(_HOME, Devenir.MODIFIE, taken("bumétanide", "1 mg le matin"), cle="a4"),
        row(_HOME, Devenir.ARRETE, cle="a5").replace(suspendu=True),
        row(_HOME, Devenir.ARRETE, cle="a6", motif="hypokaliémie"),
        row(None, Devenir.AJOUTE, _HOME, cle="a7"),
        row(_HOME, Devenir.POURSUIVI, _HOME, cle="a8"),
        row(_HOME, cle="a9"),
    ]
    groups = ("HAUSSE", "BAISSE", "MODIFIE", "REMPLACE", "SUSPENDU", "ARRETE", "AJOUTE", "POURSUIVI", "UNDECIDED")

    assert [Groupe[name] for name in groups] == [group_of(one) for one in table]
    assert dict.fromkeys(Groupe, 1) == {group: len(lines) for group, lines in recap(table).groupes.items()}


def test_recap_says_what_changed_and_why() -> None:
    """The words are those of the comparison and of the row's reason."""
    table = [row(_HOME, Devenir.MODIFIE, taken("furosémide", "80 mg le matin"), motif="surcharge")]

    expected = RecapLine("a1", "furosémide", "dose augmentée : 40 mg → 80 mg le matin", "surcharge")
    assert {Groupe.HAUSSE: (expected,)} == recap(table).groupes


_rows = st.lists(
    st.builds(
        LigneTraitement,
        cle=st.just("a1"),
        avant=st.one_of(st.none(), prescriptions),
        sortie=st.one_of(st.none(), prescriptions),
        devenir=st.one_of(st.none(), st.sampled_from(list(Devenir))),
        suspendu=st.sampled_from((None, True)),
    ),
    max_size=5,
)


@given(_rows)
def test_each_row_is_in_one_group(rows: list[LigneTraitement]) -> None:
    """The recap counts each row of the table once."""
    assert len(rows) == sum(map(len, recap(rows).groupes.values()))
