"""What lists that judge one letter must not share: the id of a rule, and a field of activity that a grid holds.

A justification names a rule by its id alone, and a score the activity alone: two lists that share either would let the
one stand for the other in silence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lls_drafter.letter.sejour import Activite
from lls_drafter.letter.text import fold
from lls_drafter.rules.model import Checklist, Item
from lls_drafter.rules.qls import INDICATEUR, holder


@dataclass(frozen=True, slots=True)
class SharedId:
    """A rule whose id another list has given to another rule; `autre` came first, or is locked."""

    liste: Checklist
    item: Item
    autre: Checklist
    autre_item: Item


@dataclass(frozen=True, slots=True)
class TakenActivity:
    """A grid that claims a field of activity which another one holds."""

    grille: Checklist
    activite: Activite
    tenante: Checklist


def shared_ids(checklists: Iterable[Checklist]) -> Iterator[SharedId]:
    """Give the rules whose id is that of another rule, case and accents apart.

    A list that extends another keeps its rules: they come from one file, and are one rule. Of two, the less official is
    told (no locked list holds it, no built-in one), else the later one.
    """
    first: dict[str, tuple[Checklist, Item]] = {}
    for liste in checklists:
        for item in liste.items:
            owner, known = first.setdefault(fold(item.id), (liste, item))
            if owner is liste or (item.origine and item.origine == known.origine):
                continue
            if (item.officielle, item.verrouille) > (known.officielle, known.verrouille):
                first[fold(item.id)] = (liste, item)
                yield SharedId(owner, known, liste, item)
            else:
                yield SharedId(liste, item, owner, known)


def taken_activities(checklists: Iterable[Checklist]) -> Iterator[TakenActivity]:
    """Give the grids that claim a field of activity which an official or a locked one holds."""
    grids = [one for one in checklists if one.indicateur == INDICATEUR]
    for activite in Activite:
        claimants = [one for one in grids if activite in one.activites]
        held = holder(claimants, activite)
        for grid in claimants:
            if held is not None and grid is not held:
                yield TakenActivity(grid, activite, held)
