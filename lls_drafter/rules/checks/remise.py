"""`remise_faite` and `envoi`: the hand-over and the sendings, planned or done."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.personnes import Praticien, RoleDestinataire
from lls_drafter.letter.remise import Envoi, IssueRemise
from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.scope import Scope, is_filled
from lls_drafter.rules.words import plain

_FAITE = FieldPath.parse("remise_patient.faite")
_WORD = re.compile(r"\w+")
_ENVOIS = FieldPath.parse("envois")


@check("remise_faite")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class HandedOver:
    """The hand-over is recorded as done, on the discharge day, with who did it (QLS 3)."""

    READS: ClassVar[tuple[str, ...]] = ("remise_patient.faite", "sejour.date_sortie")

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report what the record lacks."""
        faite = scope.lettre.remise_patient.faite if scope.lettre.remise_patient is not None else None
        if faite is None or faite.issue is not IssueRemise.REMISE:
            yield Problem(_FAITE.child("issue"))
            return
        if faite.date is None or faite.date != _discharge(scope.lettre):
            yield Problem(_FAITE.child("date"), "pas le jour de la sortie")
        if not is_filled(faite.par):
            yield Problem(_FAITE.child("par"), "par qui ?")


class EtatEnvoi(StrEnum):
    """How far a sending must be."""

    PREVU = "prevu"
    FAIT = "fait"


@check("envoi")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sent:
    """A sending to this role is planned (channel and plan, or done), or done on the discharge day with its channel."""

    READS: ClassVar[tuple[str, ...]] = ("envois", "destinataires", "medecin_traitant.nom", "sejour.date_sortie")

    role: RoleDestinataire
    etat: EtatEnvoi

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report its absence."""
        left = _discharge(scope.lettre)
        if not any(self._enough(sending, left) for sending in sendings_to(scope.lettre, self.role)):
            yield Problem(_ENVOIS)

    def _enough(self, sending: Envoi, left: date | None) -> bool:
        """Tell whether a sending is as far as asked."""
        if sending.canal is None:
            return False
        if self.etat is EtatEnvoi.PREVU:
            return is_filled(sending.prevu) or sending.fait is not None
        return sending.fait is not None and sending.fait.date is not None and sending.fait.date == left


def sendings_to(lettre: Lettre, role: RoleDestinataire) -> Iterator[Envoi]:
    """Give the sendings to a role: named by the role itself, or by the name of who holds it in this letter."""
    names = _names_of(lettre, role)
    for sending in lettre.envois:
        if sending.destinataire is None:
            continue
        target = plain(sending.destinataire)
        if target in (role.value, role.value.replace("_", " ")) or any(_names(name, target) for name in names):
            yield sending


def _names(name: str, target: str) -> bool:
    """Tell whether a sending's addressee bears a name: all its words are there."""
    return set(_WORD.findall(name)) <= set(_WORD.findall(target))


def _names_of(lettre: Lettre, role: RoleDestinataire) -> tuple[str, ...]:
    """Give the names by which a sending may call the holder of a role."""
    found = [to.nom or to.structure for to in lettre.destinataires if to.role is role]
    if role is RoleDestinataire.MEDECIN_TRAITANT and lettre.medecin_traitant is not None:
        found.append(lettre.medecin_traitant.nom)
    if role is RoleDestinataire.PRATICIEN_ADRESSEUR and isinstance(lettre.praticien_adresseur, Praticien):
        found.append(lettre.praticien_adresseur.nom)
    return tuple(plain(name) for name in found if name is not None and is_filled(name))


def _discharge(lettre: Lettre) -> date | None:
    """Give the discharge date."""
    return lettre.sejour.date_sortie if lettre.sejour is not None else None
