"""What the reading of a document gives: a letter, where each value stood, what found no place."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lls_drafter.letter.lettre import Lettre


class Genre(StrEnum):
    """What kind of document was read, by its model."""

    SORTIE = "sortie"
    """A discharge letter (LDL-SES)."""
    ENTREE = "entree"
    """A letter at entry (LDL-EES): its treatments are those at home."""
    AUTRE = "autre"
    """Another structured document: its header, and the sections that are known by their code."""
    PDF = "pdf"
    """A document without sections: its header only."""


class Nature(StrEnum):
    """Why something of a document found no place in the letter."""

    TEXTE = "texte"
    """Words that no field of the letter holds."""
    VALEUR = "valeur"
    """A value that the field refuses: a wrong form, an impossible date."""
    CODE = "code"
    """A code that says less, or something else, than any answer of the letter."""
    CONTRADICTION = "contradiction"
    """Two places of the document that do not say the same."""
    CONTENU = "contenu"
    """An embedded file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reste:
    """Something of the document that found no place.

    Attributes:
        section: the title of its section, or what it is of the header; never a value of the patient.
        nature: why.
        raison: one French sentence, without any value.
        texte: its words, for the letter; empty when it has none.
        champ: the field of the letter that it speaks of, empty when no one can tell.
    """

    section: str
    nature: Nature
    raison: str
    texte: str = ""
    champ: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLu:
    """Which document was read.

    Attributes:
        id: its identifier, root and extension.
        genre: its kind.
        date: the day when it was made, None when it does not say.
        est_de_lls: it was written by this program: its narrative follows our own wording.
        racine_ipp: the OID under which its hospital numbers patients, None when it gives no such number.
        est_fictif: it says itself that its patient is fictional (ours do); False says nothing.
        est_annule: it says itself that it was cancelled (ours do).
        est_en_cours: its status is « in progress ».
    """

    id: str
    genre: Genre
    date: dt.date | None = None
    est_de_lls: bool = False
    racine_ipp: str | None = None
    est_fictif: bool = False
    est_annule: bool = False
    est_en_cours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lecture:
    """A document as read.

    Attributes:
        document: which one.
        lettre: its values, at the letter's own addresses; nothing else is answered in it.
        places: the title of the section of each value, by the address that was written.
        restes: what found no place, in the document's order.
    """

    document: DocumentLu
    lettre: Lettre
    places: Mapping[str, str]
    restes: tuple[Reste, ...]
