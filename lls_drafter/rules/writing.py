"""What to underline in a text while it is typed: the rules about wording, run on a text that no letter holds yet."""

from dataclasses import dataclass

from lls_drafter.rules.model import Niveau


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One passage of a text: `debut` and `fin` count characters, `fin` excluded; the message never quotes it."""

    debut: int
    fin: int
    niveau: Niveau
    regle: str
    message: str
