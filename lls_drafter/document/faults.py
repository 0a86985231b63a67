"""What is wrong with a template, told to its author: the rules by name, and one fault found by one of them.

A fault is data, as a finding on a letter is: `lls modeles verifier` shows them all at once, where an exception would
stop at the first. `PAPIER-…` rules look at the Word file, `MODELE-…` at `modele.yaml` and its blocks, `CANARI-…` at
what a letter full of markers looks like once printed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from lls_drafter.errors import LlsError, PackError


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


def is_sound(faults: Iterable[Fault]) -> bool:
    """Tell whether nothing keeps a pack from being published."""
    return not any(fault.gravite is Gravite.ERREUR for fault in faults)


def fault_of(error: LlsError, *, regle: str, lieu: str) -> Fault:
    """Give an exception as a fault.

    Args:
        error: what was raised; an error of a pack names its rule.
        regle: the rule of any other error.
        lieu: the place of an error that has none.
    """
    return Fault(
        regle=error.regle if isinstance(error, PackError) else regle,
        message=error.message,
        correction=error.hint,
        lieu=str(error.location) if error.location is not None else lieu,
    )


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
    "MODELE-REGLE": "un identifiant ne désigne qu'une règle parmi les listes qui jugent une même lettre",
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
_PAPIER = {
    "PAPIER-FORMAT": "le papier est un document Word (.docx) lisible",
    "PAPIER-PROTEGE": "le papier n'a pas de mot de passe",
    "PAPIER-LIEN-SYMBOLIQUE": "le papier est dans le dossier du modèle, pas un lien qui en sort",
    "PAPIER-DEMESURE": "le papier a la taille d'un papier à lettres",
    "PAPIER-ARCHIVE": "le fichier est écrit comme Word l'écrit : noms simples, sans double ni chevauchement",
    "PAPIER-XML": "chaque partie du fichier se lit, sans entité ni type de document",
    "PAPIER-MACRO": "le papier n'a pas de macros",
    "PAPIER-OBJET": "le papier n'a ni classeur, ni contrôle, ni document incorporé",
    "PAPIER-LIEN": "le papier ne dépend d'aucun autre fichier",
    "PAPIER-LIEN-WEB": "les liens hypertexte sont voulus",
    "PAPIER-SIGNE": "le papier n'est pas signé numériquement",
    "PAPIER-PROTECTION": "une lettre reste modifiable dans Word",
    "PAPIER-REVISIONS": "aucune modification suivie n'est en attente",
    "PAPIER-SUIVI": "le suivi des modifications est éteint",
    "PAPIER-COMMENTAIRE": "aucun commentaire n'est resté",
    "PAPIER-TEXTE-CACHE": "rien n'est en texte masqué",
    "PAPIER-TEXTE-CLINIQUE": "le papier ne dit rien du patient qui ne vienne de la lettre",
    "PAPIER-CODE": "le papier n'a que des champs simples et des ancres",
    "PAPIER-CHAMP-INCONNU": "chaque champ nommé existe",
    "PAPIER-CHAMP-FORME": "chaque champ est entre deux accolades simples, d'un seul tenant, en minuscules",
    "PAPIER-CHAMP-LISTE": "un champ simple n'est pas dans une liste",
    "PAPIER-CHAMP-BLOC": "un champ simple n'a qu'une valeur",
    "PAPIER-CHAMP-JAMAIS": "un champ simple s'imprime dans la lettre",
    "PAPIER-CHAMP-INS": "un champ de l'INS reste vide quand l'identité n'est pas qualifiée",
    "PAPIER-CHAMP-CLINIQUE": "un texte clinique est placé par l'ancre de sa section",
    "PAPIER-CHAMP-HORS-TEXTE": "un champ est là où il peut être rempli",
    "PAPIER-ANCRE-ABSENTE": "l'ancre [[corps]] est dans le papier",
    "PAPIER-ANCRE-DOUBLE": "chaque ancre n'y est qu'une fois",
    "PAPIER-ANCRE-INCONNUE": "chaque ancre nomme une section du modèle",
    "PAPIER-ANCRE-FORME": "chaque ancre est entre deux crochets simples, d'un seul tenant, en minuscules",
    "PAPIER-ANCRE-VOISINE": "chaque ancre est seule dans son paragraphe",
    "PAPIER-ANCRE-PLACE": "chaque ancre est dans le corps du document",
    "PAPIER-ANCRE-COUPEE": "rien autour d'une ancre ne couperait une longue lettre",
    "PAPIER-LARGEUR": "le corps a la place de ses tableaux",
    "PAPIER-IDENTITE": "chaque page nomme le patient",
    "PAPIER-IDENTITE-PREMIERE": "la première page aussi nomme le patient en tête",
    "PAPIER-MENTION": "les pages disent que la lettre ne vaut pas ordonnance",
    "PAPIER-PAGES": "les pages sont numérotées",
    "PAPIER-MARGE-AJOUTEE": "chaque page a un en-tête et un pied de page du service",
    "PAPIER-PUBLIPOSTAGE": "le papier n'attend pas de publipostage",
    "PAPIER-DATE": "aucune date ne change à l'ouverture",
    "PAPIER-STYLES": "les styles de la lettre sont dans le papier",
    "PAPIER-LANGUE": "la langue du papier est le français",
    "PAPIER-IMAGE-MUETTE": "chaque image a un texte de remplacement",
}

RULES: Mapping[str, str] = MappingProxyType({**_MODELE, **_PAPIER, **_CANARI})
"""Each rule's id and what it watches over, in French."""
