"""The places of a paper that each letter fills, and a part's XML cut at them."""

import re
from dataclasses import dataclass

from lxml import etree

from lls_drafter.exports.docx.xml import MARK, MARK_END, serialize

_CUT = re.compile(f"(?:<!--)?{MARK}([0-9]+){MARK_END}(?:-->)?")


@dataclass(frozen=True, slots=True)
class FieldSlot:
    """A simple field: its text is put there."""

    name: str


@dataclass(frozen=True, slots=True)
class WatermarkSlot:
    """The place of a header's watermark, in a paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorSlot:
    """The place of a section, or of the whole body, among paragraphs.

    Attributes:
        name: as between its brackets.
        place: of its paragraph, in French.
        width: of the text there, in twentieths of a point.
        after_table: a table of the paper comes just before.
        lone: a paragraph must stand there even when nothing is poured: a cell ends with one, two tables need one.
    """

    name: str
    place: str
    width: int
    after_table: bool
    lone: bool


Slot = FieldSlot | WatermarkSlot | AnchorSlot
Story = tuple[str | Slot, ...]
"""A part's XML and the places to fill in it, in order."""


class Slots:
    """The places of one story while it is prepared: each is a number in the tree, and stands for itself once cut."""

    def __init__(self) -> None:
        self._slots: list[Slot | None] = []

    def put(self, slot: Slot | None = None) -> str:
        """Keep a place, and give the text that stands for it in the tree; None for one that is described later."""
        self._slots.append(slot)
        return f"{MARK}{len(self._slots) - 1}{MARK_END}"

    def put_block(self) -> tuple[etree._Element, int]:
        """Keep a place among blocks, described later: give the element that stands for it, and its number."""
        return etree.Comment(self.put()), len(self._slots) - 1

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to fill."""
        return not self._slots

    def describe(self, number: int, slot: Slot) -> None:
        """Say what a place is."""
        self._slots[number] = slot

    def cut(self, root: etree._Element) -> Story:
        """Give a part cut at its places.

        Raises:
            ValueError: the paper holds these marks itself.
        """
        pieces = _CUT.split(serialize(root))
        if len(pieces) != 2 * len(self._slots) + 1 or MARK in "".join(pieces[::2]):
            raise ValueError("marks of this program in a paper")
        story: list[str | Slot] = [pieces[0]]
        for number, text in zip(pieces[1::2], pieces[2::2], strict=True):
            slot, self._slots[int(number)] = self._slots[int(number)], None
            if slot is None:
                raise ValueError("marks of this program in a paper")
            story += (slot, text)
        return tuple(story)
