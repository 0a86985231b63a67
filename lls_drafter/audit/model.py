"""The values of an audit: what one letter gave, in a few words that hold no identity.

A letter is known by its number in the run (`numero`), never by its file, its patient or its author. Everything else
that a `Jugement` holds is a code, a date or a word of a check-list.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

CONFORME, NON_CONFORME, NON_APPLICABLE = "C", "N", "-"
"""The sign of each verdict in `Jugement.verdicts`."""
NON_MESURE = "?"
"""A criterion that this source cannot tell (a CDA document holds no hand-over): counted nowhere."""


class Origine(StrEnum):
    """What a judgement was made from."""

    LETTRE = "lettre"
    CDA = "cda"
    PAPIER = "papier"
    EXTRAIT = "extrait"


class Etat(StrEnum):
    """What became of one file of the run; only `jugee` counts in the rates."""

    JUGEE = "jugee"
    ILLISIBLE = "illisible"
    DISPARUE = "disparue"
    FICTIVE = "fictive"
    ANNULEE = "annulee"
    EN_COURS = "en_cours"
    HORS_PERIODE = "hors_periode"
    HORS_CHAMP = "hors_champ"
    DOUBLON = "doublon"
    HORS_LISTE = "hors_liste"
    NON_TIREE = "non_tiree"


class Redaction(StrEnum):
    """Who wrote the letter, as a role: never a person."""

    SIGNATAIRE = "signataire"
    INTERNE = "interne"
    AUTRE = "autre_redacteur"


@dataclass(frozen=True, slots=True)
class Critere:
    """One criterion of a grid: its id, its official title, whether the score is 0 without it."""

    id: str
    titre: str
    indispensable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Grille:
    """The grid that letters were judged with.

    Attributes:
        empreinte: the digest of its files: two grids of one id may differ.
        avertissement: printed beside every score.
    """

    id: str
    version: str
    titre: str
    certitude: str
    avertissement: str
    empreinte: str
    criteres: tuple[Critere, ...]


@dataclass(frozen=True, slots=True)
class Manque:
    """Why a criterion of a letter failed: its rank in the grid, and the field that would mend it (no row, no value)."""

    rang: int
    champ: str


@dataclass(frozen=True, slots=True)
class SansObjet:
    """Why one criterion of a letter does not apply: its rank in the grid, and the check-list's own words."""

    rang: int
    raison: str


@dataclass(frozen=True, slots=True)
class RegleEnDefaut:
    """A rule of a content check-list that a letter does not satisfy, and whether it was justified in writing."""

    regle: str
    justifiee: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Actes:
    """The acts recorded for the version that QLS judges, in days after the discharge; None: no trace of it.

    Attributes:
        remise: the day of a hand-over that took place.
        envoi: the day of the first sending to the médecin traitant.
        remise_due: False when it was refused, or impossible with its reason.
        envoi_du: False without a médecin traitant, or when the patient opposes it.
        refus: whether the patient refused the letter.
        canaux: the channels of the sendings done, each once, by code.
        oppositions: what the patient opposes: the names of `Oppositions`.
    """

    validation: int | None = None
    remise: int | None = None
    envoi: int | None = None
    remise_due: bool = True
    envoi_du: bool = True
    refus: bool = False
    canaux: tuple[str, ...] = ()
    oppositions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Jugement:
    """What one file gave.

    Attributes:
        numero: rank of the file in the run, from 1.
        raison: why it is not judged, or is out of scope; words of ours or of a check-list.
        ligne: where an unreadable file stops being readable; None when not known.
        serie: digest of the letter's lasting id: tells copies of one letter apart from two letters.
        document: the number that the CDA documents of the letter are known by; only when the run has some.
        rang_copie: which of several copies stands for the letter: the greatest.
        sejour: the stay number as the letter has it, only when a list of stays is to be matched; else empty.
        origine: what it was made from; only a letter of ours has a template and a writer's role.
        mois: the month of discharge, `2026-03`, where the day is not known; else empty.
        site: who made the extract that it comes from; empty for what was judged here.
        inconnus: answers « je ne sais pas » of a reading on paper; they count as not satisfied.
        validee: whether the version that QLS judges was validated.
        converti: whether the file was of an older format.
        grille: `Grille.empreinte`.
        absente: whether it stands for a stay without a letter.
        verdicts: one sign per criterion, in the grid's order.
        score: the estimate, 0-100.
        actes: what became of the letter; None when its source does not tell.
    """

    numero: int
    etat: Etat
    raison: str = ""
    ligne: int | None = None
    serie: bytes = b""
    document: str = ""
    rang_copie: tuple[int, int] = (0, 0)
    sejour: str = ""
    origine: Origine = Origine.LETTRE
    date_sortie: date | None = None
    mois: str = ""
    site: str = ""
    inconnus: int = 0
    unite: str = ""
    modele: str = ""
    redaction: Redaction = Redaction.SIGNATAIRE
    converti: bool = False
    absente: bool = False
    grille: str = ""
    verdicts: str = ""
    score: int = 0
    actes: Actes | None = None
    manques: tuple[Manque, ...] = ()
    sans_objet: tuple[SansObjet, ...] = ()
    regles: tuple[RegleEnDefaut, ...] = ()

    @property
    def mois_sortie(self) -> str:
        """Give the month of discharge, `2026-03`; empty when it is not known."""
        return self.date_sortie.isoformat()[: len("2026-03")] if self.date_sortie else self.mois
