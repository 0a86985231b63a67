"""The tables of the shipped cases, typed again by a learner: nothing right is called wrong, a doubled dose is seen."""

import re
from datetime import date

import pytest

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.traitements import Duree, Prescription
from lls_drafter.medication.compare import drug_words
from lls_drafter.medication.posology import read_posology
from lls_drafter.medication.reading import duree_of, prescription_of
from lls_drafter.medication.regimens import is_whole, read
from lls_drafter.packs.case_model import Case
from lls_drafter.packs.cases import list_cases, load_model
from lls_drafter.session.drugs import DrugDesk
from lls_drafter.training.result import Nature
from lls_drafter.training.table_exercise import Constat, correct_table

CASES = [case for case in list_cases().cases if "tableau" in case.exercices]


@pytest.fixture(scope="module")
def desk() -> DrugDesk:
    """Give the desk that reads what is typed."""
    return DrugDesk()


def typed(side: Prescription | None, desk: DrugDesk, day: date) -> Prescription | None:
    """Give one side as the wizard would keep it, had somebody typed the record's words on one line."""
    if side is None:
        return None
    drug = re.sub(r",(?!\d)", "", drug_words(side))
    read = prescription_of(desk.read(f"{drug} {side.posologie or ''}"), jour=day)
    if side.duree is None or side.duree.texte is None:
        return read
    length = duree_of(read_posology(side.duree.texte).duree, jour=day) or Duree()
    return read.replace(duree=length.replace(texte=side.duree.texte))


def retyped(lettre: Lettre, desk: DrugDesk) -> Lettre:
    """Give a letter whose table was typed again."""
    day = lettre.sejour.date_sortie if lettre.sejour else None
    assert day is not None
    rows = (
        row.replace(avant=typed(row.avant, desk, day), sortie=typed(row.sortie, desk, day))
        for row in lettre.volet_medicamenteux
    )
    return lettre.replace(volet_medicamenteux=tuple(rows))


def doubled(side: Prescription | None) -> Prescription | None:
    """Give a side whose first figure is doubled."""
    if side is None or side.posologie is None:
        return side
    return side.replace(posologie=re.sub(r"\d+", lambda found: str(2 * int(found[0])), side.posologie, count=1))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_record_typed_again_is_never_called_wrong(case: Case, desk: DrugDesk) -> None:
    """A learner who writes what the record says loses nothing to the way it was typed but what was not understood."""
    modele = load_model(case)
    found = correct_table(modele, retyped(modele, desk))

    assert ([], True) == (
        [one.champ for row in found.lignes for one in row.constats if one.point.nature is Nature.FAUX],
        found.score >= 75,
    )


def doses(case: Case) -> list[Constat]:
    """Give the points about posologies of a case whose doses are all doubled."""
    modele = load_model(case)
    rows = tuple(
        row.replace(avant=doubled(row.avant), sortie=doubled(row.sortie)) for row in modele.volet_medicamenteux
    )
    found = correct_table(modele, modele.replace(volet_medicamenteux=rows))
    return [
        one for row in found.lignes for one in row.constats if "posologie" in one.champ and one.attendu != one.ecrit
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_doubled_dose_is_never_simply_right(case: Case) -> None:
    """Each doubled dose is called wrong, or at the very least shown to be compared."""
    assert [] == [one.attendu for one in doses(case) if one.point.nature is Nature.ACQUIS and not one.a_comparer]


def test_doubled_dose_that_is_understood_is_called_wrong() -> None:
    """Doubt is left only where a word was not understood."""
    seen = [one for case in CASES for one in doses(case) if is_whole(read(one.ecrit))]

    assert (True, []) == (len(seen) > 40, [one.ecrit for one in seen if one.point.nature is not Nature.FAUX])
