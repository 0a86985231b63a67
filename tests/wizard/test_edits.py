"""The two sides of a row that goes on, and the comment that the program wrote about them."""

import pytest

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.traitements import Devenir, LigneTraitement
from lls_drafter.wizard.flow import Cleared, Event, Jumped, start
from tests.medication.prescriptions import row, taken
from tests.wizard.test_flow import CONTEXT, after

ROW = "volet_medicamenteux[a1]"
HOME, NEW = Jumped(f"{ROW}.avant.posologie"), Jumped(f"{ROW}.sortie.posologie")
NAME, FATE = Jumped(f"{ROW}.avant.medicament.libelle"), Jumped(f"{ROW}.devenir")
WHOLE = "atorvastatine 40 mg 1 cp le soir"
CHANGED = "Posologie modifiée : 40 le soir → 1 comprimé le soir"


def continued(*events: Event | str) -> LigneTraitement:
    """Give the row of a drug that goes on, « 40 le soir » on both sides, after events."""
    side = taken("atorvastatine", "40 le soir", dosage="40 mg")
    lettre = Lettre(volet_medicamenteux=(row(side, Devenir.POURSUIVI, side).replace(cle="a1"),))
    return after(start(lettre, CONTEXT), *events).lettre.volet_medicamenteux[0]


def libre(ligne: LigneTraitement) -> str | None:
    """Give the free comment of a row."""
    return ligne.commentaires.libre if ligne.commentaires is not None else None


@pytest.mark.parametrize(
    "events",
    [
        (HOME, "1 comprimé le soir"),
        (HOME, Cleared(), HOME, "1 comprimé le soir"),
        (NAME, WHOLE, WHOLE),
        (NEW, "1 comprimé le soir", HOME, "1 comprimé le soir"),
        (NEW, "1 comprimé le soir", HOME, Cleared(), HOME, "1 comprimé le soir"),
        (NEW, "1 comprimé le soir", HOME, Cleared(), NAME, WHOLE, WHOLE),
    ],
)
def test_corrected_home_side_leaves_no_change_told(events: tuple[Event | str, ...]) -> None:
    """However the home posology is corrected, a drug that goes on has two equal sides and no change told."""
    got = continued(*events)

    assert got.avant is not None
    assert got.sortie is not None
    assert ("1 comprimé le soir", "1 comprimé le soir") == (got.avant.posologie, got.sortie.posologie)
    assert libre(got) is None


def test_ready_comment_goes_with_the_side_that_is_cleared() -> None:
    """A comment about a discharge posology is dropped with it; what a person typed stays."""
    noted = (NEW, "1 comprimé le soir")
    typed = Jumped(f"{ROW}.commentaires.libre")

    assert CHANGED == libre(continued(*noted))
    assert libre(continued(*noted, NEW, Cleared())) is None
    assert "à surveiller" == libre(continued(*noted, typed, f"{CHANGED} ; à surveiller", NEW, Cleared()))


def test_whole_home_line_keeps_the_duration_of_the_discharge_side() -> None:
    """The home line is carried to the discharge side, whose duration is its own."""
    got = continued(Jumped(f"{ROW}.sortie.duree.texte"), "3 mois", NAME, WHOLE, WHOLE)

    assert got.sortie is not None
    assert ("1 comprimé le soir", "3 mois") == (got.sortie.posologie, got.sortie.duree and got.sortie.duree.texte)
