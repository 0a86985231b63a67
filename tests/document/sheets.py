"""Patient's sheets for the tests: composed as the product does, read as plain lines."""

from typing import Any

from lls_drafter.document.blocks import Document, Table, plain
from lls_drafter.document.compose import CompositionRequest
from lls_drafter.document.patient_sheet.remarks import remarks
from lls_drafter.document.patient_sheet.sheet import compose_patient_sheet
from lls_drafter.letter.lettre import Lettre
from tests.document.letters import letter, lines, template

NO_BREAK = "\N{NO-BREAK SPACE}"


def request(lettre: Lettre, *, draft: bool = False) -> CompositionRequest:
    """Ask for a sheet."""
    return CompositionRequest(lettre=lettre, template=template(), brouillon=draft)


def sheet(lettre: Lettre, *, draft: bool = False) -> Document:
    """Compose a sheet."""
    return compose_patient_sheet(request(lettre, draft=draft))


def said(lettre: Lettre, *, draft: bool = False) -> str:
    """Give what a sheet says, a line per line of runs, with plain spaces."""
    return "\n".join(lines(sheet(lettre, draft=draft)))


def section(lettre: Lettre, name: str, *, draft: bool = False) -> str:
    """Give what one section says."""
    return "\n".join(lines(sheet(lettre, draft=draft), f"fiche_{name}"))


def told(lettre: Lettre, *, draft: bool = False) -> tuple[str, ...]:
    """Give what its author is told of a sheet, with plain spaces."""
    return tuple(one.replace(NO_BREAK, " ") for one in remarks(request(lettre, draft=draft)))


def plan(lettre: Lettre, *, draft: bool = False) -> Table | None:
    """Give the plan of the day of a sheet."""
    return next((block for block in sheet(lettre, draft=draft).blocks if isinstance(block, Table)), None)


def drug_rows(lettre: Lettre, *, draft: bool = False) -> list[list[str]]:
    """Give the row of each drug of the plan as text, a string per cell; the rows under them apart."""
    table = plan(lettre, draft=draft)
    rows = () if table is None else table.rows
    return [["\n".join(map(plain, cell)).replace(NO_BREAK, " ") for cell in row] for row in rows if len(row) > 1]


def drug(cle: str, libelle: str, posologie: str | None, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - plain data of a file
    """Give a medication row as plain data: a drug to take at discharge, added unless said otherwise."""
    side = {"medicament": {"libelle": libelle}, "duree": more.pop("duree", {"texte": "au long cours"})}
    side |= {name: more.pop(name) for name in ("voie", "non_lu") if name in more}
    if posologie is not None:
        side["posologie"] = posologie
    return {"cle": cle, "devenir": "ajoute", "sortie": side, **more}


def treated(*rows: dict[str, Any], **more: object) -> Lettre:
    """Make a letter with medication rows, discharged on 10 March 2026."""
    data: dict[str, object] = {"sejour": {"date_entree": "2026-03-02", "date_sortie": "2026-03-10"}, **more}
    return letter(volet_medicamenteux=list(rows), **data)


def one_row(posologie: str | None, libelle: str = "produit 10 mg", **more: Any) -> list[str]:  # noqa: ANN401 - plain data
    """Give the cells of the row of one drug."""
    (cells,) = drug_rows(treated(drug("a", libelle, posologie, **more)))
    return cells
