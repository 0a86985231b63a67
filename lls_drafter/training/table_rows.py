"""The rows of two tables lined up: which row of the learner answers which row of the record, on each side."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lls_drafter.letter.text import fold
from lls_drafter.letter.traitements import LigneTraitement, Medicament, Prescription
from lls_drafter.medication.compare import compare
from lls_drafter.medication.reconcile import pairs

_WORD = re.compile(r"[^\W\d_]{3,}")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset({
    "acide", "sulfate", "chlorhydrate", "chlorure", "carbonate", "bicarbonate", "phosphate", "citrate", "gluconate",
    "sodique", "sodium", "monohydrate", "dihydrate", "anhydre", "vitamine", "complement", "alimentaire", "des", "pour",
})  # fmt: skip
"""Words of a name that do not tell one drug from another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One row of the record and what the learner has for it.

    Attributes:
        attendue: the row of the record.
        avant: the learner's row that names its home drug, None for none.
        sortie: the learner's row that names its discharge drug; the same one, unless the learner made two rows.
        jointe: the learner's row says of two drugs, this one and another of the record, that one replaced the other.
    """

    attendue: LigneTraitement
    avant: LigneTraitement | None
    sortie: LigneTraitement | None
    jointe: bool = False

    @property
    def main(self) -> LigneTraitement | None:
        """Give the learner's row that says what became of the drug."""
        return self.avant if self.attendue.avant is not None and self.avant is not None else self.sortie

    @property
    def is_parted(self) -> bool:
        """Tell whether the learner says in two rows what the record says in one."""
        return self.avant is not None and self.sortie is not None and self.avant is not self.sortie

    @property
    def is_replacement(self) -> bool:
        """Tell whether the record's row is one drug in the place of another."""
        before, after = self.attendue.avant, self.attendue.sortie
        return before is not None and after is not None and not compare(before, after).meme_medicament


@dataclass(frozen=True, slots=True)
class LinedUp:
    """Two tables lined up: one face per row of the record, and the learner's rows whose drug is not in the record."""

    faces: tuple[Face, ...]
    avant_en_trop: tuple[LigneTraitement, ...]
    sortie_en_trop: tuple[LigneTraitement, ...]


def line_up(attendu: Sequence[LigneTraitement], ecrit: Sequence[LigneTraitement]) -> LinedUp:
    """Line up the learner's table with the record's, drug by drug, by the same pairing as the tool's own table.

    Args:
        attendu: the rows of the record.
        ecrit: the learner's.
    """
    before = _met(attendu, ecrit, "avant")
    after = _met(attendu, ecrit, "sortie")
    new = {id(ecrit[place]) for row, place in after.items() if attendu[row].avant is None}
    faces = tuple(
        Face(
            attendue=row,
            avant=ecrit[before[place]] if place in before else None,
            sortie=ecrit[after[place]] if place in after else None,
            jointe=row.sortie is None and place in before and id(ecrit[before[place]]) in new,
        )
        for place, row in enumerate(attendu)
    )
    return LinedUp(
        faces,
        tuple(row for place, row in enumerate(ecrit) if _is_named(row.avant) and place not in before.values()),
        tuple(row for place, row in enumerate(ecrit) if _is_named(row.sortie) and place not in after.values()),
    )


def _is_named(side: Prescription | None) -> bool:
    """Tell whether a side names a drug: one without a name is a gap, not an invention."""
    return side is not None and side.medicament is not None and bool(side.medicament.libelle or side.medicament.dci)


def _met(attendu: Sequence[LigneTraitement], ecrit: Sequence[LigneTraitement], side: str) -> dict[int, int]:
    """Give the place of the learner's row that has the drug of each row of the record, on one side.

    A drug that no base knows is known by a word of its name, when one row alone has it on each side.
    """
    mine = {place: one for place, row in enumerate(attendu) if (one := getattr(row, side)) is not None}
    theirs = {place: one for place, row in enumerate(ecrit) if (one := getattr(row, side)) is not None}
    places = list(mine), list(theirs)
    found = pairs(tuple(mine.values()), tuple(theirs.values()))
    met = {places[0][one]: places[1][other] for one, other in found.items()}
    left = {place: _words(one) for place, one in mine.items() if place not in met}
    free = {place: _words(one) for place, one in theirs.items() if place not in met.values()}
    return met | {
        place: others[0]
        for place, words in left.items()
        if len(others := _sharing(words, free)) == 1 and len(_sharing(free[others[0]], left)) == 1
    }


def _sharing(words: frozenset[str], others: Mapping[int, frozenset[str]]) -> list[int]:
    """Give the places whose words have one of these."""
    return [place for place, known in others.items() if not words.isdisjoint(known)]


def first_word(name: str) -> str:
    """Give the first word of a name that tells a drug from others: « naproxène » of « naproxène sodique »."""
    return next((word for word in _LETTERS.findall(name) if fold(word) not in _COMMON), name)


def _words(side: Prescription) -> frozenset[str]:
    """Give the words of a drug's names that tell it from others: those before its strength, its DCI, its brand."""
    drug = side.medicament or Medicament()
    label = re.split(r"\d", fold(drug.libelle or ""), maxsplit=1)[0]
    names = " ".join((label, fold(drug.dci or ""), fold(drug.marque or "")))
    return frozenset(_WORD.findall(names)) - _COMMON
