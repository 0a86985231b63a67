"""The rows of the national base's files, as published: which files, in which encoding, with how many columns.

A file that is not what it was (another encoding, another number of columns) is refused whole. A row that
cannot be read alone is set aside and counted, up to one in a hundred: beyond that, the file has changed.

Source: description of the files of the Base de données publique des médicaments, 27/08/2025.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lls_drafter.errors import Location, ReferenceDataError

_CIS = re.compile(r"\d{8}")
_ENCODINGS = {"cp1252": "Windows-1252", "utf-8": "UTF-8"}
_ENOUGH_TO_JUDGE = 3  # rows: fewer faults than this are never the sign of a change
_HINT = "télécharger de nouveau le jeu complet ; si le message revient, la publication a changé de format"


@dataclass(frozen=True, slots=True)
class FileKind:
    """One published file: its name, how it is written, and whether the base can do without it."""

    nom: str
    encodage: str
    colonnes: int
    requis: bool = True


SPECIALITES = FileKind("CIS_bdpm.txt", "cp1252", 12)
COMPOSITIONS = FileKind("CIS_COMPO_bdpm.txt", "cp1252", 8)
GROUPES = FileKind("CIS_GENER_bdpm.txt", "cp1252", 5)
CONDITIONS = FileKind("CIS_CPD_bdpm.txt", "cp1252", 2)
INTERET_MAJEUR = FileKind("CIS_MITM.txt", "cp1252", 4)
PRESENTATIONS = FileKind("CIS_CIP_bdpm.txt", "utf-8", 13, requis=False)
DISPONIBILITES = FileKind("CIS_CIP_Dispo_Spec.txt", "cp1252", 8, requis=False)

KINDS = (SPECIALITES, COMPOSITIONS, GROUPES, CONDITIONS, INTERET_MAJEUR, PRESENTATIONS, DISPONIBILITES)

Row = tuple[str, ...]
Judge = Callable[[Row], bool]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one file that could be read, and how many could not."""

    lues: tuple[Row, ...]
    ecartees: int


def check_present(files: Mapping[str, bytes]) -> None:
    """Check that no file that the base needs is missing.

    Raises:
        ReferenceDataError: one is; its name is in the message.
    """
    missing = [kind.nom for kind in KINDS if kind.requis and kind.nom not in files]
    if missing:
        raise ReferenceDataError(
            f"jeu incomplet : il manque {', '.join(missing)}",
            hint="télécharger tous les fichiers de la page « Téléchargement » dans un même dossier",
        )


def read_rows(kind: FileKind, data: bytes, *, column: int = 0, sound: Judge | None = None) -> Rows:
    """Give the rows of a file, each cell without the spaces around it; blank lines are no rows.

    A sound row has its number of columns, a CIS code in `column`, and what `sound` asks of it.

    Raises:
        ReferenceDataError: another encoding or other columns than expected, or an empty file.
    """
    lines = [(number, line) for number, line in enumerate(data.split(b"\n"), 1) if line.strip()]
    if not lines:
        raise ReferenceDataError("ce fichier est vide", hint=_HINT, location=Location(kind.nom))
    _check_encoding(kind, lines)
    good: list[Row] = []
    faults: list[tuple[int, str]] = []
    for number, line in lines:
        row, fault = _row(kind, line)
        if not fault and not _CIS.fullmatch(row[column]):
            fault = f"code CIS attendu (huit chiffres) en colonne {column + 1}"
        if not fault and sound is not None and not sound(row):
            fault = "ligne d'une autre forme que celle attendue"
        if fault:
            faults.append((number, fault))
        else:
            good.append(row)
    _check_faults(kind, faults, len(lines))
    return Rows(tuple(good), len(faults))


def _row(kind: FileKind, line: bytes) -> tuple[Row, str]:
    """Give the cells of a line and what is wrong with them, "" when nothing is."""
    try:
        text = line.decode(kind.encodage)
    except UnicodeDecodeError:
        return (), f"ligne illisible en {_ENCODINGS[kind.encodage]}"
    # A stray CR may stand before the end of line; a tab is a cell's limit, never a space to strip.
    cells = tuple(cell.strip() for cell in text.removeprefix("\ufeff").rstrip("\r").split("\t"))
    if len(cells) != kind.colonnes:
        return (), f"{len(cells)} colonnes, {kind.colonnes} attendues"
    return cells, ""


def _check_encoding(kind: FileKind, lines: list[tuple[int, bytes]]) -> None:
    """Check that a Windows-1252 file is not UTF-8 now: nearly every UTF-8 text reads as Windows-1252, damaged.

    Raises:
        ReferenceDataError: most of its lines with accents are UTF-8.
    """
    if kind.encodage == "utf-8":
        return
    accented = [(number, line) for number, line in lines if not line.isascii()]
    as_utf8 = [number for number, line in accented if _is_utf8(line)]
    if 2 * len(as_utf8) > len(accented):
        raise ReferenceDataError(
            f"encodage changé : UTF-8 trouvé, {_ENCODINGS[kind.encodage]} attendu",
            hint=_HINT,
            location=Location(kind.nom, as_utf8[0]),
        )


def _is_utf8(line: bytes) -> bool:
    """Say whether a line is UTF-8 text."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _check_faults(kind: FileKind, faults: list[tuple[int, str]], count: int) -> None:
    """Check that the rows set aside are few: at most one in a hundred, or three in a short file.

    Raises:
        ReferenceDataError: they are more, which is a change of format; or no row is left.
    """
    if len(faults) > max(_ENOUGH_TO_JUDGE, count // 100) or len(faults) == count:
        number, fault = faults[0]
        raise ReferenceDataError(
            f"{fault} ({len(faults)} lignes sur {count} illisibles)", hint=_HINT, location=Location(kind.nom, number)
        )


def distinct(rows: Iterator[Row]) -> Iterator[Row]:
    """Give each row once, in the order of the file."""
    yield from dict.fromkeys(rows)
