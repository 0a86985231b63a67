"""`notation`: signs and abbreviated names that are misread in a typed posology."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lls_drafter.letter.paths import FieldPath
from lls_drafter.rules.checks.registry import Problem, check, is_among, text_at
from lls_drafter.rules.rows import POSOLOGIES, posologies
from lls_drafter.rules.scope import Chemin, Scope
from lls_drafter.rules.words import Passage, Text, Words, words_of


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
    FRACTION = "fraction"
    MILLIERS = "milliers"


# On folded texts: lower case, no accents, single spaces.
_PATTERNS: Mapping[Signe, str] = {
    Signe.U: r"(?<=\d)\s?u(?!\w)",
    Signe.GAMMA: r"γ|\bgammas?\b",
    Signe.ZERO_ABSENT: r"(?:^|[\s(])[,.]\d",
    Signe.UI: r"(?<![^\W\d])(?:ui|iu)\b",
    Signe.MICROGRAMME: r"[µμ]g|mcg\b",
    Signe.ZERO_INUTILE: r"\d[,.]0+(?!\d)",
    Signe.LATIN: r"\b(?:bid|tid|qid|qd|prn)\b|\bq ?[0-9]+ ?h\b",
    Signe.CC: r"\d\s?cc\b",
    Signe.POINT_DECIMAL: r"\d\.\d",
    Signe.FRACTION: r"(?<![0-9/])[0-9]/[0-9](?![0-9/])",  # « 1/2 » reads as a date, or as « 1 ou 2 »
    Signe.MILLIERS: r"(?<![0-9,.])[0-9]{5,}",  # « 100000 » reads as « 10000 »
}


# One of these stands in every posology that holds a sign; plain searches are far faster than patterns.
_HINTS = (
    "γ",
    "gamma",
    "µg",
    "μg",
    "mcg",
    "bid",
    "tid",
    "qid",
    "qd",
    "prn",
    " ,",
    " .",
    "\n,",
    "\n.",
    "(,",
    "(.",
    "ui",
    "iu",
)
_BY_DIGIT = re.compile(r"[0-9](?:[.]|,0|/[0-9]|[0-9]{4}|\s?(?:u|ui|iu|cc)(?!\w))|q ?[0-9]")


def suspect(text: str) -> bool:
    """Tell whether posologies in lower case, a line each, may hold a sign: most tables hold none."""
    spaced = "\n" + text.replace("\u00a0", " ").replace("\u202f", " ")
    return any(hint in spaced for hint in _HINTS) or _BY_DIGIT.search(text) is not None


@check("notation")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Notation:
    """None of these signs, and none of these words (`mots`: « MTX »), stands in the texts."""

    chemins: tuple[Chemin, ...]
    signes: tuple[Signe, ...] = ()
    mots: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = field(init=False, compare=False, repr=False)
    words: Words = field(init=False, compare=False, repr=False)
    on_posologies: bool = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Join the signs into one pattern; see whether a look at the whole table may come first.

        Raises:
            ValueError: nothing to look for.
        """
        if not self.signes and not self.mots:
            raise ValueError("« signes » ou « mots » est attendu")
        joined = "|".join(_PATTERNS[sign] for sign in self.signes)
        object.__setattr__(self, "on_posologies", {str(chemin.path) for chemin in self.chemins} <= POSOLOGIES)
        object.__setattr__(self, "pattern", re.compile(joined) if joined else None)
        object.__setattr__(self, "words", words_of(self.mots))

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each text that holds one."""
        if self.on_posologies and not self._may_find(scope):
            return
        for chemin in self.chemins:
            text = chemin.read(scope.value)
            if isinstance(text, str) and self._holds(scope.text(text)):
                yield Problem(scope.at(chemin.path))

    def judges(self, path: FieldPath) -> bool:
        """Tell whether a field is one of the rule's."""
        return is_among(path, self.chemins)

    def passages(self, scope: Scope, path: FieldPath) -> Iterator[Passage]:
        """Give each sign and word."""
        text = scope.text(text_at(scope, path, self.chemins))
        if self.pattern is not None:
            yield from text.passages(self.pattern)
        yield from self.words.passages(text)

    def _holds(self, text: Text) -> bool:
        """Tell whether a text holds a sign or a word."""
        return (self.pattern is not None and text.has(self.pattern)) or self.words.found_in(text)

    def _may_find(self, scope: Scope) -> bool:
        """Tell whether the posologies of the table, looked at together, may hold something."""
        if self.pattern is not None and scope.shared(suspect, lambda: suspect(posologies(scope))):
            return True
        if not self.mots:
            return False
        together: Text = scope.shared(Notation, lambda: Text(posologies(scope)))
        return self.words.found_in(together)
