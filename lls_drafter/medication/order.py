"""The order of the rows, chosen once for the whole table.

Source: HAS table (secondary source): by pathology or by pharmacological class, at the author's choice.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final

from lls_drafter.letter.text import fold
from lls_drafter.letter.traitements import Devenir, LigneTraitement, Medicament


class Ordre(StrEnum):
    """An order of the rows."""

    SAISIE = "saisie"  # as they are
    CLASSE = "classe"  # ATC
    PATHOLOGIE = "pathologie"  # text of the indication
    DEVENIR = "devenir"
    ALPHABETIQUE = "alphabetique"


_FATES: Final = (Devenir.POURSUIVI, Devenir.MODIFIE, Devenir.ARRETE, Devenir.AJOUTE)
_Key = Callable[[LigneTraitement], tuple[bool, int | str]]


def sort_rows(rows: Sequence[LigneTraitement], ordre: Ordre) -> tuple[LigneTraitement, ...]:
    """Give the rows in an order; equal ones stay as they stood, those that lack what is sorted by come last.

    Pathologies come in the order in which the table first names them: it is the author's.
    """
    if ordre is Ordre.SAISIE:
        return tuple(rows)
    keys: dict[Ordre, _Key] = {
        Ordre.CLASSE: lambda row: _text(_atc(row).upper()),
        Ordre.PATHOLOGIE: _by_pathology(rows),
        Ordre.DEVENIR: lambda row: (row.devenir is None, _FATES.index(row.devenir) if row.devenir else 0),
        Ordre.ALPHABETIQUE: lambda row: _text(fold(_name(row))),
    }
    return tuple(sorted(rows, key=keys[ordre]))


def _text(text: str) -> tuple[bool, str]:
    """Give the key of a text, the empty one last."""
    return not text, text


def _by_pathology(rows: Sequence[LigneTraitement]) -> _Key:
    """Give the key that groups the rows of one indication."""
    ranks: dict[str, int] = {}
    for row in rows:
        ranks.setdefault(_indication(row), len(ranks))
    return lambda row: (not _indication(row), ranks[_indication(row)])


def _drugs(row: LigneTraitement) -> list[Medicament]:
    """Give the drugs of a row, the discharge one first."""
    return [side.medicament for side in (row.sortie, row.avant) if side is not None and side.medicament is not None]


def _atc(row: LigneTraitement) -> str:
    return next((drug.atc for drug in _drugs(row) if drug.atc), "")


def _name(row: LigneTraitement) -> str:
    return next((name for drug in _drugs(row) if (name := drug.dci or drug.libelle or drug.marque)), "")


def _indication(row: LigneTraitement) -> str:
    """Give the indication of a row, folded."""
    return fold(row.commentaires.indication or "") if row.commentaires is not None else ""
