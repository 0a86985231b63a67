"""The criteria of the grid that exercises are about: their titles, and the grid's own warning."""

from collections.abc import Mapping
from typing import Final

from lls_drafter.packs.checklists import load_checklist

GRID: Final = "qls_mco_12"


def criterion_titles() -> Mapping[str, str]:
    """Give the title of each criterion by its id, in the grid's order.

    Raises:
        PackError: the grid of this seat is wrong.
    """
    return {item.id: item.titre for item in load_checklist(GRID).items}
