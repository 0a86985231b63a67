"""What a typed text was found to say."""

from dataclasses import dataclass

from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.reponse import AUCUN, INCONNU, Absence
from lls_drafter.letter.text import fold
from lls_drafter.wizard.steps.model import Step


@dataclass(frozen=True, slots=True)
class Write:
    """One value to put in the letter."""

    path: FieldPath
    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a typed text says.

    Attributes:
        writes: values to put in the letter, in order.
        echo: the sentence that says it back, in full.
        problem: why the text is not an answer; nothing is written then.
        remark: something to know beside the echo (several codes fit, contacts to complete…).
        goto: the question to go to, when it is not the next one.
        confirms: the answer confirms what stood there.
        source: where the values come from, when they were not typed (`datamatrix`).
        ask: sentences to show before anything is written: the same text, given again, is then accepted.
        rest: what of the text is not accepted yet; it stays in the field.
    """

    writes: tuple[Write, ...] = ()
    echo: str = ""
    problem: str = ""
    remark: str = ""
    goto: str = ""
    confirms: bool = False
    source: str = ""
    ask: tuple[str, ...] = ()
    rest: str = ""


def absence_of(text: str) -> Absence | None:
    """Give the state that a word says: `aucun` or `inconnu`."""
    return {"aucun": AUCUN, "aucune": AUCUN, "inconnu": INCONNU, "inconnue": INCONNU}.get(fold(text))


SEPARATOR = ";"
"""Between the answers typed on one line."""


def say(step: Step, words: str) -> str:
    """Give the echo of an answer."""
    return f"{step.title} : {words}"
