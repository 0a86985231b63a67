"""The stay: when, how the patient came and left, in what particular situation."""

import datetime as dt
from enum import StrEnum

from lls_drafter.letter.base import Heure, Impression, LlsModel, Texte, champ
from lls_drafter.letter.reponse import NON_RENSEIGNE, Reponse

_DECRET_1 = "CSP R. 1112-1-2, II 1°"


class Activite(StrEnum):
    """The field of activity; it chooses the QLS grid."""

    MCO = "mco"
    AMBULATOIRE = "ambulatoire"
    HDJ = "hdj"
    SMR = "smr"
    PSY = "psy"
    HAD = "had"


class Situation(StrEnum):
    """A situation that changes what the letter must hold, or who may receive it."""

    DECES = "deces"
    CONTRE_AVIS = "contre_avis"
    FUGUE = "fugue"
    TRANSFERT = "transfert"
    SMR = "smr"
    HAD = "had"
    EHPAD = "ehpad"
    PROTECTION_JURIDIQUE = "protection_juridique"
    DETENU = "detenu"
    SOINS_SANS_CONSENTEMENT = "soins_sans_consentement"
    GROSSESSE = "grossesse"
    ALLAITEMENT = "allaitement"
    NOUVEAU_NE = "nouveau_ne"
    SECRET_IDENTITE = "secret_identite"  # noqa: S105 - a situation of the stay
    PATIENT_ETRANGER = "patient_etranger"


class Modalite(LlsModel):
    """How the patient came or left: a code of the value set, or a free label alone."""

    code: Texte | None = champ(
        None, "Code", "Code du jeu de valeurs (voir `lls_drafter/codes`).", impression=Impression.JAMAIS
    )
    libelle: Texte | None = champ(None, "Libellé", exemple="hospitalisation en urgence")


class Mesure(LlsModel):
    """One measurement at discharge, as text with its unit and date."""

    nom: Texte | None = champ(None, "Mesure", exemple="Poids")
    valeur: Texte | None = champ(None, "Valeur", exemple="62,4")
    unite: Texte | None = champ(None, "Unité", exemple="kg")
    date: dt.date | None = champ(None, "Date")


class ProtectionJuridique(LlsModel):
    """A legal protection measure and the person who carries it."""

    mesure: Texte | None = champ(None, "Mesure", exemple="tutelle")
    porte_sur_la_personne: bool | None = champ(
        None,
        "Porte sur la personne",
        "Oui si la mesure ne concerne pas seulement les biens.",
        source="de mémoire : à vérifier",
    )
    representant: Texte | None = champ(None, "Représentant légal")
    telephone: Texte | None = champ(None, "Téléphone")


class Sejour(LlsModel):
    """The stay of the letter."""

    numero: Texte | None = champ(None, "Numéro de séjour (NDA)", exemple="260012345")
    uf: Texte | None = champ(None, "Unité fonctionnelle", exemple="2143")
    activite: Activite | None = champ(
        None,
        "Champ d'activité",
        "Choisit la grille QLS : mco, ambulatoire, hdj, smr, psy, had.",
        impression=Impression.JAMAIS,
    )
    date_entree: dt.date | None = champ(None, "Date d'entrée", source=_DECRET_1 + " ; QLS 6", exemple="02/03/2026")
    heure_entree: Heure | None = champ(None, "Heure d'entrée", exemple="14:30")
    modalite_entree: Modalite | None = champ(
        None,
        "Modalité d'entrée",
        "Urgences, programmée, transfert…",
        source=_DECRET_1,
        exemple="hospitalisation en urgence",
    )
    date_sortie: dt.date | None = champ(None, "Date de sortie", source=_DECRET_1 + " ; QLS 6", exemple="09/03/2026")
    heure_sortie: Heure | None = champ(None, "Heure de sortie", exemple="15:00")
    modalite_sortie: Modalite | None = champ(
        None,
        "Modalité de sortie",
        "Domicile, SMR, HAD, EHPAD, autre établissement…",
        source=_DECRET_1,
        exemple="retour au domicile",
    )
    destination_sortie: Texte | None = champ(
        None,
        "Destination à la sortie",
        "Lieu précis.",
        source="Fiche HAS QLS à 14 critères, critère 8",
        exemple="domicile, avec sa fille",
    )
    situations: Reponse[tuple[Situation, ...]] = champ(
        NON_RENSEIGNE, "Situations particulières", "« aucun » si rien de particulier.", impression=Impression.JAMAIS
    )
    protection_juridique: ProtectionJuridique | None = champ(None, "Protection juridique")
