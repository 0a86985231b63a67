"""What the conversation needs from the rest of the house, as protocols: a session satisfies them without knowing us."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lls_drafter.document.blocks import Inline
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.personnes import Praticien
from lls_drafter.letter.plan import Plan
from lls_drafter.medication.reading import Lecture

if TYPE_CHECKING:  # the rules are loaded by who judges, not by who asks
    from lls_drafter.rules.model import Checklist, Finding, Report
    from lls_drafter.rules.writing import Diagnostic


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


class GesturePort(Protocol):
    """One line of « what did I do »: never a value of the letter."""

    @property
    def le(self) -> datetime:
        """Give when, with its time zone."""

    @property
    def verbe(self) -> str:
        """Give what was done, in French, as a past participle: « répondu », « annulé »."""

    @property
    def titre(self) -> str:
        """Give the question's title."""

    @property
    def question(self) -> str:
        """Give the question's id."""


class PreferencesPort(Protocol):
    """How a seat likes its full screen."""

    @property
    def touches(self) -> Mapping[str, str]:
        """Give keys of one's own: typed command -> key as written (« apercu »: « F5 »); the others keep theirs."""

    @property
    def theme(self) -> str | None:
        """Give `clair` or `sombre`; None takes neither side."""

    @property
    def verrou_minutes(self) -> int | None:
        """Give the minutes without a key before the screen is blanked; 0 for never, None for the product's own."""


class EvaluationPort(Protocol):
    """What the rules say of the letter."""

    @property
    def reports(self) -> "Sequence[Report]":
        """Give what each content check-list says, the discharge check-list included, without the QLS grid."""

    @property
    def grid_report(self) -> "Report | None":
        """Give what the QLS grid says, None when there is none for this activity."""

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
    """One open letter, kept and judged; every method is called from one thread unless it says otherwise."""

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
    def sections(self) -> frozenset[str]:
        """Give the only parts of the conversation that are asked, by their names (`Section`); empty for all."""

    @property
    def liste_sortie(self) -> "Checklist | None":
        """Give the discharge check-list, None when the site does not use it."""

    def search_codes(self, name: str, text: str) -> Sequence[CodePort]:
        """Give the entries of a value set (`voie_administration`…) that match a text; all for none."""

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

    @property
    def curseur(self) -> int:
        """Give the place of the cursor in the text of the question where the work was left."""

    @property
    def gestes(self) -> Sequence[GesturePort]:
        """Give what was done to this letter, oldest first; at most the last thousand."""

    @property
    def preferences(self) -> PreferencesPort:
        """Give how this seat likes its full screen."""

    def save(self, lettre: Lettre, position: str, en_cours: Mapping[str, str], curseur: int = 0) -> None:
        """Keep the letter, the place of the work and the texts not accepted, which are no part of the letter.

        Raises:
            DraftError: it could not be written; what stood is untouched.
        """

    def record(self, verbe: str, titre: str, question: str) -> None:
        """Add a line to « what did I do », dated by the session's clock; written with the next save."""

    def diagnose(self, address: FieldPath, text: str) -> "Sequence[Diagnostic]":
        """Give what to underline in a text being typed for a field; may be called from another thread."""

    def longest(self, address: FieldPath) -> int | None:
        """Give the number of characters that the rules advise not to pass for a field, None for no advice."""

    def evaluate(self, lettre: Lettre) -> EvaluationPort:
        """Judge the letter as it stands."""

    def proposals(self, lettre: Lettre) -> Mapping[str, PropositionPort]:
        """Give what the letter suggests for the check-list, by item id."""

    def preview(self, lettre: Lettre) -> str:
        """Give the letter as plain text, 80 columns."""

    def review(self, lettre: Lettre, width: int) -> Sequence[Inline]:
        """Give the letter as it will be printed, line by line; each run says which fields of the letter it prints."""

    def print_letter(self, lettre: Lettre) -> Sequence[str]:
        """Write the Word file of the letter beside it, as a draft unless it is validated; gives what to say of it.

        Raises:
            LlsError: it could not be composed or written.
        """

    @property
    def read_only(self) -> str:
        """Say who else has the letter open, and since when; empty when it is ours to write."""

    def beat(self) -> None:
        """Tell the other seats that somebody is still at work here; to be called each half minute."""

    def take_over(self) -> bool:
        """Try to have the letter for ourselves, as it now stands on disk; gives whether it is ours."""
