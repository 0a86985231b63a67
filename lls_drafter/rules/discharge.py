"""Which version of a letter the QLS indicator judges: the one that the patient left with."""

from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.remise import RemisePatient


def discharge_version(lettre: Lettre, frozen: tuple[Lettre, ...]) -> Lettre:
    """Give the version that QLS judges: the last one validated by the end of the discharge day, else the first after.

    It is given with the acts recorded for it: those of the current file for the current version, else
    those kept in `versions_precedentes`.
    """
    leaving = lettre.sejour.date_sortie if lettre.sejour else None
    dated = [letter for letter in frozen if letter.validation is not None and letter.version != lettre.version]
    if lettre.statut is Statut.VALIDEE and lettre.validation is not None:
        dated.append(lettre)
    if not dated:
        return lettre
    on_time = [
        d for d in dated if leaving is not None and d.validation is not None and d.validation.le.date() <= leaving
    ]
    chosen = on_time[-1] if on_time else dated[0]
    if chosen.version == lettre.version:
        return chosen
    former = next((item for item in lettre.versions_precedentes if item.version == chosen.version), None)
    hand_over = (chosen.remise_patient or RemisePatient()).replace(faite=former.remise if former else None)
    return chosen.replace(remise_patient=hand_over, envois=former.envois if former else ())
