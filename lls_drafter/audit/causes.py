"""Where the failures of a criterion gather: hypotheses to look into, never explanations, never an author."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lls_drafter.audit.groups import LABELS, Dimension, hidden_labels
from lls_drafter.audit.model import CONFORME, NON_CONFORME, Critere, Grille, Jugement
from lls_drafter.audit.statistics import LEAST
from lls_drafter.document.coverage import name_of
from lls_drafter.letter.paths import FieldPath

_FEWEST: Final = 5  # failures: fewer would point at one ward's week
_HALF: Final = 0.5
_EXCESS: Final = 0.15
_OF: Final[Mapping[Dimension, str]] = {
    Dimension.MODELE: "sont des lettres du modèle « {} »",
    Dimension.UNITE: "sont des lettres de l'unité « {} »",
    Dimension.REDACTION: "sont des lettres rédigées par : {}",
}
_ROLES: Final[Mapping[str, str]] = {
    "signataire": "le signataire",
    "interne": "un interne",
    "autre_redacteur": "un autre rédacteur",
}
TEMPLATE_FAULT: Final = "0 % sur un échantillon entier : hypothèse d'un défaut de gabarit"
ACT_FAULT: Final = "0 % sur un échantillon entier : hypothèse d'un acte que personne n'enregistre"
EITHER_FAULT: Final = f"{TEMPLATE_FAULT}, ou d'un acte que personne n'enregistre"
"""Where it is not known which element is missing."""
_ACTS: Final = ("date_lettre", "envois", "remise_patient", "validation")
"""Fields that an act of the day fills, not a template."""


@dataclass(frozen=True, slots=True)
class Cause:
    """The failures of one criterion, and what they have in common, as French sentences without final stop."""

    critere: Critere
    echecs: int
    hypotheses: tuple[str, ...]


def causes_of(found: Sequence[Jugement], grilles: Mapping[str, Grille], gate: int | None) -> tuple[Cause, ...]:
    """Give the criteria that fail among the letters found, most failures first.

    Args:
        found: the letters that have a validated version.
        grilles: their grids by digest.
        gate: the rank of « retrouvée », which the letters found all satisfy.
    """
    by_criterion: dict[str, tuple[Critere, list[Jugement], int]] = {}
    for one in found:
        for rank, critere in enumerate(grilles[one.grille].criteres):
            if rank == gate:
                continue
            known, failed, satisfied = by_criterion.get(critere.id, (critere, [], 0))
            if one.verdicts[rank] == NON_CONFORME:
                failed.append(one)
            by_criterion[critere.id] = (known, failed, satisfied + (one.verdicts[rank] == CONFORME))
    made = [
        Cause(critere, len(failed), tuple(_hypotheses(critere, failed, satisfied, found, grilles)))
        for critere, failed, satisfied in by_criterion.values()
        if failed
    ]
    return tuple(sorted(made, key=lambda one: (-one.echecs, one.critere.id)))


def _hypotheses(
    critere: Critere,
    failed: Sequence[Jugement],
    satisfied: int,
    found: Sequence[Jugement],
    grilles: Mapping[str, Grille],
) -> list[str]:
    """Give what the failures of one criterion have in common; nothing when they are few."""
    if len(failed) < _FEWEST:
        return []
    fields = Counter(
        lack.champ for one in failed for lack in one.manques if grilles[one.grille].criteres[lack.rang].id == critere.id
    )
    first_field = min(fields, key=lambda one: (-fields[one], one), default="")
    said = []
    if satisfied == 0 and len(failed) >= LEAST:
        known = ACT_FAULT if first_field.startswith(_ACTS) else TEMPLATE_FAULT
        said.append(known if first_field else EITHER_FAULT)
    for dimension, words in _OF.items():
        label = LABELS[dimension]
        letters = Counter(map(label, found))
        failures = Counter(map(label, failed))
        first = min(failures, key=lambda name: (-failures[name], name))
        share, usual = failures[first] / len(failed), letters[first] / len(found)
        if share >= _HALF and share >= usual + _EXCESS and first not in hidden_labels(letters):
            where = words.format(_ROLES.get(first, first) if dimension is Dimension.REDACTION else first)
            said.append(
                f"{failures[first]} des {len(failed)} échecs {where} ({letters[first]} des {len(found)} lettres)"
            )
    if fields.total() >= _HALF * len(failed):  # extracts and readings by hand do not say which
        often = f"{fields[first_field]} sur {len(failed)}"
        said.append(f"élément en défaut le plus fréquent : {_words(first_field)} ({first_field}), {often}")
    return said


def _words(field: str) -> str:
    """Give a field's name in French; that of its list for a row's field, whose address has lost the row."""
    for address in (field, field.partition(".")[0]):
        try:
            return name_of(FieldPath.parse(address))
        except KeyError:
            continue
    return field
