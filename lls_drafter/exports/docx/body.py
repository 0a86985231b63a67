"""Blocks as WordprocessingML: text built and escaped here, styled by the paper.

Rows of a table do not break across pages unless they are long (a row that cannot break and does not fit would be cut
by LibreOffice); headings keep with what follows; two tables never touch, since Word would join them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, zip_longest

from lls_drafter.document.blocks import (
    Block,
    Box,
    Cell,
    Column,
    Columns,
    Facts,
    Inline,
    List,
    Manner,
    Paragraph,
    Run,
    Symbol,
    Table,
    Title,
    plain,
)
from lls_drafter.document.typography import bind
from lls_drafter.exports.docx.picture import Pictures, needed
from lls_drafter.exports.docx.slots import AnchorSlot
from lls_drafter.exports.docx.xml import escape

_TABLE = "<w:tbl>"
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_CELL_MARGIN = 80  # of « LLS Faits », in twentieths of a point
_LONG_ROW = 1200
_LONG_FACT = 600
_WHOLE = "<w:trPr><w:cantSplit/></w:trPr>"
_HEAD_FILL = "E8EDF5"
_NEW_PAGE = "<w:pageBreakBefore/>"
_TITLES = {0: "Title", 1: "heading 1", 2: "heading 2"}
_MANNERS = {
    Manner.BODY: "Normal",
    Manner.QUIET: "LLS Discret",
    Manner.SENDER: "LLS Expéditeur",
    Manner.RECIPIENT: "LLS Destinataire",
    Manner.SIGNATURE: "LLS Signature",
    Manner.HANDWRITING: "LLS Signature manuscrite",
}
# What a table says of itself to who listens to it: headings in the first row, or a table that only lays out.
_LAYOUT_LOOK = '<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"/>'
_LOOKS = {
    "LLS Tableau": '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"/>',
}
_LABEL_SHARE = {1: 205, 2: 182}


@dataclass(frozen=True, slots=True)
class Page:
    """What the body must know of its paper.

    Attributes:
        styles: the id of each style, by its name.
        has_bullets: the paper has Word's own bulleted list.
    """

    styles: Mapping[str, str]
    has_bullets: bool


def text_xml(text: str) -> str:
    """Give a text for a run, its line ends as line breaks."""
    return escape(text).replace("\n", _BREAK)


def body_xml(blocks: Iterable[Block], page: Page, place: AnchorSlot, pictures: Pictures) -> str:
    """Give the XML of blocks, fit to stand at a place among paragraphs and tables; `pictures` takes what is drawn."""
    xml = "".join(_spaced(_Writer(page, pictures).blocks(blocks, place.width), page))
    if not xml:
        return _gap(page) if place.lone else ""
    return _gap(page) + xml if place.after_table and xml.startswith(_TABLE) else xml


def _spaced(pieces: Iterable[str], page: Page) -> Iterator[str]:
    """Put a thin paragraph between two tables, and after a table that comes last."""
    table = False
    for piece in pieces:
        is_table = piece.startswith(_TABLE)
        if table and is_table:
            yield _gap(page)
        yield piece
        table = is_table
    if table:
        yield _gap(page)


def _gap(page: Page) -> str:
    """Give the thin paragraph."""
    return f'<w:p><w:pPr><w:pStyle w:val="{page.styles["LLS Intervalle"]}"/></w:pPr></w:p>'


class _Writer:
    """The XML of each kind of block, for one paper."""

    def __init__(self, page: Page, pictures: Pictures) -> None:
        self.page = page
        self.pictures = pictures

    def blocks(self, blocks: Iterable[Block], width: int) -> Iterator[str]:
        """Give the XML of each block."""
        for block in blocks:
            match block:
                case Title():
                    yield self.paragraph(block.runs, _TITLES[block.level], more=_NEW_PAGE if block.new_page else "")
                case Paragraph():
                    yield self.paragraph(block.runs, _MANNERS[block.manner])
                case List():
                    yield from (self.item(item) for item in block.items)
                case Facts():
                    yield self.facts(block, width)
                case Table():
                    yield self.table(block, width)
                case Box():
                    yield self.box(block, width)
                case Columns():
                    yield self.columns(block, width)
                case Symbol():
                    yield self.symbol(block, width)

    def symbol(self, block: Symbol, width: int) -> str:
        """Give a code's picture, its caption under it."""
        style = f'<w:pPr><w:pStyle w:val="{self.page.styles["LLS Code"]}"/></w:pPr>'
        picture = f"<w:p>{style}<w:r>{self.pictures.drawing(block, width - _CELL_MARGIN)}</w:r></w:p>"
        return picture + (self.paragraph((Run(block.caption),), "LLS Légende") if block.caption else "")

    def paragraph(self, runs: Inline, style: str, *, keep: bool = False, more: str = "") -> str:
        """Give one paragraph, kept on the page of the next one or not; `more` ends its properties."""
        kept = f"<w:keepNext/>{more}" if keep else more
        return f'<w:p><w:pPr><w:pStyle w:val="{self.page.styles[style]}"/>{kept}</w:pPr>{self.runs(runs)}</w:p>'

    def runs(self, runs: Inline) -> str:
        """Give runs, neighbours of one manner joined."""
        if len(runs) == 1:
            return self.run(runs[0].text, _manner(runs[0])) if runs[0].text else ""
        pieces = groupby((run for run in runs if run.text), key=_manner)
        return "".join(self.run("".join(run.text for run in same), manner) for manner, same in pieces)

    def run(self, text: str, manner: tuple[bool, bool, bool]) -> str:
        """Give one run."""
        strong, missing, quiet = manner
        style = "LLS À compléter" if missing else ("LLS Ton discret" if quiet else "")
        properties = f'<w:rStyle w:val="{self.page.styles[style]}"/>' if style else ""
        properties += "<w:b/>" if strong else ""
        opening = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        return f'<w:r>{opening}<w:t xml:space="preserve">{text_xml(bind(text))}</w:t></w:r>'

    def item(self, runs: Inline) -> str:
        """Give one item of a list: Word's own bullet, else a dash of ours."""
        if self.page.has_bullets:
            return self.paragraph(runs, "List Bullet")
        return self.paragraph((Run("– "), *runs), "LLS Liste")

    def facts(self, block: Facts, width: int) -> str:
        """Give labelled values as a table without borders; a long value has a line to itself."""
        columns = block.columns
        label = width * _LABEL_SHARE[columns] // 1000
        value = width // columns - label
        rows: list[str] = []
        pending: list[str] = []
        for fact in block.facts:
            cells = self.fact_cell(fact.label, label) + self.value_cell(fact.value, value)
            if columns > 1 and len(plain(fact.value)) <= width // columns // 110:
                pending.append(cells)
                if len(pending) == columns:
                    rows.append(f"<w:tr>{''.join(pending)}</w:tr>")
                    pending = []
                continue
            rows += self.half_row(pending, value + label)
            pending = []
            rest = width - label
            value_cell = self.value_cell(fact.value, rest, span=2 * columns - 1)
            whole = _WHOLE if len(plain(fact.value)) <= _LONG_FACT else ""
            rows.append(f"<w:tr>{whole}{self.fact_cell(fact.label, label)}{value_cell}</w:tr>")
        rows += self.half_row(pending, value + label)
        return self.table_xml("LLS Faits", [label, value] * columns, "".join(rows))

    def half_row(self, pending: list[str], width: int) -> list[str]:
        """Give the row of a value left alone in a table of two columns."""
        return (
            [f"<w:tr>{''.join(pending)}{self.cell(self.paragraph((), 'LLS Fait'), width, span=2)}</w:tr>"]
            if pending
            else []
        )

    def fact_cell(self, label: str, width: int) -> str:
        """Give the cell of a label."""
        style = f'<w:rPr><w:rStyle w:val="{self.page.styles["LLS Libellé"]}"/></w:rPr>'
        run = f'<w:r>{style}<w:t xml:space="preserve">{text_xml(label)}</w:t></w:r>'
        return self.cell(f'<w:p><w:pPr><w:pStyle w:val="{self.page.styles["LLS Fait"]}"/></w:pPr>{run}</w:p>', width)

    def value_cell(self, runs: Inline, width: int, *, span: int = 1) -> str:
        """Give the cell of a value."""
        return self.cell(self.paragraph(runs, "LLS Fait"), width, span=span)

    def table(self, block: Table, width: int) -> str:
        """Give a table with its headings repeated on each page."""
        widths = _shares([column.width for column in block.columns], width)
        heads = self.group_heads(block.columns, widths) if block.has_groups else ""
        heads += self.heads(block.columns, widths, grouped=block.has_groups)
        rows = "".join(
            self.row(row, widths, block.spans(row), keep=len(after) == 1 < len(block.columns))
            for row, after in zip_longest(block.rows, block.rows[1:], fillvalue=())
        )
        return self.table_xml("LLS Tableau", widths, heads + rows, caption=block.caption)

    def group_heads(self, columns: tuple[Column, ...], widths: list[int]) -> str:
        """Give the first row of headings: a shared heading spans its columns, a lone one begins a merge downwards."""
        cells = ""
        position = 0
        while position < len(columns):
            column = columns[position]
            count = 1
            while column.group and position + count < len(columns) and columns[position + count].group == column.group:
                count += 1
            width = sum(widths[position : position + count])
            text = column.group or column.heading
            cells += self.head_cell(text, width, span=count, merge="" if column.group else "restart")
            position += count
        return _head_row(cells)

    def heads(self, columns: tuple[Column, ...], widths: list[int], *, grouped: bool) -> str:
        """Give the row of headings; under a lone heading of the first row, the merge goes on."""
        cells = ""
        for column, width in zip(columns, widths, strict=True):
            merged = grouped and not column.group
            cells += self.head_cell("" if merged else column.heading, width, merge="continue" if merged else "")
        return _head_row(cells)

    def head_cell(self, text: str, width: int, *, span: int = 1, merge: str = "") -> str:
        """Give the cell of a heading."""
        inside = self.paragraph((Run(text),), "LLS Titre de colonne")
        return self.cell(inside, width, span=span, merge=merge, fill=_HEAD_FILL)

    def row(self, row: tuple[Cell, ...], widths: list[int], spans: tuple[int, ...], *, keep: bool) -> str:
        """Give one row, kept with the next one or not; it may break across pages only when it is long."""
        wide = [sum(widths[at : at + span]) for at, span in enumerate(spans)]  # only the last one may span
        cells = "".join(
            self.cell("".join(self.paragraph(line, "LLS Cellule", keep=keep) for line in cell), width, span=span)
            for cell, width, span in zip(row, wide, spans, strict=True)
        )
        length = max(sum(len(plain(line)) for line in cell) for cell in row)
        whole = _WHOLE if length <= _LONG_ROW else ""
        return f"<w:tr>{whole}{cells}</w:tr>"

    def box(self, block: Box, width: int) -> str:
        """Give a frame: one cell with a title."""
        title = self.paragraph(block.title, "LLS Titre d'encadré") if block.title else ""
        inside = "".join(_spaced(self.blocks(block.blocks, width - 240), self.page))
        return self.table_xml("LLS Encadré", [width], f"<w:tr>{self.cell(title + inside, width)}</w:tr>")

    def columns(self, block: Columns, width: int) -> str:
        """Give two stacks side by side."""
        right = max([needed(one) + _CELL_MARGIN for one in block.right if isinstance(one, Symbol)], default=0)
        left = min(width * block.share // 100, width - right)
        cells = ""
        for blocks, share in ((block.left, left), (block.right, width - left)):
            inside = "".join(_spaced(self.blocks(blocks, share), self.page)) or self.paragraph((), "Normal")
            cells += self.cell(inside, share)
        return self.table_xml("LLS Faits", [left, width - left], f"<w:tr>{_WHOLE}{cells}</w:tr>")

    def cell(self, inside: str, width: int, *, span: int = 1, merge: str = "", fill: str = "") -> str:
        """Give a cell around paragraphs."""
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"

    def table_xml(self, style: str, widths: list[int], rows: str, *, caption: str = "") -> str:
        """Give a table around its rows."""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        named = f'<w:tblCaption w:val="{escape(caption)}"/>' if caption else ""
        look = _LOOKS.get(style, _LAYOUT_LOOK)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.page.styles[style]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/>{look}{named}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
        )


def _head_row(cells: str) -> str:
    """Give a row that is repeated at the top of each page."""
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _manner(run: Run) -> tuple[bool, bool, bool]:
    """Give how a run looks."""
    return run.strong, run.missing, run.quiet


def _shares(thousandths: list[int], width: int) -> list[int]:
    """Give widths that add up to the whole."""
    widths = [width * share // sum(thousandths) for share in thousandths]
    widths[-1] += width - sum(widths)
    return widths
