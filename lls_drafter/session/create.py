"""Begin a letter: ids, template, and all that the settings of the seat already know."""

from datetime import datetime

from lls_drafter.letter.lettre import Identifiant, Lettre, Modele
from lls_drafter.letter.personnes import Destinataire, RoleDestinataire
from lls_drafter.letter.remise import BeneficiaireRemise, Envoi, Provenance, RemisePatient, RemisePrevue
from lls_drafter.letter.sejour import Sejour
from lls_drafter.session.sources import Clock, Ids
from lls_drafter.settings import PlanDiffusion, Settings

DEFAULT_TEMPLATE = "mco_standard"


def new_letter(settings: Settings, *, clock: Clock, ids: Ids, modele: Modele) -> Lettre:
    """Give an empty letter prefilled from the settings; each prefilled value says so in `provenance`."""
    filled: dict[str, object] = {}
    if settings.etablissement is not None:
        filled["etablissement"] = settings.etablissement
    if settings.signataires:
        filled["signataire"] = settings.signataires[0]
    if settings.redacteur is not None:
        filled["redacteur"] = settings.redacteur
    if settings.activite is not None:
        filled["sejour"] = Sejour(activite=settings.activite)
    if settings.diffusion is not None:
        filled |= _planned(settings.diffusion)
    return Lettre.model_validate(
        {
            "identifiant": Identifiant(lettre=ids.new(), serie=ids.new()),
            "modele": modele,
            **filled,
            "provenance": _provenance(filled, clock.now()),
        }
    )


def _planned(plan: PlanDiffusion) -> dict[str, object]:
    """Copy the usual plan of hand-over and sendings into a letter, with the recipients that it names."""
    sendings = tuple(Envoi(destinataire=item.destinataire, canal=item.canal, prevu=item.prevu) for item in plan.envois)
    roles = {RoleDestinataire(item.destinataire) for item in plan.envois if item.destinataire in set(RoleDestinataire)}
    return {
        "remise_patient": RemisePatient(prevue=plan.remise or RemisePrevue(a=BeneficiaireRemise.PATIENT)),
        "envois": sendings,
        "destinataires": tuple(Destinataire(role=role) for role in RoleDestinataire if role in roles),
    }


def _provenance(filled: dict[str, object], now: datetime) -> dict[str, Provenance]:
    """Say that these fields come from the settings."""
    names = {"sejour": "sejour.activite", "remise_patient": "remise_patient.prevue"}
    return {names.get(name, name): Provenance(source="reglages", le=now) for name in filled}
