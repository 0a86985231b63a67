"""The register: the hand-over and the sendings as they happened, recorded on a validated letter."""

from datetime import date

from lls_drafter.document.withheld import has_situation
from lls_drafter.errors import DraftStateError, UsageError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.remise import (
    Canal,
    Envoi,
    EnvoiFait,
    IssueRemise,
    RemiseFaite,
    RemisePatient,
)
from lls_drafter.letter.sejour import Situation
from lls_drafter.session.integrity import require_intact


def _require_validated(lettre: Lettre, day: date | None) -> None:
    """Refuse to record an act on a letter that was never validated, or that changed since.

    Raises:
        DraftStateError: the letter is not validated.
        UsageError: the act is dated before the validation.
    """
    if lettre.statut is not Statut.VALIDEE or lettre.validation is None:
        raise DraftStateError(
            "seule une lettre validée se remet ou s'envoie", hint="la valider d'abord avec « lls valider »"
        )
    require_intact(lettre)
    if day is not None and day < lettre.validation.le.date():
        raise UsageError(
            "cet acte est daté d'avant la validation de la lettre : elle n'existait pas encore",
            hint="donner le jour réel de l'acte",
        )


def record_hand_over(lettre: Lettre, act: RemiseFaite) -> Lettre:
    """Record the hand-over; a refusal or an impossibility needs its reason.

    Raises:
        DraftStateError: the letter is not validated, or a successful hand-over is recorded already.
        UsageError: the reason is missing.
    """
    _require_validated(lettre, act.date)
    if has_situation(lettre, Situation.DECES):
        raise DraftStateError(
            "le patient est décédé : la lettre ne lui est pas remise",
            hint="enregistrer les envois avec « lls envoyer »",
        )
    known = lettre.remise_patient or RemisePatient()
    if known.faite is not None and known.faite.issue is IssueRemise.REMISE:
        raise DraftStateError(
            "la remise est déjà enregistrée pour cette version",
            hint="voir la page de trace : « lls rendre --vers trace »",
        )
    if act.issue is not IssueRemise.REMISE and not (act.motif or "").strip():
        raise UsageError("un refus ou une impossibilité de remise demande un motif", hint="ajouter « --motif TEXTE »")
    former = (*known.tentatives, known.faite) if known.faite is not None else known.tentatives
    return lettre.replace(remise_patient=known.replace(faite=act, tentatives=former))


def record_sending(lettre: Lettre, *, destinataire: str, canal: Canal, act: EnvoiFait) -> Lettre:
    """Record one sending: it fulfils the first open plan for this recipient and channel, else it is one more.

    Raises:
        DraftStateError: the letter is not validated.
    """
    _require_validated(lettre, act.date)
    if not destinataire.strip():
        raise UsageError("un envoi a un destinataire", hint="ajouter « --a DESTINATAIRE »")
    plans = list(lettre.envois)
    index = _planned(plans, destinataire, canal)
    if index is None:
        plans.append(Envoi(destinataire=destinataire, canal=canal, fait=act))
    else:
        plans[index] = plans[index].replace(fait=act)
    return lettre.replace(envois=tuple(plans))


def _planned(plans: list[Envoi], destinataire: str, canal: Canal) -> int | None:
    """Find the open plan that this sending fulfils; another channel than planned is another sending."""
    for index, plan in enumerate(plans):
        if plan.fait is None and plan.destinataire == destinataire and plan.canal in (canal, None):
            return index
    return None


def record_line(lettre: Lettre, what: str, detail: str) -> str:
    """Give the one line to paste into the patient's record: document, act, proof; no name."""
    stamp = lettre.validation.empreinte[:19] if lettre.validation else ""
    ident = lettre.identifiant.lettre[:8] if lettre.identifiant else "sans identifiant"
    return f"Lettre de liaison {ident} v{lettre.version} ({stamp}) : {what}. {detail}"
