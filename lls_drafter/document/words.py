"""The words of the letter: French for every code, date and state, said in one place so that no two outputs disagree.

Three sentences that never stand for one another: « Recherche non faite », « Recherche négative », and what
nobody answered. A negative is only ever the wording of `aucun`: see `NEGATIVES`.
"""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from lls_drafter.letter.dates import MONTHS, format_date, format_time
from lls_drafter.letter.lettre import Statut
from lls_drafter.letter.personnes import (
    AbsenceMedecinTraitant,
    ContenuEnvoi,
    RenvoiMedecinTraitant,
    RoleDestinataire,
    Sexe,
    StatutIns,
)
from lls_drafter.letter.remise import (
    BeneficiaireRemise,
    Canal,
    Comprehension,
    IssueRemise,
    ModeRemise,
    Nature,
    OuiNonNa,
)
from lls_drafter.letter.suites import EtatSuite
from lls_drafter.letter.synthese import RechercheMicroOrganismes
from lls_drafter.letter.traitements import Devenir

TITLE = "Lettre de liaison à la sortie d'hospitalisation"
TITLE_DECEASED = "Lettre de liaison après le décès du patient"
UNKNOWN = "Information inconnue au moment de la lettre"
NOT_AVAILABLE = "Information non disponible à la date de la lettre"
NOT_ANSWERED = "Non renseigné"
NOT_QUALIFIED = "Identité non qualifiée"
NO_PRESCRIPTION = "Ce document ne vaut pas ordonnance."
FICTITIOUS = "Document d'exemple — patient fictif"
DRAFT = "BROUILLON"
CANCELLED = "ANNULÉE"
NOTHING_HERE = "—"
NO_HOME_TREATMENT = "Néant (aucun traitement à l'entrée)"
NO_DISCHARGE_TREATMENT = "Aucun traitement médicamenteux à la sortie."
SEARCH_NOT_DONE = "Recherche non faite"
SEARCH_NEGATIVE = "Recherche négative"

NEGATIVES: Mapping[str, str] = MappingProxyType(
    {
        "antecedents": "Aucun antécédent notable signalé",
        "allergies": "Aucune allergie ni intolérance connue",
        "risques_hospitalisation": "Aucun risque particulier signalé",
        "evenements_indesirables": "Aucun événement indésirable survenu pendant le séjour",
        "micro_organismes.resultat": SEARCH_NEGATIVE,
        "micro_organismes.statut_contact_bhre": "Aucun contact connu avec un porteur de BHRe",
        "produits_sanguins": "Aucun produit sanguin administré",
        "produits_sanguins.accident": "aucun accident transfusionnel",
        "derives_du_sang": "Aucun dérivé du sang administré",
        "derives_du_sang.evenement": "aucun événement indésirable associé",
        "dispositifs_implantables": "Aucun dispositif médical implanté",
        "actes_examens": "Aucun acte technique ni examen complémentaire",
        "dispositifs_en_place": "Aucun dispositif en place à la sortie",
        "oxygene": "Aucune oxygénothérapie à la sortie",
        "materiel_domicile": "Aucun matériel ni service à domicile",
        "vaccinations": "Aucune vaccination",
        "traitements_administres": "Aucun traitement terminé pendant le séjour à signaler",
        "resultats_attendus": "Aucun résultat en attente",
        "suites_a_donner": "Aucune suite particulière",
        "volet_social": "Aucun suivi médico-social particulier",
        "praticien_adresseur": "Aucun praticien adresseur",
        "patient.personne_confiance": "Aucune personne de confiance désignée",
        "patient.directives_anticipees": "Aucune directive anticipée connue",
    }
)
"""What `aucun` says, by field."""

NEGATIVE = "Aucun"
"""What `aucun` says of any other field."""

_ENUMS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = MappingProxyType(
    {
        Sexe: {Sexe.F: "féminin", Sexe.M: "masculin", Sexe.I: "indéterminé"},
        AbsenceMedecinTraitant: {
            AbsenceMedecinTraitant.NON_DECLARE: "Pas de médecin traitant déclaré",
            AbsenceMedecinTraitant.NE_SOUHAITE_PAS: "Le patient ne souhaite pas déclarer de médecin traitant",
            AbsenceMedecinTraitant.ETRANGER: "Patient résidant à l'étranger, sans médecin traitant déclaré",
            AbsenceMedecinTraitant.INCONNU: "Médecin traitant inconnu au moment de la lettre",
        },
        Statut: {
            Statut.BROUILLON: "brouillon",
            Statut.A_VALIDER: "à valider",
            Statut.A_CORRIGER: "à corriger",
            Statut.VALIDEE: "validée",
            Statut.ANNULEE: "annulée",
        },
        StatutIns: {
            StatutIns.PROVISOIRE: "provisoire",
            StatutIns.RECUPEREE: "récupérée",
            StatutIns.VALIDEE: "validée",
            StatutIns.QUALIFIEE: "qualifiée",
        },
        RenvoiMedecinTraitant: {RenvoiMedecinTraitant.MEDECIN_TRAITANT: "Le médecin traitant"},
        RoleDestinataire: {
            RoleDestinataire.PATIENT: "patient",
            RoleDestinataire.MEDECIN_TRAITANT: "médecin traitant",
            RoleDestinataire.PRATICIEN_ADRESSEUR: "praticien adresseur",
            RoleDestinataire.STRUCTURE_AVAL: "structure d'aval",
            RoleDestinataire.CORRESPONDANT: "correspondant",
            RoleDestinataire.REPRESENTANT_LEGAL: "représentant légal",
            RoleDestinataire.TITULAIRE_AUTORITE_PARENTALE: "titulaire de l'autorité parentale",
            RoleDestinataire.PERSONNE_CONFIANCE: "personne de confiance",
        },
        BeneficiaireRemise: {
            BeneficiaireRemise.PATIENT: "au patient",
            BeneficiaireRemise.TITULAIRE_AUTORITE_PARENTALE: "au titulaire de l'autorité parentale",
            BeneficiaireRemise.REPRESENTANT: "au représentant légal",
            BeneficiaireRemise.PERSONNE_CONFIANCE: "à la personne de confiance",
            BeneficiaireRemise.STRUCTURE_AVAL: "à la structure d'aval",
        },
        ModeRemise: {
            ModeRemise.MAIN_PROPRE: "en main propre",
            ModeRemise.MESSAGERIE_MES: "par la messagerie de Mon espace santé",
            ModeRemise.LES_DEUX: "en main propre et par la messagerie de Mon espace santé",
            ModeRemise.COURRIER: "par courrier",
        },
        Canal: {
            Canal.MSSANTE: "messagerie sécurisée MSSanté",
            Canal.MSSANTE_CITOYENNE: "messagerie de Mon espace santé",
            Canal.DMP: "dépôt au DMP",
            Canal.COURRIER: "courrier",
            Canal.FAX: "télécopie",
            Canal.REMIS_EN_MAIN: "remise en main propre",
            Canal.AUTRE: "autre voie",
        },
        EtatSuite: {
            EtatSuite.PRIS: "rendez-vous pris",
            EtatSuite.A_PRENDRE_PAR_LE_PATIENT: "à prendre par le patient",
            EtatSuite.A_PROGRAMMER_PAR_LE_SERVICE: "à programmer par le service",
            EtatSuite.FAIT: "fait",
        },
        Devenir: {
            Devenir.POURSUIVI: "Poursuivi",
            Devenir.MODIFIE: "Modifié",
            Devenir.ARRETE: "Arrêté",
            Devenir.AJOUTE: "Ajouté",
        },
        Nature: {Nature.COMPLEMENT: "complément", Nature.CORRECTION: "correction"},
        ContenuEnvoi: {
            ContenuEnvoi.LETTRE: "lettre",
            ContenuEnvoi.FICHE_PATIENT: "fiche du patient",
            ContenuEnvoi.VOLET_MEDICAMENTEUX: "volet médicamenteux",
        },
        IssueRemise: {
            IssueRemise.REMISE: "remise",
            IssueRemise.REFUSEE: "refusée",
            IssueRemise.IMPOSSIBLE: "impossible",
        },
        Comprehension: {
            Comprehension.OUI: "oui",
            Comprehension.NON: "non",
            Comprehension.IMPOSSIBLE: "impossible",
            Comprehension.INTERPRETE: "avec un interprète",
        },
        OuiNonNa: {OuiNonNa.OUI: "oui", OuiNonNa.NON: "non", OuiNonNa.NA: "non applicable"},
        RechercheMicroOrganismes: {
            RechercheMicroOrganismes.FAITE: "Recherche faite",
            RechercheMicroOrganismes.NON_FAITE: SEARCH_NOT_DONE,
            RechercheMicroOrganismes.INCONNUE: UNKNOWN,
        },
    }
)

_NO_BREAK = "\N{NO-BREAK SPACE}"
_PUNCTUATION = MappingProxyType({f" {mark}": _NO_BREAK + mark for mark in ":;?!»%"} | {"« ": "«" + _NO_BREAK})


@lru_cache(maxsize=512)
def typeset(text: str) -> str:
    """Give our own words with the non-breaking spaces of French typography; never used on what a person typed."""
    for plain, set_ in _PUNCTUATION.items():
        text = text.replace(plain, set_)
    return text


def say(value: object) -> str:
    """Give the words of a plain value: text as typed, dates and times in figures, codes in French.

    Raises:
        TypeError: the value is no plain one.
    """
    if isinstance(value, StrEnum):
        return _ENUMS[type(value)][value]
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, dt.date | dt.time):
        return _say_moment(value)
    if isinstance(value, str | int):
        return str(value)
    raise TypeError(type(value).__name__)


def _say_moment(value: dt.date | dt.time) -> str:
    """Give a day, a time of day, or both."""
    if isinstance(value, dt.datetime):
        return f"{format_date(value.date())} à {format_time(value.time())}"
    return format_date(value) if isinstance(value, dt.date) else format_time(value)


def say_date_long(day: dt.date) -> str:
    """Give `9 mars 2026`, for the date of the letter."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def say_negative(pattern: str) -> str:
    """Give what `aucun` says of a field."""
    return NEGATIVES.get(pattern, NEGATIVE)


def say_birth(sexe: Sexe | None) -> str:
    """Give « Née le », « Né le », or both where the sex is not known."""
    return {Sexe.F: "Née le", Sexe.M: "Né le"}.get(sexe, "Né(e) le") if sexe is not None else "Né(e) le"


def say_age(birth: dt.date, day: dt.date) -> str:
    """Give the age on a day as a clinician says it: days, then months, then years."""
    months = (day.year - birth.year) * 12 + day.month - birth.month - (day.day < birth.day)
    if months < 1:
        days = (day - birth).days
        return f"{days} jour{'s' if days > 1 else ''}"
    return f"{months} mois" if months < 24 else f"{months // 12} ans"


def lower_first(text: str) -> str:
    """Give a sentence's words fit to follow others; acronyms keep their capitals."""
    return text[:1].lower() + text[1:] if len(text) > 1 and not text[1].isupper() else text
