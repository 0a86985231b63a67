"""What the panes show that depends on the letter alone: computed once per letter, whatever is typed meanwhile."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from lls_drafter.wizard import words
from lls_drafter.wizard.full import form, grid, menu
from lls_drafter.wizard.full.form import Entry
from lls_drafter.wizard.full.menu import Line
from lls_drafter.wizard.steps import Step

if TYPE_CHECKING:
    from lls_drafter.wizard.full.shell import Full

T = TypeVar("T")
_NO_LEVELS: dict[str, str] = {}


class Facts:
    """The rows, the entries and the lines of one screen."""

    def __init__(self, full: "Full") -> None:
        """Keep the screen that is drawn."""
        self._full = full
        self._kept: dict[str, tuple[tuple[object, ...], object]] = {}

    def once(self, name: str, depends: tuple[object, ...], make: Callable[[], T]) -> T:
        """Give what was made of the same things before, else make it."""
        known = self._kept.get(name)
        if known is not None and all(a is b or a == b for a, b in zip(known[0], depends, strict=True)):
            return cast("T", known[1])
        made = make()
        self._kept[name] = (depends, made)
        return made

    @property
    def rows(self) -> tuple[grid.Row, ...]:
        """Give the rows of the grid."""
        state = self._full.talk.state
        return self.once("rows", (state.steps, state.pending), lambda: grid.rows(state))

    @property
    def levels(self) -> dict[str, str]:
        """Give the gravest finding of each question."""
        state, judged = self._full.talk.state, self._full.talk.judged
        if judged is None:
            return _NO_LEVELS
        return self.once("levels", (state.steps, judged), lambda: menu.levels(tuple(judged.reports), state))

    @property
    def menu_lines(self) -> tuple[Line, ...]:
        """Give the lines of the menu."""
        state, judged = self._full.talk.state, self._full.talk.judged
        if judged is None:
            return self.once("map", (state.steps,), lambda: menu.map_lines(state))
        return self.once(
            "menu", (state.steps, judged), lambda: (*menu.map_lines(state), *menu.score_lines(state, judged))
        )

    @property
    def ending(self) -> tuple[str, ...]:
        """Give the sentences of the last page."""
        state, judged = self._full.talk.state, self._full.talk.judged
        if judged is None:
            return ("constats en cours…",)
        depends = (state.steps, state.pending, judged)
        return self.once("ending", depends, lambda: tuple(words.review_lines(state, judged)))

    @property
    def visible(self) -> tuple[Step, ...]:
        """Give the questions that the form shows."""
        state, optional = self._full.talk.state, self._full.view.optional
        depends = (state.steps, state.pending, state.current, optional)
        return self.once("visible", depends, lambda: form.visible(state, state.step.section, optional=optional))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Give the entries of the form; those of the table are drawn by the grid."""
        state, shown, levels = self._full.talk.state, self.visible, self.levels
        return self.once(
            "entries",
            (shown, state.pending, levels),
            lambda: tuple(form.entries(state, tuple(one for one in shown if not grid.is_grid(one)), levels)),
        )
