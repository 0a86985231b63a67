"""The values of the rule engine: check-lists and their items on one side, findings and verdicts on the other.

Checklist ── items ── Item ── si, non_applicable, a_faire (conditions)
                          ├── verifie (checks)  or  demande (a line that a person ticks)
                          └── cas (examples that the rule itself is tested with)

evaluate(Checklist, Lettre) -> Report ── ItemResult ── verdict, raison, findings
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any

from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.sejour import Activite
from lls_drafter.rules.checks.registry import Check
from lls_drafter.rules.conditions import Condition


class Niveau(StrEnum):
    """How much a finding weighs: `bloquant` refuses the validation of the letter."""

    BLOQUANT = "bloquant"
    ALERTE = "alerte"
    CONSEIL = "conseil"

    @property
    def rang(self) -> int:
        """Give 0 for the lightest, 2 for the heaviest."""
        return _RANKS[self]


_RANKS: Mapping[Niveau, int] = {Niveau.CONSEIL: 0, Niveau.ALERTE: 1, Niveau.BLOQUANT: 2}


class Verdict(StrEnum):
    """What an item says of a letter; `a_faire` is not (yet) a fault."""

    CONFORME = "conforme"
    NON_CONFORME = "non_conforme"
    NON_APPLICABLE = "non_applicable"
    A_FAIRE = "a_faire"


class Certitude(StrEnum):
    """How sure an item's wording is: official text, estimate of an official rule, our own proposal."""

    OFFICIEL = "officiel"
    ESTIMATION = "estimation"
    PROPOSITION = "proposition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to mend. No text of it holds a value of the letter: fields and row numbers only.

    Attributes:
        regle: the item's id.
        chemin: the field that mends it; a medication row by its key.
        message: one French sentence.
        source: the article, criterion or decision behind the rule.
        correction: what to do; never a date, never medical advice.
        justifiable: whether a written justification lets the letter be validated all the same.
    """

    regle: str
    niveau: Niveau
    chemin: FieldPath
    message: str
    source: str
    correction: str
    certitude: Certitude
    justifiable: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition with the French reason to print when it holds."""

    quand: Condition
    raison: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Demande:
    """A line that a person ticks: oui, non or na.

    Attributes:
        cle: the key of its answer in `listes.<check-list>.reponses`.
        na_permis: whether « na » is an answer.
        rattrapable: whether what was not done can still be done at discharge.
        texte_verifie: False when the official wording could not be read and `titre` is our paraphrase.
        propose: answers that the letter suggests; shown, never ticked.
    """

    cle: str
    na_permis: bool = True
    rattrapable: bool = True
    texte_verifie: bool = True
    propose: "tuple[Suggestion, ...]" = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An answer (`oui`, `non`, `na`) that a line's own condition suggests, and why."""

    reponse: str
    quand: Condition
    raison: str


@dataclass(frozen=True, slots=True)
class Exemples:
    """What a good answer looks like, and a bad one."""

    bon: str
    mauvais: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One example that a rule is tested with: changes to the base letter, and the verdict expected.

    Attributes:
        pose: values by address, as plain data (None takes the field out).
        repete: texts of the base letter to repeat, by address: what a rule about length needs.
        aujourd_hui: the day of the evaluation; None: the base letter's discharge day.
    """

    attendu: Verdict
    pose: Mapping[str, Any]
    repete: Mapping[str, int] = field(default_factory=dict)
    aujourd_hui: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One rule, or one line to tick.

    Attributes:
        cas: the YAML text or tree of its examples, read by `packs` on demand.
        origine: the file that first wrote it, whatever changed it since: two items of one id and one origin are one
            rule. Empty for what no file wrote.
        verrouille: whether a locked list holds it.
        officielle: whether a built-in list does.
    """

    id: str
    titre: str
    famille: str
    niveau: Niveau
    source: str
    certitude: Certitude
    justifiable: bool = True
    indispensable: bool = False
    si: Condition | None = None
    sinon: str = ""
    non_applicable: tuple[Reason, ...] = ()
    a_faire: tuple[Reason, ...] = ()
    verifie: tuple[Check, ...] = ()
    demande: Demande | None = None
    message: str = ""
    correction: str = ""
    aide: str = ""
    exemples: Exemples | None = None
    requiert: tuple[str, ...] = ()
    cas: object = field(default=None, compare=False, repr=False)
    origine: str = field(default="", compare=False, repr=False)
    verrouille: bool = field(default=False, compare=False, repr=False)
    officielle: bool = field(default=False, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the official sheet: its text, and whether that text was read in the official document."""

    appel: str
    texte: str
    verifiee: bool


@dataclass(frozen=True)
class Checklist:
    """A versioned list of items run by one engine.

    Attributes:
        indicateur: "qls" when `rules.qls` scores its reports, else None.
        activites: the fields of activity whose letters it is the default grid of.
        officielles: those of them that its built-in file gives it: no other grid takes them.
        si: outside it the whole list is non_applicable, with `sinon` as the reason.
        avertissement: printed beside every score or result of the list.
        verrouille: higher layers may add or tighten, never weaken.
        empreinte: `sha256:` + digest of the files it was made from.
        modele: the id of the template that brings it along: it judges the letters of that template alone.
    """

    id: str
    version: str
    titre: str
    source: str
    certitude: Certitude
    items: tuple[Item, ...]
    verrouille: bool = False
    indicateur: str | None = None
    activites: tuple[Activite, ...] = ()
    officielles: tuple[Activite, ...] = ()
    si: Condition | None = None
    sinon: str = ""
    avertissement: str = ""
    notes: tuple[Note, ...] = ()
    empreinte: str = ""
    modele: str | None = None

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """Give the items by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def satisfied(self) -> "Mapping[str, ItemResult]":
        """Give the result of each item when all is well: the same for every letter."""
        return {item.id: ItemResult(item, Verdict.CONFORME) for item in self.items}

    @cached_property
    def ordered(self) -> tuple[Item, ...]:
        """Give the items, prerequisites first.

        Raises:
            graphlib.CycleError: items require one another in a circle.
        """
        if not any(item.requiert for item in self.items):
            return self.items
        sorter = TopologicalSorter({item.id: item.requiert for item in self.items})
        return tuple(self.by_id[name] for name in sorter.static_order())


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What one item says of one letter; `raison` explains every verdict but `conforme`."""

    item: Item
    verdict: Verdict
    raison: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One check-list on one letter: one result per item, in the list's order."""

    checklist: Checklist
    results: tuple[ItemResult, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Give all findings, in the list's order."""
        return tuple(finding for result in self.results for finding in result.findings)

    def result(self, identifier: str) -> ItemResult:
        """Give the result of one item.

        Raises:
            KeyError: the list has no such item.
        """
        for result in self.results:
            if result.item.id == identifier:
                return result
        raise KeyError(identifier)
