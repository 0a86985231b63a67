"""The letter itself: `Lettre`, the frozen value that everything else reads."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Discriminator, Tag

from lls_drafter.letter.base import Cle, Impression, LlsModel, Texte, champ
from lls_drafter.letter.personnes import (
    Destinataire,
    Etablissement,
    MedecinTraitant,
    Patient,
    Praticien,
    RenvoiMedecinTraitant,
)
from lls_drafter.letter.remise import (
    Annulation,
    Envoi,
    Justification,
    ListeControle,
    Nature,
    Oppositions,
    Provenance,
    Remarque,
    RemisePatient,
    Validation,
    VersionPrecedente,
    Visibilite,
)
from lls_drafter.letter.reponse import ABSENCE_TAG, NON_RENSEIGNE, VALUE_TAG, Absence, Reponse
from lls_drafter.letter.sejour import Mesure, Sejour
from lls_drafter.letter.suites import ConsignesPatient, ResultatAttendu, SuiteADonner
from lls_drafter.letter.synthese import (
    ActeExamen,
    Allergie,
    DeriveSang,
    DispositifEnPlace,
    DispositifImplantable,
    EvenementIndesirable,
    GrossesseAllaitement,
    Materiel,
    MicroOrganismes,
    Oxygene,
    ProduitSanguin,
    Rubrique,
    TraitementAdministre,
    Vaccination,
)
from lls_drafter.letter.traitements import BilanMedicamenteux, LigneTraitement

FORMAT = 1
"""The format number of the files that this program writes."""

_JAMAIS = Impression.JAMAIS
_TRACE = Impression.TRACE


class Statut(StrEnum):
    """Where the letter stands in its life."""

    BROUILLON = "brouillon"
    A_VALIDER = "a_valider"
    A_CORRIGER = "a_corriger"
    VALIDEE = "validee"
    ANNULEE = "annulee"


class Identifiant(LlsModel):
    """Stable ids: `lettre` changes with each version, `serie` never does."""

    lettre: Texte = champ(..., "Identifiant de cette version", impression=_JAMAIS)
    serie: Texte = champ(..., "Identifiant de la lettre", impression=_JAMAIS)


class Modele(LlsModel):
    """The template that the letter was drafted with."""

    id: Texte = champ(..., "Modèle", exemple="mco_standard", impression=_JAMAIS)
    version: Texte | None = champ(None, "Version du modèle", impression=_JAMAIS)
    empreinte: Texte | None = champ(None, "Empreinte du modèle", impression=_JAMAIS)


def _referrer_state(value: object) -> str:
    """Tell which of its three shapes a raw referrer claims to be."""
    if isinstance(value, str):
        return "~renvoi" if value == RenvoiMedecinTraitant.MEDECIN_TRAITANT else ABSENCE_TAG
    return VALUE_TAG


Adresseur = Annotated[
    Annotated[Absence, Tag(ABSENCE_TAG)]
    | Annotated[RenvoiMedecinTraitant, Tag("~renvoi")]
    | Annotated[Praticien, Tag(VALUE_TAG)],
    Discriminator(_referrer_state),
]
"""The referrer: an `Absence`, « the médecin traitant », or a person."""


class Confidentialite(StrEnum):
    """HL7 confidentiality of the document: normal, restricted, very restricted."""

    N = "N"
    R = "R"
    V = "V"


class Lettre(LlsModel):
    """One discharge letter, complete or not: a draft is incomplete by nature, so nothing clinical is required here."""

    format: Literal[1] = champ(FORMAT, "Format du fichier", impression=_JAMAIS)
    fictive: bool = champ(
        False, "Lettre fictive", "Vraie seulement pour un exemple : aucun patient réel.", impression=_JAMAIS
    )
    identifiant: Identifiant | None = champ(None, "Identifiants", impression=_JAMAIS)
    modele: Modele | None = champ(None, "Modèle", impression=_JAMAIS)
    statut: Statut = champ(Statut.BROUILLON, "Statut", impression=_JAMAIS)
    version: int = champ(1, "Version", ge=1, impression=_JAMAIS)
    nature: Nature | None = champ(None, "Nature de la version", "complement ou correction, à partir de la version 2.")
    versions_precedentes: tuple[VersionPrecedente, ...] = champ(
        (), "Versions précédentes", "De la plus ancienne à la dernière validée."
    )
    changements: tuple[Texte, ...] = champ((), "Changements depuis la version précédente", "Une ligne par changement.")
    validation: Validation | None = champ(None, "Validation", "Écrite par `lls valider`.")
    annulation: Annulation | None = champ(None, "Annulation", impression=_TRACE)
    remarques: tuple[Remarque, ...] = champ((), "Remarques du senior", impression=_JAMAIS)

    etablissement: Etablissement | None = champ(None, "Établissement", source="CSP R. 1112-1-2, II 1°")
    patient: Patient | None = champ(None, "Patient", source="CSP R. 1112-1-2, II 1° ; QLS 5")
    medecin_traitant: MedecinTraitant | None = champ(None, "Médecin traitant", source="CSP R. 1112-1-2, II 1° ; QLS 4")
    praticien_adresseur: Adresseur = champ(
        NON_RENSEIGNE,
        "Praticien adresseur",
        "« aucun », « medecin_traitant » ou son identité.",
        source="CSP R. 1112-1-2, II 1°",
    )
    redacteur: Praticien | None = champ(None, "Rédacteur", "Qui a écrit, s'il n'est pas le signataire.")
    signataire: Praticien | None = champ(
        None, "Signataire", "Le médecin qui répond de la lettre.", source="CSP R. 1112-1-2, II 1° ; QLS 7"
    )
    medecin_responsable: Praticien | None = champ(
        None,
        "Médecin ayant pris en charge le patient",
        "S'il n'est pas le signataire.",
        source="CSP R. 1112-1-2, I et II 1°",
    )
    cosignataires: tuple[Praticien, ...] = champ((), "Cosignataires")
    destinataires: tuple[Destinataire, ...] = champ((), "Destinataires", source="CSP R. 1112-1-2, I")

    sejour: Sejour | None = champ(None, "Séjour", source="CSP R. 1112-1-2, II 1° ; QLS 6")
    date_lettre: date | None = champ(
        None, "Date de la lettre", "Posée par `lls valider`, jamais saisie.", source="QLS 2"
    )

    motif_hospitalisation: Texte | None = champ(
        None,
        "Motif de l'hospitalisation",
        "La raison médicale de la venue, pas le mode d'entrée.",
        source="CSP R. 1112-1-2, II 2° ; QLS 8",
        exemple="Dyspnée aiguë fébrile",
    )
    conclusion: Texte | None = champ(
        None,
        "Diagnostic retenu",
        "Une à trois lignes : c'est la première chose lue.",
        source="CSP R. 1112-1-2, II 3° ; QLS 9",
        exemple="OAP sur fibrillation atriale",
    )
    antecedents: Reponse[Texte] = champ(
        NON_RENSEIGNE, "Antécédents", "Ceux qui comptent pour la suite.", exemple="HTA ; fibrillation atriale (2019)"
    )
    allergies: Reponse[tuple[Allergie, ...]] = champ(
        NON_RENSEIGNE,
        "Allergies et intolérances",
        "« aucun » seulement si la question a été posée.",
        source="CSP R. 1112-1-1 (lettre d'entrée)",
    )
    synthese_medicale: Texte | None = champ(
        None,
        "Synthèse médicale du séjour",
        "Histoire, évolution, traitements reçus. 200 à 3 500 caractères.",
        source="CSP R. 1112-1-2, II 3° ; QLS 9",
    )
    etat_sortie: Texte | None = champ(
        None,
        "État à la sortie",
        "Autonomie, poids, constantes, plaie.",
        source="QLS 9",
        exemple="Eupnéique en air ambiant, poids 62,4 kg",
    )
    mesures_sortie: tuple[Mesure, ...] = champ((), "Mesures à la sortie")
    grossesse_allaitement: GrossesseAllaitement | None = champ(None, "Grossesse, allaitement")
    risques_hospitalisation: Reponse[Texte] = champ(
        NON_RENSEIGNE,
        "Risques liés à l'hospitalisation",
        source="Fiche HAS QLS à 14 critères, critère 11",
        exemple="risque de chute ; déconditionnement",
    )
    evenements_indesirables: Reponse[tuple[EvenementIndesirable, ...]] = champ(
        NON_RENSEIGNE, "Événements indésirables", "Survenus pendant le séjour.", source="CSP R. 1112-1-2, II 3°"
    )
    micro_organismes: MicroOrganismes | None = champ(
        None, "Micro-organismes multirésistants ou émergents", source="CSP R. 1112-1-2, II 3°"
    )
    produits_sanguins: Reponse[tuple[ProduitSanguin, ...]] = champ(
        NON_RENSEIGNE, "Produits sanguins", source="CSP R. 1112-1-2, II 3°"
    )
    derives_du_sang: Reponse[tuple[DeriveSang, ...]] = champ(
        NON_RENSEIGNE, "Dérivés du sang", source="CSP R. 1112-1-2, II 3°"
    )
    dispositifs_implantables: Reponse[tuple[DispositifImplantable, ...]] = champ(
        NON_RENSEIGNE, "Dispositifs médicaux implantables", source="CSP R. 1112-1-2, II 3° ; R. 5212-42"
    )
    actes_examens: Reponse[tuple[ActeExamen, ...]] = champ(
        NON_RENSEIGNE,
        "Actes techniques et examens",
        "Avec leur résultat principal ; « aucun » si rien n'a été fait.",
        source="CSP R. 1112-1-2, II 3° ; QLS 10",
    )
    dispositifs_en_place: Reponse[tuple[DispositifEnPlace, ...]] = champ(
        NON_RENSEIGNE, "Dispositifs en place à la sortie"
    )
    oxygene: Reponse[Oxygene] = champ(NON_RENSEIGNE, "Oxygénothérapie à la sortie")
    materiel_domicile: Reponse[tuple[Materiel, ...]] = champ(NON_RENSEIGNE, "Matériel et services à domicile")
    vaccinations: Reponse[tuple[Vaccination, ...]] = champ(NON_RENSEIGNE, "Vaccinations")
    traitements_administres: Reponse[tuple[TraitementAdministre, ...]] = champ(
        NON_RENSEIGNE, "Traitements administrés et terminés", "Ceux du séjour que le lecteur doit connaître."
    )

    bilan_medicamenteux: BilanMedicamenteux | None = champ(None, "Bilan médicamenteux", source="CSP R. 1112-1-2, II 4°")
    volet_medicamenteux: tuple[LigneTraitement, ...] = champ(
        (),
        "Volet médicamenteux",
        "Tableau en six colonnes, une ligne par médicament.",
        source="CSP R. 1112-1-2, II 4° ; QLS 11",
    )

    resultats_attendus: Reponse[tuple[ResultatAttendu, ...]] = champ(
        NON_RENSEIGNE, "Résultats attendus", source="CSP R. 1112-1-2, II 5°"
    )
    suites_a_donner: Reponse[tuple[SuiteADonner, ...]] = champ(
        NON_RENSEIGNE,
        "Suites à donner",
        "« aucun » si aucune suite particulière.",
        source="CSP R. 1112-1-2, II 6° ; QLS 12",
    )
    consignes_patient: ConsignesPatient | None = champ(None, "Consignes au patient", source="Check-list HAS, point 5")
    volet_social: Reponse[Texte] = champ(
        NON_RENSEIGNE,
        "Suivi médico-social",
        source="CSP R. 1112-1-2, II 6°",
        exemple="infirmière à domicile, portage des repas",
    )
    rubriques: dict[Cle, Rubrique] = champ({}, "Rubriques du service")

    remise_patient: RemisePatient | None = champ(None, "Remise au patient", source="CSP R. 1112-1-2, I ; QLS 3")
    envois: tuple[Envoi, ...] = champ((), "Envois", source="CSP R. 1112-1-2, I ; QLS 4")
    information_dmp: bool | None = champ(
        None,
        "Patient informé de l'alimentation du DMP",
        source="CSP L. 1111-2 ; doctrine Mon espace santé",
        impression=_TRACE,
    )
    oppositions: Oppositions | None = champ(None, "Oppositions du patient", impression=_TRACE)
    visibilite: Visibilite | None = champ(None, "Visibilité dans le DMP", impression=_TRACE)
    confidentialite: Confidentialite | None = champ(None, "Confidentialité du document", impression=_JAMAIS)

    listes: dict[Cle, ListeControle] = champ({}, "Listes de contrôle", impression=_TRACE)
    justifications: tuple[Justification, ...] = champ((), "Justifications", impression=_TRACE)
    provenance: dict[str, Provenance] = champ({}, "Provenance des valeurs", impression=_JAMAIS)
