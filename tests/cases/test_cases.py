"""The faults that French letters really have are found, and the particular situations are recognised."""

from datetime import date
from functools import cache

import pytest

from lls_drafter.letter.lettre import Lettre
from lls_drafter.packs.checklists import load_all
from lls_drafter.rules.engine import evaluate
from lls_drafter.rules.model import Checklist, Finding
from tests.cases.case_files import Case, discharge, example, read_cases

DEFECTS = read_cases("defauts")
SITUATIONS = read_cases("situations")


@cache
def checklists() -> tuple[Checklist, ...]:
    """Give the built-in check-lists that judge a letter of any activity, and the default grids."""
    found = (item for item in load_all() if item.modele is None)
    return tuple(item for item in found if item.indicateur is None or item.activites)


def findings(lettre: Lettre, today: date | None) -> tuple[Finding, ...]:
    """Give what all built-in check-lists find, on the discharge day unless another day is given."""
    day = today or discharge(lettre)
    return tuple(found for checklist in checklists() for found in evaluate(checklist, lettre, today=day).findings)


def test_cases_are_many() -> None:
    """The folder is read: the loops below have something to look at."""
    assert len(DEFECTS) >= 25
    assert len(SITUATIONS) >= 16


@pytest.mark.parametrize("case", [*DEFECTS, *SITUATIONS], ids=lambda case: case.name)
def test_case_says_something(case: Case) -> None:
    """A case changes the letter and expects at least one thing."""
    assert case.letter() != example(case.base)
    assert case.attendu or case.exclu


@pytest.mark.parametrize("case", [case for case in (*DEFECTS, *SITUATIONS) if case.attendu], ids=lambda case: case.name)
def test_case_is_found(case: Case) -> None:
    """Each finding that a case expects appears in the spoilt letter, at the field that mends it."""
    found = findings(case.letter(), case.aujourdhui)

    assert [] == [wanted for wanted in case.attendu if not any(wanted.matches(item) for item in found)]


@pytest.mark.parametrize("case", DEFECTS, ids=lambda case: case.name)
def test_defect_is_not_in_the_example(case: Case) -> None:
    """What a defect's case expects comes from the defect: the untouched example does not have it."""
    found = findings(example(case.base), None)

    assert [] == [wanted for wanted in case.attendu if any(wanted.matches(item) for item in found)]


@pytest.mark.parametrize("case", [case for case in SITUATIONS if case.exclu], ids=lambda case: case.name)
def test_situation_asks_nothing_undue(case: Case) -> None:
    """A situation lifts what it makes impossible: none of the excluded findings appears."""
    found = findings(case.letter(), case.aujourdhui)

    assert [] == [
        (item.regle, str(item.chemin)) for item in found if any(wanted.matches(item) for wanted in case.exclu)
    ]
