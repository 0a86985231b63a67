"""Letters for the tests of rules: the base letter of the examples, changed by address."""

from datetime import date
from typing import Any, Final

from lls_drafter.letter.lettre import Lettre
from lls_drafter.rules.cases import DISCHARGE, case_letter
from lls_drafter.rules.model import Case, Verdict

DAY: Final = DISCHARGE
NEXT_DAY: Final = date(2026, 3, 10)


def letter(**pose: Any) -> Lettre:  # noqa: ANN401 - plain data
    """Give the complete base letter with these top-level fields changed (None takes one out)."""
    return changed(pose)


def changed(pose: dict[str, Any]) -> Lettre:
    """Give the complete base letter with these addresses changed."""
    return case_letter(Case(attendu=Verdict.CONFORME, pose=pose))
