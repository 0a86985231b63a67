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
        lieu: the element's path, `/ClinicalDocument/author/time`; numbered where siblings share the name.
        ligne: the element's line in the file, from 1; None when the place is not an element of it.
        message: what is said, the document's own values masked: safe to keep, to print, to send.
        integral: the same with the values: it may hold the patient's data.
    """

    profil: str
    regle: str
    niveau: Niveau
    lieu: str
    ligne: int | None
    message: str
    integral: str
