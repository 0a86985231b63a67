"""The narrative of a section: blocks of the letter laid out in CDA's markup, with where each field is printed.

The markup is the schema's (`table`, `list`, `paragraph`, `content`, `br`); a style sheet chooses how it looks. Nothing
here words anything: the text is that of `document/`, to the letter. A square code is left out: the header says it.
"""

from collections.abc import Iterable, Iterator, Mapping

from lls_drafter.cda.writer.links import Spots
from lls_drafter.cda.xml import Element, append, node
from lls_drafter.document.blocks import Block, Box, Cell, Columns, Facts, Inline, List, Paragraph, Run, Table, Title

_BOLD: Mapping[str, str] = {"styleCode": "Bold"}


def narrative(blocks: Iterable[Block], spots: Spots) -> tuple[Element, ...]:
    """Give the elements of blocks, for a section's `text`.

    Args:
        blocks: of one section.
        spots: noted there: the rows and words that print each field.
    """
    return tuple(element for block in blocks for element in _block(block, spots))


def _block(block: Block, spots: Spots) -> Iterator[Element]:
    """Give the elements of one block."""
    match block:
        case Title():
            yield node("paragraph", None, node("content", _BOLD, *_inline(block.runs, spots)))
        case Paragraph():
            yield _row(node("paragraph", None, *_inline(block.runs, spots)), block.runs, spots)
        case List():
            items = (_row(node("item", None, *_inline(item, spots)), item, spots) for item in block.items)
            yield node("list", None, *items)
        case Facts():
            yield _facts(block, spots)
        case Table():
            yield _table(block, spots)
        case Box():
            yield node("paragraph", None, node("content", _BOLD, *_inline(block.title, spots)))
            yield from narrative(block.blocks, spots)
        case Columns():
            yield from narrative((*block.left, *block.right), spots)
        case _:
            return


def _facts(block: Facts, spots: Spots) -> Element:
    """Give labelled values as a table of two columns."""
    rows = []
    for fact in block.facts:
        row = node("tr", None, node("th", None, fact.label), node("td", None, *_inline(fact.value, spots)))
        for path in fact.fields:
            spots.rows.add(path, row)
        rows.append(_row(row, fact.value, spots))
    return node("table", None, node("tbody", None, *rows))


def _table(block: Table, spots: Spots) -> Element:
    """Give a table with its headings; a short row's last cell lies over the columns that are left."""
    made = node("table", None, node("caption", None, block.caption) if block.caption else None, _head(block, spots))
    body = node("tbody")
    for row in block.rows:
        cells = [
            node("td", {"colspan": str(span)} if span > 1 else None, *_cell(cell, spots))
            for cell, span in zip(row, block.spans(row), strict=True)
        ]
        line = node("tr", None, *cells)
        for cell in row:
            for runs in cell:
                _row(line, runs, spots)
        append(body, line)
    if block.rows:  # a body without row is not valid
        append(made, body)
    return made


def _head(block: Table, spots: Spots) -> Element:
    """Give the headings: that of a group first, over its columns."""
    lines = []
    if block.has_groups:
        groups: list[tuple[str, int]] = []
        for column in block.columns:
            if groups and column.group and groups[-1][0] == column.group:
                groups[-1] = (column.group, groups[-1][1] + 1)
            else:
                groups.append((column.group, 1))
        lines.append(
            node("tr", None, *(node("th", {"colspan": str(span)} if span > 1 else None, name) for name, span in groups))
        )
    names = []
    for column in block.columns:
        name = node("th", None, column.heading)
        for path in column.fields:
            spots.words.add(path, name)
            spots.rows.add(path, name)
        names.append(name)
    lines.append(node("tr", None, *names))
    return node("thead", None, *lines)


def _cell(cell: Cell, spots: Spots) -> Iterator[Element | str]:
    """Give what a cell holds: its only paragraph as it is, several as paragraphs."""
    if len(cell) == 1:
        yield from _inline(cell[0], spots)
        return
    for runs in cell:
        yield _row(node("paragraph", None, *_inline(runs, spots)), runs, spots)


def _row(element: Element, runs: Inline, spots: Spots) -> Element:
    """Note what a row, an item or a paragraph prints, and give it back."""
    for run in runs:
        for path in run.fields:
            spots.rows.add(path, element)
    return element


def _inline(runs: Inline, spots: Spots) -> Iterator[Element | str]:
    """Give the text of runs: what prints a field, or is in bold, in a `content` of its own."""
    for run in runs:
        if not run.fields and not _is_strong(run):
            yield from _lines(run.text)
            continue
        made = node("content", _BOLD if _is_strong(run) else None, *_lines(run.text))
        for path in run.fields:
            spots.words.add(path, made)
        yield made


def _is_strong(run: Run) -> bool:
    """Tell whether a text stands out: in bold, or something that should be there and is not."""
    return run.strong or run.missing


def _lines(text: str) -> Iterator[Element | str]:
    """Give a text with its line ends as `br`."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield node("br")
        yield line
