"""The OIDs of the model LDL-SES 2022.01 by their meaning, and the codes that are always the same.

Source: the official example and the checks of the ANS, state of October 2025 (verified by running them).
"""

from dataclasses import dataclass
from typing import Final

# Code systems
LOINC: Final = "2.16.840.1.113883.6.1"
SNOMED_CT: Final = "2.16.840.1.113883.6.96"
CISIS: Final = "1.2.250.1.213.1.1.4.322"
SPECIALITES: Final = "1.2.250.1.213.1.1.4.5"
CONFIDENTIALITE: Final = "2.16.840.1.113883.5.25"
SEXE: Final = "2.16.840.1.113883.5.1"
ACT_CODE: Final = "2.16.840.1.113883.5.4"
FONCTION: Final = "2.16.840.1.113883.5.88"
SECTEUR: Final = "1.2.250.1.71.4.2.4"
CADRE_EXERCICE: Final = "1.2.250.1.213.1.1.4.9"
CCAM: Final = "1.2.250.1.215.300.1"
CIM10: Final = "2.16.840.1.113883.6.3"
CIS: Final = "1.2.250.1.213.2.3.1"
CIP: Final = "1.2.250.1.213.2.3.2"
ATC: Final = "2.16.840.1.113883.6.73"
EDQM: Final = "0.4.0.127.0.16.1.1.2.1"
ABSENCE: Final = "2.16.840.1.113883.5.1150.1"
EMDN: Final = "1.2.250.1.213.2.68"

NAMES: Final = {
    LOINC: "LOINC",
    SNOMED_CT: "SNOMED CT",
    CISIS: "TerminologieCISIS",
    ACT_CODE: "HL7:ActCode",
}
"""The names of the systems of the codes that are always the same, as the agency's example writes them."""

# Identifiers
PROFESSIONNEL: Final = "1.2.250.1.71.4.2.1"
STRUCTURE: Final = "1.2.250.1.71.4.2.2"

# The document
TYPE_ID: Final = ("2.16.840.1.113883.1.3", "POCD_HD000040")
HL7_FRANCE: Final = "2.16.840.1.113883.2.8.2.1"
CI_SIS: Final = "1.2.250.1.213.1.1.1.1"
LDL_SES: Final = "1.2.250.1.213.1.1.1.29"
LDL_SES_VERSION: Final = "2022.01"
NON_STRUCTURED: Final = "1.3.6.1.4.1.19376.1.2.20"
DOCUMENT_CODE: Final = "11490-0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One of the nine sections of the model: its LOINC code and display name, its title, its templates in order."""

    code: str
    nom: str
    titre: str
    modeles: tuple[str, ...]
    obligatoire: bool = False


STATUT: Final = Section(
    code="33557-0",
    nom="Etat d'achèvement",
    titre="Statut du document",
    modeles=("1.2.250.1.213.1.1.2.35", "1.2.250.1.213.1.1.2.35.1"),
    obligatoire=True,
)
MOTIF: Final = Section(
    code="42349-1",
    nom="Raison de la recommandation",
    titre="Motif de l'hospitalisation",
    modeles=("1.3.6.1.4.1.19376.1.5.3.1.3.1", "1.2.250.1.213.1.1.2.127"),
    obligatoire=True,
)
EVENEMENTS: Final = Section(
    code="42545-4",
    nom="Evènements observés",
    titre="Synthèse médicale du séjour",
    modeles=(
        "1.3.6.1.4.1.19376.1.5.3.1.1.21.2.9",
        "1.3.6.1.4.1.19376.1.7.3.1.1.13.7",
        "1.2.250.1.213.1.1.2.163",
        "1.2.250.1.213.1.1.2.163.1",
    ),
    obligatoire=True,
)
TRAITEMENTS_ADMINISTRES: Final = Section(
    code="18610-6",
    nom="Traitements administrés",
    titre="Traitements arrêtés ou administrés pendant le séjour",
    modeles=("1.3.6.1.4.1.19376.1.5.3.1.3.21", "1.2.250.1.213.1.1.2.145"),
)
TRAITEMENTS_SORTIE: Final = Section(
    code="10183-2",
    nom="Traitements à la sortie",
    titre="Traitements à la sortie",
    modeles=("1.3.6.1.4.1.19376.1.5.3.1.3.22", "1.2.250.1.213.1.1.2.146"),
    obligatoire=True,
)
RESULTATS: Final = Section(
    code="30954-2",
    nom="Résultats d'examens",
    titre="Actes, examens et résultats attendus",
    modeles=("1.3.6.1.4.1.19376.1.5.3.1.3.27", "1.2.250.1.213.1.1.2.150"),
)
PLAN_DE_SOINS: Final = Section(
    code="18776-5",
    nom="Plan de soins",
    titre="Suites à donner",
    modeles=("2.16.840.1.113883.10.20.1.10", "1.3.6.1.4.1.19376.1.5.3.1.3.36", "1.2.250.1.213.1.1.2.158"),
)
DISPOSITIFS: Final = Section(
    code="46264-8",
    nom="Dispositifs médicaux",
    titre="Dispositifs médicaux",
    modeles=("1.3.6.1.4.1.19376.1.5.3.1.1.5.3.5", "1.2.250.1.213.1.1.2.1"),
)
ALLERGIES: Final = Section(
    code="48765-2",
    nom="Allergies et hypersensibilités",
    titre="Allergies et intolérances",
    modeles=("2.16.840.1.113883.10.20.1.2", "1.3.6.1.4.1.19376.1.5.3.1.3.13", "1.2.250.1.213.1.1.2.137"),
)
SECTIONS: Final = (
    STATUT,
    MOTIF,
    EVENEMENTS,
    TRAITEMENTS_ADMINISTRES,
    TRAITEMENTS_SORTIE,
    RESULTATS,
    PLAN_DE_SOINS,
    DISPOSITIFS,
    ALLERGIES,
)
"""In the order of the model."""

# Entries of « Statut » and « Résultats d'évènements »: all have the first two templates, and one of their own.
OBSERVATION: Final = ("1.3.6.1.4.1.19376.1.5.3.1.4.13", "1.2.250.1.213.1.1.3.48")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evenement:
    """One observation: its code of the agency's terminology, its label, the type of its value, its own templates."""

    code: str
    libelle: str
    type: str
    modeles: tuple[str, ...]
    obligatoire: bool = False


def _own(*numbers: str) -> tuple[str, ...]:
    """Give an observation's own templates."""
    return tuple(f"{OBSERVATION[1]}.{number}" for number in numbers)


STATUT_DOCUMENT: Final = Evenement(
    code="GEN-065", libelle="Statut du document", type="CD", modeles=_own("16", "16.1"), obligatoire=True
)
MODALITE_ENTREE: Final = Evenement(
    code="ORG-070", libelle="Modalité d'entrée", type="CE", modeles=_own("6"), obligatoire=True
)
MODALITE_SORTIE: Final = Evenement(
    code="ORG-074", libelle="Modalité de sortie", type="CE", modeles=_own("7"), obligatoire=True
)
SYNTHESE: Final = Evenement(code="MED-142", libelle="Synthèse médicale", type="ST", modeles=_own("9"), obligatoire=True)
EVENEMENTS_INDESIRABLES: Final = Evenement(
    code="MED-143", libelle="Evènements indésirables survenus pendant l'hospitalisation", type="ST", modeles=_own("3")
)
RECHERCHE_BMR: Final = Evenement(
    code="MED-309",
    libelle="Recherche de microorganismes multi-résistants ou émergents effectuée",
    type="BL",
    modeles=_own("8"),
    obligatoire=True,
)
GERMES: Final = Evenement(
    code="MED-144", libelle="Identification de micro-organismes multirésistants", type="ST", modeles=_own("5")
)
TRANSFUSION: Final = Evenement(
    code="MED-145", libelle="Transfusion de produits sanguins", type="BL", modeles=_own("10"), obligatoire=True
)
ACCIDENTS_TRANSFUSIONNELS: Final = Evenement(
    code="MED-146", libelle="Accidents transfusionnels", type="ST", modeles=_own("1")
)
DERIVES_DU_SANG: Final = Evenement(
    code="MED-147", libelle="Administration de dérivés du sang", type="BL", modeles=_own("2"), obligatoire=True
)
EVENEMENTS_DERIVES: Final = Evenement(
    code="MED-148",
    libelle="Evènements indésirables suite à l'administration de dérivés du sang",
    type="ST",
    modeles=_own("4"),
)
STAY_EVENTS: Final = (
    MODALITE_ENTREE,
    MODALITE_SORTIE,
    SYNTHESE,
    EVENEMENTS_INDESIRABLES,
    RECHERCHE_BMR,
    GERMES,
    TRANSFUSION,
    ACCIDENTS_TRANSFUSIONNELS,
    DERIVES_DU_SANG,
    EVENEMENTS_DERIVES,
)
"""The observations of « Résultats d'évènements », in the model's order."""

# Templates of the other entries, each in the order of the example
MEDICATION: Final = ("1.2.250.1.213.1.1.3.42", "2.16.840.1.113883.10.20.1.24", "1.3.6.1.4.1.19376.1.5.3.1.4.7")
PRODUCT: Final = ("1.2.250.1.213.1.1.3.43", "2.16.840.1.113883.10.20.1.53", "1.3.6.1.4.1.19376.1.5.3.1.4.7.2")
PLANNED: Final = "2.16.840.1.113883.10.20.1.25"
ENCOUNTER: Final = ("1.3.6.1.4.1.19376.1.5.3.1.4.14", "1.2.250.1.213.1.1.3.58")
REQUEST: Final = (PLANNED, "1.3.6.1.4.1.19376.1.5.3.1.1.20.3.1", "1.2.250.1.213.1.1.3.27")
DEVICE: Final = ("2.16.840.1.113883.10.20.1.34", "1.2.250.1.213.1.1.3.20")
ALLERGY_LIST: Final = (
    "2.16.840.1.113883.10.20.1.27",
    "1.3.6.1.4.1.19376.1.5.3.1.4.5.1",
    "1.3.6.1.4.1.19376.1.5.3.1.4.5.3",
    "1.2.250.1.213.1.1.3.40",
)
ALLERGY: Final = (
    "2.16.840.1.113883.10.20.1.28",
    "2.16.840.1.113883.10.20.1.18",
    "1.3.6.1.4.1.19376.1.5.3.1.4.5",
    "1.3.6.1.4.1.19376.1.5.3.1.4.6",
    "1.2.250.1.213.1.1.3.41",
)
