"""Good fictional letters to plant defects in: the shipped examples, and variants of them in other situations."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter_files.codec import read_letter
from lls_drafter.packs.checklists import load_all
from lls_drafter.packs.sources import builtin_root
from lls_drafter.rules.model import Checklist
from lls_drafter.training.defects.editing import edited
from lls_drafter.training.defects.judging import Judge, review_day

_FOLDER: Final = builtin_root() / "templates" / "mco_standard" / "exemples"
EXAMPLES: Final = tuple(sorted(path.name.removesuffix(".lls.yaml") for path in _FOLDER.glob("*.lls.yaml")))
_OAP, _ASTHMA, _STROKE = "a_oap_fibrillation", "d_asthme_aigu", "e_avc_sylvien"
_LONG: Final = {"texte": "au long cours"}


def _row(key: str, drug: Mapping[str, str], posologie: str, comments: Mapping[str, str]) -> Mapping[str, object]:
    """Give a row that goes on unchanged."""
    side = {"medicament": drug, "posologie": posologie}
    return {
        "cle": key,
        "avant": side,
        "devenir": "poursuivi",
        "sortie": {**side, "duree": _LONG},
        "commentaires": comments,
    }


_DRUGS: Final = [
    _row(
        "m1",
        {"libelle": "méthotrexate 2,5 mg, comprimé", "dci": "méthotrexate", "dosage": "2,5 mg", "forme": "comprimé"},
        "4 comprimés, 1 fois par SEMAINE, le lundi",
        {"indication": "polyarthrite", "cible_surveillance": "numération chaque mois"},
    ),
    _row(
        "m2",
        {"libelle": "warfarine 5 mg, comprimé", "dci": "warfarine", "dosage": "5 mg", "forme": "comprimé"},
        "1 comprimé le soir",
        {"indication": "valve mécanique", "cible_surveillance": "INR entre 2 et 3, prochain contrôle dans 3 jours"},
    ),
    _row(
        "m3",
        {
            "libelle": "insuline glargine 100 unités/mL, solution injectable en stylo",
            "dci": "insuline glargine",
            "marque": "Lantus",
            "dosage": "100 unités/mL",
            "forme": "solution injectable en stylo",
        },
        "12 unités le soir",
        {"indication": "diabète", "cible_surveillance": "glycémie à jeun entre 0,8 et 1,3 g/L, chaque matin"},
    ),
]
_VARIANTS: Final[Mapping[str, tuple[str, Mapping[str, object]]]] = {
    "medicaments_a_risque": (_OAP, {"volet_medicamenteux": _DRUGS}),
    "deces": (
        _OAP,
        {
            "sejour.situations": ["deces"],
            "sejour.modalite_sortie": {"libelle": "décès"},
            "sejour.destination_sortie": None,
            "remise_patient": None,
            "destinataires": [{"role": "medecin_traitant"}],
            "envois[2]": None,
        },
    ),
    "detenu": (
        _ASTHMA,
        {
            "sejour.situations": ["detenu"],
            "suites_a_donner": [
                {"action": "consultation de pneumologie", "qui": "le service", "quand": "dans 1 mois", "etat": "pris"}
            ],
        },
    ),
    "soins_sans_consentement": (
        _ASTHMA,
        {
            "sejour.situations": ["soins_sans_consentement"],
            "conclusion": "Épisode délirant aigu ; soins à la demande d'un tiers, levés à la sortie.",
        },
    ),
    "secret": (
        _OAP,
        {
            "sejour.situations": ["secret_identite"],
            "patient.ins": None,
            "medecin_traitant": None,
            "praticien_adresseur": "aucun",
            "destinataires": [{"role": "patient"}],
            "envois": [],
        },
    ),
    "allaitement": (
        _STROKE,
        {"sejour.situations": ["smr", "allaitement"], "grossesse_allaitement.allaitement": True},
    ),
    "grossesse": (
        _STROKE,
        {"sejour.situations": ["smr", "grossesse"], "grossesse_allaitement.grossesse": "24 semaines + 3 jours"},
    ),
    "mineur": (
        _ASTHMA,
        {
            "patient.date_naissance": "2011-05-02",
            "patient.ins": None,
            "mesures_sortie[0]": {"nom": "Poids", "valeur": "41", "unite": "kg"},
            "visibilite.invisible_representants_legaux": False,
            "remise_patient.prevue.a": "titulaire_autorite_parentale",
        },
    ),
    "protection": (
        _OAP,
        {
            "sejour.situations": ["protection_juridique"],
            "sejour.protection_juridique": {
                "mesure": "tutelle",
                "porte_sur_la_personne": True,
                "representant": "UDAF de Valmont",
            },
            "destinataires[3]": {"role": "representant_legal", "structure": "UDAF de Valmont"},
        },
    ),
}
NAMES: Final = (*EXAMPLES, *_VARIANTS)
"""Every good letter, by name."""


@cache
def good(name: str) -> Lettre:
    """Give a good letter."""
    if name in _VARIANTS:
        base, edits = _VARIANTS[name]
        made = edited(good(base), edits)
        assert made is not None
        return made
    return read_letter((_FOLDER / f"{name}.lls.yaml").read_bytes(), name=name).lettre


@cache
def checklists() -> tuple[Checklist, ...]:
    """Give the check-lists that judge a letter of the standard template."""
    return tuple(one for one in load_all() if one.modele is None)


@cache
def judge(name: str) -> Judge:
    """Give the rules on a good letter."""
    return Judge.of(good(name), checklists(), review_day(good(name)))
