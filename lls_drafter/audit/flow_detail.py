"""The criteria of each group of letters: which ones make the score of a unit, a template, a role, a site.

The groups are those of `groups.py`, small ones together. A criterion that applies to few letters of a group is not
told, nor what would give it back by subtraction.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lls_drafter.audit.flow import Part, part_of
from lls_drafter.audit.groups import LABELS, OTHERS, Dimension, Groupe, hidden_labels
from lls_drafter.audit.model import CONFORME, NON_CONFORME, NON_MESURE, Grille, Jugement

Counts = dict[str, Counter[tuple[str, str]]]
"""By group: how many letters have which verdict for which criterion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """The criteria of one group.

    Attributes:
        parts: one for each criterion of the table's grid, in its order; None when it is not told.
    """

    dimension: Dimension
    libelle: str
    parts: tuple[Part | None, ...]


def details_of(
    groupes: Sequence[Groupe], found: Sequence[Jugement], grilles: Mapping[str, Grille], grille: Grille
) -> tuple[Detail, ...]:
    """Give the criteria of each group, in the groups' order; « retrouvée », which all of these satisfy, is not told.

    Args:
        groupes: the groups shown.
        found: the letters that have a validated version: those that the criteria are counted on.
        grilles: their grids by digest.
        grille: the grid of the table, whose criteria are told.
    """
    made: list[Detail] = []
    for dimension in dict.fromkeys(one.dimension for one in groupes):
        shown = [one.libelle for one in groupes if one.dimension is dimension]
        counts = _counted(dimension, shown, found, grilles)
        gate = next((one.id for one in grille.criteres if one.indispensable), "")
        columns = [dict.fromkeys(shown) if one.id == gate else _column(counts, one.id) for one in grille.criteres]
        made += [
            Detail(dimension=dimension, libelle=name, parts=tuple(column[name] for column in columns)) for name in shown
        ]
    return tuple(made)


def _counted(
    dimension: Dimension, shown: Sequence[str], found: Sequence[Jugement], grilles: Mapping[str, Grille]
) -> Counts:
    """Count the verdicts of each group; letters of one label and one set of verdicts are counted at once.

    What the score does not count, since a criterion of it is not known, is in no group.
    """
    label = LABELS[dimension]
    whole = (one for one in found if NON_MESURE not in one.verdicts)
    alike = Counter((label(one), one.grille, one.verdicts) for one in whole)
    counts: Counts = {name: Counter() for name in shown}
    for (name, grid, verdicts), n in alike.items():
        group = counts[name if name in counts else OTHERS]
        for critere, verdict in zip(grilles[grid].criteres, verdicts, strict=True):
            group[critere.id, verdict] += n
    return counts


def _column(counts: Counts, critere: str) -> dict[str, Part | None]:
    """Give one criterion of every group."""
    good = {name: group[critere, CONFORME] for name, group in counts.items()}
    whole = {name: good[name] + group[critere, NON_CONFORME] for name, group in counts.items()}
    small = hidden_labels(whole)
    return {name: None if name in small else part_of(good[name], n) for name, n in whole.items()}
