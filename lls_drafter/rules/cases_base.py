"""The complete letter that the rules' examples start from. Nobody in it exists."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

DISCHARGE = date(2026, 3, 9)
"""The base letter's discharge day, on which its examples are evaluated unless they say otherwise."""

_SYNTHESE = (
    "Hospitalisation pour une dyspnée apparue en trois jours, avec prise de poids de quatre kilos et œdèmes des "
    "jambes. Évolution favorable en cinq jours sous diurétique par voie intraveineuse puis orale, avec un retour au "
    "poids habituel. Le traitement a été adapté à la fonction rénale. Un passage en fibrillation atriale rapide le "
    "deuxième jour a été ralenti sans récidive. La marche est possible sans aide à la sortie."
)

_ADMINISTRATIVE: Mapping[str, Any] = {
    "format": 1,
    "fictive": True,
    "identifiant": {"lettre": "exemple-1", "serie": "exemple"},
    "modele": {"id": "mco_standard", "version": "1"},
    "statut": "validee",
    "version": 1,
    "validation": {"par": "Dr Anne KELLER", "le": "2026-03-09T11:00:00", "empreinte": "sha256:exemple"},
    "date_lettre": "2026-03-09",
    "etablissement": {
        "nom": "Centre hospitalier de Valmont",
        "service": "Cardiologie",
        "adresse": "1 avenue de l'Hôpital, Valmont",
        "telephone": "03 00 00 00 00",
    },
    "patient": {
        "nom_naissance": "MARTIN",
        "prenoms_naissance": ["JEANNE", "MARIE"],
        "nom_utilise": "DURAND",
        "sexe": "F",
        "date_naissance": "1948-03-12",
        "lieu_naissance": {"code": "67482", "libelle": "STRASBOURG"},
        "ins": {"statut": "validee"},
        "personne_confiance": {"nom": "Paul DURAND", "lien": "fils"},
        "directives_anticipees": "aucun",
    },
    "medecin_traitant": {
        "nom": "SIMON",
        "prenom": "Claire",
        "civilite": "Dr",
        "telephone": "03 00 00 00 01",
        "mssante": "claire.simon@medecin.mssante.fr",
    },
    "praticien_adresseur": "medecin_traitant",
    "signataire": {
        "nom": "KELLER",
        "prenom": "Anne",
        "civilite": "Dr",
        "fonction": "praticien hospitalier, cardiologie",
        "rpps": "99900000003",
        "telephone": "03 00 00 00 02",
    },
    "destinataires": [{"role": "medecin_traitant"}, {"role": "patient"}],
    "sejour": {
        "activite": "mco",
        "date_entree": "2026-03-02",
        "modalite_entree": {"code": "183452005", "libelle": "hospitalisation en urgence"},
        "date_sortie": "2026-03-09",
        "modalite_sortie": {"code": "160849004", "libelle": "retour au domicile"},
        "destination_sortie": "domicile, avec son fils",
        "situations": "aucun",
    },
    "remise_patient": {
        "prevue": {"mode": "main_propre", "par": "Dr Keller", "a": "patient"},
        "faite": {
            "date": "2026-03-09",
            "mode": "main_propre",
            "par": "Dr Keller",
            "a": "patient",
            "issue": "remise",
            "comprehension_verifiee": "oui",
        },
    },
    "envois": [
        {
            "destinataire": "medecin_traitant",
            "canal": "mssante",
            "prevu": "le jour de la sortie",
            "fait": {"date": "2026-03-09", "par": "secrétariat", "trace": "message 1"},
        }
    ],
    "information_dmp": True,
    "listes": {"sortie_has_2015": {"reponses": {str(number): {"reponse": "oui"} for number in range(1, 19)}}},
}

_MEDICAL: Mapping[str, Any] = {
    "motif_hospitalisation": "Dyspnée aiguë avec œdèmes des jambes",
    "conclusion": "Décompensation cardiaque sur fibrillation atriale rapide",
    "antecedents": "Hypertension artérielle ; fibrillation atriale connue depuis 2019",
    "allergies": [{"substance": "amoxicilline", "type": "allergie", "reaction": "urticaire"}],
    "synthese_medicale": _SYNTHESE,
    "etat_sortie": "Respiration libre sans oxygène, poids 62,4 kg, marche sans aide",
    "mesures_sortie": [{"nom": "Poids", "valeur": "62,4", "unite": "kg", "date": "2026-03-09"}],
    "risques_hospitalisation": "risque de chute évalué faible",
    "evenements_indesirables": "aucun",
    "micro_organismes": {
        "recherche": "faite",
        "date": "2026-03-02",
        "resultat": "aucun",
        "statut_contact_bhre": "aucun",
    },
    "produits_sanguins": "aucun",
    "derives_du_sang": "aucun",
    "dispositifs_implantables": "aucun",
    "actes_examens": [
        {"libelle": "Échographie cardiaque", "date": "2026-03-03", "resultat": "fraction d'éjection 45 %"}
    ],
    "resultats_attendus": "aucun",
    "suites_a_donner": [
        {"action": "consultation de cardiologie", "qui": "Dr Keller", "quand": "dans 3 semaines", "etat": "pris"},
        {"action": "créatinine et kaliémie", "qui": "médecin traitant", "quand": "dans 7 jours", "etat": "pris"},
    ],
    "consignes_patient": {"signes_alerte": "prise de 2 kg en 3 jours", "contact": "service, 03 00 00 00 00"},
    "volet_social": "aucun",
    "bilan_medicamenteux": {
        "entree": {"reponse": "liste", "sources": ["patient", "ordonnance"]},
        "sortie": {"reponse": "liste"},
    },
}


def _drug(name: str, strength: str) -> dict[str, str]:
    """Give a drug."""
    return {"libelle": f"{name} {strength} comprimé", "dci": name, "dosage": strength, "forme": "comprimé"}


_LONG = {"texte": "au long cours"}
_MORNING = "1 comprimé le matin"
_ROWS: Mapping[str, Any] = {
    "volet_medicamenteux": [
        {
            "cle": "a1",
            "avant": {"medicament": _drug("bisoprolol", "2,5 mg"), "posologie": _MORNING},
            "devenir": "poursuivi",
            "sortie": {"medicament": _drug("bisoprolol", "2,5 mg"), "posologie": _MORNING, "duree": _LONG},
            "commentaires": {"indication": "fibrillation atriale"},
        },
        {
            "cle": "a2",
            "avant": {"medicament": _drug("furosémide", "40 mg"), "posologie": _MORNING},
            "devenir": "modifie",
            "sortie": {"medicament": _drug("furosémide", "40 mg"), "posologie": "2 comprimés le matin", "duree": _LONG},
            "commentaires": {"motif": "congestion", "indication": "insuffisance cardiaque"},
        },
        {
            "cle": "a3",
            "avant": {
                "medicament": _drug("ibuprofène", "400 mg"),
                "posologie": "1 comprimé si besoin, maximum 3 par jour",
            },
            "devenir": "arrete",
            "commentaires": {"motif": "insuffisance cardiaque et rénale"},
        },
        {
            "cle": "a4",
            "devenir": "ajoute",
            "sortie": {
                "medicament": _drug("paracétamol", "1 g"),
                "posologie": "1 comprimé en cas de douleur, toutes les 6 heures si besoin, maximum 3 par jour",
                "duree": {"texte": "5 jours"},
            },
            "commentaires": {"indication": "douleurs du genou"},
        },
    ],
}

BASE: Mapping[str, Any] = MappingProxyType({**_ADMINISTRATIVE, **_MEDICAL, **_ROWS})
