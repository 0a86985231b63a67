"""What is wrong with a template, told to its author: the rules by name, and one fault found by one of them.

A fault is data, as a finding on a letter is: `lls modeles verifier` shows them all at once, where an exception would
stop at the first. `PAPIER-…` rules look at the Word file, `MODELE-…` at `modele.yaml` and its blocks, `CANARI-…` at
what a letter full of markers looks like once printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Gravite(StrEnum):
    """What a fault means for the template: an error keeps it from being published, an advice does not."""

    ERREUR = "erreur"
    CONSEIL = "conseil"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong with a template.

    Attributes:
        regle: the rule's id, a key of `RULES`.
        message: what is wrong, one French sentence.
        correction: what to do about it.
        lieu: where: file, then line or paragraph or table cell, in French.
        gravite: whether it keeps the template from being published.
    """

    regle: str
    message: str
    correction: str
    lieu: str
    gravite: Gravite = Gravite.ERREUR


_MODELE = {
    "MODELE-SCHEMA": "modele.yaml n'a que des clés connues, du bon type, sans double",
    "MODELE-INTROUVABLE": "le modèle étendu, ou la liste étendue, existe",
    "MODELE-CYCLE": "les modèles ne s'étendent pas en rond",
    "MODELE-VERROU": "rien de ce que demande la réglementation n'est affaibli",
    "MODELE-FICHIER": "chaque fichier nommé est dans le dossier du modèle et se lit",
    "MODELE-CHAMP": "chaque champ, section ou bloc nommé existe",
    "MODELE-CODE": "un bloc lit, teste et parcourt des champs, rien d'autre",
    "MODELE-NEGATIF": "le modèle n'écrit pas lui-même un « aucun » que personne n'a répondu",
    "MODELE-CACHE": "aucune section cachée ne porte un champ demandé",
    "MODELE-DOUBLON": "chaque champ est imprimé une fois",
    "MODELE-PHRASE": "les accolades des phrases prêtes vont par paires",
    "MODELE-LISTE": "les listes de contrôle du modèle se lisent, et leurs exemples donnent le verdict annoncé",
    "MODELE-RENDU": "une lettre pleine et une lettre vide se composent et se rendent",
}
_CANARI = {
    "CANARI-PERDU": "tout texte de la lettre arrive dans chaque document",
    "CANARI-COUPE": "aucun texte n'est coupé",
    "CANARI-ECHAPPE": "aucun caractère n'est changé (< > & accents)",
    "CANARI-COLONNE": "chaque valeur est dans sa colonne du tableau des traitements",
    "CANARI-RELEGUE": "aucun champ n'est imprimé faute de mieux dans « Autres informations »",
    "CANARI-IDENTITE": "les traits d'identité sont dans la lettre et en tête de chaque page",
    "CANARI-MARQUE": "un champ demandé et absent se voit dans un brouillon",
}

RULES: Mapping[str, str] = MappingProxyType({**_MODELE, **_CANARI})
"""Each rule's id and what it watches over, in French."""
