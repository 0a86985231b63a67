"""The plan of a letter: the sections that a template asks for, in printed order, and what each of them prints.

The wizard keeps its own order of questions; it reads from here which fields a service hides, demands or adds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, Leaf, walk

TEXTE = "texte"
"""The one type of free section for now."""


class Condition(Protocol):
    """When a section applies: a condition of the closed language (`si:`), bound to nothing but the letter."""

    def holds(self, lettre: Lettre) -> bool:
        """Tell whether the section applies to this letter."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of the printed letter.

    Attributes:
        id: its name in `modele.yaml` and in Word anchors (`[[motif]]`).
        titre: as printed; empty for a section without heading.
        champs: the addresses that it prints, indexes left out; what lies inside an address is printed with it.
        obligatoires: addresses that the service demands beyond the law.
        verrouille: the decree asks for it: a higher layer may add to it, never weaken it.
        cachee: hidden by a higher layer; it prints nevertheless when it holds something.
        si: when it applies; None is always.
        aide: what a person must know of it, in French.
    """

    id: str
    titre: str
    champs: tuple[FieldPath, ...] = ()
    obligatoires: tuple[FieldPath, ...] = ()
    verrouille: bool = False
    cachee: bool = False
    si: Condition | None = None
    aide: str = ""

    def applies(self, lettre: Lettre) -> bool:
        """Tell whether the section is to be printed: hiding it, or its `si`, holds only while it is empty."""
        wanted = not self.cachee and (self.si is None or self.si.holds(lettre))
        return wanted or self.is_filled(lettre)

    def is_filled(self, lettre: Lettre) -> bool:
        """Tell whether the letter holds anything that this section prints."""
        return any(next(_leaves(lettre, path), None) is not None for path in self.champs)


@dataclass(frozen=True, slots=True, kw_only=True)
class RubriqueLibre:
    """A free section that a service adds: its text lies at `rubriques.<id>.texte`."""

    id: str
    titre: str
    aide: str = ""
    type: str = TEXTE
    obligatoire: bool = False

    @property
    def chemin(self) -> FieldPath:
        """Give the address of its text."""
        return FieldPath(("rubriques", self.id, "texte"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a template asks for: its sections in printed order, its free sections."""

    sections: tuple[Section, ...] = ()
    rubriques: tuple[RubriqueLibre, ...] = ()

    def section_of(self, path: FieldPath) -> Section | None:
        """Give the section that prints a field: the one with the longest address around it."""
        bare = FieldPath(tuple(part for part in path.parts if isinstance(part, str)))
        around = [
            (len(known.parts), section)
            for section in self.sections
            for known in section.champs
            if bare.starts_with(known)
        ]
        return max(around, key=lambda pair: pair[0])[1] if around else None

    def printed(self, lettre: Lettre) -> tuple[Section, ...]:
        """Give the sections to print for this letter."""
        return tuple(section for section in self.sections if section.applies(lettre))

    @property
    def demanded(self) -> frozenset[FieldPath]:
        """Give the addresses that the service demands beyond the law, its free sections included."""
        fields = {path for section in self.sections for path in section.obligatoires}
        return frozenset(fields | {rubrique.chemin for rubrique in self.rubriques if rubrique.obligatoire})


def _leaves(lettre: Lettre, path: FieldPath) -> Iterator[Leaf]:
    """Give the values that the letter holds at an address and below."""
    return walk(path.read(lettre), path)
