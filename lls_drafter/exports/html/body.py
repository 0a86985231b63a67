"""Blocks as HTML: each in the element that says what it is; `lettre.css` says how it looks.

Tables keep their roles in attributes: on a phone their rows are stacked, and some browsers would then forget that they
are tables.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from lls_drafter.document.blocks import (
    Block,
    Box,
    Cell,
    Column,
    Columns,
    Document,
    Fact,
    Facts,
    Inline,
    List,
    Manner,
    Paragraph,
    Part,
    Run,
    Symbol,
    Table,
    Title,
    inlines,
    is_empty,
    plain,
)
from lls_drafter.document.typography import bind
from lls_drafter.exports.html.sheet import Sheet
from lls_drafter.exports.html.text import escape, text_html

_MANNERS = {
    Manner.BODY: "",
    Manner.QUIET: "discret",
    Manner.SENDER: "expediteur",
    Manner.RECIPIENT: "destinataire",
    Manner.SIGNATURE: "signature",
    Manner.HANDWRITING: "manuscrite",
}
_LONG_FACT = 44  # characters: more have the whole width
_WHOLE_PARAGRAPH, _WHOLE_ROW, _WHOLE_BOX = 500, 1200, 2500  # characters: more may be cut by the end of a page
_QUIET_ZONE = 2


class Writer:
    """The HTML of each kind of block, in reading order: headings are numbered as they come."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._titled = False  # the heading of level 1 is written
        self._level = 1  # of the last heading
        self._opened = False  # the present part has a heading
        self._heading = ""  # the last heading: what a table without a caption is about

    def document(self, document: Document) -> str:
        """Give the body: one heading of level 1, seen by assistive technologies only when no block is one."""
        parts = [self.part(part) for part in document.parts]
        first = "" if self._titled else f'<h1 class="hors-vue">{text_html(document.title)}</h1>\n'
        return first + "".join(parts)

    def part(self, part: Part) -> str:
        """Give one section, nothing when it is empty."""
        self._opened = False
        inside = self.blocks(part.blocks)
        return f'<section id="{escape(part.id)}">\n{inside}</section>\n' if inside else ""

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Give blocks one after the other."""
        return "".join(self.pieces(blocks))

    def pieces(self, blocks: Iterable[Block]) -> Iterator[str]:
        """Give each block."""
        for block in blocks:
            match block:
                case Title():
                    yield self.title(block)
                case Paragraph():
                    yield _paragraph(block.runs, _MANNERS[block.manner])
                case List():
                    yield _list(block)
                case Facts():
                    yield _facts(block)
                case Table():
                    yield self.table(block)
                case Box():
                    yield self.box(block)
                case Columns():
                    yield self.columns(block)
                case Symbol():
                    yield self.symbol(block)

    def title(self, title: Title) -> str:
        """Give a heading: the document's once, the others under it."""
        kind = _classes(self.sheet.new_page()) if title.new_page else ""
        if title.level == 0 and not self._titled and not is_empty(title.runs):
            self._titled = True
            return f"<h1{kind}>{_inline(title.runs)}</h1>\n"
        return self.heading(title.runs, max(title.level, 1) + 1, kind)

    def heading(self, runs: Inline, wanted: int, kind: str = "") -> str:
        """Give a heading below level 1, which never jumps a level; nothing when it would say nothing."""
        if is_empty(runs):
            return ""
        self._level = max(2, min(wanted, self._level + 1))
        self._opened = True
        self._heading = plain(runs)
        return f"<h{self._level}{kind}>{_inline(runs)}</h{self._level}>\n"

    def box(self, block: Box) -> str:
        """Give a frame; its title is a heading, a section's own when the section has no other."""
        title = self.heading(block.title, 3 if self._opened else 2)
        kind = _classes("cadre", _cut(inlines(block.blocks), _WHOLE_BOX))
        return f"<div{kind}>\n{title}{self.blocks(block.blocks)}</div>\n"

    def columns(self, block: Columns) -> str:
        """Give two stacks side by side, the left one read first."""
        left, right = self.blocks(block.left), self.blocks(block.right)
        if not left and not right:
            return ""
        share = self.sheet.halves(block.share)
        return f'<div class="colonnes {share}">\n<div>\n{left}</div>\n<div>\n{right}</div>\n</div>\n'

    def symbol(self, block: Symbol) -> str:
        """Give a code for scanners: one path, so that no seam shows between its modules."""
        side = len(block.modules) + 2 * _QUIET_ZONE
        size = self.sheet.symbol(side)
        drawing = (
            f'<svg class="{size}" role="img" aria-label="{escape(block.description)}" viewBox="0 0 {side} {side}" '
            f'width="{side * 3}" height="{side * 3}" shape-rendering="crispEdges">'
            f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{"".join(_bars(block))}"/></svg>'
        )
        caption = f"<figcaption>{text_html(block.caption)}</figcaption>\n" if block.caption else ""
        return f'<figure class="symbole">\n{drawing}\n{caption}</figure>\n'

    def table(self, block: Table) -> str:
        """Give a table; without a caption of its own, it has the heading that it stands under."""
        name = block.caption or self._heading
        caption = f'<caption class="hors-vue">{text_html(name)}</caption>\n' if name else ""
        rows = "".join(_row(block, row) for row in block.rows)
        return (
            f'<table role="table">\n{caption}{self.widths(block.columns)}'
            f'<thead role="rowgroup">\n{_heads(block)}</thead>\n<tbody role="rowgroup">\n{rows}</tbody>\n</table>\n'
        )

    def widths(self, columns: tuple[Column, ...]) -> str:
        """Give the columns' widths, grouped as their headings are."""
        total = sum(column.width for column in columns)
        groups = (
            "".join(f'<col class="{self.sheet.share(column.width, total)}">' for column in group)
            for group in _groups(columns)
        )
        return "".join(f"<colgroup>{columns}</colgroup>" for columns in groups) + "\n"


def _inline(runs: Inline) -> str:
    """Give runs, neighbours of one manner joined."""
    pieces = groupby((run for run in runs if run.text), key=_manner)
    return "".join(_run("".join(run.text for run in same), manner) for manner, same in pieces)


def _run(text: str, manner: tuple[bool, bool, bool]) -> str:
    """Give one run."""
    strong, missing, quiet = manner
    html = text_html(bind(text))
    html = f'<span class="discret">{html}</span>' if quiet else html
    html = f"<strong>{html}</strong>" if strong else html
    return f"<mark>{html}</mark>" if missing else html


def _manner(run: Run) -> tuple[bool, bool, bool]:
    """Give how a run looks."""
    return run.strong, run.missing, run.quiet


def _paragraph(runs: Inline, kind: str = "") -> str:
    """Give one paragraph, nothing when it would say nothing."""
    if is_empty(runs):
        return ""
    return f"<p{_classes(kind, _cut((runs,), _WHOLE_PARAGRAPH))}>{_inline(runs)}</p>\n"


def _cut(lines: Iterable[Inline], limit: int) -> str:
    """Give the class of what may be cut by the end of a page: what is longer than so many characters."""
    return "coupe" if sum(len(run.text) for line in lines for run in line) > limit else ""


def _classes(*names: str) -> str:
    """Give the attribute of the classes that are not empty, nothing when all are."""
    kept = " ".join(name for name in names if name)
    return f' class="{kept}"' if kept else ""


def _list(block: List) -> str:
    """Give a list of what says something."""
    items = "".join(
        f"<li{_classes(_cut((item,), _WHOLE_PARAGRAPH))}>{_inline(item)}</li>\n"
        for item in block.items
        if not is_empty(item)
    )
    return f"<ul>\n{items}</ul>\n" if items else ""


def _facts(block: Facts) -> str:
    """Give labelled values; a long one has a line to itself."""
    facts = "".join(map(_fact, block.facts))
    return f"<dl{_classes('deux' if block.columns > 1 else '')}>\n{facts}</dl>\n" if facts else ""


def _fact(fact: Fact) -> str:
    """Give one labelled value."""
    words = plain(fact.value)
    long = "long" if len(words) > _LONG_FACT or "\n" in words else ""
    kind = _classes(long, _cut((fact.value,), _WHOLE_PARAGRAPH))
    return f"<div{kind}><dt>{text_html(fact.label)}</dt><dd>{_inline(fact.value)}</dd></div>\n"


def _groups(columns: tuple[Column, ...]) -> list[tuple[Column, ...]]:
    """Give neighbours that share a heading together, the others alone."""
    keyed = groupby(enumerate(columns), key=lambda pair: pair[1].group or pair[0])
    return [tuple(column for _, column in same) for _, same in keyed]


def _heads(block: Table) -> str:
    """Give the headings: on two rows when some are shared, a lone one then spanning both."""
    if not block.has_groups:
        return _head_row(_head(column.heading, 'scope="col"') for column in block.columns)
    groups = _groups(block.columns)
    first = _head_row(
        _head(group[0].group, f'scope="colgroup" colspan="{len(group)}"')
        if group[0].group
        else _head(group[0].heading, 'scope="col" rowspan="2"')
        for group in groups
    )
    under = (column for group in groups if group[0].group for column in group)
    return first + _head_row(_head(column.heading, 'scope="col"') for column in under)


def _head_row(cells: Iterable[str]) -> str:
    """Give a row of headings."""
    return f'<tr role="row">\n{"".join(cells)}</tr>\n'


def _head(text: str, attributes: str) -> str:
    """Give the cell of a heading."""
    return f'<th role="columnheader" {attributes}>{text_html(text)}</th>\n'


def _row(block: Table, row: tuple[Cell, ...]) -> str:
    """Give one row; the last cell of a short one lies over the columns left, a lone one says more of the row above."""
    triples = zip(block.columns, row, block.spans(row), strict=False)
    cells = "".join(_cell(column, cell, span) for column, cell, span in triples)
    more = "suite" if len(row) == 1 < len(block.columns) else ""
    kind = _classes(more, "coupe" if any(_cut(cell, _WHOLE_ROW) for cell in row) else "")
    return f'<tr role="row"{kind}>\n{cells}</tr>\n'


def _cell(column: Column, cell: Cell, span: int) -> str:
    """Give one cell; it carries its column's short name, shown where rows are stacked, unless it is of several."""
    inside = "".join(_paragraph(line) for line in cell)
    attributes = _classes("" if inside else "vide")
    attributes += f' colspan="{span}"' if span > 1 else f' data-nom="{escape(column.short or column.heading)}"'
    return f'<td role="cell"{attributes}>{inside}</td>\n'


def _bars(block: Symbol) -> Iterator[str]:
    """Give the dark modules of each row, neighbours joined, as pieces of a path."""
    for y, row in enumerate(block.modules, start=_QUIET_ZONE):
        x = _QUIET_ZONE
        for dark, same in groupby(row):
            count = len(list(same))
            if dark:
                yield f"M{x} {y}h{count}v1h-{count}z"
            x += count
