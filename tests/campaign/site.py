"""A fictional site: two hundred letters of two quarters, with the defects that a template and a ward would make."""

from datetime import date, timedelta
from pathlib import Path
from typing import Final

from lls_drafter.letter.lettre import Lettre
from tests.audit.letters import letter, written

MANY: Final = 200
FIRST, SECOND = date(2026, 1, 5), date(2026, 7, 6)
"""The first discharge day of each period."""
UNITS: Final = ("2143", "2144", "3100")


def site_letter(number: int, *, first: date = FIRST, better: bool = False) -> Lettre:
    """Give one letter; `better` is a year later, when most defects were mended and one is new."""
    leaving = first + timedelta(days=number % 80)
    changes: dict[str, object] = {"sejour__date_sortie": leaving, "sejour__date_entree": leaving - timedelta(days=4)}
    if number % 10 < (7 if better else 4):
        changes["date_lettre"] = leaving
        changes["remise_patient__faite__date"] = leaving
    if number % 10 < (6 if better else 9):
        changes["envois[0]__fait__date"] = leaving
    if not better:
        changes["patient__sexe"] = None
    if number % 5 < (1 if better else 3):
        changes["volet_medicamenteux[0]__sortie__duree"] = None
    if better and number % 2:
        changes["motif_hospitalisation"] = "bilan"
    return letter(number + (1000 if better else 0), unite=UNITS[number % 3], **changes)  # type: ignore[arg-type]


def site_folder(folder: Path, *, first: date = FIRST, better: bool = False, count: int = MANY) -> Path:
    """Write the letters of a period as JSON."""
    for number in range(count):
        written(folder, f"{number:03d}.json", site_letter(number, first=first, better=better))
    return folder
