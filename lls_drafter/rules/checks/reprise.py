"""`reprise_au_plan`: a suspended drug whose resumption the follow-up plan repeats."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.suites import SuiteADonner
from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.rows import row_of
from lls_drafter.rules.scope import Chemin, Scope, is_filled
from lls_drafter.rules.words import Text

_ROWS = Chemin.parse("volet_medicamenteux", Lettre)
_SUITES = FieldPath.parse("suites_a_donner")
_RESUMED = re.compile(r"\brepri(?:se|ses|s)\b|\breprendre\b|\breintrodu\w+|\bredemarr\w+")
_WORD = re.compile(r"\b(?!acide\b)[^\W\d_]{4,}")  # « acide » begins the names of many drugs


@check("reprise_au_plan")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ResumptionPlanned:
    """Each suspended drug with a resumption rule stands in the follow-up plan, by its name.

    When one drug only is suspended, an action that speaks of a resumption is enough.
    """

    READS: ClassVar[tuple[str, ...]] = ("volet_medicamenteux", "suites_a_donner")

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report the plan, once per row that it forgets."""
        suspended = [entry for entry in scope.entries(_ROWS) if row_of(entry.value).suspendu]
        if not suspended:
            return
        plan = _plan(scope)
        for entry in suspended:
            reprise = row_of(entry.value).reprise
            if reprise is None or not is_filled(reprise.quand):
                continue  # no rule to repeat: another rule asks for it
            named = any(not _names(entry).isdisjoint(action.tokens) for action in plan)
            spoken = len(suspended) == 1 and any(action.has(_RESUMED) for action in plan)
            if not named and not spoken:
                yield Problem(_SUITES, ou=f"Ligne {entry.rang}")


def _plan(scope: Scope) -> list[Text]:
    """Give each action of the follow-up plan as one text."""
    plan = scope.lettre.suites_a_donner
    actions: tuple[SuiteADonner, ...] = plan if isinstance(plan, tuple) else ()
    return [scope.text(" ".join(part for part in (one.action, one.quand, one.precision) if part)) for one in actions]


def _names(entry: Scope) -> frozenset[str]:
    """Give the first word of the drug's name, DCI and brand, on either side of the row."""
    row = row_of(entry.value)
    drugs = [side.medicament for side in (row.avant, row.sortie) if side is not None and side.medicament is not None]
    names = [name for drug in drugs for name in (drug.dci, drug.libelle, drug.marque) if name]
    found = [_WORD.search(entry.text(name).plain) for name in names]
    return frozenset(match[0] for match in found if match)
