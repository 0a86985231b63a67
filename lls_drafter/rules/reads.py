"""What a rule reads of a letter: the addresses that it names, and those that its checks read by themselves.

A check or condition that reads fields that are not parameters lists them in `READS`, from the letter's root.
"""

from collections.abc import Iterator

from lls_drafter.rules.model import Item
from lls_drafter.rules.scope import Chemin
from lls_drafter.rules.spec import Liste


def item_reads(item: Item) -> frozenset[str]:
    """Give the address of every field that an item looks at, its conditions included; entries have no index."""
    parts: tuple[object, ...] = (item.si, item.non_applicable, item.a_faire, item.verifie, item.demande)
    return frozenset(address for part in parts for address in reads(part))


def reads(part: object, base: str = "") -> Iterator[str]:
    """Give the addresses that a check or a condition reads, nested ones included.

    Args:
        part: a check, a condition, or anything that they are made of.
        base: the list that relative addresses start in, with its dot.
    """
    if isinstance(part, Chemin):
        yield base + str(part.path)
    elif isinstance(part, tuple):
        for one in part:
            yield from reads(one, base)
    elif hasattr(part, "__dataclass_fields__"):
        yield from getattr(part, "READS", ())
        inside = base
        for name in part.__dataclass_fields__:
            value = getattr(part, name)
            yield from reads(value, inside)
            if isinstance(value, Liste):
                inside = f"{base}{value.path}."
