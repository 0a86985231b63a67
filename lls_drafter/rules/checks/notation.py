"""`notation`: signs that are misread in a typed posology."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.scope import Chemin, Scope


class Signe(StrEnum):
    """A sign that must not be written. Source: lists of error-prone abbreviations (Québec, ISMP Canada, JCAHO)."""

    U = "u"
    GAMMA = "gamma"
    ZERO_ABSENT = "zero_absent"
    UI = "ui"
    MICROGRAMME = "microgramme"
    ZERO_INUTILE = "zero_inutile"
    LATIN = "latin"
    CC = "cc"
    POINT_DECIMAL = "point_decimal"


_PATTERNS: Mapping[Signe, re.Pattern[str]] = {
    Signe.U: re.compile(r"(?<=\d)\s?[uU](?!\w)"),
    Signe.GAMMA: re.compile(r"[γΓ]|\bgammas?\b", re.IGNORECASE),
    Signe.ZERO_ABSENT: re.compile(r"(?:^|[\s(])[,.]\d"),
    Signe.UI: re.compile(r"(?<![^\W\d])(?:UI|IU)\b", re.IGNORECASE),
    Signe.MICROGRAMME: re.compile(r"[µμ]g|mcg\b", re.IGNORECASE),
    Signe.ZERO_INUTILE: re.compile(r"\d[,.]0+(?!\d)"),
    Signe.LATIN: re.compile(r"\b(?:bid|tid|qid|qd|prn)\b", re.IGNORECASE),
    Signe.CC: re.compile(r"\d\s?cc\b", re.IGNORECASE),
    Signe.POINT_DECIMAL: re.compile(r"\d\.\d"),
}


@check("notation")
@dataclass(frozen=True, slots=True)
class Notation:
    """None of these signs stands in the texts."""

    chemins: tuple[Chemin, ...]
    signes: tuple[Signe, ...]

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each text that holds one."""
        for chemin in self.chemins:
            text = chemin.read(scope.value)
            if isinstance(text, str) and any(_PATTERNS[sign].search(text) for sign in self.signes):
                yield Problem(scope.at(chemin.path))
