"""What a question is: frozen values, no logic."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.personnes import Praticien
from lls_drafter.letter.plan import Plan, RubriqueLibre
from lls_drafter.medication.posology import read_line
from lls_drafter.medication.reading import Lecture

if TYPE_CHECKING:  # the rules are loaded by who judges, not by who asks
    from lls_drafter.rules.model import Item
    from lls_drafter.wizard.ports import CodePort, DrugPort, PropositionPort


class Kind(StrEnum):
    """How the answer to a question is read."""

    TEXT = "texte"
    LONG_TEXT = "texte long"
    INS_NAME = "nom"
    GIVEN_NAMES = "prénoms"
    TEXTS = "liste de textes"
    DATE = "date"
    TIME = "heure"
    NUMBER = "nombre"
    MEASURE = "nombre avec unité"
    ROWS = "tableau"
    CHOICE = "choix"
    CHOICES = "choix multiples"
    CODE = "choix codé"
    YES_NO = "oui ou non"
    PRACTITIONER = "professionnel"
    PLACE = "lieu"
    DRUG = "médicament"
    DURATION = "durée"
    COUNT = "compte de la durée"
    ORDER = "ordre des lignes"
    DRUG_NAME = "nom du médicament"
    FATE = "devenir"
    SAFETY = "écran de sécurité"
    CHECKLIST = "liste de contrôle"
    CONFIRM = "confirmation"
    END = "fin"

    @property
    def is_screen(self) -> bool:
        """Tell whether the question is a screen of lines, each answered by a short code."""
        return self in (Kind.SAFETY, Kind.CHECKLIST)

    @property
    def is_long(self) -> bool:
        """Tell whether the answer takes several lines."""
        return self in (Kind.LONG_TEXT, Kind.ROWS)


class Section(StrEnum):
    """The parts of the conversation, in their order."""

    IDENTITE = "Identité"
    SEJOUR = "Séjour"
    MOTIF = "Motif et conclusion"
    TRAITEMENTS = "Traitements"
    SECURITE = "Écran de sécurité"
    SYNTHESE = "Synthèse"
    SUITES = "Suites"
    REMISE = "Signature, remise et envois"
    LISTE = "Liste de contrôle de sortie"
    FIN = "Relecture"
    AUTRES = "Autres éléments"


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer: the keys that give it (the first is shown), what it stores, how it reads."""

    keys: tuple[str, ...]
    value: object
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One question.

    Attributes:
        id: stable name, the field's address wherever there is one; also the saved position.
        path: where the answer goes.
        list_path: for the question that opens a list, the list itself (`aucun`, `inconnu` go there).
        question: the sentence asked.
        title: the short name, in echoes and lists.
        group: questions that may be answered on one line, separated by « ; »; empty for none.
        series: the list that the question belongs to.
        asked: whether the conversation stops there by itself; the others are reached by a jump.
        composed: whether it takes its part of a line typed with « ; ».
        answered: whether the letter has the answer (or it was confirmed).
        appends: whether an answer adds an entry to a list.
        insists: whether the question that adds an entry is asked although the list has some.
        code_set: the value set that an answer is looked for in, or whose words are offered for a text.
        absences: whether `aucun` and `inconnu` are answers.
        past: for dates, see `letter.dates.parse_date_text`.
        proposal: an answer that the letter suggests; never taken without a gesture.
        covers: other fields that this question answers.
        ready: answers that a number gives, the first is « 1 ».
        free: the service's own field that is asked about.
    """

    id: str
    section: Section
    path: FieldPath
    kind: Kind
    question: str
    title: str
    help: str = ""
    source: str = ""
    example: str = ""
    list_path: FieldPath | None = None
    choices: tuple[Choice, ...] = ()
    code_set: str = ""
    group: str = ""
    series: str = ""
    asked: bool = True
    composed: bool = False
    answered: bool = False
    appends: bool = False
    insists: bool = False
    absences: bool = False
    past: bool | None = None
    proposal: str = ""
    covers: tuple[FieldPath, ...] = ()
    ready: tuple[str, ...] = ()
    free: RubriqueLibre | None = None


def _no_codes(_name: str, _text: str) -> Sequence[CodePort]:
    """Stand for a seat without value sets."""
    return ()


def _no_base(text: str) -> Lecture:
    """Stand for a seat without catalogue: the grammar alone."""
    return Lecture(read_line(text))


def _no_drugs(_text: str) -> Sequence[DrugPort]:
    """Stand for a seat without catalogue."""
    return ()


def _no_proposals(_lettre: Lettre) -> Mapping[str, PropositionPort]:
    """Stand for a seat without check-list."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What surrounds the letter while it is written; fixed for one conversation.

    Attributes:
        today: the day, for typed dates.
        plan: what the template asks for.
        liste_id: the id of the discharge check-list, empty for none.
        liste: its lines, those that a person ticks.
        proposals: what a letter suggests for them, by line.
        search_codes: value set name, text -> entries.
        read_drug: a line of prescription -> what is understood of it.
        search_drugs: a text -> drugs of the catalogue.
        confirm_identity: the identity was there before the conversation began: it must be confirmed.
        sections: the only parts of the conversation that are asked, the last page being always there; empty for all.
    """

    today: date
    correspondants: tuple[Praticien, ...] = ()
    signataires: tuple[Praticien, ...] = ()
    plan: Plan = field(default_factory=Plan)
    liste_id: str = ""
    liste: tuple[Item, ...] = ()
    proposals: Callable[[Lettre], Mapping[str, PropositionPort]] = _no_proposals
    search_codes: Callable[[str, str], Sequence[CodePort]] = _no_codes
    read_drug: Callable[[str], Lecture] = _no_base
    search_drugs: Callable[[str], Sequence[DrugPort]] = _no_drugs
    confirm_identity: bool = False
    sections: frozenset[str] = frozenset()
