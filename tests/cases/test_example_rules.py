"""The five shipped letters satisfy every rule, and score what they should."""

import pytest

from lls_drafter.packs.checklists import load_all
from lls_drafter.rules.engine import evaluate
from lls_drafter.rules.model import Niveau
from lls_drafter.rules.qls import projected_score, qls_grid, qls_score
from tests.cases.case_files import NAMES, discharge, example

SCORED = tuple(name for name in NAMES if name != "c_hdj_amoxicilline")


@pytest.mark.parametrize("name", NAMES)
def test_example_has_nothing_to_mend(name: str) -> None:
    """No check-list finds anything bloquant or worth an alert in an example, on its discharge day."""
    lettre = example(name)
    content = (item for item in load_all() if item.indicateur is None and item.modele is None)
    reports = [evaluate(item, lettre, today=discharge(lettre)) for item in content]

    assert reports
    assert [] == [
        (found.regle, str(found.chemin))
        for report in reports
        for found in report.findings
        if found.niveau is not Niveau.CONSEIL
    ]


@pytest.mark.parametrize("name", SCORED)
def test_example_scores_full_marks(name: str) -> None:
    """The estimate of the indicator is 100 for the four stays that have a grid, real and projected."""
    lettre = example(name)
    assert lettre.sejour is not None
    grid = qls_grid(load_all(), lettre.sejour.activite)
    assert grid is not None
    report = evaluate(grid, lettre, today=discharge(lettre))

    assert 100 == qls_score(report)
    assert 100 == projected_score(report)


def test_day_hospital_example_has_no_grid() -> None:
    """No score is shown for a stay whose grid could not be had."""
    lettre = example("c_hdj_amoxicilline")
    assert lettre.sejour is not None

    assert qls_grid(load_all(), lettre.sejour.activite) is None
