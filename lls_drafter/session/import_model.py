"""What an import handles: a source as read, what it would change in a letter, what it leaves and why."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lls_drafter.letter.lettre import Lettre


class Origine(StrEnum):
    """Where the values come from; written as the provenance of each."""

    CDA = "cda"
    LETTRE = "lettre"


@dataclass(frozen=True, slots=True, kw_only=True)
class NonPlace:
    """Something of the source that goes nowhere: its section, what it is, why; never a value of the patient.

    Attributes:
        section: the title of its section.
        nature: `texte`, `valeur`, `code`, `contradiction`, `contenu`.
        raison: one French sentence.
        texte: its words, shown to the person who imports, empty for none.
        champ: the field that it speaks of, empty when no one can tell.
    """

    section: str
    nature: str
    raison: str
    texte: str = ""
    champ: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document or a letter as read.

    Attributes:
        origine: which of the two.
        lettre: its values, at the letter's own addresses.
        detail: its identifier, for the provenance.
        nom: what it is, for sentences: « lettre de liaison du 10/03/2026 ».
        date: its day, None when it does not say.
        places: the section of each value, by address.
        restes: what found no place when it was read.
        racine_ipp: the OID under which its hospital numbers patients, None when it does not say.
        fictive: True for an example or a test identity, False for a real one, None when nothing tells.
        a_domicile: its list of drugs is what the patient takes at home, not what was given at discharge.
        avis: what is to be known before anything is taken from it.
    """

    origine: Origine
    lettre: Lettre
    detail: str
    nom: str
    date: dt.date | None
    places: Mapping[str, str] = field(default_factory=dict)
    restes: tuple[NonPlace, ...] = ()
    racine_ipp: str | None = None
    fictive: bool | None = None
    a_domicile: bool = False
    avis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Apport:
    """One value that a source brings: its address, its value, the section where it stood."""

    adresse: str
    valeur: object
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AConfirmer:
    """Something that only a person may answer: a negative, a suspended drug, words without code.

    Attributes:
        champ: the field that it would answer.
        texte: what would be typed there.
        raison: why it waits, one French sentence.
    """

    champ: str
    texte: str
    raison: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choix:
    """What of a source is brought to a letter, before it is compared with what stands there."""

    apports: tuple[Apport, ...] = ()
    a_confirmer: tuple[AConfirmer, ...] = ()
    restes: tuple[NonPlace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ligne:
    """One line of the differences shown: the field's name, what stood, what comes; empty for nothing."""

    adresse: str
    titre: str
    avant: str = ""
    apres: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """A letter as it would be after an import, and all that is to be told of it.

    Attributes:
        lettre: the letter with what is taken.
        repris: what is written.
        laisses: what is answered otherwise already, and stays.
        identiques: how many values stand there as the source says them.
        a_confirmer: what waits for a person.
        restes: what goes nowhere.
        avis: what is to be known first.
    """

    lettre: Lettre
    repris: tuple[Ligne, ...]
    laisses: tuple[Ligne, ...]
    identiques: int
    a_confirmer: tuple[AConfirmer, ...]
    restes: tuple[NonPlace, ...]
    avis: tuple[str, ...] = ()
