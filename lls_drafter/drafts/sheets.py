"""CSV files that people make, read line by line: a wrong line is told and spoils no other.

`;`, `,` or tab between cells, by the heading; UTF-8, UTF-16 with its mark, else Windows-1252. A quoted cell may go on
over a few lines, as a spreadsheet writes it; a quote that nobody closes never swallows the lines that follow.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lls_drafter.drafts import files
from lls_drafter.errors import Location, UsageError

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_MOST_LINES: Final = 50  # of one quoted cell


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line that is not empty: its number in the file, and its cells; None when its quotes are wrong."""

    numero: int
    cases: tuple[str, ...] | None


def read_sheet(path: Path, largest: int, decode: Callable[[bytes], str] = files.decoded) -> Iterator[SheetLine]:
    """Give the lines of a file that are not empty, the heading first.

    Args:
        path: the file.
        largest: the most bytes that it may have.
        decode: gives its text.

    Raises:
        DraftError: the file cannot be read.
        UsageError: it is a workbook, or no text.
    """
    text = decode(files.read_limited(path, largest))
    if "\x00" in text or text.startswith("PK"):
        raise UsageError(
            "ce fichier n'est pas un CSV",
            hint="l'enregistrer au format CSV depuis le tableur",
            location=Location(str(path), 1),
        )
    return _lines(_LINE.findall(text))


def _lines(lines: Sequence[str]) -> Iterator[SheetLine]:
    """Give the lines that are not empty."""
    rank = next((rank for rank, line in enumerate(lines) if line.strip()), len(lines))
    separator = max(";,\t", key=lines[rank].count) if rank < len(lines) else ";"
    width = 0
    while rank < len(lines):
        if not lines[rank].strip(f" \t\r\n{separator}"):
            rank += 1
            continue
        cells, span = _record(lines, rank, separator, width)
        width = width or len(cells or ())
        yield SheetLine(rank + 1, cells)
        rank += span


def _record(lines: Sequence[str], rank: int, separator: str, width: int) -> tuple[tuple[str, ...] | None, int]:
    """Give the cells that begin at a line, and how many lines they take.

    A cell of several lines is believed only when the whole then has the cells of the heading, and no line of it could
    stand alone: two stray quotes do not make one cell of the lines between them.
    """
    record = lines[rank]
    if '"' not in record:
        return tuple(record.rstrip("\r\n").split(separator)), 1
    cells = _cells(record, separator)
    if cells is not None:
        return cells, 1
    quotes = record.count('"')
    for span, line in enumerate(lines[rank + 1 : rank + _MOST_LINES], 2):
        if line.count(separator) >= width - 1:
            break
        record += line
        quotes += line.count('"')
        cells = _cells(record, separator) if quotes % 2 == 0 and '"' in line else None
        if cells is not None and len(cells) == width:
            return cells, span
    return None, 1


def _cells(record: str, separator: str) -> tuple[str, ...] | None:
    """Give the cells of a whole record, None when its quotes are wrong."""
    try:
        found = list(csv.reader([record.rstrip("\r\n")], delimiter=separator, strict=True))
    except csv.Error:
        return None
    return tuple(found[0]) if len(found) == 1 else None
