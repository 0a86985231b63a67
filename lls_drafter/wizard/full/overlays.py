"""What opens over the form: the menu, the review, a page to read, the palette and the phrases."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from prompt_toolkit.document import Document

from lls_drafter.errors import LlsError
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.commands import Action, parse_command
from lls_drafter.wizard.full import lists, menu, review
from lls_drafter.wizard.full.view import Pane
from lls_drafter.wizard.phrases import left_to_fill

if TYPE_CHECKING:
    from lls_drafter.wizard.full.shell import Full


class Overlays:
    """The panes that take the keys from the form, and give them back."""

    def __init__(self, full: "Full") -> None:
        """Keep the screen."""
        self._full = full
        self._all: tuple[lists.Choice, ...] = ()
        self.reviewing = False
        """Whether the question in hand was opened from the review: one goes back there once it is mended."""

    def close(self) -> None:
        """Give the keys back to the form."""
        full = self._full
        full.filter.reset()
        full.view = replace(full.view, pane=Pane.FORM, top=0)

    def toggle_menu(self) -> None:
        """Open the menu at the first thing that waits, or close it."""
        full = self._full
        if full.view.pane is Pane.MENU:
            self.close()
            return
        lines = full.facts.menu_lines
        scored = next((number for number, line in enumerate(lines) if not line.cible), -1)
        full.view = replace(full.view, pane=Pane.MENU, menu=menu.first_waiting(lines, after=scored))

    def toggle_review(self) -> None:
        """Show the letter as it will be printed, at the question in hand when it prints there; or close it."""
        full = self._full
        if full.view.pane is Pane.REVIEW:
            self.close()
            return
        said = self._full.gestures.keep()
        if full.talk.awaited:  # what was just read of the text in hand is to be seen first
            self._full.gestures.settle(said)
            return
        try:
            full.review = full.port.review(full.talk.state.lettre, full.windows.review_width)
        except LlsError as error:
            self._full.gestures.settle((*said, f"  !! Aperçu impossible : {error.message}"))
            return
        self._full.gestures.settle(said)
        full.view = replace(full.view, pane=Pane.REVIEW, passage=review.place(full.review, full.talk.step))

    def open_page(self, titre: str, lines: Sequence[str], *, accepts: bool = False) -> None:
        """Show lines to read; Enter on what was read of a list accepts it."""
        full = self._full
        full.view = replace(full.view, pane=Pane.PAGE, titre=titre, page=tuple(lines), top=0, accepts=accepts)

    def open_list(self, choices: tuple[lists.Choice, ...]) -> None:
        """Open a list over the screen."""
        full = self._full
        self._all = choices
        full.filter.reset()
        full.view = replace(full.view, pane=Pane.LIST)
        self.sift()

    def sift(self) -> None:
        """Keep the entries of the list that have the words typed."""
        full = self._full
        full.choices = lists.filtered(self._all, full.filter.text)
        full.chosen = 0

    def choose(self) -> None:
        """Carry out what was typed in the palette when it is a command, else the entry in hand."""
        full = self._full
        typed = full.filter.text.strip()
        asked = parse_command(f":{typed}", Interface.PLEIN) if typed and not any(c.phrase for c in self._all) else None
        chosen = full.choices[full.chosen] if full.choices else None
        self.close()
        if asked is not None and not (asked.action is Action.JUMP and not asked.argument):
            if asked.action is Action.JUMP:
                self._full.gestures.jump(asked.argument, writing=True)
            else:
                self._full.gestures.orders.do(asked.action, asked.argument)
        elif chosen is None:
            self._full.gestures.settle(("  !! Rien de ce nom dans la liste.",))
        elif chosen.phrase:
            self.insert_phrase(chosen.phrase)
        elif chosen.action is not None:
            self._full.gestures.orders.do(chosen.action)
        else:
            self._full.gestures.jump(chosen.cible, writing=True)

    def enter_menu(self) -> None:
        """Go where the line of the menu leads."""
        full = self._full
        lines = full.facts.menu_lines
        target = lines[full.view.menu].cible if full.view.menu < len(lines) else ""
        if target:
            self._full.gestures.jump(target, writing=True)

    def insert_phrase(self, phrase: str) -> None:
        """Put a ready phrase after what stands in the field, its cursor at the first thing to fill in."""
        full = self._full
        full.view = replace(full.view, editing=True)
        before = full.entry.text
        whole = "\n".join(part for part in (before, phrase) if part)
        full.entry.document = Document(whole, len(whole))
        if left_to_fill(whole, full.port.phrases):
            full.entry.cursor_position = len(before)
            self.next_mark()

    def next_mark(self) -> None:
        """Go to the next thing to fill in, which what is typed replaces."""
        entry = self._full.entry
        found = left_to_fill(entry.text, self._full.port.phrases)
        mark = next((one for one in found if one.start() >= entry.cursor_position), found[0] if found else None)
        if mark is not None:
            entry.document = Document(entry.text[: mark.start()] + entry.text[mark.end() :], mark.start())
