"""Check-lists that a person ticks: the verdict of each line, and the answers that the letter suggests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.remise import OuiNonNa
from lls_drafter.rules.model import Checklist, Demande, Finding, Item, ItemResult, Verdict
from lls_drafter.rules.scope import Scope


@dataclass(frozen=True, slots=True)
class Proposition:
    """An answer that the letter suggests for a line, and why. Shown, never ticked without a person."""

    reponse: OuiNonNa
    raison: str


def proposals(checklist: Checklist, lettre: Lettre, *, today: date | None = None) -> Mapping[str, Proposition]:
    """Give the suggested answers, by the key of the line (`demande.cle`); lines without suggestion are left out.

    Args:
        checklist: the list to tick.
        lettre: what suggests.
        today: the day; the discharge day when not given.
    """
    scope = Scope(lettre, today or (lettre.sejour.date_sortie if lettre.sejour is not None else None) or date.max)
    found = {}
    for item in checklist.items:
        if item.demande is not None:
            proposition = _proposition(item.demande, scope)
            if proposition is not None:
                found[item.demande.cle] = proposition
    return found


def answer_item(item: Item, demande: Demande, liste: str, scope: Scope) -> ItemResult:
    """Give the result of a line: as ticked, or still to tick (with the suggestion as the reason)."""
    path = FieldPath(("listes", liste, "reponses", demande.cle))
    ticked = scope.lettre.listes.get(liste)
    answer = ticked.reponses.get(demande.cle) if ticked is not None else None
    if answer is None or answer.reponse is None:
        proposition = _proposition(demande, scope)
        reason = f"proposition : « {proposition.reponse.value} » ({proposition.raison})" if proposition else "à cocher"
        return ItemResult(item, Verdict.A_FAIRE, reason)
    if answer.reponse is OuiNonNa.OUI:
        return ItemResult(item, Verdict.CONFORME)
    if answer.reponse is OuiNonNa.NA and demande.na_permis:
        return ItemResult(item, Verdict.NON_APPLICABLE, "coché « sans objet »")
    if answer.reponse is OuiNonNa.NA:
        message, correction = "Ce point n'admet pas « sans objet ».", "Répondre oui ou non."
    elif demande.rattrapable:
        message, correction = item.message, item.correction
    else:
        message = item.message
        correction = "Ne se rattrape plus à la sortie : le noter, et prévenir qui suit le patient."
    finding = Finding(
        regle=item.id, niveau=item.niveau, chemin=path, message=message, source=item.source, correction=correction,
        certitude=item.certitude, justifiable=item.justifiable,
    )  # fmt: skip
    return ItemResult(item, Verdict.NON_CONFORME, message, (finding,))


def _proposition(demande: Demande, scope: Scope) -> Proposition | None:
    """Give the first suggestion whose condition holds."""
    for one in demande.propose:
        if one.quand.holds(scope):
            return Proposition(OuiNonNa(one.reponse), one.raison)
    return None
