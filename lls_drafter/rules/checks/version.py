"""`date_lettre` and `version_de_sortie`: when the letter was validated, and which version the indicator judges."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.paths import FieldPath
from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.scope import Scope

_DATE_LETTRE = FieldPath.parse("date_lettre")
_DATE_SORTIE = FieldPath.parse("sejour.date_sortie")
_STATUT = FieldPath.parse("statut")


class ExigenceDate(StrEnum):
    """What is asked of the letter's date."""

    JOUR_DE_VALIDATION = "jour_de_validation"
    PAS_TARDIVE = "pas_tardive"
    SORTIE_PAS_FUTURE = "sortie_pas_future"


@check("date_lettre")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LetterDate:
    """The letter's date against its validation or the discharge day.

    - `jour_de_validation`: it is the day of the recorded validation; without validation there is none (it is
      stamped, never typed).
    - `pas_tardive`: the version of the discharge is not validated after the discharge day (today stands for the
      date of a letter not validated yet).
    - `sortie_pas_future`: a letter is not validated before the discharge day. Before validation, a draft tells of
      a future discharge date and a letter prepared on purpose (`a_valider`) does not.
    """

    READS: ClassVar[tuple[str, ...]] = ("date_lettre", "validation", "versions_precedentes", "sejour.date_sortie")

    exige: ExigenceDate

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report the date when it is wrong."""
        wrong, path = _CHECKS[self.exige](scope.lettre, scope.today)
        if wrong:
            yield Problem(path)


def _not_validation_day(lettre: Lettre, _today: date) -> tuple[bool, FieldPath]:
    """Tell whether the date was typed, moved or lost."""
    stamped = lettre.validation.le.date() if lettre.validation is not None else None
    return lettre.date_lettre != stamped, _DATE_LETTRE


def _late(lettre: Lettre, today: date) -> tuple[bool, FieldPath]:
    """Tell whether the version of the discharge comes, or would come, after the discharge day."""
    left = _discharge(lettre)
    day = judged_day(lettre) or today
    return left is not None and day > left, _DATE_LETTRE


def _too_early(lettre: Lettre, today: date) -> tuple[bool, FieldPath]:
    """Tell whether the discharge lies ahead of a letter that is not openly a preparation."""
    left = _discharge(lettre)
    if left is None or (lettre.date_lettre is None and lettre.statut is Statut.A_VALIDER):
        return False, _DATE_SORTIE
    return left > (judged_day(lettre) or lettre.date_lettre or today), _DATE_SORTIE


_CHECKS = {
    ExigenceDate.JOUR_DE_VALIDATION: _not_validation_day,
    ExigenceDate.PAS_TARDIVE: _late,
    ExigenceDate.SORTIE_PAS_FUTURE: _too_early,
}


class ExigenceVersion(StrEnum):
    """What is asked of the version that the indicator judges."""

    RETROUVEE = "retrouvee"
    DATEE_DU_JOUR = "datee_du_jour"


@check("version_de_sortie")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DischargeVersion:
    """QLS 1: a validated version exists. QLS 2: the version judged is dated on the discharge day."""

    READS: ClassVar[tuple[str, ...]] = ("statut", "date_lettre", "versions_precedentes", "sejour.date_sortie")

    exige: ExigenceVersion

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report the absence of such a version."""
        if self.exige is ExigenceVersion.RETROUVEE:
            if not has_validated_version(scope.lettre):
                yield Problem(_STATUT)
            return
        left, day = _discharge(scope.lettre), judged_day(scope.lettre)
        if left is None or day != left:
            yield Problem(_DATE_LETTRE)


def has_validated_version(lettre: Lettre) -> bool:
    """Tell whether some version of the letter was validated and the letter stands."""
    return lettre.statut is not Statut.ANNULEE and (
        lettre.statut is Statut.VALIDEE or bool(lettre.versions_precedentes)
    )


def judged_day(lettre: Lettre) -> date | None:
    """Give the date of the version that QLS judges, None when no version is validated.

    The last one validated by the end of the discharge day, else the first validated afterwards.
    """
    if not has_validated_version(lettre):
        return None
    days = [earlier.validee_le for earlier in lettre.versions_precedentes if earlier.validee_le is not None]
    if lettre.statut is Statut.VALIDEE and lettre.date_lettre is not None:
        days.append(lettre.date_lettre)
    left = _discharge(lettre)
    in_time = [day for day in days if left is not None and day <= left]
    return max(in_time) if in_time else min(days, default=None)


def _discharge(lettre: Lettre) -> date | None:
    """Give the discharge date."""
    return lettre.sejour.date_sortie if lettre.sejour is not None else None
