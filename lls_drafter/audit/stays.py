"""The list of stays that the hospital's information department gives: the base of QLS 1, a letter or not.

CSV with a first line of titles: `sejour`, `sortie`, and if there are `uf`, `activite`, `hors_champ`; other columns are
left alone. A line that cannot be used is told by its number, never by its content.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from lls_drafter.drafts.sheets import SheetLine, read_sheet
from lls_drafter.errors import Location, UsageError
from lls_drafter.letter.dates import parse_date_text
from lls_drafter.letter.sejour import Activite
from lls_drafter.letter.text import clean_text, fold

_NEEDED: Final = frozenset({"sejour", "sortie"})
_KNOWN: Final = (*_NEEDED, "uf", "activite", "hors_champ")
_LARGEST: Final = 50_000_000
_YES: Final = frozenset({"oui", "o", "1", "x"})
_NO: Final = frozenset({"", "non", "n", "0"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SejourAttendu:
    """One stay of the list.

    Attributes:
        ligne: its line in the file.
        numero: its number, as the letters have it (`sejour.numero`).
        hors_champ: whether the list leaves it out (a death, a stay that calls for no letter).
    """

    ligne: int
    numero: str
    unite: str
    sortie: date
    activite: Activite
    hors_champ: bool


@dataclass(frozen=True, slots=True)
class ListeSejours:
    """The stays of a list, each number once, and a French sentence for each line left out."""

    sejours: tuple[SejourAttendu, ...]
    problemes: tuple[str, ...]


def read_stays(path: Path, *, today: date) -> ListeSejours:
    """Read a list of stays: `;`, `,` or tab between cells; UTF-8, UTF-16 with its mark, else Windows-1252.

    Raises:
        DraftError: the file cannot be read.
        UsageError: its first line does not name the columns.
    """
    lines = read_sheet(path, _LARGEST)
    heading = next(lines, None)
    names = [fold(name) for name in (heading.cases if heading else None) or ()]
    if not set(names) >= _NEEDED:
        raise UsageError(
            "ce fichier ne nomme pas les colonnes attendues",
            hint="première ligne : sejour;sortie, et si besoin uf, activite, hors_champ",
            location=Location(str(path), heading.numero if heading else 1),
        )
    if any(names.count(name) > 1 for name in _KNOWN):
        raise UsageError(
            "une colonne est deux fois dans cette liste",
            hint="en garder une seule",
            location=Location(str(path), heading.numero if heading else 1),
        )
    found: dict[str, SejourAttendu] = {}
    problems: list[str] = []
    for line in lines:
        wrong = _form(line, len(names))
        row = wrong or _row(line.numero, dict(zip(names, map(_plain, line.cases or ()), strict=False)), today)
        if isinstance(row, str):
            problems.append(f"ligne {line.numero} : {row}")
        elif row.numero in found:
            problems.append(f"ligne {line.numero} : séjour déjà à la ligne {found[row.numero].ligne}")
        else:
            found[row.numero] = row
    return ListeSejours(tuple(found.values()), tuple(problems))


def _form(line: SheetLine, width: int) -> str:
    """Say why the cells of a line cannot be told from one another; empty when they can."""
    if line.cases is None:
        return "guillemets non refermés"
    return "plus de cases que de colonnes" if any(map(str.strip, line.cases[width:])) else ""


def _plain(text: str) -> str:
    """Give a cell's text on one line: nothing of it acts on a terminal."""
    return " ".join(clean_text(text).split("\n")).strip()


def _row(number: int, cells: Mapping[str, str], today: date) -> SejourAttendu | str:
    """Read one line, or say why it cannot be used."""
    if not cells.get("sejour"):
        return "numéro de séjour absent"
    leaving = parse_date_text(cells.get("sortie", ""), today=today, past=True).value
    if leaving is None:
        return "date de sortie absente ou non comprise"
    activity = fold(cells.get("activite", "")) or Activite.MCO.value
    if activity not in [one.value for one in Activite]:
        return "activité inconnue (mco, ambulatoire, hdj, smr, psy, had)"
    out = fold(cells.get("hors_champ", ""))
    if out not in _YES | _NO:
        return "hors_champ : « oui » ou « non » est attendu"
    return SejourAttendu(
        ligne=number,
        numero=cells["sejour"],
        unite=cells.get("uf", "")[:40],
        sortie=leaving,
        activite=Activite(activity),
        hors_champ=out in _YES,
    )
