"""Two lists lined up: which drug meets which, and the fate that is proposed."""

from collections.abc import Sequence

import pytest
from hypothesis import given

from lls_drafter.letter.traitements import Devenir, LigneTraitement, Prescription
from lls_drafter.medication.reconcile import fresh_keys, receive, reconcile
from tests.medication.prescriptions import lists, row, taken

_MORNING = "1 comprimé le matin"


def _rows(
    entree: Sequence[Prescription], sortie: Sequence[Prescription], *, connue: bool = True, complete: bool | None = None
) -> tuple[LigneTraitement, ...]:
    return reconcile(entree, sortie, keys=fresh_keys(()), connue=connue, complete=complete)


def _fates(rows: Sequence[LigneTraitement]) -> list[Devenir | None]:
    return [one.devenir for one in rows]


def _sides(rows: Sequence[LigneTraitement]) -> tuple[list[Prescription], list[Prescription]]:
    return [one.avant for one in rows if one.avant], [one.sortie for one in rows if one.sortie]


def _notes(ligne: LigneTraitement) -> tuple[str | None, str | None]:
    notes = ligne.commentaires
    return (notes.motif, notes.libre) if notes is not None else (None, None)


@given(lists, lists)
def test_each_prescription_stands_in_one_row(entree: list[Prescription], sortie: list[Prescription]) -> None:
    """No drug of either list is lost, none stands twice, home order is kept."""
    rows = _rows(entree, sortie)
    before, after = _sides(rows)

    assert entree == before
    assert sorted(map(repr, sortie)) == sorted(map(repr, after))
    assert len({one.cle for one in rows}) == len(rows)


@given(lists)
def test_same_list_twice_is_all_continued(both: list[Prescription]) -> None:
    """A treatment that did not change is « poursuivi », in whatever order it is written again."""
    for again in (both, both[::-1]):
        rows = _rows(both, again)

        assert [(one, Devenir.POURSUIVI, one) for one in both] == [(r.avant, r.devenir, r.sortie) for r in rows]


@given(lists)
def test_no_home_treatment_makes_all_drugs_new(sortie: list[Prescription]) -> None:
    """« Néant » at entry: every discharge drug is « ajouté », in its order."""
    assert [(None, Devenir.AJOUTE, one) for one in sortie] == [
        (r.avant, r.devenir, r.sortie) for r in _rows([], sortie)
    ]


@given(lists, lists)
def test_unknown_home_list_gives_no_fate(entree: list[Prescription], sortie: list[Prescription]) -> None:
    """Nobody knows what is new to a patient whose treatment is unknown."""
    rows = _rows(entree, sortie, connue=False, complete=True)

    assert {None} >= set(_fates(rows))
    assert {(None, None)} >= {_notes(one) for one in rows}


@given(lists, lists)
def test_stop_is_proposed_to_home_drugs_alone(entree: list[Prescription], sortie: list[Prescription]) -> None:
    """A row with both sides is never « arrêté » nor « ajouté »."""
    for one in _rows(entree, sortie, complete=True):
        expected: dict[tuple[bool, bool], set[Devenir | None]] = {
            (True, False): {Devenir.ARRETE},
            (False, True): {Devenir.AJOUTE},
            (True, True): {Devenir.POURSUIVI, Devenir.MODIFIE, None},
        }
        assert one.devenir in expected[one.avant is not None, one.sortie is not None]


def test_empty_discharge_list_stops_nothing_unless_it_is_said() -> None:
    """No list is not « nothing at discharge »."""
    home = [taken("ramipril", _MORNING)]

    assert [None] == _fates(_rows(home, []))
    assert [Devenir.ARRETE] == _fates(_rows(home, [], complete=True))


@pytest.mark.parametrize(
    ("home", "after", "fate"),
    [
        (
            taken(None, _MORNING, libelle="Lasilix", cis="1"),
            taken("furosémide", _MORNING, marque="Lasilix", cis="1"),
            Devenir.POURSUIVI,
        ),
        (taken("furosémide", _MORNING, marque="Lasilix"), taken("furosémide", _MORNING), Devenir.POURSUIVI),
        (taken("bésilate d'amlodipine", _MORNING), taken("amlodipine", _MORNING), Devenir.POURSUIVI),
        (taken("furosémide", "40 mg le matin"), taken("furosémide", "80 mg le matin"), Devenir.MODIFIE),
        (taken("x", _MORNING, forme="comprimé"), taken("x", _MORNING, forme="sirop"), Devenir.MODIFIE),
        (taken("x", "1 cp le matin"), taken("x", "1 cp le soir"), Devenir.MODIFIE),
        (taken("méthotrexate", "10 mg le lundi"), taken("méthotrexate", "10 mg par jour"), Devenir.MODIFIE),
        (taken("x", _MORNING), taken("x"), None),
        (taken(None, _MORNING, libelle="tisane"), taken(None, _MORNING, libelle="Tisane"), Devenir.POURSUIVI),
    ],
)
def test_one_drug_is_one_row(home: Prescription, after: Prescription, fate: Devenir | None) -> None:
    """A drug that both lists have is one row, with the fate that its sides tell."""
    assert [fate] == _fates(_rows([home], [after]))


@pytest.mark.parametrize(
    ("home", "after"),
    [
        (taken("hydroxyzine", _MORNING), taken("hydralazine", _MORNING)),
        (taken(None, _MORNING, libelle="Lamictal 100 mg"), taken(None, _MORNING, libelle="Lamisil 100 mg")),
        (taken(None, _MORNING, libelle="Lasilix 40 mg"), taken("furosémide", _MORNING)),
        (taken("chlorure de potassium"), taken("macrogol 3350 + chlorure de potassium")),
        (taken("ramipril", cis="1"), taken("furosémide", cis="1")),
        (taken("dexaméthasone", forme="collyre"), taken("dexaméthasone", forme="comprimé")),
        (taken("timolol", forme="collyre"), taken("timolol + aspirine", forme="comprimé")),
    ],
)
def test_two_drugs_are_two_rows(home: Prescription, after: Prescription) -> None:
    """Likeness of spelling, a mineral in common or another place of action makes no pair."""
    assert [Devenir.ARRETE, Devenir.AJOUTE] == _fates(_rows([home], [after]))


def test_two_strengths_of_one_drug_meet_their_own() -> None:
    """Morning and evening strengths are paired by strength, whatever their order."""
    weak, strong = (taken("x", f"{mg} le {when}", dosage=mg) for mg, when in (("5 mg", "matin"), ("10 mg", "soir")))
    rows = _rows([weak, strong], [strong, weak])

    assert [(weak, weak), (strong, strong)] == [(one.avant, one.sortie) for one in rows]


def test_two_home_rows_and_one_discharge_row_lose_none() -> None:
    """The row left alone is « arrêté », and says that its substance is still taken."""
    weak = taken("x", "1 cp le matin", libelle="x 5 mg", dosage="5 mg")
    strong = taken("x", "1 cp le soir", libelle="x 10 mg", dosage="10 mg")
    rows = _rows([weak, strong], [strong])

    assert [Devenir.ARRETE, Devenir.POURSUIVI] == _fates(rows)
    assert (None, "substance encore présente à la sortie : x 10 mg") == _notes(rows[0])


def test_one_home_row_and_two_discharge_rows_tell_the_second_is_not_new() -> None:
    """A second strength of a drug is « ajouté », and says that the drug was taken."""
    home = taken("x", "1 cp le soir", libelle="x 10 mg", dosage="10 mg")
    rows = _rows([home], [taken("x", "1 cp le matin", dosage="5 mg"), home])

    assert [Devenir.POURSUIVI, Devenir.AJOUTE] == _fates(rows)
    assert (None, "substance déjà prise avant l'hospitalisation : x 10 mg") == _notes(rows[1])


def test_combination_parted_is_modified_and_added() -> None:
    """« A + B » then A and B: one row changes, the other says where its drug was."""
    both = taken("périndopril + amlodipine", _MORNING, marque="Coveram")
    rows = _rows([both], [taken("périndopril", _MORNING), taken("amlodipine", _MORNING)])

    assert [Devenir.MODIFIE, Devenir.AJOUTE] == _fates(rows)
    assert (None, "Composition : périndopril + amlodipine → périndopril") == _notes(rows[0])
    assert (None, "auparavant dans l'association : périndopril + amlodipine") == _notes(rows[1])


def test_drugs_merged_are_modified_and_stopped_with_the_reason() -> None:
    """A and B then « A + B »: the box of B is no longer taken, and its row says why."""
    both = taken("périndopril + amlodipine", _MORNING)
    rows = _rows([taken("périndopril", _MORNING), taken("amlodipine", _MORNING)], [both])

    assert [Devenir.MODIFIE, Devenir.ARRETE] == _fates(rows)
    assert ("repris dans l'association : périndopril + amlodipine", None) == _notes(rows[1])


def test_drug_beside_an_unchanged_combination_is_not_said_to_be_merged() -> None:
    """A was taken with « A + B »; stopping A merges nothing."""
    both, alone = taken("périndopril + amlodipine", _MORNING), taken("périndopril", _MORNING)
    rows = _rows([alone, both], [both])

    assert [Devenir.ARRETE, Devenir.POURSUIVI] == _fates(rows)
    assert (None, "substance encore présente à la sortie : périndopril + amlodipine") == _notes(rows[0])


def test_received_list_leaves_decided_rows_alone() -> None:
    """A fate, a comment or a side that a person gave is not touched by a list that comes later."""
    decided = row(taken("ramipril", _MORNING), Devenir.ARRETE, cle="a1", motif="toux")
    waiting = row(taken("furosémide", _MORNING), cle="a2", libre="prise irrégulière")
    table = (decided, waiting)
    rows = receive(table, [taken("ramipril", _MORNING), taken("furosémide", _MORNING)], keys=fresh_keys(table))

    assert decided == rows[0]
    assert waiting.replace(devenir=Devenir.POURSUIVI, sortie=waiting.avant) == rows[1]
    assert [("a3", Devenir.AJOUTE)] == [(one.cle, one.devenir) for one in rows[2:]]


def test_keys_that_rows_have_are_passed_over() -> None:
    """A key is never given twice, even by a caller that counts from one."""
    table = (row(taken("ramipril"), cle="a1"),)

    assert ["a1", "a2"] == [one.cle for one in receive(table, [taken("x")], keys=iter(("a1", "a2")))]


def test_too_few_keys_are_refused() -> None:
    """A row without key cannot be."""
    with pytest.raises(ValueError, match="fewer keys than rows"):
        reconcile([taken("x"), taken("y")], [], keys=["a1"])


def test_fresh_keys_follow_the_highest() -> None:
    """Keys go on after the last of the table, which may have holes and other keys."""
    keys = fresh_keys((row(cle="a7"), row(cle="a2"), row(cle="ligne")))

    assert ("a8", "a9") == (next(keys), next(keys))
