"""What surrounds one letter in one conversation, gathered once from the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lls_drafter.letter.plan import Plan
from lls_drafter.wizard.steps import Context
from lls_drafter.wizard.steps.identity import CONFIRMATION

if TYPE_CHECKING:
    from lls_drafter.wizard.ports import WizardPort


def context_of(port: WizardPort, *, lean: bool = False) -> Context:
    """Give the context of a conversation; an identity that is already there has to be confirmed first.

    One that an interrupted conversation left unconfirmed is asked again: `state.place_kept` kept that place.

    Args:
        port: the letter and its seat.
        lean: leave out what must be read first, the template's plan and the check-list: the screen is drawn without.
    """
    checklist = None if lean else port.liste_sortie
    patient = port.lettre.patient
    return Context(
        today=port.today,
        correspondants=tuple(port.correspondants),
        signataires=tuple(port.signataires),
        plan=Plan() if lean else port.plan or Plan(),
        liste_id=checklist.id if checklist is not None else "",
        liste=tuple(item for item in checklist.items if item.demande is not None) if checklist is not None else (),
        proposals=port.proposals,
        search_codes=port.search_codes,
        read_drug=port.read_drug,
        search_drugs=port.search_drugs,
        confirm_identity=patient is not None
        and bool(patient.nom_naissance)
        and port.position in (None, CONFIRMATION)
        and not port.sections,
        sections=port.sections,
    )
