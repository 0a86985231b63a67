"""A document as plain text for the terminal.

- UTF-8, line feeds, no escape sequence, no box drawing: fit for a screen reader and for a pipe;
- wrapped on words: a word longer than the line stays whole, so that each text can be found again;
- tables row by row, one cell after the other under its column's name: six columns do not fit in 80 characters.
"""

import re
from collections.abc import Iterator
from textwrap import TextWrapper

from lls_drafter.document.blocks import (
    Block,
    Box,
    Cell,
    Columns,
    Document,
    Facts,
    Inline,
    List,
    Paragraph,
    Table,
    Title,
    plain,
)
from lls_drafter.document.typography import bind
from lls_drafter.errors import ExportError
from lls_drafter.exports import RenderRequest

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_LONE = re.compile("[\ud800-\udfff]")
_NARROWEST = 30
_RULES = {0: "=", 1: "-"}


def render(document: Document | None, request: RenderRequest) -> bytes:
    """Give the document as text of `request.width` columns.

    Raises:
        ExportError: there is no document.
    """
    if document is None:
        raise ExportError("rien à mettre en page", hint="composer la lettre d'abord")
    lines = [*_page(document, max(request.width, _NARROWEST))]
    text = re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", text).encode()


def _page(document: Document, width: int) -> Iterator[str]:
    """Give all the lines."""
    mark = f"*** {document.watermark} ***" if document.watermark else ""
    yield from (mark, "")
    yield from _wrap(document.header, width)
    yield ""
    for part in document.parts:
        yield from _blocks(part.blocks, width)
    yield ""
    yield from _wrap(document.footer, width)
    yield mark


def _blocks(blocks: tuple[Block, ...], width: int) -> Iterator[str]:
    """Give the lines of blocks, a blank line between them."""
    for block in blocks:
        yield from _block(block, width)


def _block(block: Block, width: int) -> Iterator[str]:
    """Give the lines of one block; a blank line follows all but headings and paragraphs."""
    match block:
        case Title():
            yield ""
            yield from _title(block, width)
        case Paragraph():
            yield from _wrap(plain(block.runs), width)
        case _:
            yield from _group(block, width)
            yield ""


def _group(block: List | Facts | Table | Box | Columns, width: int) -> Iterator[str]:
    """Give the lines of a block that holds several things."""
    match block:
        case List():
            for item in block.items:
                yield from _hang("- ", item, width)
        case Facts():
            for fact in block.facts:
                yield from _hang("", fact.value, width, label=f"{fact.label} : ", indent="  ")
        case Table():
            yield from _table(block, width)
        case Box():
            yield ""
            if block.title:
                yield from _wrap(f"[ {plain(block.title)} ]", width)
            yield from (f"  {line}" if line else "" for line in _blocks(block.blocks, width - 2))
        case Columns():
            yield from _blocks(block.left, width)
            yield ""
            yield from _blocks(block.right, width)


def _title(title: Title, width: int) -> Iterator[str]:
    """Give a heading, underlined by its level."""
    lines = list(_wrap(plain(title.runs), width))
    yield from lines
    rule = _RULES.get(title.level)
    if rule:
        yield rule * min(max((len(line) for line in lines), default=0), width)


def _table(table: Table, width: int) -> Iterator[str]:
    """Give a table row by row; the first cell that says something opens the row."""
    for number, row in enumerate(table.rows, start=1):
        prefix = f"{number}. "
        for column, cell in zip(table.columns, row, strict=True):
            if not any(plain(line).strip() for line in cell):
                continue
            yield from _cell(column.short or column.heading, cell, prefix, width)
            prefix = " " * len(prefix)


def _cell(label: str, cell: Cell, prefix: str, width: int) -> Iterator[str]:
    """Give a cell under its column's name, its paragraphs one to a line."""
    lines = [line for line in cell if plain(line).strip()]
    indent = " " * (len(prefix) + 2)
    yield from _hang(prefix, lines[0], width, label=f"{label} : ", indent=indent)
    for line in lines[1:]:
        yield from _hang(indent, line, width, indent=indent)


def _hang(prefix: str, runs: Inline, width: int, *, label: str = "", indent: str = "") -> Iterator[str]:
    """Give a text after a prefix, its other lines indented."""
    yield from _wrap(label + plain(runs), width, first=prefix, others=indent or " " * len(prefix))


def _wrap(text: str, width: int, *, first: str = "", others: str = "") -> Iterator[str]:
    """Give a text cut on spaces; its own line ends are kept."""
    start = first
    for line in text.split("\n"):
        wrapper = TextWrapper(
            width, initial_indent=start, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
        )
        yield from wrapper.wrap(_CONTROL.sub("", bind(line))) or [start.rstrip()]
        start = others
