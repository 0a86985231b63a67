"""The people and places of a letter: patient, doctors, hospital, recipients."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator

from lls_drafter.letter import identifiants
from lls_drafter.letter.base import Impression, LlsModel, Texte, champ
from lls_drafter.letter.reponse import NON_RENSEIGNE, Reponse
from lls_drafter.letter.text import fold

_RNIV = "RNIV et référentiel INS (guide v3.0), traits d'identité"
_DECRET_1 = "CSP R. 1112-1-2, II 1°"


def _shape(check: Callable[[str], str | None]) -> AfterValidator:
    """Make a validator of a shape check that gives a French sentence or None."""

    def validate(text: str) -> str:
        problem = check(text)
        if problem is not None:
            raise ValueError(problem)
        return text

    return AfterValidator(validate)


TraitIns = Annotated[Texte, _shape(identifiants.ins_trait_error)]
MatriculeIns = Annotated[Texte, _shape(identifiants.ins_shape_error)]
Rpps = Annotated[Texte, _shape(identifiants.rpps_shape_error)]
Finess = Annotated[Texte, _shape(identifiants.finess_shape_error)]


class Sexe(StrEnum):
    """The INS trait: feminine, masculine, undetermined."""

    F = "F"
    M = "M"
    I = "I"  # noqa: E741 - the official code of an undetermined sex


class StatutIns(StrEnum):
    """Status of the identity. Source: référentiel INS; only `qualifiee` allows matricule and OID to leave."""

    PROVISOIRE = "provisoire"
    RECUPEREE = "recuperee"
    VALIDEE = "validee"
    QUALIFIEE = "qualifiee"


class Lieu(LlsModel):
    """A place of birth: COG code (5 characters) and label."""

    code: Texte | None = champ(
        None,
        "Code officiel géographique",
        "Code INSEE de la commune ou du pays, 5 caractères.",
        exemple="67482",
        max_length=5,
    )
    libelle: Texte | None = champ(None, "Nom de la commune ou du pays", exemple="STRASBOURG")


class IdentiteIns(LlsModel):
    """The national health identity: number, OID and status."""

    matricule: MatriculeIns | None = champ(
        None,
        "Matricule INS",
        "15 caractères, clé comprise. Jamais imprimé si l'identité n'est pas qualifiée.",
        source=_RNIV,
    )
    oid: Texte | None = champ(None, "OID du matricule", "Dit s'il s'agit d'un NIR, d'un NIA ou d'un numéro de test.")
    statut: StatutIns | None = champ(
        None,
        "Statut de l'identité",
        "« qualifiée » seulement par import ou datamatrix, jamais au clavier.",
        source=_RNIV,
    )


class PersonneConfiance(LlsModel):
    """The person of trust that the patient designated."""

    nom: Texte | None = champ(None, "Nom et prénom", exemple="Paul DURAND")
    lien: Texte | None = champ(None, "Lien avec le patient", exemple="fils")
    telephone: Texte | None = champ(None, "Téléphone")


class Patient(LlsModel):
    """The patient: the five INS traits, the names in use, the identifiers and contacts."""

    nom_naissance: TraitIns | None = champ(
        None,
        "Nom de naissance",
        "En capitales, sans accent ; tiret et apostrophe admis.",
        source=_DECRET_1 + " ; QLS 5",
        exemple="MARTIN",
    )
    prenoms_naissance: tuple[TraitIns, ...] = champ(
        (),
        "Prénoms de naissance",
        "Tous, dans l'ordre de l'état civil.",
        source=_DECRET_1 + " ; QLS 5",
        exemple="JEANNE, MARIE",
    )
    nom_utilise: Texte | None = champ(
        None, "Nom utilisé", "S'il diffère du nom de naissance.", source=_RNIV, exemple="DURAND"
    )
    prenom_utilise: Texte | None = champ(
        None, "Prénom utilisé", "S'il diffère du premier prénom.", source=_RNIV, exemple="JEANNE"
    )
    sexe: Sexe | None = champ(None, "Sexe", "F, M ou I (indéterminé).", source=_DECRET_1 + " ; QLS 5", exemple="F")
    date_naissance: date | None = champ(None, "Date de naissance", source=_DECRET_1 + " ; QLS 5", exemple="12/03/1948")
    lieu_naissance: Lieu | None = champ(None, "Lieu de naissance", "Commune ou pays, avec son code.", source=_RNIV)
    ins: IdentiteIns | None = champ(None, "Identité nationale de santé", source="CSP L. 1111-8-1")
    ipp: Texte | None = champ(None, "Numéro permanent du patient (IPP)", exemple="800123456")
    adresse: Texte | None = champ(None, "Adresse", exemple="12 rue des Tilleuls, 67000 Strasbourg")
    telephone: Texte | None = champ(None, "Téléphone")
    personne_confiance: Reponse[PersonneConfiance] = champ(
        NON_RENSEIGNE,
        "Personne de confiance",
        "« aucun » si aucune n'est désignée.",
        source="CSP L. 1111-6 ; check-list HAS, point 7",
    )
    directives_anticipees: Reponse[Texte] = champ(
        NON_RENSEIGNE,
        "Directives anticipées",
        "Existence et lieu de conservation.",
        source="CSP L. 1111-11 ; check-list HAS, point 7",
    )


def listed_name(patient: Patient | None) -> str:
    """Give the name that finds a patient on a list: « MARCHAND Catarina (TCHITCHI) »; empty when there is none.

    The name in use and the first name in use, then the birth name in brackets when it differs. Without a name in use,
    the birth name; without a first name in use, the first one of birth.

    Why: the ward, its doors and its telephone calls say the names in use, and a list cuts what comes last; the birth
    name, which the letter itself is under, tells apart two patients who are called the same.
    """
    if patient is None or not (patient.nom_naissance or patient.nom_utilise):
        return ""
    birth, used = patient.nom_naissance or "", patient.nom_utilise or ""
    differs = bool(birth and used) and fold(birth) != fold(used)
    first = patient.prenom_utilise or next(iter(patient.prenoms_naissance), "")
    return " ".join(filter(None, (used or birth, first, f"({birth})" if differs else "")))


class Praticien(LlsModel):
    """A professional: who, what, and how to reach them."""

    nom: Texte | None = champ(None, "Nom", exemple="KELLER")
    prenom: Texte | None = champ(None, "Prénom", exemple="Anne")
    civilite: Texte | None = champ(None, "Titre", exemple="Dr")
    fonction: Texte | None = champ(None, "Fonction ou spécialité", exemple="praticien hospitalier, cardiologie")
    rpps: Rpps | None = champ(None, "Numéro RPPS", "11 chiffres.", exemple="99900000003")
    adresse: Texte | None = champ(None, "Adresse")
    telephone: Texte | None = champ(None, "Téléphone")
    mssante: Texte | None = champ(None, "Adresse MSSanté")


class AbsenceMedecinTraitant(StrEnum):
    """Why a letter names no médecin traitant (QLS 4 « si applicable »)."""

    NON_DECLARE = "non_declare"
    NE_SOUHAITE_PAS = "ne_souhaite_pas"
    ETRANGER = "etranger"
    INCONNU = "inconnu"


class MedecinTraitant(Praticien):
    """The patient's usual doctor, or the coded reason why there is none."""

    aucun: AbsenceMedecinTraitant | None = champ(
        None,
        "Pas de médecin traitant : motif",
        "non_declare, ne_souhaite_pas, etranger ou inconnu.",
        source="QLS 4 (« si applicable »)",
    )


class RenvoiMedecinTraitant(StrEnum):
    """The referrer is the médecin traitant: written once, never copied."""

    MEDECIN_TRAITANT = "medecin_traitant"


class Etablissement(LlsModel):
    """The hospital and the ward that the letter comes from."""

    nom: Texte | None = champ(None, "Établissement", exemple="Centre hospitalier de Valmont")
    finess: Finess | None = champ(None, "Numéro FINESS", "9 caractères ; géographique (ET).", exemple="990000010")
    oid: Texte | None = champ(None, "OID de l'établissement", impression=Impression.JAMAIS)
    categorie: Texte | None = champ(None, "Catégorie", exemple="CH", impression=Impression.JAMAIS)
    secteur: Texte | None = champ(
        None, "Secteur d'activité", "Code du jeu de valeurs de l'ANS.", exemple="SA01", impression=Impression.JAMAIS
    )
    service: Texte | None = champ(None, "Service", exemple="Cardiologie")
    adresse: Texte | None = champ(None, "Adresse", exemple="1 avenue de l'Hôpital, 67000 Strasbourg")
    telephone: Texte | None = champ(None, "Téléphone")


class RoleDestinataire(StrEnum):
    """In what capacity somebody receives the letter."""

    PATIENT = "patient"
    MEDECIN_TRAITANT = "medecin_traitant"
    PRATICIEN_ADRESSEUR = "praticien_adresseur"
    STRUCTURE_AVAL = "structure_aval"
    CORRESPONDANT = "correspondant"
    REPRESENTANT_LEGAL = "representant_legal"
    TITULAIRE_AUTORITE_PARENTALE = "titulaire_autorite_parentale"
    PERSONNE_CONFIANCE = "personne_confiance"


class ContenuEnvoi(StrEnum):
    """What a recipient receives."""

    LETTRE = "lettre"
    FICHE_PATIENT = "fiche_patient"
    VOLET_MEDICAMENTEUX = "volet_medicamenteux"


class Destinataire(LlsModel):
    """One addressee of the letter; name and contacts may be left out for patient and médecin traitant."""

    role: RoleDestinataire | None = champ(None, "Qualité du destinataire")
    nom: Texte | None = champ(None, "Nom", exemple="Dr Paul MEYER, cardiologue")
    structure: Texte | None = champ(None, "Structure", exemple="SMR Les Tilleuls")
    adresse: Texte | None = champ(None, "Adresse")
    telephone: Texte | None = champ(None, "Téléphone")
    mssante: Texte | None = champ(None, "Adresse MSSanté")
    contenu: ContenuEnvoi | None = champ(None, "Ce qui est transmis", impression=Impression.TRACE)
    accord_patient: bool | None = champ(None, "Accord du patient", impression=Impression.TRACE)
