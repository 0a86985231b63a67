"""A document as a tree of blocks: what every exporter and preview lays out. Nothing here knows of files or of letters.

    Document
    └── Part              one section of the letter, by its id
        └── Title · Paragraph · List · Facts · Table · Box · Columns · Symbol
            └── Run       a piece of text in one manner, with the fields that it prints

Each run says which fields of the letter it prints: that is how nothing gets lost (`document.coverage`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from lls_drafter.letter.paths import FieldPath


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one manner; a line end in it is a line break.

    Attributes:
        text: literal: no exporter reads markup in it.
        strong: in bold.
        missing: something that is not there and should be; shown so that nobody overlooks it.
        quiet: of less weight.
        fields: the addresses of the letter whose value this text gives.
    """

    text: str
    strong: bool = False
    missing: bool = False
    quiet: bool = False
    fields: tuple[FieldPath, ...] = ()


Inline = tuple[Run, ...]
"""Runs on one line or in one paragraph."""


class Manner(StrEnum):
    """What a paragraph is for; exporters choose how it looks."""

    BODY = "body"
    QUIET = "quiet"
    SENDER = "sender"
    RECIPIENT = "recipient"
    SIGNATURE = "signature"
    HANDWRITING = "handwriting"


@dataclass(frozen=True, slots=True)
class Title:
    """A heading: level 0 is the document's, 1 a section's, 2 a sub-section's.

    Attributes:
        new_page: begins a page where there are pages.
    """

    runs: Inline
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    runs: Inline
    manner: Manner = Manner.BODY


@dataclass(frozen=True, slots=True)
class List:
    """A bulleted list."""

    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled value: « Né le » 12/03/1948; `fields` are those whose value the label gives."""

    label: str
    value: Inline
    fields: tuple[FieldPath, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled values, on one or two columns where there is room."""

    facts: tuple[Fact, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        heading: as printed above the column.
        width: its share of the table's width, in thousandths.
        group: the heading above its heading, shared with its neighbours of the same group.
        short: its name where rows are stacked instead of aligned; the heading when empty.
        fields: those whose value the heading gives.
    """

    heading: str
    width: int
    group: str = ""
    short: str = ""
    fields: tuple[FieldPath, ...] = ()


Cell = tuple[Inline, ...]
"""The paragraphs of a cell."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under columns.

    A row has as many cells as there are columns. On a patient's sheet it may have fewer: its last cell then lies over
    all the columns that are left (`spans`). Why: words that no column says would be overlooked under one of them.
    A row of one cell says more of the row above: it has no number of its own, and stays with it on the page.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""

    @property
    def has_groups(self) -> bool:
        """Tell whether some columns share a heading."""
        return any(column.group for column in self.columns)

    def spans(self, row: tuple[Cell, ...]) -> tuple[int, ...]:
        """Give how many columns each cell of a row lies over: one each, the last of a short row all that are left."""
        return (*(1 for _ in row[:-1]), len(self.columns) - len(row) + 1)


@dataclass(frozen=True, slots=True)
class Box:
    """Framed blocks that are read first."""

    title: Inline
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Columns:
    """Two stacks of blocks side by side where there is room, else the left one first.

    Attributes:
        left: the stack that is read first.
        right: the other one.
        share: the left one's part of the width, in hundredths.
    """

    left: "tuple[Block, ...]"
    right: "tuple[Block, ...]"
    share: int = 54


@dataclass(frozen=True, slots=True)
class Symbol:
    """A square code for scanners; it says nothing that is not printed in clear too.

    Attributes:
        modules: its rows from the top, true where it is dark; the quiet zone is the exporter's to add.
        caption: printed under it.
        description: for who cannot see it (alternative text); names no patient.
    """

    modules: tuple[tuple[bool, ...], ...]
    caption: str
    description: str


Block = Title | Paragraph | List | Facts | Table | Box | Columns | Symbol


@dataclass(frozen=True, slots=True)
class Part:
    """The blocks of one section, none when it is empty; named so that a Word file may place it (`[[motif]]`)."""

    id: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A letter in words.

    Attributes:
        title: of the file and of the window; names no patient.
        author: for the file's properties.
        created: for the file's properties; None when no day can be told without a clock.
        lang: the language of the text, as Word names it.
        watermark: printed across each page: « BROUILLON », « ANNULÉE », or nothing.
        header: the patient and the letter's date, for the top of every page.
        footer: the mentions for the bottom of every page.
        parts: the body.
        fields: the text of each simple field that a paper may show, by address.
        large: to be read by somebody with poor sight. Every exporter with sizes honours it: nothing that is read in the
            body is under 14 points (cells, lists, headings of columns and quiet text included), body text is 14, titles
            keep their proportion to it; header and footer grow in the same proportion. Text outputs change nothing.
    """

    title: str
    author: str = ""
    created: date | None = None
    lang: str = "fr-FR"
    watermark: str = ""
    header: str = ""
    footer: str = ""
    parts: tuple[Part, ...] = ()
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    large: bool = False

    @property
    def blocks(self) -> Iterator[Block]:
        """Give the blocks of the body, in order."""
        for part in self.parts:
            yield from part.blocks


def inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Give every line of runs of some blocks, in reading order (a table row by row)."""
    for block in blocks:
        match block:
            case Title() | Paragraph():
                yield block.runs
            case List():
                yield from block.items
            case Facts():
                for fact in block.facts:
                    yield from ((Run(fact.label, fields=fact.fields),),) if fact.fields else ()
                    yield fact.value
            case Table():
                yield from ((Run(column.heading, fields=column.fields),) for column in block.columns if column.fields)
                yield from (line for row in block.rows for cell in row for line in cell)
            case Box():
                yield block.title
                yield from inlines(block.blocks)
            case Columns():
                yield from inlines((*block.left, *block.right))
            case Symbol():
                pass


def plain(runs: Inline) -> str:
    """Give the text of runs, without manner."""
    return "".join(run.text for run in runs)


def is_empty(runs: Inline) -> bool:
    """Tell whether nothing would be read."""
    return not any(run.text and not run.text.isspace() for run in runs)
