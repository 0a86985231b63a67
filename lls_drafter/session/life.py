"""The life of a letter: submit, send back, validate, cancel, begin a later version.

Validation is declarative (who says so, when, from which account), never an electronic signature.
Source: `docs/guide/vie-de-la-lettre.md`, CSP R. 1112-1-2 I.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lls_drafter.errors import DraftStateError
from lls_drafter.letter.lettre import Identifiant, Lettre, Statut
from lls_drafter.letter.personnes import Praticien
from lls_drafter.letter.remise import Annulation, Justification, Nature, Remarque, Validation, VersionPrecedente
from lls_drafter.letter_files.fingerprint import fingerprint
from lls_drafter.session.changes import describe_changes
from lls_drafter.session.sources import Clock, Ids

if TYPE_CHECKING:
    from lls_drafter.rules.model import Finding

_OPEN = (Statut.BROUILLON, Statut.A_VALIDER, Statut.A_CORRIGER)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A validation that cannot be: the bloquant findings that are left."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Signing:
    """Who validates: name as printed, computer account, and the doctor on whose delegation an intern does."""

    par: str
    compte: str
    par_delegation_de: str | None = None


def is_open(lettre: Lettre) -> bool:
    """Tell whether the content of a letter may still change: neither validated nor cancelled."""
    return lettre.statut in _OPEN


def require_open(lettre: Lettre) -> None:
    """Refuse to change a frozen or cancelled letter.

    Raises:
        DraftStateError: the letter is validated or cancelled.
    """
    if lettre.statut is Statut.VALIDEE:
        raise DraftStateError(
            f"cette lettre est validée (version {lettre.version}) : son contenu ne change plus",
            hint="une correction ou un complément est une nouvelle version : « lls reviser »",
        )
    if lettre.statut is Statut.ANNULEE:
        raise DraftStateError("cette lettre est annulée", hint="commencer une autre lettre avec « lls nouvelle »")


def validate_letter(
    lettre: Lettre,
    *,
    signing: Signing,
    clock: Clock,
    justifications: tuple[Justification, ...] = (),
    previous: Lettre | None = None,
) -> Lettre | Refusal:
    """Stamp the date of the day, freeze the content by its fingerprint; or give what prevents it.

    Args:
        lettre: an open letter.
        signing: who validates.
        clock: the date and the moment come from it, never from a person.
        justifications: added to those of the letter.
        previous: the version before this one, to list the changes.

    Raises:
        DraftStateError: the letter is not open.
    """
    require_open(lettre)
    now = clock.now()
    changements = describe_changes(previous, lettre) if previous is not None else lettre.changements
    stamped = lettre.replace(
        statut=Statut.VALIDEE,
        date_lettre=now.date(),
        changements=changements,
        justifications=(*lettre.justifications, *justifications),
    )
    validation = Validation(
        par=signing.par,
        compte=signing.compte,
        le=now,
        empreinte=fingerprint(stamped),
        par_delegation_de=signing.par_delegation_de,
    )
    candidate = stamped.replace(validation=validation, remarques=())
    from lls_drafter.session.evaluate import evaluate_letter  # noqa: PLC0415 - a letter opens without the rules

    left = evaluate_letter(candidate, today=now.date()).blocking
    return Refusal(left) if left else candidate


def submit(lettre: Lettre) -> Lettre:
    """Hand the letter to the person who validates."""
    require_open(lettre)
    return lettre.replace(statut=Statut.A_VALIDER)


def send_back(lettre: Lettre, *, remarque: str, par: str, clock: Clock) -> Lettre:
    """Give the letter back to its writer with a remark."""
    if lettre.statut is not Statut.A_VALIDER:
        raise DraftStateError(
            "seule une lettre « à valider » peut être renvoyée à corriger", hint="voir « lls statut »"
        )
    remark = Remarque(texte=remarque, par=par, le=clock.now())
    return lettre.replace(statut=Statut.A_CORRIGER, remarques=(*lettre.remarques, remark))


def back_to_draft(lettre: Lettre) -> Lettre:
    """Take an open letter back to the state of a draft."""
    require_open(lettre)
    return lettre.replace(statut=Statut.BROUILLON)


def cancel(lettre: Lettre, *, motif: str, par: str, clock: Clock) -> Lettre:
    """Cancel a letter (wrong patient, exit cancelled), keeping all of it.

    Raises:
        DraftStateError: it is cancelled already.
    """
    if lettre.statut is Statut.ANNULEE:
        raise DraftStateError("cette lettre est déjà annulée")
    return lettre.replace(statut=Statut.ANNULEE, annulation=Annulation(motif=motif, par=par, le=clock.now()))


def next_version(lettre: Lettre, *, nature: Nature, ids: Ids) -> Lettre:
    """Begin version n + 1 of a validated letter: same content and recipients, nothing handed over nor sent yet.

    Raises:
        DraftStateError: the letter is not validated.
    """
    if lettre.statut is not Statut.VALIDEE or lettre.validation is None:
        raise DraftStateError(
            "seule une lettre validée a une version suivante", hint="modifier celle-ci avec « lls ouvrir »"
        )
    former = VersionPrecedente(
        version=lettre.version,
        validee_le=lettre.validation.le.date(),
        empreinte=lettre.validation.empreinte,
        lettre=lettre.identifiant.lettre if lettre.identifiant else None,
        remise=lettre.remise_patient.faite if lettre.remise_patient else None,
        envois=tuple(item for item in lettre.envois if item.fait is not None),
    )
    identifiant = Identifiant(lettre=ids.new(), serie=lettre.identifiant.serie if lettre.identifiant else ids.new())
    hand_over = lettre.remise_patient.replace(faite=None, tentatives=()) if lettre.remise_patient else None
    return lettre.replace(
        identifiant=identifiant,
        statut=Statut.BROUILLON,
        version=lettre.version + 1,
        nature=nature,
        versions_precedentes=(*lettre.versions_precedentes, former),
        changements=(),
        validation=None,
        date_lettre=None,
        remise_patient=hand_over,
        envois=tuple(item.replace(fait=None) for item in lettre.envois),
    )


def printed_name(person: Praticien | None) -> str:
    """Give « Dr Anne KELLER », as much of it as is known."""
    if person is None:
        return ""
    return " ".join(part for part in (person.civilite, person.prenom, person.nom) if part)
