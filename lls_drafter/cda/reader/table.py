"""A row of another vendor's table of drugs, told apart by its headings; what no heading tells stays in its words."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from lls_drafter.cda.reader.entries import day_said
from lls_drafter.cda.reader.narrative import Cell, Row, Table
from lls_drafter.letter.text import fold
from lls_drafter.letter.traitements import Commentaires, Duree, Prescription

_DRUG, _DOSE, _LEAST, _MOST_DOSE, _OFTEN, _REGIMEN, _ROUTE = range(7)
_BEGIN, _END, _LENGTH, _REASON, _NOTE = range(7, 12)
HEADINGS: Final[Mapping[str, int]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("medicament", "medicaments", "specialite", "produit", "traitement", "nom du medicament"), _DRUG
        ),
        **dict.fromkeys(("dose", "dose prescrite", "quantite"), _DOSE),
        "dose minimale": _LEAST,
        "dose maximale": _MOST_DOSE,
        **dict.fromkeys(("frequence", "frequence d'administration"), _OFTEN),
        **dict.fromkeys(("posologie", "mode d'emploi"), _REGIMEN),
        **dict.fromkeys(("voie", "voie admin.", "voie d'administration"), _ROUTE),
        **dict.fromkeys(("date de debut", "debut"), _BEGIN),
        **dict.fromkeys(("date de fin", "fin"), _END),
        "duree": _LENGTH,
        **dict.fromkeys(("motif", "indication"), _REASON),
        **dict.fromkeys(("commentaire", "commentaires", "remarque"), _NOTE),
    }
)
_BLANK = frozenset({"", "-", "–", "—", ".", "/"})


def read_columns(row: Row, table: Table) -> tuple[Prescription, Commentaires | None] | None:
    """Give how a drug is taken and the comments of its row; None when the table has no heading for drugs.

    The drug itself is left to the caller, who knows its entry.
    """
    headings = table.headings
    if _DRUG not in {HEADINGS.get(name) for name in headings} or len(row.cells) != len(headings):
        return None
    told: dict[int, str] = {}
    others: list[str] = []
    for heading, cell in zip(table.head[-1], row.cells, strict=True):
        text = _said(cell)
        kind = HEADINGS.get(fold(heading))
        if text and (kind is None or kind in told):
            others.append(f"{_label(heading)} : {text}")
        elif text and kind is not None:
            told[kind] = text
    notes = {"indication": told.get(_REASON), "libre": told.get(_NOTE)}
    known = {name: text for name, text in notes.items() if text}
    return _prescription(told, others), Commentaires.model_validate(known) if known else None


def drug_text(row: Row, table: Table) -> str:
    """Give the words of a row's drug, empty when the table has no such column."""
    pairs = zip(table.headings, row.cells, strict=False)
    return next((_said(cell) for name, cell in pairs if HEADINGS.get(name) == _DRUG), "")


def comment_of(row: Row, table: Table) -> str:
    """Give the words of a row's comment and reason."""
    pairs = zip(table.headings, row.cells, strict=False)
    return " ; ".join(filter(None, (_said(cell) for name, cell in pairs if HEADINGS.get(name) in {_REASON, _NOTE})))


def _said(cell: Cell) -> str:
    """Give the words of a cell on one line; nothing for a dash."""
    text = " ; ".join(line.strip() for line in cell.text.split("\n") if line.strip())
    return "" if text in _BLANK else text


def _label(heading: str) -> str:
    """Give a heading as a label inside a line."""
    return heading[:1].lower() + heading[1:] if heading else "autre"


def _prescription(told: Mapping[int, str], others: Sequence[str]) -> Prescription:
    """Give a regimen as the row says it, part after part."""
    least, most = told.get(_LEAST), told.get(_MOST_DOSE)
    span = f"{least} à {most}" if least and most and least != most else least or most
    parts = [told.get(_REGIMEN), told.get(_DOSE), span, told.get(_OFTEN), *others]
    posologie = ", ".join(part for part in parts if part)
    found: dict[str, Any] = {"posologie": posologie or None, "voie": told.get(_ROUTE), "duree": _duration(told)}
    return Prescription.model_validate({name: value for name, value in found.items() if value is not None})


def _duration(told: Mapping[int, str]) -> Duree | None:
    """Give a duration from its words and days; words that are no day are kept as said."""
    begin, end = day_said(told.get(_BEGIN, "")), day_said(told.get(_END, ""))
    said = [told[_LENGTH]] if _LENGTH in told else []
    said += [
        f"{word} {told[key]}"
        for key, word, day in ((_BEGIN, "début :", begin), (_END, "fin :", end))
        if key in told and day is None
    ]
    found = {"texte": ", ".join(said) or None, "debut": begin, "fin_incluse": end}
    known = {name: value for name, value in found.items() if value is not None}
    return Duree.model_validate(known) if known else None
