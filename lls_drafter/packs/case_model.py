"""The values of a training case: what its files say, once read and checked (`packs.cases`).

Case ── objectifs, pieces (the record), exercices
Key ── elements (what a letter must hold), interdits (what would be wrong), non_dits (what nobody said)
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from lls_drafter.letter.paths import FieldPath

EXERCICES = ("ecrire", "defauts", "tableau")
"""The exercises that a case may offer; the same words as `training.result.Exercice`."""


class Difficulte(StrEnum):
    """How hard a case is, the easiest first."""

    DEBUTANT = "debutant"
    MOYEN = "moyen"
    DIFFICILE = "difficile"
    EXPERT = "expert"


@dataclass(frozen=True, slots=True)
class Relecture:
    """The clinician who read the case over, and the day."""

    par: str
    le: date


@dataclass(frozen=True, slots=True)
class Objectif:
    """What a learner is to learn, with the criteria and rules that say it."""

    texte: str
    criteres: tuple[str, ...] = ()
    regles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of the record: its title and its text in light Markdown (titles, lists, paragraphs)."""

    id: str
    titre: str
    fichier: str
    texte: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case, without its key.

    Attributes:
        relecture: None for « non relu par un clinicien », which is shown wherever the case is.
        couche: the layer that it was found in; empty for a folder outside of them.
        folder: where it lies: `depart.lls.yaml`, `lettre_modele.lls.yaml` and `cle.yaml` are there too.
    """

    id: str
    version: str
    titre: str
    niveau: Difficulte
    specialite: str
    auteur: str
    licence: str
    date: date
    relecture: Relecture | None
    duree_minutes: int
    objectifs: tuple[Objectif, ...]
    pieces: tuple[Piece, ...]
    exercices: tuple[str, ...]
    couche: str
    folder: Path

    def piece(self, identifier: str) -> Piece:
        """Give a piece by its id.

        Raises:
            KeyError: the case has none of that id.
        """
        for one in self.pieces:
            if one.id == identifier:
                return one
        raise KeyError(identifier)


Wording = tuple[tuple[str, ...], ...]
"""Alternatives; within one, all terms must be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """Something that the record says and a letter must hold.

    Attributes:
        attendu: one sentence, for the correction.
        piece, extrait: the piece that says it, and its very words.
        champs: the fields where it is looked for; a section's address means all below.
        cherche: how it may be written.
        critere, regle: one of them at least.
    """

    id: str
    attendu: str
    piece: str
    extrait: str
    champs: tuple[FieldPath, ...]
    cherche: Wording
    pourquoi: str
    formulation: str
    indice: str
    critere: str = ""
    regle: str = ""
    poids: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Interdit:
    """Something that would be wrong or invented.

    Attributes:
        texte: what is wrong, one sentence for the correction.
        sauf: wordings beside which it is right after all.
        piece, extrait: what the record says instead, empty when it says nothing.
    """

    id: str
    texte: str
    champs: tuple[FieldPath, ...]
    cherche: Wording
    pourquoi: str
    formulation: str
    sauf: Wording = ()
    piece: str = ""
    extrait: str = ""
    indice: str = ""
    critere: str = ""
    regle: str = ""
    poids: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class NonDit:
    """A question that the record does not answer: « aucun » there is invented."""

    id: str
    champ: FieldPath
    pourquoi: str
    critere: str = ""
    regle: str = ""
    poids: int = 1


@dataclass(frozen=True, slots=True)
class Key:
    """The answers of a case."""

    elements: tuple[Element, ...]
    interdits: tuple[Interdit, ...] = ()
    non_dits: tuple[NonDit, ...] = ()
