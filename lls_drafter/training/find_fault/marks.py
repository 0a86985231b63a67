"""What a learner did: marks put and taken back, hints asked for. Pure: each act gives the next state."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from lls_drafter.errors import UsageError

LARGEST = 12
"""Lines that one mark may cover: a whole page marked would find everything."""
_RANGE = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")


@dataclass(frozen=True, slots=True)
class Mark:
    """Lines said to hold one defect, or to be where something is missing, and the code that names it."""

    lignes: tuple[int, ...]
    code: str

    def __str__(self) -> str:
        """Give `12-14, 18`."""
        groups: list[list[int]] = []
        for number in self.lignes:
            if groups and number == groups[-1][-1] + 1:
                groups[-1].append(number)
            else:
                groups.append([number])
        return ", ".join(f"{one[0]}-{one[-1]}" if len(one) > 1 else f"{one[0]}" for one in groups)


@dataclass(frozen=True, slots=True)
class Marks:
    """The state of an exercise.

    Attributes:
        marques: in the order in which they were put.
        indices: how many hints were given.
        donnes: which ones, by the numbers that `correction.next_hint` gives them; 0 for one that has none.
        avant: the states before, last first, for undoing marks; a hint cannot be given back.
    """

    marques: tuple[Mark, ...] = ()
    indices: int = 0
    donnes: tuple[int, ...] = ()
    avant: tuple[tuple[Mark, ...], ...] = ()

    def put(self, mark: Mark) -> "Marks":
        """Put a mark; two on one line are two defects there."""
        return replace(self, marques=(*self.marques, mark), avant=(self.marques, *self.avant))

    def take(self, number: int) -> "Marks":
        """Take a mark back by its number, from 1; nothing when there is none of that number."""
        if not 1 <= number <= len(self.marques):
            return self
        kept = (*self.marques[: number - 1], *self.marques[number:])
        return replace(self, marques=kept, avant=(self.marques, *self.avant))

    def undo(self) -> "Marks":
        """Go back to before the last mark put or taken."""
        return replace(self, marques=self.avant[0], avant=self.avant[1:]) if self.avant else self

    def hinted(self, number: int) -> "Marks":
        """Count one more hint, of some number."""
        return replace(self, indices=self.indices + 1, donnes=(*self.donnes, number))


class Genre(StrEnum):
    """What a learner may do."""

    MARQUE = "marque"
    RETRAIT = "retrait"
    ANNULATION = "annulation"
    INDICE = "indice"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a learner did: a mark put, one taken back by its number, an undoing, a hint of some number."""

    genre: Genre
    marque: Mark | None = None
    numero: int = 0

    def on(self, marks: Marks) -> Marks:
        """Give the state after it."""
        match self.genre:
            case Genre.MARQUE:
                return marks.put(self.marque) if self.marque is not None else marks
            case Genre.RETRAIT:
                return marks.take(self.numero)
            case Genre.ANNULATION:
                return marks.undo()
            case Genre.INDICE:
                return marks.hinted(self.numero)


def read_lines(text: str, last: int) -> tuple[int, ...]:
    """Read `12`, `12-14`, `12,18`; the lines in their order.

    Raises:
        UsageError: it names no line of the letter, or too many.
    """
    found: set[int] = set()
    for part in filter(None, text.split(",")):
        match = _RANGE.fullmatch(part.strip())
        first = int(match[1]) if match is not None else 0
        end = int(match[2] or match[1]) if match is not None else 0
        if match is None or not 1 <= first <= end <= last:
            raise UsageError(f"lignes de 1 à {last}", hint="par exemple « 12 », « 12-14 » ou « 12,18 »")
        found.update(range(first, end + 1))
    if not found:
        raise UsageError("aucune ligne", hint="par exemple « 12 », « 12-14 » ou « 12,18 »")
    if len(found) > LARGEST:
        raise UsageError(f"au plus {LARGEST} lignes par marque", hint="marquer le passage, ou le titre de la rubrique")
    return tuple(sorted(found))
