"""A document as the plain tree that our typst template reads: texts ready for their column, widths in points.

What must be decided by measuring text is decided here (which words may be cut, which rows may break across pages);
the template `lettre.typ` only draws.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lls_drafter.document.blocks import (
    Block,
    Box,
    Cell,
    Column,
    Columns,
    Document,
    Facts,
    Inline,
    List,
    Paragraph,
    Run,
    Symbol,
    Table,
    Title,
    inlines,
)
from lls_drafter.document.phrases import split_lines
from lls_drafter.exports.pdf.ruler import Ruler, Text
from lls_drafter.exports.pdf.symbol import symbol_svg, symbol_width

Node = dict[str, Any]
"""A piece of the tree: JSON objects, read by the template only."""
Line = str | list[str | Node]
"""A line: a text, or runs, those of the usual manner as texts; so light because a letter has hundreds of them."""
Body = str | list[Line]
"""What fills a cell, a paragraph or an item: a line that is a text alone, or lines."""

Row = tuple[Cell, ...]
MM = 72 / 25.4
WIDTH = 176 * MM
"""The width of the text: A4 less two margins of 17 mm."""
_NO_DAY = date(2000, 1, 1)
_BODY = 9.5
_LARGE = 14.0
_SIZES = {
    "body": _BODY,
    "title-0": 15.0,
    "title-1": 10.5,
    "title-2": 9.5,
    "box-title": 11.0,
    "quiet": 8.0,
    "sender": 9.0,
    "recipient": 10.0,
    "signature": 9.5,
    "handwriting": 8.0,
    "fact": 9.5,
    "label": 8.5,
    "cell": 8.5,
    "heading": 8.0,
}
_MARGIN_SIZE = 8.0
_MARGIN_LINES = 6  # of the header and of the footer; what is longer is in the body too
_FOOTER_SHARE = 0.86  # the rest is the page's number
_LABEL_SHARE = {1: 205, 2: 182}  # thousandths of the width
_FACT_PADDING = 4.0
_CELL_PADDING = 6.5  # both sides and the rule
_BOX_PADDING = 14.0
_BULLET = 14.2
_WHOLE_ROW = 40  # lines: a row with more may break across pages
_WHOLE_FACT = 12
_WHOLE_BOX = 20


@dataclass(frozen=True, slots=True)
class _Writer:
    """The tree of each kind of block."""

    ruler: Ruler
    sizes: Mapping[str, float]

    def blocks(self, blocks: Iterable[Block], width: float) -> list[Node]:
        """Give the tree of each block."""
        return [self.block(block, width) for block in blocks]

    def block(self, block: Block, width: float) -> Node:
        """Give the tree of one block."""
        match block:
            case Title():
                node = {"kind": "title", "level": block.level, "runs": self.title(block, width)}
                node |= {"new_page": True} if block.new_page else {}
            case Paragraph():
                node = self.paragraph(block, width)
            case List():
                node = {"kind": "list", "items": [self.body(item, width - _BULLET, "body") for item in block.items]}
            case Facts():
                node = self.facts(block, width)
            case Table():
                node = self.table(block, width)
            case Box():
                node = self.box(block, width - _BOX_PADDING)
            case Columns():
                node = self.columns(block, width)
            case Symbol():
                node = self.symbol(block, width)
        return node

    def runs(self, runs: Inline, room: float, size: str) -> Line:
        """Give runs ready for a column: a text alone when it has one manner, the usual one."""
        texts = self.ruler.texts(runs, room, self.sizes[size])
        if not texts:
            return ""
        if len(texts) == 1 and _is_usual(texts[0]):
            return texts[0].run.text
        return [text.run.text if _is_usual(text) else _run(text, room) for text in texts]

    def body(self, runs: Inline, room: float, size: str) -> Body:
        """Give a typed text, each of its lines a paragraph: who listens does not hear two lines as one word."""
        return _body(self.paragraphs(runs, room, size))

    def paragraphs(self, runs: Inline, room: float, size: str) -> list[Line]:
        """Give the lines of a typed text."""
        if not any("\n" in run.text for run in runs):
            return [self.runs(runs, room, size)]
        return [self.runs(line, room, size) for line in split_lines(runs)]

    def title(self, block: Title, width: float) -> Line:
        """Give the runs of a heading, all in bold."""
        return self.runs(_strong(block.runs), width, f"title-{block.level}")

    def paragraph(self, block: Paragraph, width: float) -> Node:
        """Give a paragraph."""
        manner = str(block.manner)
        return {"kind": "paragraph", "manner": manner, "body": self.body(block.runs, width, manner)}

    def facts(self, block: Facts, width: float) -> Node:
        """Give labelled values as a grid; a long value has a line to itself."""
        columns = block.columns
        label = width * _LABEL_SHARE[columns] / 1000
        value = width / columns - label
        cells: list[Node] = []
        filled = 0
        for fact in block.facts:
            alone = columns == 1 or self.height(fact.value, value - _FACT_PADDING, "fact") > 1
            if alone and filled:
                cells += [_gap(2 * (columns - filled))]
                filled = 0
            room = (width - label if alone else value) - _FACT_PADDING
            cells += self.fact(fact.label, fact.value, (label - _FACT_PADDING, room), 2 * columns - 1 if alone else 1)
            filled = 0 if alone else (filled + 1) % columns
        return {"kind": "facts", "widths": [label, value] * columns, "cells": cells}

    def fact(self, label: str, value: Inline, rooms: tuple[float, float], span: int) -> list[Node]:
        """Give the two cells of a labelled value."""
        whole = self.height(value, rooms[1], "fact") <= _WHOLE_FACT
        return [
            {"body": self.body((Run(label),), rooms[0], "label"), "label": True, "span": 1, "whole": whole},
            {"body": self.body(value, rooms[1], "fact"), "label": False, "span": span, "whole": whole},
        ]

    def height(self, runs: Inline, room: float, size: str) -> int:
        """Give about how many lines a text takes."""
        return self.ruler.lines(runs, room, self.sizes[size])

    def table(self, block: Table, width: float) -> Node:
        """Give a table with its rows of headings."""
        total = sum(column.width for column in block.columns)
        widths = [width * column.width / total for column in block.columns]
        heads = [self.group_heads(block.columns, widths)] if block.has_groups else []
        heads += [self.heads(block.columns, widths, grouped=block.has_groups)]
        tied = any(len(row) == 1 for row in block.rows) and len(widths) > 1
        cells = [cell for group in _groups(block.rows) for cell in self.group(group, block, widths, tied=tied)]
        if tied:
            widths, heads[0] = [*widths, 0.0], [*heads[0], {"runs": [], "span": 1, "rows": len(heads)}]
        return {"kind": "table", "widths": widths, "heads": heads, "cells": cells}

    def group(self, rows: list[Row], block: Table, widths: list[float], *, tied: bool) -> Iterator[Node]:
        """Give a row with those that say more of it; when `tied`, a last cell without width holds them together."""
        written = [list(self.row(row, widths, block.spans(row))) for row in rows]
        for number, cells in enumerate(written):
            yield from cells
            if tied and number == 0:
                whole = all(cell["whole"] for row in written for cell in row)
                yield {"body": "", "span": 1, "rows": len(rows), "whole": whole}

    def group_heads(self, columns: tuple[Column, ...], widths: list[float]) -> list[Node]:
        """Give the first row of headings: a shared heading spans its columns, a lone one two rows."""
        cells: list[Node] = []
        position = 0
        while position < len(columns):
            column = columns[position]
            count = 1
            while column.group and position + count < len(columns) and columns[position + count].group == column.group:
                count += 1
            room = sum(widths[position : position + count])
            cells.append(self.head(column.group or column.heading, room, count, 1 if column.group else 2))
            position += count
        return cells

    def heads(self, columns: tuple[Column, ...], widths: list[float], *, grouped: bool) -> list[Node]:
        """Give the row of headings, without those that began a row above."""
        pairs = zip(columns, widths, strict=True)
        return [self.head(column.heading, width, 1, 1) for column, width in pairs if column.group or not grouped]

    def head(self, text: str, width: float, span: int, rows: int) -> Node:
        """Give the cell of a heading."""
        runs = self.runs((Run(text, strong=True),), width - _CELL_PADDING, "heading")
        return {"runs": runs, "span": span, "rows": rows}

    def row(self, row: Row, widths: list[float], spans: tuple[int, ...]) -> Iterator[Node]:
        """Give the cells of one row; it may break across pages only when it is long."""
        rooms = [sum(widths[at : at + span]) - _CELL_PADDING for at, span in enumerate(spans)]
        heights = [sum(self.height(runs, room, "cell") for runs in cell) for cell, room in zip(row, rooms, strict=True)]
        whole = max(heights, default=0) <= _WHOLE_ROW
        for cell, room, span in zip(row, rooms, spans, strict=True):
            lines = [line for runs in cell for line in self.paragraphs(runs, room, "cell")]
            yield {"body": _body(lines), "span": span, "rows": 1, "whole": whole}

    def box(self, block: Box, room: float) -> Node:
        """Give a frame; a short one does not break across pages."""
        lines = sum(self.height(runs, room, "body") for runs in inlines([block]))
        return {
            "kind": "box",
            "title": self.runs(_strong(block.title), room, "box-title"),
            "blocks": self.blocks(block.blocks, room),
            "whole": lines <= _WHOLE_BOX,
        }

    def columns(self, block: Columns, width: float) -> Node:
        """Give two stacks side by side; a code has the width that it needs."""
        right = width * (100 - block.share) / 100
        needed = max((symbol_width(inner) for inner in block.right if isinstance(inner, Symbol)), default=0.0)
        left = width - max(right, needed)
        stacks = [self.blocks(block.left, left - _FACT_PADDING), self.blocks(block.right, width - left)]
        return {"kind": "columns", "widths": [left, width - left], "stacks": stacks}

    def symbol(self, block: Symbol, width: float) -> Node:
        """Give a code for scanners with its caption."""
        return {
            "kind": "symbol",
            "svg": symbol_svg(block),
            "width": symbol_width(block),
            "caption": self.runs((Run(block.caption),), width, "quiet"),
            "description": self.ruler.drawable(block.description),
        }

    def margin(self, text: str, room: float) -> Node:
        """Give the runs of a header or of a footer, and their lines: cut when it would eat the page."""
        ready = text.replace("\n", " ")
        while (lines := self.height((Run(ready),), room, "margin")) > _MARGIN_LINES:
            ready = ready[: len(ready) * 9 // 10] + "…"
        return {"runs": self.runs((Run(ready),), room, "margin"), "lines": lines}


def lowered(document: Document, ruler: Ruler) -> Node:
    """Give the whole tree of a document."""
    sizes = _sizes(large=document.large)
    writer = _Writer(ruler, sizes)
    day = document.created or _NO_DAY
    lang, _, region = document.lang.partition("-")
    return {
        "title": ruler.drawable(document.title),
        "author": ruler.drawable(document.author),
        "day": [day.year, day.month, day.day],
        "lang": lang,
        "region": region,
        "sizes": sizes,
        "width": WIDTH,
        "watermark": ruler.drawable(document.watermark),
        "header": writer.margin(document.header, WIDTH),
        "footer": writer.margin(document.footer, WIDTH * _FOOTER_SHARE),
        "blocks": writer.blocks(document.blocks, WIDTH),
    }


def _sizes(*, large: bool) -> dict[str, float]:
    """Give the sizes of text in points: nothing of the body under 14 in large type, the rest in proportion."""
    factor = _LARGE / _BODY if large else 1.0
    least = _LARGE if large else 0.0
    body = {name: max(round(size * factor, 1), least) for name, size in _SIZES.items()}
    return {**body, "margin": round(_MARGIN_SIZE * factor, 1)}


def _body(lines: list[Line]) -> Body:
    """Give lines as lightly as they can be."""
    return lines[0] if len(lines) == 1 and isinstance(lines[0], str) else lines


def _is_usual(text: Text) -> bool:
    """Tell whether a text needs no word on how it looks or where it may be cut."""
    run = text.run
    return not (run.strong or run.missing or run.quiet or text.pieces or "\n" in run.text)


def _run(text: Text, room: float) -> Node:
    """Give a run with its manner as letters (strong, missing, quiet); a word that may be too wide, with its pieces."""
    run = text.run
    manner = ("s" if run.strong else "") + ("m" if run.missing else "") + ("q" if run.quiet else "")
    node: Node = {"text": run.text, "manner": manner}
    return node | {"pieces": text.pieces, "room": room} if text.pieces else node


def _strong(runs: Inline) -> Inline:
    """Give runs measured as bold."""
    return tuple(Run(run.text, strong=True, missing=run.missing, quiet=run.quiet) for run in runs)


def _groups(rows: Iterable[Row]) -> list[list[Row]]:
    """Give each row with the rows of one cell that follow it: they say more of it."""
    groups: list[list[Row]] = []
    for row in rows:
        if len(row) == 1 and groups:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _gap(span: int) -> Node:
    """Give an empty cell over what is left of a row."""
    return {"body": "", "label": False, "span": span, "whole": True}
