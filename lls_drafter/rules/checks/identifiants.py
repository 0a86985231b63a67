"""`cle_ins`, `cle_rpps`, `cle_finess`, `coherence_ins`: wrong keys and meanings (shape is the model's matter)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from lls_drafter.letter import identifiants
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.personnes import Patient
from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.scope import Chemin, Scope

_MATRICULE = FieldPath.parse("patient.ins.matricule")
_PRODUCTION = frozenset({identifiants.NatureIns.NIR.value, identifiants.NatureIns.NIA.value})


@check("cle_ins")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class InsKey:
    """The key of the INS number is right; looks at production OIDs, or (`production: false`) at all others."""

    READS: ClassVar[tuple[str, ...]] = ("patient.ins",)

    production: bool

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report a wrong key."""
        patient = scope.lettre.patient
        if patient is None or patient.ins is None or not patient.ins.matricule:
            return
        on_production = (patient.ins.oid or "").strip() in _PRODUCTION
        if on_production is self.production and not identifiants.ins_key_ok(patient.ins.matricule):
            yield Problem(_MATRICULE)


@check("cle_rpps")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RppsKey:
    """The key of an RPPS number is right."""

    chemin: Chemin

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report a wrong key."""
        value = self.chemin.read(scope.value)
        if isinstance(value, str) and value and not identifiants.rpps_key_ok(value):
            yield Problem(scope.at(self.chemin.path))


@check("cle_finess")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FinessKey:
    """The key of a FINESS number is right; nothing is said of Corsica, whose rule is not verified."""

    chemin: Chemin

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report a wrong key."""
        value = self.chemin.read(scope.value)
        if isinstance(value, str) and value and identifiants.finess_key_ok(value) is False:
            yield Problem(scope.at(self.chemin.path))


@check("coherence_ins")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class InsConsistency:
    """The digits of the INS number agree with the traits that they encode."""

    READS: ClassVar[tuple[str, ...]] = (
        "patient.ins",
        "patient.sexe",
        "patient.date_naissance",
        "patient.lieu_naissance",
    )

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report how many disagree."""
        patient = scope.lettre.patient
        if patient is not None and patient.ins is not None and patient.ins.matricule:
            remarks = _remarks(patient, patient.ins.matricule)
            if remarks:
                yield Problem(_MATRICULE, f"{len(remarks)} discordance{'s' if len(remarks) > 1 else ''}")


def _remarks(patient: Patient, matricule: str) -> tuple[str, ...]:
    """Give what disagrees."""
    place = patient.lieu_naissance.code if patient.lieu_naissance is not None else None
    return identifiants.ins_consistency(matricule, patient.sexe, patient.date_naissance, place)
