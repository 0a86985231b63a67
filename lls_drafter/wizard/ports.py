"""What the conversation needs from the rest of the house, as protocols: a session satisfies them without knowing us."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import Praticien
from lls_drafter.letter.plan import Plan
from lls_drafter.medication.reading import Lecture

if TYPE_CHECKING:  # the rules are loaded by who judges, not by who asks
    from lls_drafter.rules.model import Checklist, Finding


class CodePort(Protocol):
    """One entry of a coded value set."""

    @property
    def code(self) -> str:
        """Give the code."""

    @property
    def libelle(self) -> str:
        """Give the label that a person reads."""

    @property
    def ecrit(self) -> str:
        """Give the label as the letter says it."""

    @property
    def alias(self) -> tuple[str, ...]:
        """Give the short names that people type."""


class DrugPort(Protocol):
    """One drug of the catalogue."""

    @property
    def dci(self) -> tuple[str, ...]:
        """Give its substances."""

    @property
    def marque(self) -> str | None:
        """Give its brand, None for a drug named by its substances."""

    @property
    def dosages(self) -> tuple[str, ...]:
        """Give its strengths, one per substance."""

    @property
    def forme(self) -> str:
        """Give its form."""

    @property
    def commercialise(self) -> bool:
        """Tell whether it is marketed."""


class PhrasePort(Protocol):
    """A ready phrase; `{…}` marks what to fill in."""

    @property
    def nom(self) -> str:
        """Give its name."""

    @property
    def texte(self) -> str:
        """Give its text, with its marks."""

    @property
    def champ_lettre(self) -> str | None:
        """Give the address of the only field that it suits, None for all."""


class PropositionPort(Protocol):
    """An answer to a check-list item that the letter itself suggests."""

    @property
    def reponse(self) -> str:
        """Give the suggested box: oui, non or na."""

    @property
    def raison(self) -> str:
        """Say, in French, what in the letter suggests it."""


class EvaluationPort(Protocol):
    """What the rules say of the letter."""

    @property
    def findings(self) -> "Sequence[Finding]":
        """Give all findings, gravest first."""

    @property
    def missing(self) -> int:
        """Count what still prevents validation."""

    @property
    def score(self) -> int | None:
        """Give the QLS estimate as things stand, 0-100."""

    @property
    def score_projete(self) -> int | None:
        """Give the QLS estimate once the acts still possible today are done, 0-100."""

    @property
    def grille(self) -> str | None:
        """Give the title of the QLS grid, None when there is none for this activity."""

    @property
    def validable(self) -> bool:
        """Tell whether the letter could be validated as it is."""


class WizardPort(Protocol):
    """One open letter, kept and judged; every method is called from one thread."""

    @property
    def lettre(self) -> Lettre:
        """Give the letter as opened, then as last saved."""

    @property
    def position(self) -> str | None:
        """Give the question where the work was left, None for a new letter."""

    @property
    def path(self) -> Path:
        """Give the file of the letter, shown when leaving."""

    @property
    def today(self) -> date:
        """Give the day, for « hier » and « j-2 »."""

    @property
    def phrases(self) -> Sequence[PhrasePort]:
        """Give the ready phrases of the seat and of the template."""

    @property
    def correspondants(self) -> Sequence[Praticien]:
        """Give the usual correspondents."""

    @property
    def signataires(self) -> Sequence[Praticien]:
        """Give the doctors who sign on this seat."""

    @property
    def plan(self) -> Plan | None:
        """Give what the template asks for: its free sections, and the fields that the service demands."""

    @property
    def liste_sortie(self) -> "Checklist | None":
        """Give the discharge check-list, None when the site does not use it."""

    def search_codes(self, name: str, text: str) -> Sequence[CodePort]:
        """Give the entries of a value set (`modalite_entree`, `modalite_sortie`) that match a text; all for none."""

    def read_drug(self, text: str) -> Lecture:
        """Read a line of prescription, with what the catalogue of this seat knows of its drug."""

    @property
    def drug_warning(self) -> str | None:
        """Say why the installed drug base does not answer, None when all is well."""

    def search_drugs(self, text: str) -> Sequence[DrugPort]:
        """Give the drugs of the catalogue that a text finds, best first."""

    @property
    def en_cours(self) -> Mapping[str, str]:
        """Give the texts typed and not accepted when the work was left, by question id."""

    def save(self, lettre: Lettre, position: str, en_cours: Mapping[str, str]) -> None:
        """Keep the letter, the place of the work and the texts not accepted, which are no part of the letter.

        Raises:
            DraftError: it could not be written; what stood is untouched.
        """

    def evaluate(self, lettre: Lettre) -> EvaluationPort:
        """Judge the letter as it stands."""

    def proposals(self, lettre: Lettre) -> Mapping[str, PropositionPort]:
        """Give what the letter suggests for the check-list, by item id."""

    def preview(self, lettre: Lettre) -> str:
        """Give the letter as plain text, 80 columns."""
