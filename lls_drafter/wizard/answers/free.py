"""Answers to the service's own fields: a number with its unit and limits, a date as it is printed, a table's rows.

They are kept as they are printed (`letter.synthese.Rubrique`): « 38 », « 12/03/2026 », « oui ».
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from lls_drafter.letter.synthese import LigneRubrique
from lls_drafter.wizard.answers.model import SEPARATOR, Understood, Write, say
from lls_drafter.wizard.steps.free import limits_of

if TYPE_CHECKING:
    from lls_drafter.letter.lettre import Lettre
    from lls_drafter.wizard.steps.model import Context, Step

_NUMBER = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,6})?", re.ASCII)


_TWO_WAYS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)


def typed_number(text: str, unit: str = "") -> str:
    """Give a number as it is printed, typed with or without its unit: « 38 », « 1,5 ».

    Raises:
        ValueError: it is none, or can be read in two ways; with the French reason.
    """
    typed = text.strip().removesuffix(unit).rstrip()
    if _NUMBER.fullmatch(typed) is None:
        message = f"Un nombre est attendu{f', en {unit}' if unit else ''}."
        raise ValueError(message)
    if _TWO_WAYS.fullmatch(typed) is not None:
        message = f"Ce nombre se lit de deux façons : écrire {typed.replace('.', '')} ou {typed.replace('.', ',')}."
        raise ValueError(message)
    return typed.replace(".", ",").removeprefix("+")


def read_measure(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Read a number, typed with or without its unit; its limits are those of the template."""
    field = step.free
    unit = field.unite if field is not None else ""
    try:
        kept = typed_number(text, unit)
    except ValueError as error:
        return Understood(problem=str(error))
    value = Decimal(kept.replace(",", "."))
    if field is not None and (
        (field.minimum is not None and value < field.minimum) or (field.maximum is not None and value > field.maximum)
    ):
        return Understood(problem=f"Le modèle attend un nombre{limits_of(field)}{f' {unit}' if unit else ''}.")
    return Understood(writes=(Write(step.path, kept),), echo=say(step, f"{kept} {unit}".rstrip()))


def read_rows(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Read a table: a line for each row, its cells between semicolons."""
    count = len(step.free.colonnes) if step.free is not None else 1
    rows: list[LigneRubrique] = []
    for number, line in enumerate((line for line in text.splitlines() if line.strip()), start=1):
        cells = tuple(cell.strip() for cell in line.split(SEPARATOR))
        if len(cells) > count:
            return Understood(problem=f"Rangée {number} : {len(cells)} cases pour {count} colonnes.")
        rows.append(LigneRubrique(cellules=cells))
    said = f"{len(rows)} rangée{'s' if len(rows) > 1 else ''}"
    return Understood(writes=(Write(step.path, tuple(rows)),), echo=say(step, said))


def shown_rows(rows: object) -> str:
    """Give the rows of a table as they are typed."""
    found = rows if isinstance(rows, tuple) else ()
    return "\n".join(f" {SEPARATOR} ".join(row.cellules) for row in found if isinstance(row, LigneRubrique))
