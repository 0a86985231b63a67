"""`abreviations`: capital-letter abbreviations that the text does not explain."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.rules.checks.registry import Problem, check, is_among
from lls_drafter.rules.scope import Chemin, Scope
from lls_drafter.rules.words import Passage

# The look-behind comes after the first letter: a pattern that starts with letters is searched much faster.
_TOKEN = re.compile(r"[A-Z](?<![\w(][A-Z])[A-Z0-9]{1,5}(?!\w)(?! ?\()")
_EXPLAINED = re.compile(r"\(([A-Z][A-Z0-9]{1,5})\)")
_ROMAN = re.compile(r"[IVX]+")
# « Dr Hugo PERRIN » is a name, not an abbreviation.
_NAMED = re.compile(
    r"(?<!\w)(?:Drs?|Prs?|Mmes?|MM?\.|Docteur|Professeur) (?:[A-ZÀ-Ý][\w'’-]* ){0,2}?([A-Z]{2,6})(?!\w)"
)


@check("abreviations")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Abbreviations:
    """Abbreviations are few, known (`connues`), or explained once: « fibrillation atriale (FA) », « FA (…) ».

    Abbreviations explained in any of these texts count for all; `toleres` unexplained ones are let through.
    """

    READS: ClassVar[tuple[str, ...]] = ("patient.nom_naissance",)

    chemin: tuple[Chemin, ...]
    connues: tuple[str, ...]
    toleres: int = 0

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each text with its number of unexplained abbreviations."""
        for chemin, _, found in self._unexplained(scope):
            yield Problem(scope.at(chemin.path), f"{len(found)} abréviation{'s' if len(found) > 1 else ''}")

    def judges(self, path: FieldPath) -> bool:
        """Tell whether a field is one of the rule's."""
        return is_among(path, self.chemin)

    def passages(self, scope: Scope, path: FieldPath) -> Iterator[Passage]:
        """Give each place of the abbreviations that are reported in a text."""
        for chemin, text, found in self._unexplained(scope):
            if chemin.path == path:
                yield from (Passage(*one.span()) for one in _TOKEN.finditer(text) if one[0] in found)

    def _unexplained(self, scope: Scope) -> Iterator[tuple[Chemin, str, frozenset[str]]]:
        """Give each text that has too many unexplained abbreviations, with those that no text before it had."""
        texts = [(chemin, text) for chemin in self.chemin if isinstance(text := chemin.read(scope.value), str) and text]
        known = _known(self.connues).union(*(_EXPLAINED.findall(text) for _, text in texts))
        for chemin, text in texts:
            found = {token for token in _TOKEN.findall(text) if token not in known and not _ROMAN.fullmatch(token)}
            if found:
                found -= scope.fact(_names)
                found -= set(_NAMED.findall(text))
            if len(found) > self.toleres:
                yield chemin, text, frozenset(found)
                known = known | found


@cache
def _known(words: tuple[str, ...]) -> frozenset[str]:
    """Give the known abbreviations as a set."""
    return frozenset(words)


def _names(scope: Scope) -> frozenset[str]:
    """Give the words in capitals that are the patient's names."""
    return frozenset(word for name in patient_names(scope.lettre) for word in name.upper().replace("-", " ").split())


def patient_names(lettre: Lettre) -> tuple[str, ...]:
    """Give the patient's names, birth and used."""
    patient = lettre.patient
    if patient is None:
        return ()
    names = (patient.nom_naissance, patient.nom_utilise, patient.prenom_utilise, *patient.prenoms_naissance)
    return tuple(name for name in names if name)
