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


def read_measure(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Read a number, typed with or without its unit; its limits are those of the template."""
    field = step.free
    unit = field.unite if field is not None else ""
    typed = text.removesuffix(unit).rstrip() if unit else text
    if _NUMBER.fullmatch(typed) is None:
        return Understood(problem=f"Un nombre est attendu{f', en {unit}' if unit else ''}.")
    value = Decimal(typed.replace(",", "."))
    if field is not None and (
        (field.minimum is not None and value < field.minimum) or (field.maximum is not None and value > field.maximum)
    ):
        return Understood(problem=f"Le modèle attend un nombre{limits_of(field)}{f' {unit}' if unit else ''}.")
    kept = typed.replace(".", ",").removeprefix("+")
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
