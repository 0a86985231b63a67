"""A section of a document being read: its words, its entries, and which of its blocks were taken."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lls_drafter.cda.reader.narrative import Block, blocks_of
from lls_drafter.cda.reader.values import attribute, child, children, text_of
from lls_drafter.cda.xml import HL7, Element

UNTITLED = "Section sans titre"


@dataclass(slots=True)
class Section:
    """One section.

    Attributes:
        code: its LOINC code, empty for none.
        titre: its title, else the name of its code.
        blocks: its words.
        element: itself.
        taken: the blocks of which every word found a place.
    """

    code: str
    titre: str
    blocks: tuple[Block, ...]
    element: Element
    taken: set[Block] = field(default_factory=set)

    def entries(self, tag: str) -> Iterator[Element]:
        """Give the acts of a kind that its entries hold."""
        for entry in children(self.element, "entry"):
            yield from children(entry, tag)

    def take(self, blocks: Iterable[Block]) -> None:
        """Say that every word of these blocks found a place."""
        self.taken.update(blocks)

    @property
    def left(self) -> tuple[Block, ...]:
        """Give the blocks of which nothing was taken."""
        return tuple(block for block in self.blocks if block not in self.taken)


def sections_of(root: Element) -> tuple[Section, ...]:
    """Give the sections of a body, those inside others too, in the document's order."""
    body = child(root, "component", "structuredBody")
    found = body.iter(f"{{{HL7}}}section") if body is not None else ()
    return tuple(_section(element) for element in found)


def _section(element: Element) -> Section:
    """Give one section."""
    code = child(element, "code")
    titre = text_of(child(element, "title")) or attribute(code, "displayName") or UNTITLED
    return Section(attribute(code, "code") or "", titre, blocks_of(child(element, "text")), element)
