"""The fate of a row, proposed or chosen, and the reason it calls for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.letter.traitements import Devenir, LigneTraitement, Prescription, Reprise
from lls_drafter.medication.fates import (
    Exigence,
    needs_reason,
    possible_fates,
    propose,
    ready_comment,
    refresh,
    with_fate,
)
from tests.medication.prescriptions import prescriptions, row, taken

_HOME = taken("furosémide", "40 mg le matin", dosage="40 mg", duree="au long cours")
_MORE = taken("furosémide", "80 mg le matin", dosage="40 mg", duree="5 jours")
_BRAND = taken("furosémide", "40 mg le matin", dosage="40 mg", marque="Lasilix", duree="1 mois")
_TOLD = "Dose augmentée : 40 mg → 80 mg le matin"


def _free(ligne: LigneTraitement) -> str | None:
    return ligne.commentaires.libre if ligne.commentaires is not None else None


def test_continued_drug_is_copied_without_its_duration() -> None:
    """The home duration is not that of the discharge."""
    assert _HOME.replace(duree=None) == with_fate(row(_HOME), Devenir.POURSUIVI).ligne.sortie


def test_continued_drug_keeps_the_duration_typed_at_discharge() -> None:
    """What was typed at discharge stays when the home side is copied; what is replaced is told."""
    change = with_fate(row(_HOME, Devenir.MODIFIE, _MORE, libre=_TOLD), Devenir.POURSUIVI)

    assert (_HOME.replace(duree=_MORE.duree), _MORE) == (change.ligne.sortie, change.sortie_retiree)


def test_continued_drug_under_another_name_stays_as_typed() -> None:
    """« p » on a brand and its generic copies nothing over the discharge drug."""
    change = with_fate(row(_HOME, None, _BRAND), Devenir.POURSUIVI)

    assert (_BRAND, None) == (change.ligne.sortie, change.sortie_retiree)
    assert "Même médicament, autre nom : furosémide → Lasilix" == _free(change.ligne)


def test_continued_drug_takes_what_the_discharge_side_does_not_say() -> None:
    """« Poursuivi » says that the unsaid strength and posology are those of home."""
    change = with_fate(row(_HOME, None, taken("furosémide", duree="5 jours")), Devenir.POURSUIVI)

    assert (_HOME.replace(duree=_MORE.duree), None) == (change.ligne.sortie, change.sortie_retiree)


def test_modified_drug_waits_for_its_new_side() -> None:
    """« m » copies no dose, which would be the former one, and leaves the discharge side that is there."""
    assert with_fate(row(_HOME), Devenir.MODIFIE).ligne.sortie is None
    assert _MORE == with_fate(row(_HOME, None, _MORE), Devenir.MODIFIE).ligne.sortie


def test_stopped_drug_has_no_discharge_side_and_tells_what_it_had() -> None:
    """« a » empties the discharge side; what was there is given back to be said."""
    change = with_fate(row(_HOME, Devenir.MODIFIE, _MORE, libre=_TOLD), Devenir.ARRETE)

    assert (None, _MORE, None) == (change.ligne.sortie, change.sortie_retiree, change.ligne.commentaires)


def test_suspended_drug_keeps_its_resumption_and_a_stopped_one_tells_it_is_lost() -> None:
    """The rule of resumption belongs to suspended drugs."""
    held = row(_HOME).replace(suspendu=True, reprise=Reprise(quand="après la créatinine"))
    suspended = with_fate(held, Devenir.ARRETE, suspendu=True)
    stopped = with_fate(held, Devenir.ARRETE)

    assert (True, held.reprise, False) == (suspended.ligne.suspendu, suspended.ligne.reprise, suspended.reprise_retiree)
    assert (None, None, True) == (stopped.ligne.suspendu, stopped.ligne.reprise, stopped.reprise_retiree)


@pytest.mark.parametrize(
    ("ligne", "devenir", "suspendu"),
    [
        (row(_HOME), Devenir.AJOUTE, False),
        (row(None, None, _MORE), Devenir.POURSUIVI, False),
        (row(None, None, _MORE), Devenir.ARRETE, False),
        (row(_HOME), Devenir.POURSUIVI, True),
    ],
)
def test_fate_that_a_row_cannot_have_is_refused(ligne: LigneTraitement, devenir: Devenir, *, suspendu: bool) -> None:
    """A home drug is never « ajouté », a new one nothing else, a continued one not suspended."""
    with pytest.raises(ValueError, match="cannot have this fate"):
        with_fate(ligne, devenir, suspendu=suspendu)


@given(prescriptions, st.one_of(st.none(), prescriptions), st.lists(st.sampled_from(list(Devenir)), max_size=5))
def test_home_side_stands_whatever_the_keys(
    home: Prescription, after: Prescription | None, keys: list[Devenir]
) -> None:
    """No fate touches the home side; « poursuivi » always has a discharge side, « arrêté » never."""
    ligne = row(home, None, after)
    for devenir in (key for key in keys if key in possible_fates(ligne)):
        ligne = with_fate(ligne, devenir).ligne

    assert home == ligne.avant
    assert not (ligne.devenir is Devenir.POURSUIVI and ligne.sortie is None)
    assert not (ligne.devenir is Devenir.ARRETE and ligne.sortie is not None)


def test_ready_comment_follows_the_side_that_it_speaks_of() -> None:
    """An old dose never stays in the comment; what a person typed does."""
    old = row(_HOME, Devenir.MODIFIE, _MORE, libre=f"{_TOLD} ; à revoir au premier rendez-vous")
    new = refresh(old, old.replace(sortie=_MORE.replace(posologie="60 mg le matin")))

    assert "Dose augmentée : 40 mg → 60 mg le matin ; à revoir au premier rendez-vous" == _free(new)


def test_ready_comment_goes_with_the_change() -> None:
    """A drug that is continued after all has no comment about a change."""
    old = row(_HOME, Devenir.MODIFIE, _MORE, libre=_TOLD)

    assert with_fate(old, Devenir.POURSUIVI).ligne.commentaires is None


def test_fate_is_not_proposed_when_something_is_unsaid() -> None:
    """A posology that only one side has calls for a person's answer."""
    assert propose(row(_HOME, None, taken("furosémide", dosage="40 mg"))).devenir is None


def test_fate_that_was_chosen_stays() -> None:
    """A proposal never takes the place of an answer."""
    chosen = row(_HOME, Devenir.POURSUIVI, _MORE)

    assert chosen == propose(chosen)


def test_home_drug_is_not_proposed_stopped_while_the_list_is_not_whole() -> None:
    """Not on the list yet is not stopped."""
    assert (None, Devenir.ARRETE) == tuple(propose(row(_HOME), complete=whole).devenir for whole in (False, True))


@pytest.mark.parametrize(
    ("devenir", "after", "expected"),
    [
        (Devenir.ARRETE, None, Exigence.DEMANDE),
        (Devenir.MODIFIE, taken("bumétanide", "1 mg le matin"), Exigence.DEMANDE),
        (Devenir.MODIFIE, taken("furosémide + spironolactone", "1 cp le matin"), Exigence.DEMANDE),
        (Devenir.MODIFIE, _MORE, Exigence.PROPOSE),
        (Devenir.MODIFIE, _HOME, Exigence.PROPOSE),
        (Devenir.MODIFIE, _BRAND, Exigence.AUCUN),
        (Devenir.POURSUIVI, _HOME, Exigence.AUCUN),
        (None, _MORE, Exigence.AUCUN),
    ],
)
def test_reason_is_demanded_of_a_stop_and_of_a_replacement(
    devenir: Devenir | None, after: Prescription | None, expected: Exigence
) -> None:
    """The law asks these; other changes are asked, a brand and its generic need none."""
    assert expected is needs_reason(row(_HOME, devenir, after))


def test_added_drug_needs_no_reason() -> None:
    """A new drug has an indication, not a reason."""
    assert Exigence.AUCUN is needs_reason(row(None, Devenir.AJOUTE, _MORE))


def test_ready_comment_is_empty_for_a_single_side() -> None:
    """There is nothing to compare."""
    assert "" == ready_comment(row(_HOME))
