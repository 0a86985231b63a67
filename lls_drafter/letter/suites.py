"""What comes after the stay: pending results, follow-up, instructions to the patient."""

import datetime as dt
from enum import StrEnum

from lls_drafter.letter.base import LlsModel, Texte, champ

_DECRET_5 = "CSP R. 1112-1-2, II 5°"
_DECRET_6 = "CSP R. 1112-1-2, II 6° ; QLS 12"


class ResultatAttendu(LlsModel):
    """One result that was not there when the letter was written."""

    examen: Texte | None = champ(None, "Examen", source=_DECRET_5, exemple="hémocultures du 04/03/2026")
    attendu_le: dt.date | None = champ(None, "Attendu le")
    responsable: Texte | None = champ(
        None,
        "Qui le suit",
        source="domaine : résultat sans responsable = résultat perdu",
        exemple="Dr Keller, cardiologie",
    )
    transmission: Texte | None = champ(
        None, "Comment il sera transmis", exemple="messagerie sécurisée au médecin traitant"
    )
    patient_informe: bool | None = champ(None, "Patient informé")
    recu_le: dt.date | None = champ(None, "Reçu le")
    resultat: Texte | None = champ(None, "Résultat reçu")


class EtatSuite(StrEnum):
    """Whether an action is arranged, and by whom it must be. Source: HAS check-list, item 6."""

    PRIS = "pris"
    A_PRENDRE_PAR_LE_PATIENT = "a_prendre_par_le_patient"
    A_PROGRAMMER_PAR_LE_SERVICE = "a_programmer_par_le_service"
    FAIT = "fait"


class SuiteADonner(LlsModel):
    """One action of the follow-up plan: what, who, when, and whether it is arranged."""

    action: Texte | None = champ(None, "Quoi", source=_DECRET_6, exemple="consultation de cardiologie")
    qui: Texte | None = champ(None, "Qui", source=_DECRET_6, exemple="Dr Meyer")
    quand: Texte | None = champ(
        None, "Quand", "Délai ou condition, en clair.", source=_DECRET_6, exemple="dans 3 semaines"
    )
    date: dt.date | None = champ(None, "Date, si elle est fixée")
    etat: EtatSuite | None = champ(
        None,
        "État",
        "pris, à prendre par le patient, à programmer par le service, fait.",
        source="Check-list HAS, point 6",
    )
    precision: Texte | None = champ(None, "Précision", exemple="apporter l'ECG")


class ConsignesPatient(LlsModel):
    """What the patient must know: warning signs, and whom to call."""

    signes_alerte: Texte | None = champ(
        None, "Signes d'alerte", source="Check-list HAS, point 5", exemple="prise de 2 kg en 3 jours, essoufflement"
    )
    contact: Texte | None = champ(
        None, "Qui appeler", source="Check-list HAS, point 5", exemple="service de cardiologie, 03 00 00 00 00"
    )
    conseils: Texte | None = champ(None, "Conseils", exemple="régime peu salé, pesée quotidienne")
