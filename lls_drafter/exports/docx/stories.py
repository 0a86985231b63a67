"""The paragraphs of a Word part, each with its own text and its place in French.

A story is the body, a header, a footer or a part of notes. A paragraph's own text is what stands in it and not in a
text box that hangs on it; Word cuts it anywhere (spelling marks, bookmarks, revisions), and keeps tabs, soft hyphens
and line ends as elements: `pieces` puts all of this back in order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from lls_drafter.exports.docx.xml import local, w

_P, _TBL, _TR, _TC, _TEXT = w("p"), w("tbl"), w("tr"), w("tc"), w("t")
_BOX = w("txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = frozenset({w("footnote"), w("endnote")})
_CHARACTERS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
    w("softHyphen"): "\N{SOFT HYPHEN}",
}
_SKIPPED = frozenset({w("pPr"), w("rPr"), _P, _BOX, w("del"), w("moveFrom"), w("tbl")})


class Where(StrEnum):
    """Which kind of story a paragraph stands in."""

    BODY = "corps"
    HEADER = "en-tête"
    FOOTER = "pied de page"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Piece:
    """A text node of a paragraph, or an element that stands for one character."""

    node: etree._Element
    text: str

    @property
    def is_text(self) -> bool:
        """Tell whether the characters are the node's own text."""
        return self.node.tag == _TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Para:
    """One paragraph.

    Attributes:
        element: the `w:p`.
        place: « corps, tableau 1, ligne 2, colonne 1, paragraphe 1 ».
        where: the kind of story.
        in_box: it stands in a text box.
        is_copy: it is the copy of a text box for old readers: to be filled, not to be told about twice.
        pieces: its own text, in order.
        text: the same, joined.
    """

    element: etree._Element
    place: str
    where: Where
    in_box: bool
    is_copy: bool
    pieces: tuple[Piece, ...]
    text: str


def paragraphs(root: etree._Element, label: str, where: Where) -> tuple[Para, ...]:
    """Give every paragraph of a story, those of tables, content controls and text boxes included, in order."""
    walker = _Walker(where)
    return tuple(walker.inside(root, label, _Count(), is_copy=False, in_box=False))


class _Count:
    """How many paragraphs, tables and notes were met in one place."""

    def __init__(self) -> None:
        self.paragraphs = self.tables = self.notes = 0


class _Walker:
    """The walk through one story."""

    def __init__(self, where: Where) -> None:
        self.where = where

    def inside(
        self, element: etree._Element, place: str, count: _Count, *, is_copy: bool, in_box: bool
    ) -> Iterator[Para]:
        """Give the paragraphs of a block's content; wrappers of any kind are looked through."""
        for child in element.iterchildren("*"):
            tag = child.tag
            if tag == _P:
                count.paragraphs += 1
                here = f"{place}, paragraphe {count.paragraphs}"
                yield from self.paragraph(child, here, is_copy=is_copy, in_box=in_box)
            elif tag == _TBL:
                count.tables += 1
                yield from self.rows(child, f"{place}, tableau {count.tables}", is_copy=is_copy, in_box=in_box)
            elif tag in _NOTES:
                count.notes += child.get(w("type")) is None  # Word's own separators have one
                yield from self.inside(child, f"{place} {count.notes}", _Count(), is_copy=is_copy, in_box=in_box)
            else:
                copy = is_copy or tag == _FALLBACK
                yield from self.inside(child, place, count, is_copy=copy, in_box=in_box)

    def rows(self, table: etree._Element, place: str, *, is_copy: bool, in_box: bool) -> Iterator[Para]:
        """Give the paragraphs of a table's cells."""
        for line, row in enumerate(nearest(table, _TR), 1):
            for column, cell in enumerate(nearest(row, _TC), 1):
                here = f"{place}, ligne {line}, colonne {column}"
                yield from self.inside(cell, here, _Count(), is_copy=is_copy, in_box=in_box)

    def paragraph(self, element: etree._Element, place: str, *, is_copy: bool, in_box: bool) -> Iterator[Para]:
        """Give a paragraph, then those of the text boxes that hang on it."""
        pieces = tuple(_pieces(element))
        yield Para(
            element=element,
            place=place,
            where=self.where,
            in_box=in_box,
            is_copy=is_copy,
            pieces=pieces,
            text="".join(piece.text for piece in pieces),
        )
        boxes = 0
        for box, copied in _boxes(element, is_copy=is_copy):
            boxes += not copied
            here = f"{place}, zone de texte" + (f" {boxes}" if boxes > 1 else "")
            yield from self.inside(box, here, _Count(), is_copy=copied, in_box=True)


def nearest(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Give the elements of a name inside one, through wrappers, but not those that stand in another of these."""
    for child in element.iterchildren("*"):
        if child.tag == tag:
            yield child
        elif child.tag not in (_TBL, _P):
            yield from nearest(child, tag)


def _boxes(element: etree._Element, *, is_copy: bool) -> Iterator[tuple[etree._Element, bool]]:
    """Give the text boxes that hang on a paragraph, and whether each is a copy for old readers."""
    for child in element.iterchildren("*"):
        if child.tag == _BOX:
            yield child, is_copy
        else:
            yield from _boxes(child, is_copy=is_copy or child.tag == _FALLBACK)


def _pieces(element: etree._Element) -> Iterator[Piece]:
    """Give the text of a paragraph, its text boxes and deleted words left out."""
    for child in element.iterchildren("*"):
        tag = child.tag
        if tag == _TEXT:
            yield Piece(child, child.text or "")
        elif tag in _CHARACTERS:
            yield Piece(child, _CHARACTERS[str(tag)])
        elif tag not in _SKIPPED:
            yield from _pieces(child)


def own(element: etree._Element) -> Iterator[etree._Element]:
    """Give the elements of a paragraph, its text boxes' content left out."""
    for child in element.iterchildren("*"):
        if child.tag != _BOX:
            yield child
            yield from own(child)


def is_box(element: etree._Element) -> bool:
    """Tell whether an element draws something: a picture, a shape, a text box, an object."""
    return local(element) in {"drawing", "pict", "object"}
