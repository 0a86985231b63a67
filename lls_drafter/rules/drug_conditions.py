"""Conditions about one medication row: which drug it is, what its texts mention."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.reponse import Absence
from lls_drafter.letter.traitements import LigneTraitement, ReponseListe
from lls_drafter.rules.conditions import condition
from lls_drafter.rules.rows import Side, row_of, side
from lls_drafter.rules.scope import Chemin, Scope
from lls_drafter.rules.words import Text, Words, words_of

_ROWS = Chemin.parse("volet_medicamenteux", Lettre)


class Cote(StrEnum):
    """The two sides of a row."""

    AVANT = "avant"
    SORTIE = "sortie"


@condition("medicament")
@dataclass(frozen=True, slots=True, repr=False)  # compared: rules about the same names then share their rows
class IsDrug:
    """The row's drug, on this side, bears one of these names (label, DCI or brand)."""

    READS: ClassVar[tuple[str, ...]] = ("volet_medicamenteux",)

    cote: Cote
    noms: tuple[str, ...]
    words: Words = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Prepare the names once."""
        object.__setattr__(self, "words", words_of(self.noms))

    def holds(self, scope: Scope) -> bool:
        """Tell whether one of the names is there."""
        return self.words.found_in(scope.fact(FACTS[self.cote]).names)

    def say(self) -> str:
        """Tell of a list: the names are in the rule."""
        return "le médicament est de la liste de la règle"


def _before(scope: Scope) -> Side:
    return side(scope, row_of(scope.value).avant)


def _after(scope: Scope) -> Side:
    return side(scope, row_of(scope.value).sortie)


FACTS = {Cote.AVANT: _before, Cote.SORTIE: _after}
"""The `Side` of a row's scope, computed once: `scope.fact(FACTS[cote])`."""


def named_rows(scope: Scope, cote: Cote, words: Words) -> tuple[Scope, ...]:
    """Give the rows whose drug, on this side, bears one of these names: of the letter, or the row of the scope.

    All the names of the side are looked at together first: most tables hold none of a rule's.
    """
    if isinstance(scope.value, LigneTraitement):
        return (scope,) if words.found_in(scope.fact(FACTS[cote]).names) else ()
    entries = scope.entries(_ROWS)
    everything: Text = scope.shared((named_rows, cote), lambda: _all_names(entries, cote))
    if not words.found_in(everything):
        return ()
    return tuple(entry for entry in entries if words.found_in(entry.fact(FACTS[cote]).names))


def _all_names(entries: tuple[Scope, ...], cote: Cote) -> Text:
    return Text("\n".join(entry.fact(FACTS[cote]).names.plain for entry in entries))


class Mention(StrEnum):
    """Something that a text can mention, known by a pattern."""

    NOMBRE = "nombre"
    ECHEANCE = "echeance"
    UNITE = "unite"
    CONCENTRATION = "concentration"
    FORME_LEGALE_DE_SOINS = "forme_legale_de_soins"
    TIERS_DESIGNE = "tiers_designe"
    DATE_DE_RENDEZ_VOUS = "date_de_rendez_vous"


_DAYS = r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_KIN = (
    "pere|mere|parents?|frere|soeur|fils|fille|enfants?|epou|mari|femme|conjoint|compag|oncle|tante|cousin|amie?"
    "|beau|belle|voisin|tuteur|tutrice|curat|niece|neveu|grand"
)
PATTERNS: Mapping[Mention, re.Pattern[str]] = {
    Mention.NOMBRE: re.compile(r"\d"),
    Mention.ECHEANCE: re.compile(
        rf"\b(?:\d{{1,2}}/\d{{1,2}}|j ?\+? ?\d+|dans|sous|avant le|{_DAYS}|{_MONTHS}|semaine|mensuel\w*|hebdomadaire\w*"
        r"|\d+ (?:jours?|heures?|mois))\b"
    ),
    Mention.UNITE: re.compile(r"\b(?:unites?|ui)\b|\d ?u\b"),
    Mention.CONCENTRATION: re.compile(r"\d ?(?:unites?(?: internationales?)?|ui|u) ?(?:/|par) ?ml\b"),
    Mention.FORME_LEGALE_DE_SOINS: re.compile(
        r"\bsans consentement\b|a la demande d'un tiers|peril imminent|representant de l'etat|programme de soins"
        r"|hospitalisation sous contrainte|\b(?:sdt|sdtu|spi|sdre|spdt|spdre|sdrep)\b"
    ),
    # « à la demande de sa sœur », « un tiers, son frère », « tiers (M. …) »
    Mention.TIERS_DESIGNE: re.compile(
        r"(?:a la demande|\btiers|demande signee)[^.;]{0,15}?(?:\bde |, |\()"
        rf"(?:(?:sa|son|ses|leur) (?:{_KIN})|m\. |mme |monsieur |madame )"
    ),
    Mention.DATE_DE_RENDEZ_VOUS: re.compile(
        rf"\d{{1,2}}/\d{{1,2}}|\b\d{{1,2}}(?:er)? (?:{_MONTHS})\b|\b(?:{_DAYS}) \d"
    ),
}


@condition("mentionne")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Mentions:
    """One of these texts mentions something: a number, a due time, a unit, a concentration, and so on."""

    chemins: tuple[Chemin, ...]
    quoi: Mention

    def holds(self, scope: Scope) -> bool:
        """Tell whether a text mentions it."""
        pattern = PATTERNS[self.quoi]
        texts = (chemin.read(scope.value) for chemin in self.chemins)
        return any(
            isinstance(text, str) and not isinstance(text, Absence) and scope.text(text).has(pattern) for text in texts
        )

    def say(self) -> str:
        """Name the thing."""
        return f"« {self.chemins[0].titre} » mentionne : {self.quoi.value.replace('_', ' ')}"


@condition("liste_inconnue")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ListUnknown:
    """The whole home list (`avant`), or discharge list (`sortie`), was asked for and could not be had."""

    READS: ClassVar[tuple[str, ...]] = ("bilan_medicamenteux",)

    cote: Cote

    def holds(self, scope: Scope) -> bool:
        """Tell whether that list is said unknown."""
        both = scope.lettre.bilan_medicamenteux
        if both is None:
            return False
        state = both.entree if self.cote is Cote.AVANT else both.sortie
        return state is not None and state.reponse is ReponseListe.INCONNU

    def say(self) -> str:
        """Name the list."""
        return "liste d'entrée inconnue" if self.cote is Cote.AVANT else "liste de sortie inconnue"
