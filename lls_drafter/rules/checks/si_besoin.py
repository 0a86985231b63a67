"""`si_besoin`: what a drug taken as needed must say.

The structure that the grammar reads decides; where it left words unread, patterns on the text look again, so that an
unusual wording is neither missed nor blamed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import ClassVar

from lls_drafter.letter.paths import FieldPath
from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.regimen import (
    as_needed,
    has_daily_maximum,
    has_interval,
    has_reason,
    is_read,
    regimen,
    rows_with,
)
from lls_drafter.rules.rows import row_of
from lls_drafter.rules.scope import Scope, is_filled
from lls_drafter.rules.words import plain

_POSOLOGIE = FieldPath.parse("sortie.posologie")
_AS_NEEDED = re.compile(
    r"\b(?:si besoin|au besoin|a la demande|en cas d[e']|si (?:douleurs?|fievre|crise|gene|anxiete|insomnie|nausees))"
)
_NUMBER = r"(?:\d|une?\b|deux\b|trois\b|quatre\b|cinq\b|six\b|huit\b)"
# « maximum » without any number beside it is no maximum.
_MAXIMUM = re.compile(
    rf"\b(?:max\w*|depasser|au plus|pas plus de|limite\w* a)\b[^.;]{{0,20}}?{_NUMBER}"
    rf"|{_NUMBER}[^.;,]{{0,20}}?(?:fois|prises?|par jour|/ ?j\w*|/ ?24 ?h?)[ (,]{{0,2}}(?:au )?(?:max\w*|plus)\b"
    rf"|{_NUMBER}[^.;,]{{0,20}}? au (?:max\w*|plus)\b"
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
    """A posology « si besoin » gives its maximum per day, its interval, or its reason (or indication).

    « 3 fois par jour si besoin » is its own maximum; « toutes les 6 heures si besoin » leaves it to be counted.
    """

    READS: ClassVar[tuple[str, ...]] = ("volet_medicamenteux",)

    exige: ExigenceSiBesoin

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each discharge row, or the row that the rule stands on, that does not."""
        for entry in rows_with(scope, _lacking, self.exige):
            comments = row_of(entry.value).commentaires
            if self.exige is ExigenceSiBesoin.MOTIF and comments is not None and is_filled(comments.indication):
                continue
            yield Problem(entry.at(_POSOLOGIE), ou=f"Ligne {entry.rang}")


def _lacking(entry: Scope) -> frozenset[StrEnum]:
    """Give what the discharge posology of a row lacks."""
    prescription = row_of(entry.value).sortie
    return frozenset(_lacks(prescription.posologie) if prescription is not None and prescription.posologie else ())


@lru_cache(maxsize=1024)
def _lacks(posologie: str) -> frozenset[ExigenceSiBesoin]:
    """Give what a posology « si besoin » lacks; nothing for another."""
    line, text = regimen(posologie), plain(posologie)
    if not as_needed(line) and not _AS_NEEDED.search(text):
        return frozenset()
    whole = is_read(line)
    said = {
        ExigenceSiBesoin.MAXIMUM: has_daily_maximum(line) or bool(not whole and _MAXIMUM.search(text)),
        ExigenceSiBesoin.INTERVALLE: has_interval(line) or bool(_INTERVAL.search(text)),
        ExigenceSiBesoin.MOTIF: has_reason(line) or bool(_REASON.search(text)),
    }
    return frozenset(one for one, done in said.items() if not done)
