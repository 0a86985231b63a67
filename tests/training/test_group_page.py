"""The page of a group in a browser, as axe-core judges it."""

from pathlib import Path

import pytest

from lls_drafter.training.criteria import criterion_titles
from lls_drafter.training.group import Apprenant, Groupe
from lls_drafter.training.group_html import group_html
from lls_drafter.training.result import Exercice
from tests.exports.browser import DESK, PHONE, Case, look
from tests.training.results import point, result

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("chromium")]


def test_page_is_read_by_everybody_on_a_phone_and_on_a_desk(tmp_path: Path) -> None:
    """axe-core finds nothing to say of the page, and nothing is read by scrolling sideways, long names included."""
    points = (point("K01"), point("K02", critere="QLS-05"), point("K03", critere="x" * 120))
    learners = tuple(
        Apprenant(name, (result(40, points=points), result(90, days=3), result(10, exercice=Exercice.TABLEAU)))
        for name in ("nina", "x" * 40)
    )
    page = group_html(Groupe(apprenants=learners, fichiers=2), criterion_titles())
    seen = look([Case(name="groupe", page=page, widths=(PHONE, DESK))], tmp_path)

    assert {PHONE: ((), PHONE), DESK: ((), DESK)} == {
        width: (sight.faults, sight.wide) for (_, width), sight in seen.items()
    }
