"""All items of several check-lists by id: what `lls expliquer` looks up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lls_drafter.rules.model import Checklist, Item


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with the check-list that it belongs to."""

    checklist: Checklist
    item: Item


def catalogue(checklists: Iterable[Checklist]) -> Mapping[str, Entry]:
    """Give every item by id, in the lists' order; of two items with one id, the first is kept."""
    found: dict[str, Entry] = {}
    for one in checklists:
        for item in one.items:
            found.setdefault(item.id, Entry(one, item))
    return found
