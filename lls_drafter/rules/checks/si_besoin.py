"""`si_besoin`: what a drug taken as needed must say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from lls_drafter.letter.paths import FieldPath
from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.drug_conditions import FACTS, Cote
from lls_drafter.rules.rows import row_of
from lls_drafter.rules.scope import Scope, is_filled

_AS_NEEDED = re.compile(
    r"\b(?:si besoin|au besoin|a la demande|en cas d[e']|si (?:douleurs?|fievre|crise|gene|anxiete|insomnie|nausees))"
)
_MAXIMUM = re.compile(
    r"\bmax\w*\b|\bdepasser\b|\bau plus\b|\bpas plus de\b|\blimite\w* a\b"
    r"|\bjusqu'a \w+ (?:\w+ ){0,3}?(?:par|/) ?(?:jour|j|24)"
)
_INTERVAL = re.compile(
    r"\btoutes les\b|\bespac\w+|\bintervalle\w*|\bentre (?:deux|2|chaque|les) prises?\b|\b\d+ ?h(?:eures?)?\b"
)
_REASON = re.compile(r"\ben cas d[e']|\bsi (?!besoin\b)\w+|\bpour\b|\bcontre\b|\blors\b")


class ExigenceSiBesoin(StrEnum):
    """What is asked."""

    MAXIMUM = "maximum"
    INTERVALLE = "intervalle"
    MOTIF = "motif"


@check("si_besoin")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class AsNeeded:
    """A posology « si besoin » gives its maximum per day, its interval, or its reason (or indication)."""

    READS: ClassVar[tuple[str, ...]] = ("volet_medicamenteux",)

    exige: ExigenceSiBesoin

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report the discharge posology that does not."""
        text = scope.fact(FACTS[Cote.SORTIE]).posologie
        if not text.has(_AS_NEEDED):
            return
        comments = row_of(scope.value).commentaires
        indicated = comments is not None and is_filled(comments.indication)
        said = {
            ExigenceSiBesoin.MAXIMUM: text.has(_MAXIMUM),
            ExigenceSiBesoin.INTERVALLE: text.has(_INTERVAL),
            ExigenceSiBesoin.MOTIF: indicated or text.has(_REASON),
        }
        if not said[self.exige]:
            yield Problem(scope.at(FieldPath(("sortie", "posologie"))))
