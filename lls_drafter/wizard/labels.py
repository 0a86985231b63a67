"""How the closed answers of a letter read on screen, in French."""

from enum import StrEnum
from types import MappingProxyType

from lls_drafter.letter.personnes import (
    AbsenceMedecinTraitant,
    ContenuEnvoi,
    RenvoiMedecinTraitant,
    RoleDestinataire,
    Sexe,
    StatutIns,
)
from lls_drafter.letter.remise import BeneficiaireRemise, Canal, ModeRemise, OuiNonNa
from lls_drafter.letter.sejour import Activite, Situation
from lls_drafter.letter.suites import EtatSuite
from lls_drafter.letter.synthese import RechercheMicroOrganismes
from lls_drafter.letter.traitements import Devenir

_LABELS: tuple[tuple[StrEnum, str], ...] = (
    (Sexe.F, "féminin"),
    (Sexe.M, "masculin"),
    (Sexe.I, "indéterminé"),
    (StatutIns.RECUPEREE, "récupérée"),
    (StatutIns.VALIDEE, "validée"),
    (StatutIns.QUALIFIEE, "qualifiée"),
    (AbsenceMedecinTraitant.NON_DECLARE, "non déclaré"),
    (AbsenceMedecinTraitant.NE_SOUHAITE_PAS, "le patient n'en souhaite pas"),
    (AbsenceMedecinTraitant.ETRANGER, "patient étranger ou de passage"),
    (AbsenceMedecinTraitant.INCONNU, "inconnu"),
    (RenvoiMedecinTraitant.MEDECIN_TRAITANT, "médecin traitant"),
    (RoleDestinataire.MEDECIN_TRAITANT, "médecin traitant"),
    (RoleDestinataire.PERSONNE_CONFIANCE, "personne de confiance"),
    (RoleDestinataire.STRUCTURE_AVAL, "structure d'aval"),
    (RoleDestinataire.REPRESENTANT_LEGAL, "représentant légal"),
    (RoleDestinataire.TITULAIRE_AUTORITE_PARENTALE, "titulaire de l'autorité parentale"),
    (ContenuEnvoi.VOLET_MEDICAMENTEUX, "volet médicamenteux"),
    (Activite.MCO, "MCO (médecine, chirurgie, obstétrique)"),
    (Activite.HDJ, "hôpital de jour"),
    (Activite.SMR, "SMR"),
    (Activite.PSY, "psychiatrie"),
    (Activite.HAD, "HAD"),
    (Situation.DECES, "décès"),
    (Situation.CONTRE_AVIS, "sortie contre avis médical"),
    (Situation.SMR, "sortie en SMR"),
    (Situation.HAD, "sortie en HAD"),
    (Situation.EHPAD, "sortie en EHPAD"),
    (Situation.DETENU, "personne détenue"),
    (Situation.NOUVEAU_NE, "nouveau-né"),
    (Situation.SECRET_IDENTITE, "secret de l'identité"),
    (Situation.PATIENT_ETRANGER, "patient étranger"),
    (RechercheMicroOrganismes.NON_FAITE, "non faite"),
    (Devenir.MODIFIE, "modifié"),
    (Devenir.ARRETE, "arrêté"),
    (Devenir.AJOUTE, "ajouté"),
    (EtatSuite.A_PRENDRE_PAR_LE_PATIENT, "à prendre par le patient"),
    (EtatSuite.A_PROGRAMMER_PAR_LE_SERVICE, "à programmer par le service"),
    (ModeRemise.MAIN_PROPRE, "en main propre"),
    (ModeRemise.MESSAGERIE_MES, "messagerie de Mon espace santé"),
    (ModeRemise.LES_DEUX, "en main propre et par Mon espace santé"),
    (ModeRemise.COURRIER, "par courrier"),
    (BeneficiaireRemise.TITULAIRE_AUTORITE_PARENTALE, "titulaire de l'autorité parentale"),
    (BeneficiaireRemise.REPRESENTANT, "représentant légal"),
    (BeneficiaireRemise.PERSONNE_CONFIANCE, "personne de confiance"),
    (BeneficiaireRemise.STRUCTURE_AVAL, "structure d'aval"),
    (Canal.MSSANTE, "MSSanté"),
    (Canal.MSSANTE_CITOYENNE, "messagerie de Mon espace santé"),
    (Canal.DMP, "DMP"),
    (Canal.FAX, "télécopie"),
    (Canal.REMIS_EN_MAIN, "remis en main"),
    (OuiNonNa.NA, "non applicable"),
)
# Keyed by type too: members of two enums may be equal strings (`Situation.SMR`, `Activite.SMR`).
_BY_TYPE = MappingProxyType({(type(member), member.value): label for member, label in _LABELS})


def label_of(member: StrEnum) -> str:
    """Give the words of a closed answer; its own value, spaced, when it needs no others."""
    return _BY_TYPE.get((type(member), member.value), member.value.replace("_", " "))
