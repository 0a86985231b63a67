"""Which hospital a paper is about: from the settings of the seat and the command; blank where nobody said."""

from dataclasses import dataclass

from lls_drafter.document.blocks import Fact, Run
from lls_drafter.settings import Settings

BLANK = "." * 40
"""What the site fills in by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identite:
    """The hospital; a text is empty when it is not known.

    Attributes:
        categorie: its category as the indicator's tables call it, such as « C.H. ».
        statut: its legal status.
    """

    etablissement: str = ""
    finess: str = ""
    unite: str = ""
    statut: str = ""
    region: str = ""
    categorie: str = ""


def identity_of(settings: Settings, **said: str | None) -> Identite:
    """Give what is known: what was said on the command line first, then the settings."""
    own = settings.etablissement
    known = {
        "etablissement": own.nom if own else None,
        "finess": own.finess if own else None,
        "categorie": own.categorie if own else None,
    }
    names = ("etablissement", "finess", "unite", "statut", "region", "categorie")
    return Identite(**{name: " ".join((said.get(name) or known.get(name) or "").split()) for name in names})


def fact(label: str, text: str, *, blank: bool = False) -> Fact:
    """Give a labelled value; dots to write on where it is not known and `blank` asks for them."""
    return Fact(label, (Run(text or (BLANK if blank else "–")),))
