"""What a judge says: one verdict for each thing that a check of the distribution does not accept."""

from dataclasses import dataclass
from enum import StrEnum

MASK = "…"
"""What stands for a value of the document in a message."""


class Niveau(StrEnum):
    """How grave the distribution holds a verdict; a check that says nothing of it is an error."""

    ERREUR = "erreur"
    AVERTISSEMENT = "avertissement"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One failure of one document.

    Attributes:
        profil: which step says so: `XSD`, or the name of the schematron's file without its suffix.
        regle: the id of the assertion; where the distribution gave none, its pattern and eight digits of its digest.
        niveau: how grave.
        chemin: the element, `ClinicalDocument/author/time`; numbered where siblings share the name.
        ligne: its line in the file, from 1; None when the document was not read from one.
        message: what is said, the document's own values masked: safe to keep, to print, to send.
        integral: the same with the values: it may hold the patient's data.
    """

    profil: str
    regle: str
    niveau: Niveau
    chemin: str
    ligne: int | None
    message: str
    integral: str

    @property
    def lieu(self) -> str:
        """Give the place in words: the element's path, and its line when known."""
        return self.chemin if self.ligne is None else f"{self.chemin} (ligne {self.ligne})"
