"""A plan as a CSV file that a French spreadsheet opens, that a person edits, and that is read back.

Written: UTF-8 with its mark, `;` between cells, CRLF, decimal commas, a text that a spreadsheet would compute shielded.
Read: what a spreadsheet makes of it (Windows-1252, other order of columns, `,` or tab, lines and columns of the site's
own, accents and capitals in the headings). A fault is told by its line.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from lls_drafter.audit.statistics import LEAST, Intervalle, percentage, rate_interval
from lls_drafter.campaign.plan import LignePlan
from lls_drafter.drafts.sheets import SheetLine, read_sheet
from lls_drafter.errors import Location, UsageError
from lls_drafter.exports.csv_ import unshielded
from lls_drafter.exports.sheets import cell, sheet
from lls_drafter.letter.text import clean_text, fold

COLUMNS: Final = (
    "axe", "critere", "libelle", "constat", "a_verifier", "action", "origine", "pilote", "echeance", "moyens",
    "indicateur", "etat", "situation", "ref", "taux", "cible", "conformes", "n", "ic_bas", "ic_haut", "grille",
    "empreinte", "base", "periode",
)  # fmt: skip
_NEEDED: Final = ("critere", "action", "etat", "taux", "conformes", "n")
_LARGEST: Final = 5_000_000
_MOST_LINES: Final = 2_000
_LONGEST: Final = 1_000
_CRITERION: Final = re.compile(r"(qls(?:14)?)[\s_-]*0*([1-9][0-9]?)\s*\*?")
_DAY: Final = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4}")
_TOLERANCE: Final = 0.6  # a spreadsheet may show a rate without its decimal


def write_plan(lines: Iterable[LignePlan]) -> bytes:
    """Give the CSV file of a plan's lines."""
    return sheet(COLUMNS, map(_cells, lines))


def _cells(one: LignePlan) -> dict[str, str]:
    """Give the cells of one line."""
    ends = one.intervalle
    known = {
        "ic_bas": cell(ends.bas if ends else None),
        "ic_haut": cell(ends.haut if ends else None),
        "echeance": deadline_cell(one.echeance),
    }
    return {name: known[name] if name in known else cell(getattr(one, name)) for name in COLUMNS}


def deadline_cell(text: str) -> str:
    """Give the cell of a deadline: a day stays one for the spreadsheet, other words are shielded."""
    return text if _DAY.fullmatch(text) else cell(text)


def read_plan(path: Path) -> tuple[LignePlan, ...]:
    """Read a plan, as the site edited it.

    Raises:
        DraftError: the file cannot be read.
        UsageError: it is no plan, lacks a column, or a figure of it cannot be read; with the line.
    """
    lines = read_sheet(path, _LARGEST)
    heading = next(lines, None)
    names = tuple(_name(one) for one in (heading.cases if heading else None) or ())
    _refuse_missing(names, path)
    return tuple(_lines(lines, names, path))


def _refuse_missing(names: tuple[str, ...], path: Path) -> None:
    """Refuse a plan without the columns that a review needs."""
    missing = [one for one in _NEEDED if one not in names]
    if missing:
        several = len(missing) > 1
        raise UsageError(
            f"il manque {'des colonnes' if several else 'une colonne'} à ce plan : {', '.join(missing)}",
            hint="repartir du fichier de « lls campagne plan AUDIT.json --vers plan.csv » ; les titres de ses colonnes"
            " ne se changent pas",
            location=_at(path, 1),
        )
    twice = sorted({one for one in _NEEDED if names.count(one) > 1})
    if twice:
        raise UsageError(
            f"une colonne est deux fois dans ce plan : {', '.join(twice)}",
            hint="en garder une seule",
            location=_at(path, 1),
        )


def _lines(lines: Iterable[SheetLine], names: tuple[str, ...], path: Path) -> Iterator[LignePlan]:
    """Read the lines after the heading."""
    for count, line in enumerate(lines):
        place = _at(path, line.numero)
        if count == _MOST_LINES:
            raise UsageError(f"ce plan a plus de {_MOST_LINES} lignes", location=place)
        if line.cases is None:
            raise UsageError(
                "les guillemets de cette ligne ne se referment pas", hint="corriger cette ligne", location=place
            )
        cells = {name: _plain(one) for name, one in zip(names, line.cases, strict=False) if name}
        yield _Row(cells, path, line.numero).line()


class _Row:
    """One line being read."""

    def __init__(self, cells: Mapping[str, str], path: Path, number: int) -> None:
        self.cells = cells
        self.path = path
        self.number = number

    def line(self) -> LignePlan:
        """Give the line of the plan."""
        count, whole = self.whole("conformes"), self.whole("n")
        rate, interval = self.rate(count, whole)
        texts = {
            name: self.cells.get(name, "")
            for name in COLUMNS
            if name not in {"critere", "taux", "cible", "conformes", "n", "ic_bas", "ic_haut"}
        }
        return LignePlan(
            critere=criterion_id(self.cells.get("critere", "")),
            taux=rate,
            cible=self.figure("cible"),
            conformes=count,
            n=whole,
            intervalle=interval,
            **texts,
        )

    def rate(self, count: int | None, whole: int | None) -> tuple[float | None, Intervalle | None]:
        """Give the rate that the line had: of its counts when they are there, else as written."""
        said = self.figure("taux")
        if count is None or whole is None:
            return said, None
        if count > whole:
            raise self.wrong("plus de lettres conformes que de lettres (colonnes « conformes » et « n »)")
        rate = percentage(count, whole) if whole >= LEAST else None
        if said is not None and rate is not None and abs(said - rate) > _TOLERANCE:
            raise self.wrong("« taux » n'est pas celui de « conformes » et « n »")
        return rate, rate_interval(count, whole) if rate is not None else None

    def figure(self, name: str) -> float | None:
        """Read a percentage, None for an empty cell."""
        text = self.cells.get(name, "").replace("\u202f", "").replace("\xa0", "").rstrip(" %").replace(",", ".").strip()
        if text in {"", "-"}:
            return None
        try:
            value = float(text)
        except ValueError:
            raise self.wrong(f"« {name} » n'est pas un nombre") from None
        if not 0 <= value <= 100:
            raise self.wrong(f"« {name} » n'est pas entre 0 et 100")
        return value

    def whole(self, name: str) -> int | None:
        """Read a number of letters, None for an empty cell."""
        text = "".join(self.cells.get(name, "").split()).removesuffix(",0").removesuffix(",00")
        if text in {"", "-"}:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) < 9):
            raise self.wrong(f"« {name} » n'est pas un nombre de lettres")
        return int(text)

    def wrong(self, message: str) -> UsageError:
        """Give the error of this line."""
        return UsageError(message, hint="corriger cette ligne dans le tableur", location=_at(self.path, self.number))


def criterion_id(text: str) -> str:
    """Give a criterion's id however it is written: « QLS 5 », « qls-05* » are `QLS-05`; other words stay."""
    found = _CRITERION.fullmatch(fold(text))
    return f"{found[1].upper()}-{int(found[2]):02d}" if found else text


def _name(heading: str) -> str:
    """Give a column's name however its heading is written: « À vérifier » is `a_verifier`."""
    return re.sub(r"[\s_-]+", "_", fold(_plain(heading)))


def _plain(text: str) -> str:
    """Give a cell's text on one line, without the apostrophe that shielded it."""
    shown = " ".join(clean_text(text).split())[:_LONGEST]
    return unshielded(shown)


def _at(path: Path, line: int) -> Location:
    """Give a place in the file."""
    return Location(str(path), line)
