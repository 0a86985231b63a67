"""A small case, whole and fictional: the shipped asthma letter, a draft of it with gaps, a record of two pieces."""

from pathlib import Path

from lls_drafter import yaml_io
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.reponse import NON_RENSEIGNE
from lls_drafter.letter_files.codec import read_letter, write_letter
from lls_drafter.packs.sources import builtin_root

Tree = dict[str, object]

ADMISSION = """# Observation

Le 18/05/2026. Crise d'asthme aiguë **grave**, sibilants diffus.

- Salbutamol à la demande.
- Allergie : non interrogée, patient essoufflé.
"""
SORTIE = "Sortie le 21/05. Prednisolone 40 mg le matin jusqu'au 24 mai inclus, puis arrêt.\n"


def main_file() -> Tree:
    """Give the tree of `cas.yaml`."""
    return {
        "format": 1,
        "id": "asthme",
        "version": "1",
        "titre": "Une crise d'asthme",
        "niveau": "debutant",
        "specialite": "Pneumologie",
        "auteur": "Essais",
        "licence": "Apache-2.0",
        "date": "2026-03-01",
        "relecture": "non_relu",
        "duree_minutes": 20,
        "objectifs": [{"texte": "Dire le dernier jour.", "criteres": ["QLS-11"], "regles": ["MED-DUREE"]}],
        "pieces": [
            {"id": "admission", "titre": "Admission", "fichier": "dossier/01_admission.md"},
            {"id": "sortie", "titre": "Sortie", "fichier": "dossier/02_sortie.md"},
        ],
        "exercices": ["ecrire", "tableau"],
    }


def element(identifier: str, **changes: object) -> Tree:
    """Give an element of a key: the diagnosis, unless told otherwise."""
    return {
        "id": identifier,
        "attendu": "Le diagnostic est écrit.",
        "piece": "admission",
        "extrait": "Crise d'asthme aiguë **grave**",
        "champs": ["conclusion"],
        "cherche": [["crise d'asthme"], ["asthme aigu"]],
        "critere": "QLS-09",
        "pourquoi": "La synthèse conclut (CSP R. 1112-1-2, II 3°).",
        "formulation": "Crise d'asthme aiguë grave",
        "indice": "Comment s'appelle ce qu'il a ?",
    } | changes


def key_file() -> Tree:
    """Give the tree of `cle.yaml`: two elements, one thing that would be wrong, one that nobody said."""
    last_day = element(
        "K02",
        attendu="La prednisolone a son dernier jour : le 24/05/2026 inclus.",
        piece="sortie",
        extrait="jusqu'au 24 mai inclus",
        champs=["volet_medicamenteux"],
        cherche=[["prednisolone", "24/05/2026"]],
        critere="QLS-11",
        regle="MED-DUREE",
        indice="Jusqu'à quand ?",
        poids=3,
    )
    wrong = element(
        "X01",
        texte="La crise n'était pas légère.",
        champs=["conclusion", "synthese_medicale"],
        cherche=[["crise", "légère"]],
        sauf=[["pas légère"]],
    )
    del wrong["attendu"]
    unsaid = {"id": "N01", "champ": "vaccinations", "pourquoi": "Le dossier n'en dit rien.", "regle": "REG-ALLERGIES"}
    return {"elements": [element("K01"), last_day], "interdits": [wrong], "non_dits": [unsaid]}


def model_letter() -> Lettre:
    """Give the good letter."""
    path = builtin_root() / "templates" / "mco_standard" / "exemples" / "d_asthme_aigu.lls.yaml"
    return read_letter(path.read_bytes(), name=path.name).lettre


def draft_letter() -> Lettre:
    """Give the letter to start from: no diagnosis, no prednisolone, not validated, nothing handed over."""
    model = model_letter()
    handed = model.remise_patient.replace(faite=None) if model.remise_patient else None
    return model.replace(
        statut=Statut.BROUILLON,
        validation=None,
        date_lettre=None,
        conclusion=None,
        vaccinations=NON_RENSEIGNE,
        volet_medicamenteux=model.volet_medicamenteux[:3],
        remise_patient=handed,
        envois=tuple(one.replace(fait=None) for one in model.envois),
    )


def changed(lettre: Lettre, address: str, value: object) -> Lettre:
    """Give a letter with one field changed."""
    return FieldPath.parse(address).replace(lettre, value)


def write_case(
    folder: Path,
    *,
    main: Tree | None = None,
    key: Tree | None = None,
    model: Lettre | None = None,
    draft: Lettre | None = None,
    admission: str = ADMISSION,
) -> Path:
    """Write a case, each of its files as given or as it should be; gives its folder."""
    (folder / "dossier").mkdir(parents=True)
    (folder / "cas.yaml").write_text(yaml_io.dump(main or main_file() | {"id": folder.name}), encoding="utf-8")
    (folder / "cle.yaml").write_text(yaml_io.dump(key or key_file()), encoding="utf-8")
    (folder / "dossier" / "01_admission.md").write_text(admission, encoding="utf-8")
    (folder / "dossier" / "02_sortie.md").write_text(SORTIE, encoding="utf-8")
    (folder / "lettre_modele.lls.yaml").write_text(write_letter(model or model_letter()), encoding="utf-8")
    (folder / "depart.lls.yaml").write_text(write_letter(draft or draft_letter()), encoding="utf-8")
    return folder
