"""What a strict check is, and what it gives."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from lls_drafter.cda.strict.tree import Document
from lls_drafter.cda.xml import Element


class Niveau(StrEnum):
    """How sure a fault is: wrong for any reader, or to be looked at by a person."""

    ERREUR = "erreur"
    AVERTISSEMENT = "avertissement"


class Source(StrEnum):
    """Where a rule comes from, and so how certain it is.

    A rule of `CONTROLE` is one that an official check enforces too; the others are those that nothing else looks at.
    """

    CONTROLE = "contrôle officiel de l'ANS, observé"
    EXEMPLE = "exemple officiel LDL-SES 2022.01 (octobre 2025), non contrôlé"
    JEU = "jeu de valeurs de l'ANS nommé par l'exemple, non contrôlé"
    PUBLIQUE = "règle publique de forme, non contrôlée"
    LOGIQUE = "cohérence du document avec lui-même"
    DMP = "PDF/A-1 attendu pour un document de niveau 1, non contrôlé"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ecart:
    """One fault of a document. It never holds a value of the patient: it names rules, elements and places.

    Attributes:
        regle: the rule's id, `CDA-…`.
        niveau: error or warning.
        message: one French sentence.
        chemin: the element, `ClinicalDocument/component/…/section[3]/code`.
        ligne: its line in the file, None when the document was not read from one.
        correction: what to do, in French.
        source: where the rule comes from.
    """

    regle: str
    niveau: Niveau
    message: str
    chemin: str
    ligne: int | None
    correction: str
    source: Source

    @property
    def lieu(self) -> str:
        """Give the place in words: the element's path, and its line when known."""
        return self.chemin if self.ligne is None else f"{self.chemin} (ligne {self.ligne})"


class Fault(NamedTuple):
    """Where a rule is broken, and how."""

    element: Element
    message: str


Look = Callable[[Document], Iterator[Fault]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its id, its level, what must hold (a French sentence), what to do else, and how it is looked at."""

    id: str
    niveau: Niveau
    phrase: str
    correction: str
    source: Source
    look: Look


@dataclass(frozen=True, slots=True)
class Table:
    """The rules of one concern, in the order in which they are looked at."""

    titre: str
    rules: list[Rule] = field(default_factory=list)

    def error(self, identifier: str, phrase: str, correction: str, source: Source) -> Callable[[Look], Look]:
        """Register a check whose faults are errors."""
        return self._add(identifier, Niveau.ERREUR, phrase, correction, source)

    def warning(self, identifier: str, phrase: str, correction: str, source: Source) -> Callable[[Look], Look]:
        """Register a check whose faults are warnings."""
        return self._add(identifier, Niveau.AVERTISSEMENT, phrase, correction, source)

    def _add(
        self, identifier: str, niveau: Niveau, phrase: str, correction: str, source: Source
    ) -> Callable[[Look], Look]:
        """Register a check."""

        def register(look: Look) -> Look:
            self.rules.append(
                Rule(id=identifier, niveau=niveau, phrase=phrase, correction=correction, source=source, look=look)
            )
            return look

        return register
