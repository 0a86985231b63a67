"""The discharges of a CSV file, as the hospital's other programs give them; a wrong line is told and left out."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lls_drafter.drafts import files
from lls_drafter.errors import Location, UsageError
from lls_drafter.letter.text import fold
from lls_drafter.session.board_expected import Attendue, read_cells

COLUMNS = ("heure", "chambre", "nom", "prenom", "ipp", "fichier")
_NEEDED = frozenset({"heure", "chambre", "nom"})
_LIMIT = 1_000_000
_HINT = "première ligne attendue : heure;chambre;nom, et si besoin prenom, ipp, fichier"


@dataclass(frozen=True, slots=True)
class CsvRead:
    """What a file gave: its rows, and a French sentence for each line left out (its number, never its content)."""

    rows: tuple[Attendue, ...]
    problems: tuple[str, ...]


def read_csv(path: Path) -> CsvRead:
    """Read a file of expected discharges.

    UTF-8 (with or without its mark), UTF-16 with its mark, else Windows-1252; `;`, `,` or tab between cells. Each
    line is read alone: an unclosed quote spoils its line only.

    Raises:
        DraftError: the file cannot be read.
        UsageError: it is too big, or its first line does not name the columns.
    """
    if path.is_file() and path.stat().st_size > _LIMIT:
        raise UsageError("ce fichier est trop gros pour une liste de sorties", location=Location(str(path)))
    lines = files.decoded(files.read_limited(path, _LIMIT)).splitlines()
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    heading = lines[first] if first < len(lines) else ""
    separator = max(";,\t", key=heading.count)
    names = [fold(cell) for cell in _cells(heading, separator) or ()]
    if not set(names) >= _NEEDED:
        raise UsageError(
            "ce fichier ne nomme pas les colonnes attendues", hint=_HINT, location=Location(str(path), first + 1)
        )
    found = list(_rows(lines, first + 1, names, separator))
    return CsvRead(
        tuple(row for _, row in found if isinstance(row, Attendue)),
        tuple(f"ligne {number} : {row}" for number, row in found if isinstance(row, str)),
    )


def _rows(
    lines: Sequence[str], start: int, names: Sequence[str], separator: str
) -> Iterator[tuple[int, Attendue | str]]:
    """Give each line that is not empty, with its number: the row, or why it is none."""
    for number, line in enumerate(lines[start:], start + 1):
        if not line.strip(f" \t{separator}"):
            continue
        cells = _cells(line, separator)
        if cells is None:
            yield number, "guillemets non refermés"
        elif len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
            yield number, "plus de cases que de colonnes"
        else:
            yield number, read_cells(dict(zip(names, cells, strict=False)))


def _cells(line: str, separator: str) -> list[str] | None:
    """Give the cells of one line, None when its quotes are wrong."""
    try:
        return next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        return None
