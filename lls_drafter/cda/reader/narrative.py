"""The words of a section as lines and tables; which of them a document marks as values.

A `content` is a value, anything else are the words around it: so do our own documents write, exactly. What another
vendor writes is read for its words alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lls_drafter.cda.xml import HL7, Element
from lls_drafter.letter.text import clean_text, fold

_SPACES = re.compile("[ \t\r\n]+")
_BROKEN = re.compile("[\t\r\n]")
_TO_COMPLETE = "[à compléter"
_BLOCKS = frozenset({"paragraph", "table", "list", "item", "caption", "tr", "td", "th", "tbody", "thead", "tfoot"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a line: a value, or words around values; in bold, our own words may stand where values do."""

    text: str
    is_value: bool = False
    is_bold: bool = False


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """A paragraph, an item of a list, or words that stand alone; `element` is where they stand.

    Attributes:
        is_item: it is an item of a list.
        is_title: nothing but words in bold.
    """

    line: Line
    element: Element
    is_item: bool = False
    is_title: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell: its lines, and whether it is a heading."""

    lines: tuple[Line, ...]
    is_heading: bool = False

    @property
    def text(self) -> str:
        """Give its words, one line under the other."""
        return "\n".join(filter(None, (plain(line) for line in self.lines)))


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    element: Element


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table: the headings of each line of its head, its rows; a row of `th` and `td` is a labelled value."""

    head: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...]
    element: Element

    @property
    def headings(self) -> tuple[str, ...]:
        """Give the last line of its head, folded."""
        return tuple(fold(name) for name in self.head[-1]) if self.head else ()


Block = Paragraph | Table


def local(element: Element) -> str:
    """Give the name of an HL7 element, empty for another's."""
    space, _, name = str(element.tag).rpartition("}")
    return name if space == f"{{{HL7}" else ""


def blocks_of(text: Element | None) -> tuple[Block, ...]:
    """Give the blocks of a section's `text`, in order; words that stand alone are paragraphs."""
    return tuple(_blocks(text)) if text is not None else ()


def _blocks(parent: Element) -> Iterator[Block]:
    """Give the blocks under an element."""
    loose: list[Piece] = []
    _add(loose, parent.text)
    for child in parent:
        name = local(child)
        if name in {"table", "list", "paragraph"}:
            yield from _loose(loose, parent)
            loose = []
            yield from _block(child, name)
        elif name == "br":
            yield from _loose(loose, parent)
            loose = []
        elif name != "caption":
            loose += _inline(child)
        _add(loose, child.tail)
    yield from _loose(loose, parent)


def _loose(pieces: list[Piece], parent: Element) -> Iterator[Block]:
    """Give words that stand in no block as a paragraph; none when there are none."""
    if any(not piece.text.isspace() for piece in pieces if piece.text):
        yield Paragraph(tuple(pieces), parent)


def _block(element: Element, name: str) -> Iterator[Block]:
    """Give one block; a list is its items."""
    if name == "table":
        yield _table(element)
    elif name == "list":
        for item in element:
            if local(item) == "item":
                yield from (Paragraph(line, item, is_item=True) for line in _lines(item) if plain(line))
    else:
        yield Paragraph(_pieces(element), element, is_title=_is_title(element))


def _is_title(element: Element) -> bool:
    """Tell whether a paragraph is but words in bold."""
    children = list(element)
    bold = len(children) == 1 and local(children[0]) == "content" and children[0].get("styleCode") == "Bold"
    return bold and not (element.text or "").strip() and not (children[0].tail or "").strip()


def _table(element: Element) -> Table:
    """Give a table."""
    head = []
    rows = []
    for part in element:
        if local(part) == "thead":
            head += [tuple(_cell(cell).text for cell in line) for line in part if local(line) == "tr"]
        elif local(part) in {"tbody", "tfoot"}:
            rows += [_row(line) for line in part if local(line) == "tr"]
        elif local(part) == "tr":
            rows.append(_row(part))
    return Table(tuple(head), tuple(rows), element)


def _row(element: Element) -> Row:
    """Give a row."""
    return Row(tuple(_cell(cell) for cell in element if local(cell) in {"td", "th"}), element)


def _cell(element: Element) -> Cell:
    """Give a cell."""
    return Cell(tuple(_lines(element)), local(element) == "th")


def _lines(element: Element) -> Iterator[Line]:
    """Give the lines of a cell or an item: its paragraphs, or its only line."""
    if not any(local(child) in _BLOCKS for child in element):
        yield _pieces(element)
        return
    for block in _blocks(element):
        if isinstance(block, Paragraph):
            yield block.line
        else:
            yield from ((Piece(cells_text(row)),) for row in block.rows)


def cells_text(row: Row) -> str:
    """Give the words of a row's cells, one after the other."""
    return " – ".join(filter(None, (" ; ".join(cell.text.split("\n")) for cell in row.cells)))


def _pieces(element: Element) -> Line:
    """Give the pieces of an element that holds words."""
    pieces: list[Piece] = []
    _add(pieces, element.text)
    for child in element:
        pieces += _inline(child)
        _add(pieces, child.tail)
    return tuple(pieces)


def _inline(element: Element) -> list[Piece]:
    """Give the pieces of one element inside a line."""
    name = local(element)
    if name == "br":
        return [Piece("\n")]
    text = _text(element)
    if not text:
        return []
    is_bold = element.get("styleCode") == "Bold"
    is_mark = is_bold and text.startswith(_TO_COMPLETE)
    return [Piece(text, is_value=name == "content" and not is_mark, is_bold=is_bold)]


def _text(element: Element) -> str:
    """Give all the words of an element."""
    if local(element) == "br":
        return "\n"
    parts = [_spaced(element.text)]
    for child in element:
        parts += [_text(child), _spaced(child.tail)]
    return "".join(parts)


def _add(pieces: list[Piece], text: str | None) -> None:
    """Add words around values."""
    if text:
        pieces.append(Piece(_spaced(text)))


def _spaced(text: str | None) -> str:
    """Give a text of the file; one that is laid out over lines has no line end of its own (`br` is one)."""
    return _SPACES.sub(" ", text) if text and _BROKEN.search(text) else text or ""


def plain(line: Line) -> str:
    """Give the words of a line, fit for the letter."""
    return clean("".join(piece.text for piece in line)).strip()


def clean(value: str) -> str:
    """Give a value fit for the letter."""
    return clean_text(value)


def values(line: Line) -> tuple[str, ...]:
    """Give the values of a line."""
    return tuple(piece.text for piece in line if piece.is_value)


def words_of(block: Block) -> str:
    """Give the words of a block, rows one under the other."""
    if isinstance(block, Paragraph):
        return ("– " if block.is_item else "") + plain(block.line)
    head = " – ".join(filter(None, block.head[-1])) if block.head else ""
    return "\n".join(filter(None, (head, *(cells_text(row) for row in block.rows))))


def values_of(block: Block) -> tuple[str, ...]:
    """Give the values of a block."""
    if isinstance(block, Paragraph):
        return values(block.line)
    return tuple(value for row in block.rows for cell in row.cells for line in cell.lines for value in values(line))
