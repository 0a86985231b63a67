"""`abreviations`: capital-letter abbreviations that the text does not explain."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from lls_drafter.letter.lettre import Lettre
from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.scope import Chemin, Scope, is_filled

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
        texts = [(chemin, text) for chemin in self.chemin if is_filled(text := chemin.read(scope.value))]
        known = _known(self.connues).union(*(_EXPLAINED.findall(text) for _, text in texts if isinstance(text, str)))
        for chemin, text in texts:
            found = {token for token in _TOKEN.findall(text) if token not in known and not _ROMAN.fullmatch(token)}
            if found:
                found -= scope.fact(_names)
                found -= set(_NAMED.findall(text))
            if len(found) > self.toleres:
                yield Problem(scope.at(chemin.path), f"{len(found)} abréviation{'s' if len(found) > 1 else ''}")
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
