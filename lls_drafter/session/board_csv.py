"""The discharges of a CSV file, as the hospital's other programs give them; a wrong line is told and left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lls_drafter.drafts.sheets import SheetLine, read_sheet
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

    An unclosed quote spoils its line only (`drafts.sheets` says how such files are written).

    Raises:
        DraftError: the file cannot be read.
        UsageError: it is too big, or its first line does not name the columns.
    """
    if path.is_file() and path.stat().st_size > _LIMIT:
        raise UsageError("ce fichier est trop gros pour une liste de sorties", location=Location(str(path)))
    lines = read_sheet(path, _LIMIT)
    heading = next(lines, SheetLine(1, ()))
    names = [fold(cell) for cell in heading.cases or ()]
    if not set(names) >= _NEEDED:
        raise UsageError(
            "ce fichier ne nomme pas les colonnes attendues", hint=_HINT, location=Location(str(path), heading.numero)
        )
    found = list(_rows(lines, names))
    return CsvRead(
        tuple(row for _, row in found if isinstance(row, Attendue)),
        tuple(f"ligne {number} : {row}" for number, row in found if isinstance(row, str)),
    )


def _rows(lines: Iterable[SheetLine], names: Sequence[str]) -> Iterator[tuple[int, Attendue | str]]:
    """Give each line, with its number: the row, or why it is none."""
    for line in lines:
        cells = line.cases
        if cells is None:
            yield line.numero, "guillemets non refermés"
        elif len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
            yield line.numero, "plus de cases que de colonnes"
        else:
            yield line.numero, read_cells(dict(zip(names, cells, strict=False)))
