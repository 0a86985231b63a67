"""A row of our own six-column table as a row of the letter again."""

from typing import Any, Final

from lls_drafter.cda.reader.entries import Said, day_said, enum_said, made, said
from lls_drafter.cda.reader.narrative import Cell, Line, Row, Table, clean, plain
from lls_drafter.letter.text import fold
from lls_drafter.letter.traitements import (
    Commentaires,
    Devenir,
    Duree,
    LigneTraitement,
    Medicament,
    Prescription,
    Reprise,
)

_HEADINGS: Final = (
    "Nom, dosage, forme [DCI]",
    "Posologie",
    "Devenir du traitement",
    "Nom, dosage, forme [DCI]",
    "Posologie et durée",
    "Commentaires",
)
_SUSPENDED = "suspendu, a reprendre"
_COMMENTS = {"motif": "motif", "indication": "indication", "surveillance": "cible_surveillance", "": "libre"}


def is_six_columns(table: Table) -> bool:
    """Tell whether a table is ours, heading by heading."""
    return table.headings == tuple(map(fold, _HEADINGS))


def read_row(row: Row, cle: str) -> LigneTraitement | None:
    """Give a row of the letter; None for a row that holds no drug."""
    if len(row.cells) != len(_HEADINGS):
        return None
    home, home_regimen, fate, after, after_regimen, comments = row.cells
    notes, reprise, suspended = _comments(comments)
    read = LigneTraitement(
        cle=cle,
        avant=_side(home, home_regimen),
        devenir=_fate(fate),
        sortie=_side(after, after_regimen),
        commentaires=notes,
        suspendu=True if suspended else None,
        reprise=reprise,
    )
    return read if read.avant is not None or read.sortie is not None or read.devenir is not None else None


def _fate(cell: Cell) -> Devenir | None:
    """Give what became of the drug."""
    values = [piece.text for line in cell.lines for piece in line if piece.is_value]
    return enum_said(Devenir, values[0]) if len(values) == 1 else None


def _side(name: Cell, regimen: Cell) -> Prescription | None:
    """Give one side; None when no drug stands there."""
    has_name = any(piece.is_value for line in name.lines for piece in line)
    found: dict[str, Any] = {"medicament": Medicament(libelle=name.text)} if has_name else {}
    for line in regimen.lines:
        _regimen_line(line, found)
    return made(Prescription, found)


def _regimen_line(line: Line, found: dict[str, Any]) -> None:
    """Read a line of a regimen: posologie and route, words not understood, duration."""
    words = fold(plain(line))
    if words.startswith("duree :"):
        duration = _duration(said(line, ","))
        if duration is not None:
            found["duree"] = duration
        return
    values = [piece.text for piece in line if piece.is_value]
    if words.startswith("mots repris tels quels"):
        found["non_lu"] = tuple(map(clean, values))
        return
    for one in said(line, ","):
        route = one.before.endswith("voie") or ("posologie" in found and "voie" in fold(one.value))
        found["voie" if route else "posologie"] = clean(one.value)


def _duration(values: tuple[Said, ...]) -> Duree | None:
    """Give a duration: as said, its days, its total."""
    found: dict[str, object] = {}
    for one in values:
        word = one.before.removeprefix("duree").strip(" :")
        day = day_said(one.value)
        if word in {"du", "a partir du"} and day:
            found["debut"] = day
        elif word in {"au", "jusqu'au"} and day:
            found["fin_incluse"] = day
        elif word == "soit" and one.value.isdecimal():
            found["total_jours"] = int(one.value)
        else:
            found["texte"] = clean(one.value)
    return made(Duree, found)


def _comments(cell: Cell) -> tuple[Commentaires | None, Reprise | None, bool]:
    """Give the comments, the rule of resumption, and whether the drug is suspended."""
    notes: dict[str, object] = {}
    rule: dict[str, object] = {}
    suspended = False
    for line in cell.lines:
        words = fold(plain(line))
        is_suspended = words.startswith(_SUSPENDED)
        suspended = suspended or is_suspended
        values = said(tuple(piece for piece in line if not (is_suspended and piece.is_bold)))
        if is_suspended or words.startswith("reprise :"):
            for one in values:
                rule["par" if one.before.endswith("par") else "quand"] = clean(one.value)
            continue
        for one in values:
            name = _COMMENTS.get(one.before)
            if name is not None:
                notes[name] = clean(one.value)
    return (
        made(Commentaires, notes),
        made(Reprise, rule),
        suspended,
    )
