"""Moving on the screen: by lines as they are seen, by cells, by fields, by parts; nothing changes in the letter."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lls_drafter.wizard.full import field, grid, menu, review, screens, text
from lls_drafter.wizard.full.view import Pane
from lls_drafter.wizard.steps import Section
from lls_drafter.wizard.steps.treatments import NEW_ID

if TYPE_CHECKING:
    from lls_drafter.wizard.full.shell import Full

_ROWS_A_PAGE = 5


class Walk:
    """The moves of one screen."""

    def __init__(self, full: "Full") -> None:
        """Keep the screen."""
        self._full = full

    def arrow(self, down: int, right: int) -> None:
        """Move by one line or one column, where one is."""
        full = self._full
        view = full.view
        match view.pane:
            case Pane.MENU:
                self._move_menu(down)
            case Pane.REVIEW:
                here = (
                    review.below(full.review, view.passage, down)
                    if down
                    else review.beside(full.review, view.passage, right)
                )
                full.view = replace(view, passage=here)
            case Pane.PAGE:
                full.view = replace(view, top=max(0, min(view.top + down, max(len(view.page) - 1, 0))))
            case Pane.LIST:
                full.chosen = max(0, min(full.chosen + down, len(full.choices) - 1))
            case Pane.FORM:
                self._arrow_form(down, right)

    def _move_menu(self, down: int) -> None:
        """Go to the next line of the menu that leads somewhere."""
        full = self._full
        lines = full.facts.menu_lines
        place = full.view.menu + down
        while 0 <= place < len(lines) and not lines[place].cible:
            place += down
        if 0 <= place < len(lines):
            full.view = replace(full.view, menu=place)

    def _arrow_form(self, down: int, right: int) -> None:
        """Move in the form: completions, lines of a screen, cells, lines of the text, then fields."""
        full = self._full
        entry, state = full.entry, full.talk.state
        if entry.complete_state is not None and down:
            entry.complete_next() if down > 0 else entry.complete_previous()
            return
        held = screens.lines(state)
        if held and not entry.text and 0 <= full.view.line + down < len(held):
            full.view = replace(full.view, line=full.view.line + down)
            return
        if full.in_row and not full.editing:
            self._move_cell(down, right)
            return
        if self._move_cursor(down):
            return
        if grid.is_grid(full.talk.step) and not self._leaves_grid(down):
            self._move_cell(down, 0)
        else:
            self._move_field(down)

    def _leaves_grid(self, down: int) -> bool:
        """Tell whether one goes out of the table: above its first row, below its last line."""
        full = self._full
        current = full.talk.state.current
        return bool(down) and grid.below(full.facts.rows, current, down, full.view.column) == current

    def _move_cell(self, down: int, right: int) -> None:
        """Go to another cell of the grid."""
        full = self._full
        rows, current = full.facts.rows, full.talk.state.current
        wanted = full.view.column
        target = grid.beside(rows, current, right) if right else grid.below(rows, current, down, wanted)
        if target != current:
            self._full.gestures.jump(target)
            if not right:
                full.view = replace(full.view, column=wanted)

    def _move_cursor(self, down: int) -> bool:
        """Move the cursor by a line as it is seen; gives whether there was one."""
        full = self._full
        entry = full.entry
        cut = field.wrapped(entry.text, entry.cursor_position, full.centre.field_width)
        row, column = text.place_of(cut.lines, entry.cursor_position - cut.debut)
        if not 0 <= row + down < len(cut.lines):
            return False
        entry.cursor_position = cut.debut + text.offset_at(cut.lines, row + down, column)
        return True

    def _move_field(self, step: int) -> None:
        """Go to the next or former question that is shown, in the next part after the last."""
        full = self._full
        state = full.talk.state
        if grid.is_grid(state.step):
            others = [one.id for one in full.facts.visible if not grid.is_grid(one)]
            target = grid.after(full.facts.rows, state.current, step)
            if target == state.current and step > 0:
                target = others[0] if others else self.section(1)
            elif target == state.current:
                target = self.section(-1)
        else:
            shown = [one.id for one in full.facts.visible if not grid.is_grid(one)]
            place = (shown.index(state.current) if state.current in shown else 0) + step
            if 0 <= place < len(shown):
                target = shown[place]
            elif full.on_grid and step < 0:
                target = NEW_ID
            else:
                target = self.section(step)
        if target and target != state.current:
            self._full.gestures.jump(target)

    def section(self, step: int) -> str:
        """Give the question where one enters the part after or before: the first that waits, else its first."""
        full = self._full
        state = full.talk.state
        order = [section for section in Section if any(one.section is section for one in state.steps)]
        place = order.index(state.step.section) + step
        if not 0 <= place < len(order):
            return ""
        held = [one for one in state.steps if one.section is order[place]]
        return next((one for one in held if menu.waits(one)), held[0]).id

    def page(self, step: int) -> None:
        """Move by a screen."""
        full = self._full
        height = max(full.app.output.get_size().rows - 8, 4)
        match full.view.pane:
            case Pane.FORM:
                moved = False
                while height and full.editing and self._move_cursor(step):
                    moved, height = True, height - 1
                if full.in_row and not moved:
                    self._move_cell(step * _ROWS_A_PAGE, 0)
            case _:
                self.arrow(step * height, 0)

    def to_end(self, step: int) -> None:
        """Go to the first or the last line or cell."""
        full = self._full
        if full.view.pane is Pane.FORM:
            here = grid.row_key(full.talk.state.current)
            row = next(row for row in full.facts.rows if row.cle == here)
            full.gestures.jump(grid.nearest(row, 0 if step < 0 else len(grid.COLUMNS) - 1))
        elif full.view.pane is Pane.REVIEW:
            full.view = replace(
                full.view, passage=review.below(full.review, (0 if step < 0 else len(full.review), 0), -step)
            )
        else:
            self.arrow(step * 10_000, 0)

    def step(self, step: int, said: Sequence[str] = ()) -> None:
        """Go to the next (1) or former (-1) field, or line of a pane; what was said just before stays in sight."""
        if self._full.view.pane is Pane.FORM:
            self._move_field(step)
            if said:
                self._full.view = replace(self._full.view, said=(*said, *self._full.view.said))
        else:
            self.arrow(step, 0)
