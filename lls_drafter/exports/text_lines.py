"""A document cut into the lines of the text output: the one layout that the export joins and the review shows.

A line is made of runs: those of the document keep their manner and the fields that they print, however they are cut;
what the layout adds (labels, numbers, indents, rules) is in runs of its own, without fields.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, groupby, pairwise
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
    Run,
    Symbol,
    Table,
    Title,
    is_empty,
    plain,
)
from lls_drafter.document.phrases import split_lines
from lls_drafter.document.typography import bind

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_LONE = re.compile("[\ud800-\udfff]")
_NARROWEST = 30
_RULES = {0: "=", 1: "-"}
_BLANK: Inline = ()


def lay_out(document: Document, width: int) -> tuple[Inline, ...]:
    """Give the lines of a document on `width` columns, 30 at least; never two blank ones together, none at the ends.

    A word longer than the line stays whole: each text can be found again.
    """
    lines = [_shown(line) for line in _page(document, max(width, _NARROWEST))]
    kept = [
        line
        for blank, group in groupby(lines, key=lambda line: not plain(line))
        for line in ((_BLANK,) if blank else group)
    ]
    first = 1 if kept and not kept[0] else 0
    last = len(kept) - 1 if len(kept) > first and not kept[-1] else len(kept)
    return tuple(kept[first:last])


def _shown(line: Inline) -> Inline:
    """Give a line that any terminal shows: no half characters, no run that says nothing."""
    if _LONE.search(plain(line)):
        line = tuple(replace(run, text=_LONE.sub("\N{REPLACEMENT CHARACTER}", run.text)) for run in line)
    return tuple([run for run in line if run.text])


def _page(document: Document, width: int) -> Iterator[Inline]:
    """Give all the lines."""
    mark = (Run(f"*** {document.watermark} ***"),) if document.watermark else _BLANK
    yield from (mark, _BLANK)
    yield from _wrap((Run(document.header),), width)
    yield _BLANK
    for part in document.parts:
        yield from _blocks(part.blocks, width)
    yield _BLANK
    yield from _wrap((Run(document.footer),), width)
    yield mark


def _blocks(blocks: tuple[Block, ...], width: int) -> Iterator[Inline]:
    """Give the lines of blocks, a blank line between them."""
    for block in blocks:
        yield from _block(block, width)


def _block(block: Block, width: int) -> Iterator[Inline]:
    """Give the lines of one block; a blank line follows all but headings and paragraphs."""
    match block:
        case Title():
            yield _BLANK
            yield from _title(block, width)
        case Paragraph():
            yield from _wrap(block.runs, width)
        case Symbol():
            yield from ()  # all that it says stands beside it in clear
        case _:
            yield from _group(block, width)
            yield _BLANK


def _group(block: List | Facts | Table | Box | Columns, width: int) -> Iterator[Inline]:
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
            yield _BLANK
            if block.title:
                yield from _wrap((Run("[ "), *block.title, Run(" ]")), width)
            yield from ((Run("  "), *line) if plain(line) else _BLANK for line in _blocks(block.blocks, width - 2))
        case Columns():
            yield from _blocks(block.left, width)
            yield _BLANK
            yield from _blocks(block.right, width)


def _title(title: Title, width: int) -> Iterator[Inline]:
    """Give a heading, underlined by its level."""
    lines = list(_wrap(title.runs, width))
    yield from lines
    rule = _RULES.get(title.level)
    if rule:
        yield (Run(rule * min(max((len(plain(line)) for line in lines), default=0), width)),)


def _table(table: Table, width: int) -> Iterator[Inline]:
    """Give a table row by row; the first cell that says something opens the row."""
    number = 0
    for row in table.rows:
        goes_on = len(row) == 1 < len(table.columns)
        number += not goes_on
        prefix = f"{number}. " if not goes_on else " " * len(f"{number}. ")
        for column, cell, span in zip(table.columns, row, table.spans(row), strict=False):
            if all(is_empty(line) for line in cell):
                continue
            label = (column.short or column.heading) if span == 1 else ""
            yield from _cell(label, cell, prefix, width)
            prefix = " " * len(prefix)


def _cell(label: str, cell: Cell, prefix: str, width: int) -> Iterator[Inline]:
    """Give a cell under its column's name (none for a cell that lies over several), its paragraphs one to a line."""
    lines = [line for line in cell if not is_empty(line)]
    indent = " " * (len(prefix) + 2)
    yield from _hang(prefix, lines[0], width, label=f"{label} : " if label else "", indent=indent)
    for line in lines[1:]:
        yield from _hang(indent, line, width, indent=indent)


def _hang(prefix: str, runs: Inline, width: int, *, label: str = "", indent: str = "") -> Iterator[Inline]:
    """Give a text after a prefix, its other lines indented."""
    yield from _wrap((Run(label), *runs), width, first=prefix, others=indent or " " * len(prefix))


def _wrap(runs: Inline, width: int, *, first: str = "", others: str = "") -> Iterator[Inline]:
    """Give a text cut on spaces; its own line ends are kept."""
    start = first
    for line in split_lines(runs) if any("\n" in run.text for run in runs) else (runs,):
        yield from _cut(_bound(line), width, start, others) or [(Run(start.rstrip()),)]
        start = others


def _bound(runs: Inline) -> Inline:
    """Give runs whose figures hold to their units, without control characters; they stay as many."""
    typed = plain(runs)
    text = bind(typed)
    if text == typed and _CONTROL.search(text) is None:
        return runs
    ends = accumulate((len(run.text) for run in runs), initial=0)
    return tuple(
        replace(run, text=_CONTROL.sub("", text[first:last]))
        for run, (first, last) in zip(runs, pairwise(ends), strict=True)
    )


def _cut(runs: Inline, width: int, start: str, others: str) -> list[Inline]:
    """Give the lines of a text without line ends: the standard wrapper says where they end, the runs are cut there."""
    text = plain(runs)
    if text and len(start) + len(text) <= width and text == text.strip():  # most lines: nothing to cut
        return [(Run(start), *runs)]
    wrapper = TextWrapper(
        width, initial_indent=start, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )
    lines: list[Inline] = []
    at = 0
    for wrapped in wrapper.wrap(text):
        indent = others if lines else start
        words = wrapped[len(indent) :]
        at = text.index(words, at)  # only spaces were left out since the line before
        lines.append((Run(indent), *_slice(runs, at, at + len(words))))
        at += len(words)
    return lines


def _slice(runs: Inline, first: int, last: int) -> Iterator[Run]:
    """Give the part of runs between two places of their text."""
    at = 0
    for run in runs:
        piece = run.text[max(first - at, 0) : max(last - at, 0)]
        at += len(run.text)
        if piece:
            yield run if piece == run.text else replace(run, text=piece)
