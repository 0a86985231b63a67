"""The four states of a clinical answer: not answered, asked and unknown, explicitly none, a value.

In a file: the key is absent, or holds `inconnu`, `aucun`, or the value. A negative is never a
default: only a person (or an import that says so) writes `aucun`.
"""

from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import Discriminator, Tag

T = TypeVar("T")

ABSENCE_TAG = "~absence"
VALUE_TAG = "~valeur"


class Absence(StrEnum):
    """What stands in place of a value. `inconnu` is an answer, `non_renseigne` is not."""

    NON_RENSEIGNE = "non_renseigne"
    INCONNU = "inconnu"
    AUCUN = "aucun"


NON_RENSEIGNE = Absence.NON_RENSEIGNE
INCONNU = Absence.INCONNU
AUCUN = Absence.AUCUN

_WORDS = frozenset(Absence)


def _state(value: Any) -> str:  # noqa: ANN401 - pydantic hands over the raw input
    """Tell pydantic which of the two shapes a raw value claims to be."""
    return ABSENCE_TAG if isinstance(value, str) and value in _WORDS else VALUE_TAG


Reponse = Annotated[Annotated[Absence, Tag(ABSENCE_TAG)] | Annotated[T, Tag(VALUE_TAG)], Discriminator(_state)]
"""`Reponse[X]`: an `Absence`, or an X."""


def is_answered(value: object) -> bool:
    """Tell whether somebody answered: a value, `aucun` or `inconnu`; an empty list is not an answer."""
    if value is None or value is NON_RENSEIGNE:
        return False
    return not (isinstance(value, tuple) and not value)


def value_of(answer: Absence | T) -> T | None:
    """Give the value of an answer, None for the three states without one."""
    return None if isinstance(answer, Absence) else answer
