"""What one letter tells of its own circuit: validated, handed over, sent, how many days after the discharge.

No date and no words come out: only numbers of days, channels and what the patient opposes. Equal acts are one object,
so that many letters weigh little and travel lightly between processes.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from lls_drafter.audit.model import Actes
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import RoleDestinataire
from lls_drafter.letter.remise import IssueRemise, Oppositions, RemiseFaite
from lls_drafter.letter.sejour import Situation
from lls_drafter.rules.checks.remise import sendings_to

OPPOSITIONS = tuple(Oppositions.model_fields)
"""What a patient may oppose, by the field's name."""

_ROLES = frozenset(one.value for one in RoleDestinataire)
_one = lru_cache(maxsize=10_000)(Actes)


def acts_of(lettre: Lettre) -> Actes | None:
    """Give the acts of the version that QLS judges; None without a discharge date, from which days are counted."""
    left = lettre.sejour.date_sortie if lettre.sejour else None
    if left is None:
        return None
    act = lettre.remise_patient.faite if lettre.remise_patient else None
    issue = act.issue if act else None
    opposed = tuple(_opposed(lettre.oppositions))
    return _one(
        validation=_days(lettre.validation.le.date(), left) if lettre.validation else None,
        remise=_days(act.date, left) if act and issue is IssueRemise.REMISE else None,
        envoi=_first_sending(lettre, left),
        remise_due=not _is_excused(act),
        envoi_du=_is_sending_due(lettre, opposed),
        refus=issue is IssueRemise.REFUSEE,
        canaux=tuple(sorted({one.canal.value for one in lettre.envois if one.fait and one.canal})),
        oppositions=opposed,
    )


def _days(day: date | None, left: date) -> int | None:
    """Give the days after the discharge, below 0 before it."""
    return None if day is None else (day - left).days


def _first_sending(lettre: Lettre, left: date) -> int | None:
    """Give the day of the first dated sending to the médecin traitant."""
    done = [one for one in lettre.envois if one.fait]
    if all(one.destinataire in _ROLES for one in done):  # nobody to recognise by name, which takes time
        sent = [one for one in done if one.destinataire == RoleDestinataire.MEDECIN_TRAITANT]
    else:
        sent = [one for one in sendings_to(lettre, RoleDestinataire.MEDECIN_TRAITANT) if one.fait]
    days = ((one.fait.date - left).days for one in sent if one.fait and one.fait.date)
    return min(days, default=None)


def _is_excused(act: RemiseFaite | None) -> bool:
    """Tell whether the letter could not be handed over: refused, or impossible with its reason."""
    if act is None:
        return False
    return act.issue is IssueRemise.REFUSEE or (act.issue is IssueRemise.IMPOSSIBLE and bool((act.motif or "").strip()))


def _is_sending_due(lettre: Lettre, opposed: tuple[str, ...]) -> bool:
    """Tell whether a médecin traitant is to receive the letter, as QLS 4 says « si applicable »."""
    nobody = lettre.medecin_traitant is not None and lettre.medecin_traitant.aucun is not None
    situations = lettre.sejour.situations if lettre.sejour else ()
    secret = isinstance(situations, tuple) and Situation.SECRET_IDENTITE in situations
    return not nobody and not secret and "medecin_traitant" not in opposed


def _opposed(oppositions: Oppositions | None) -> Iterator[str]:
    """Give what the patient opposes."""
    for name in OPPOSITIONS if oppositions is not None else ():
        answer = getattr(oppositions, name)
        if answer is not None and answer.opposition:
            yield name
