"""The layout: which windows stand where, by the size of the terminal. Nothing is decided here but places.

wide:    menu | form or grid | help        medium:  menu | form over help        narrow: form over help
"""

from functools import cached_property
from typing import TYPE_CHECKING

from prompt_toolkit.application import get_app_session
from prompt_toolkit.filters import Condition
from prompt_toolkit.layout import (
    ConditionalContainer,
    Dimension,
    DynamicContainer,
    Float,
    FloatContainer,
    HSplit,
    Layout,
    VSplit,
    Window,
)
from prompt_toolkit.layout.containers import AnyContainer, ScrollOffsets
from prompt_toolkit.layout.menus import CompletionsMenu
from prompt_toolkit.widgets import Frame

from lls_drafter.wizard.full.controls import LinesControl, TextControl
from lls_drafter.wizard.full.grid_view import ALL_FIT
from lls_drafter.wizard.full.view import Pane

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyBindingsBase

    from lls_drafter.wizard.full.shell import Full

MAP_COLUMNS, MAP_ROWS = 100, 28
"""Size from which the menu stays beside the form."""
LEAST_COLUMNS, LEAST_ROWS = 30, 10
"""Size under which nothing can be read."""
WIDE_COLUMNS = 136
"""Columns from which the help stands at the right."""
_MENU, _ASIDE = 34, 40
_LOW, _HIGH = 5, 9
_PAPER, _LEAST_REVIEW = 80, 40


class Windows:
    """The windows of the screen, and the root that places them."""

    def __init__(self, full: "Full", keys: "KeyBindingsBase") -> None:
        """Make each window once."""
        centre, around = full.centre, full.around
        self._full = full
        self._body_key: tuple[object, ...] = ()
        self._body_made: AnyContainer = Window()
        offsets = ScrollOffsets(top=2, bottom=3)
        self.form = Window(
            TextControl(full.entry, centre.form, keys, lambda: full.shows_cursor),
            scroll_offsets=offsets,
            wrap_lines=False,
        )
        self.grid = Window(LinesControl(centre.grid), scroll_offsets=offsets)
        self.bar = Window(
            TextControl(full.entry, centre.bar, keys, lambda: full.shows_cursor),
            height=lambda: Dimension.exact(self._bar_height()),
        )
        self.menu = Window(LinesControl(around.menu, keys), scroll_offsets=offsets)
        self.page = Window(LinesControl(around.page, keys))
        self.review = Window(LinesControl(around.review, keys), scroll_offsets=ScrollOffsets(top=4, bottom=4))
        self.blank = Window(LinesControl(around.blank, keys), style=lambda: "class:fond" if full.theme else "")
        self.choices_prompt = Window(TextControl(full.filter, around.choices_prompt, keys, lambda: True), height=1)
        self._choices = Window(LinesControl(around.choices), style="class:flottant")
        self._aside = Window(LinesControl(around.aside))
        self._head = Window(LinesControl(centre.grid_head), height=2)
        self._header = Window(LinesControl(around.header), height=1)
        self._status = Window(LinesControl(around.status), height=1)
        self._keys = Window(LinesControl(around.keys), height=1)
        self.layout = Layout(DynamicContainer(self._root))

    def _bar_height(self) -> int:
        """Give the lines that the edit bar needs, a third of the screen at most."""
        columns = self._columns - (_MENU + 1 if self.has_map else 0) - (_ASIDE + 1 if self.is_wide else 0)
        needed = self._full.centre.bar_lines(columns)
        return max(3, min(needed, self._rows // 3))

    @property
    def _columns(self) -> int:
        return get_app_session().output.get_size().columns

    @property
    def _rows(self) -> int:
        return get_app_session().output.get_size().rows

    @property
    def has_map(self) -> bool:
        """Tell whether the menu stays beside the form: the table takes its place where the six columns need it."""
        if self._fits_map and self._full.on_grid and self._full.view.pane in (Pane.FORM, Pane.LIST):
            return self._columns - _MENU - 1 >= ALL_FIT
        return self._fits_map

    @property
    def review_width(self) -> int:
        """Give the width of the letter on the screen: the paper's 80 columns, or less."""
        menu = _MENU + 1 if self._fits_map else 0
        return max(_LEAST_REVIEW, min(_PAPER, self._columns - menu - 1))

    @property
    def _fits_map(self) -> bool:
        return self._columns >= MAP_COLUMNS and self._rows >= MAP_ROWS

    @property
    def is_too_small(self) -> bool:
        """Tell whether nothing can be read here: no key then acts but the one that interrupts."""
        return self._columns < LEAST_COLUMNS or self._rows < LEAST_ROWS

    @property
    def is_wide(self) -> bool:
        """Tell whether the help stands at the right: never where the table would lose columns by it."""
        return self.has_map and self._columns >= WIDE_COLUMNS + (ALL_FIT if self._full.on_grid else 0) // 2

    def _root(self) -> AnyContainer:
        """Give the screen as it stands now."""
        return self.blank if self._full.view.blank or self.is_too_small else self._floating

    @cached_property
    def _floating(self) -> FloatContainer:
        """Give the body with what floats over it."""
        listed = Condition(lambda: self._full.view.pane is Pane.LIST)
        body = Frame(HSplit([self.choices_prompt, self._choices]), title=self._list_title, style="class:flottant")
        over = ConditionalContainer(body, listed)
        return FloatContainer(
            HSplit(
                [self._header, self._line(), DynamicContainer(self._body), self._line(), self._status, self._keys],
                style=lambda: "class:fond" if self._full.theme else "",
            ),
            floats=[
                Float(CompletionsMenu(max_height=8, scroll_offset=1), xcursor=True, ycursor=True),
                Float(over, top=2, left=2, right=2, height=lambda: max(6, min(18, self._rows - 6))),
            ],
        )

    def _list_title(self) -> str:
        """Name the list over the screen."""
        phrases = any(choice.phrase for choice in self._full.choices)
        return "Phrases prêtes" if phrases else "Commandes, parties et questions"

    def _line(self, *, vertical: bool = False) -> Window:
        """Give a line between panes."""
        signs = self._full.signs
        if vertical:
            return Window(width=1, char=signs.vertical, style="class:trait")
        return Window(height=1, char=signs.horizontal, style="class:trait")

    def _body(self) -> AnyContainer:
        """Give the middle of the screen."""
        key = (self._full.view.pane, self._full.on_grid, self.has_map, self.is_wide, self._rows)
        if self._body_key != key:
            self._body_key = key
            self._body_made = self._make_body()
        return self._body_made

    def _make_body(self) -> AnyContainer:
        """Place the panes for the size of the terminal."""
        centre = self._centre()
        full = self._full.view.pane in (Pane.REVIEW, Pane.PAGE)
        if self.is_wide and not full:
            right = HSplit([self._aside], width=_ASIDE)
            return VSplit([self._left(), self._line(vertical=True), centre, self._line(vertical=True), right])
        low = Dimension.exact(_HIGH if self._rows >= MAP_ROWS and not self._full.on_grid else _LOW)
        stacked = HSplit([centre, self._line(), HSplit([self._aside], height=low)])
        if full or (not self.has_map and self._full.view.pane is Pane.MENU):
            stacked = HSplit([centre])
        return VSplit([self._left(), self._line(vertical=True), stacked]) if self.has_map else stacked

    def _left(self) -> AnyContainer:
        """Give the menu at its width."""
        return HSplit([self.menu], width=_MENU)

    def _centre(self) -> AnyContainer:
        """Give what fills the middle."""
        match self._full.view.pane:
            case Pane.REVIEW:
                return self.review
            case Pane.PAGE:
                return self.page
            case Pane.MENU if not self.has_map:
                return self.menu
            case _ if self._full.on_grid:
                return HSplit([self._head, self.grid, self._line(), self.bar])
            case _:
                return self.form

    def focus(self) -> None:
        """Give the keys to the window that the view names."""
        full = self._full
        if full.view.blank or self.is_too_small:
            target = self.blank
        else:
            text = self.bar if full.on_grid else self.form
            target = {
                Pane.MENU: self.menu,
                Pane.REVIEW: self.review,
                Pane.PAGE: self.page,
                Pane.LIST: self.choices_prompt,
            }.get(full.view.pane, text)
        self.layout.focus(target)
