"""`posologie_lue`: what the grammar reads in the posology of a discharge drug. Writing only: no dose is judged."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from lls_drafter.letter.paths import FieldPath
from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.drug_conditions import FACTS, Cote
from lls_drafter.rules.regimen import Manque, lacks, rows_with
from lls_drafter.rules.rows import row_of
from lls_drafter.rules.scope import Scope
from lls_drafter.rules.words import plain

_POSOLOGIE = FieldPath.parse("sortie.posologie")
# One of these is what a bare « 1 » counts.
_COUNTED = re.compile(
    r"\b(?:comprimes?|cps?|cpr|gelules?|capsules?|sachets?|suppositoires?|ovules?|patchs?|ampoules?|pastilles?"
    r"|dispositifs?|unidoses?|dosettes?|lyophilisats?|films?|gommes?|implants?)\b"
)
# These are measured: « 5 » may be millilitres, drops, milligrams or units.
_MEASURED = re.compile(
    r"\b(?:solutions?|sirops?|gouttes?|buvables?|suspensions?|injectables?|stylos?|seringues?|flacons?|insulines?"
    r"|poudres?|ml|unites?|ui)\b|/ ?ml\b"
)


class Exigence(StrEnum):
    """What the grammar must read."""

    REPONSE = "reponse"
    DOSE = "dose"
    DOSE_DU_JOUR = "dose_du_jour"
    UNITE = "unite"
    UNITE_SURE = "unite_sure"
    RYTHME = "rythme"


@check("posologie_lue")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PosologyRead:
    """The grammar reads this in the posology of each discharge drug.

    - `reponse`: something else than « ? » or « à préciser »;
    - `dose`: a dose, or what it follows (« selon INR »), or something applied; `dose_du_jour`: a dose in any case;
    - `unite_sure`: no number without its unit, but a small count of what the drug's form names;
    - `unite`: no such count either;
    - `rythme`: when the dose is taken; « x3 » does not say it.
    """

    READS: ClassVar[tuple[str, ...]] = ("volet_medicamenteux",)

    exige: Exigence

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each discharge row, or the row that the rule stands on, that lacks it."""
        for entry in rows_with(scope, _lacking, Manque(self.exige.value)):
            yield Problem(entry.at(_POSOLOGIE), ou=f"Ligne {entry.rang}")


def _lacking(entry: Scope) -> frozenset[StrEnum]:
    """Give what the discharge posology of a row lacks; an empty one is another rule's matter."""
    prescription = row_of(entry.value).sortie
    if prescription is None or not prescription.posologie:
        return frozenset()
    found = lacks(prescription.posologie)
    if Manque.UNITE in found and not _is_counted(entry):
        found = found - {Manque.UNITE} | {Manque.UNITE_SURE}
    return frozenset(found)


def _is_counted(entry: Scope) -> bool:
    """Tell whether a small bare number can only count what the drug comes in.

    The form says it; without any form, a drug with its strength is counted (« furosémide 40 mg, 1 le matin »).
    """
    prescription = row_of(entry.value).sortie
    drug = prescription.medicament if prescription is not None else None
    if drug is None:
        return False
    form = f"{entry.fact(FACTS[Cote.SORTIE]).names.plain} {plain(drug.forme or '')}"
    if _COUNTED.search(form):
        return True
    return _MEASURED.search(form) is None and any(figure.isdigit() for figure in f"{drug.dosage or ''}{drug.libelle}")
