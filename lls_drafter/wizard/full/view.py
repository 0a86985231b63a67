"""How the screen stands, apart from the letter: which pane has the keys, what is unfolded, what was just said."""

from dataclasses import dataclass
from enum import StrEnum

from lls_drafter.wizard.full.grid import FATE_COLUMN


class Pane(StrEnum):
    """What has the keys."""

    FORM = "formulaire"
    MENU = "menu"
    REVIEW = "relecture"
    LIST = "liste"
    """A list over the screen: palette or phrases."""
    PAGE = "page"
    """A page to read: help, findings, plan, what was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How the screen stands.

    Attributes:
        pane: what has the keys.
        editing: in the grid, a cell is being written in.
        column: in the grid, the column that one keeps to while going up and down.
        line: the line in hand of a screen of lines (safety, check-list).
        menu: the line in hand of the menu.
        optional: the optional questions of the part are shown.
        hidden: the patient's name is not shown.
        blank: nothing is shown at all.
        said: sentences about the last event.
        page: the lines of the page to read, and its title.
        accepts: Enter on that page accepts what it shows.
        top: the first line shown of the page or of the review.
        passage: the line in hand of the review, and the run in hand on it.
    """

    pane: Pane = Pane.FORM
    editing: bool = False
    column: int = FATE_COLUMN
    line: int = 0
    menu: int = 0
    optional: bool = False
    hidden: bool = False
    blank: bool = False
    said: tuple[str, ...] = ()
    page: tuple[str, ...] = ()
    titre: str = ""
    accepts: bool = False
    top: int = 0
    passage: tuple[int, int] = (0, 0)
