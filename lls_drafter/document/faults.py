"""What is wrong with a template, told to its author: the rules by name, and one fault found by one of them.

A fault is data, as a finding on a letter is: `lls modeles verifier` shows them all at once, where an exception would
stop at the first. `PAPIER-…` rules look at the Word file, `MODELE-…` at `modele.yaml` and its blocks, `CANARI-…` at
what a letter full of markers looks like once printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Gravite(StrEnum):
    """What a fault means for the template: an error keeps it from being published, an advice does not."""

    ERREUR = "erreur"
    CONSEIL = "conseil"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong with a template.

    Attributes:
        regle: the rule's id, a key of `RULES`.
        message: what is wrong, one French sentence.
        correction: what to do about it.
        lieu: where: file, then line or paragraph or table cell, in French.
        gravite: whether it keeps the template from being published.
    """

    regle: str
    message: str
    correction: str
    lieu: str
    gravite: Gravite = Gravite.ERREUR


RULES: Mapping[str, str] = MappingProxyType({})
"""Each rule's id and what it watches over, in French."""
