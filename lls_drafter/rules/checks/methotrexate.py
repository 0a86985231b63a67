"""`methotrexate_oral`: the weekly drug that kills when it is taken daily."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.traitements import Prescription
from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.drug_conditions import FACTS, Cote, named_rows
from lls_drafter.rules.regimen import is_weekly, regimen, schemas
from lls_drafter.rules.rows import row_of
from lls_drafter.rules.scope import Scope
from lls_drafter.rules.words import Words, plain, words_of

_INJECTED = re.compile(r"\b(?:sous-cutane\w*|sc|s\.c|intra\w*|im|iv|inject\w*|seringue\w*|stylo\w*|perfusion\w*)\b")
_WEEKLY = re.compile(
    r"\b(?:1|une?|en une) (?:seule )?(?:fois|prise) (?:unique )?(?:par|/) ?semaine\b|\bhebdomadaire\w*\b"
)
_DAY = re.compile(r"\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b")
_DAILY = re.compile(
    r"par jour|/ ?j(?:our)?\b|\bquotidien\w*|\btous les jours\b|\bchaque jour\b|\b\d+ ?[-–] ?\d+ ?[-–] ?\d+\b"
    r"|\bmatin,? (?:midi )?et soir\b|\b[2-7] fois (?:par|/) ?semaine\b"
)


@check("methotrexate_oral")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WeeklyMethotrexate:
    """Oral methotrexate says « 1 fois par SEMAINE » and one day of the week, and nothing that reads as daily.

    `noms` are the names that it bears. A row without any sign of an injection is taken as oral. Read as daily: words
    of daily takes, and any regimen that the grammar does not read as exactly one take a week.
    """

    READS: ClassVar[tuple[str, ...]] = ("volet_medicamenteux",)

    cote: Cote
    noms: tuple[str, ...]
    words: Words = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Prepare the names once."""
        object.__setattr__(self, "words", words_of(self.noms))

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report what the posology of each row, or of the row that the rule stands on, lacks."""
        for entry in named_rows(scope, self.cote, self.words):
            yield from self._lacking(entry)

    def _lacking(self, scope: Scope) -> Iterator[Problem]:
        """Report what the posology of a row lacks."""
        facts = scope.fact(FACTS[self.cote])
        row = row_of(scope.value)
        prescription = row.sortie if self.cote is Cote.SORTIE else row.avant
        if prescription is None or _is_injected(prescription, facts.names.plain):
            return
        place, rank = scope.at(FieldPath((self.cote.value, "posologie"))), f"Ligne {scope.rang}"
        text = facts.posologie.plain
        read = list(schemas(regimen(prescription.posologie or "")))
        if _DAILY.search(text) or not all(is_weekly(schema) for schema in read):
            yield Problem(place, "peut se lire comme une prise quotidienne", rank)
        if not _WEEKLY.search(text):
            yield Problem(place, "« 1 fois par SEMAINE » manque", rank)
        if len(set(_DAY.findall(text))) != 1:
            yield Problem(place, "un jour de la semaine, et un seul, est attendu", rank)


def _is_injected(prescription: Prescription, names: str) -> bool:
    """Tell whether the row says that the drug is injected."""
    form = prescription.medicament.forme if prescription.medicament is not None else None
    return bool(_INJECTED.search(" ".join((names, plain(form or ""), plain(prescription.voie or "")))))
