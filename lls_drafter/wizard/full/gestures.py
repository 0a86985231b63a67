"""What the keys do to the text in hand and to the screen; the conversation alone changes the letter."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from lls_drafter.wizard import flow
from lls_drafter.wizard.answers import show
from lls_drafter.wizard.commands import Action, Invocation
from lls_drafter.wizard.conversation import Reply
from lls_drafter.wizard.full import grid, review, screens
from lls_drafter.wizard.full.orders import Orders
from lls_drafter.wizard.full.overlays import Overlays
from lls_drafter.wizard.full.upkeep import Upkeep
from lls_drafter.wizard.full.view import Pane
from lls_drafter.wizard.full.walk import Walk
from lls_drafter.wizard.phrases import completed, left_to_fill
from lls_drafter.wizard.steps import Context, Kind

if TYPE_CHECKING:
    from lls_drafter.wizard.full.shell import Full

ANSWERING_LETTERS = "afinopr"
"""Letters that answer the line in hand of a screen of lines: they write its code, which Enter accepts.

Why not at once: a word typed there, « nickel », would be as many answers, negatives among them.
"""
_MOST_SAID = 7
"""Sentences that the help pane holds; longer ones make a page."""


class Gestures:
    """The hands of one screen."""

    def __init__(self, full: "Full") -> None:
        """Keep the screen."""
        self._full = full
        self.walk = Walk(full)
        self.over = Overlays(full)
        self.upkeep = Upkeep(full)
        self.orders = Orders(full)
        self._settling = False
        self._screen = ""

    def settle(
        self, said: Sequence[str] = (), *, insert: str | None = None, cursor: int = 0, answered: bool = False
    ) -> None:
        """Show what stands after an event: the text of the question in hand, what was said.

        Args:
            said: sentences about the event.
            insert: what the field shows instead of its answer.
            cursor: where its cursor stands; 0 for the end.
            answered: the event was an answer: an empty cell is then ready to be written in.
        """
        full = self._full
        state, step = full.talk.state, full.talk.step
        shown = state.default if insert is None else insert
        self._settling = True
        full.entry.reset(Document(shown, cursor or len(shown)))
        self._settling = False
        waits = not step.answered and step.kind is not Kind.FATE
        held = screens.lines(state)
        line = min(full.view.line, len(held) - 1) if held else 0
        if held and (step.id != self._screen or answered):
            line = screens.next_line(state, line if step.id == self._screen else -1)
        self._screen = step.id
        column = grid.column_of(state.current) if full.in_row else full.view.column
        full.view = replace(
            full.view,
            editing=(answered and waits) or insert is not None or (step.id in state.pending and not self._confirms),
            line=line,
            column=column,
            said=tuple(said),
        )
        if len(said) > _MOST_SAID and (full.talk.awaited or not answered):  # an accepted line leaves the hands free
            awaited = bool(full.talk.awaited)
            self.over.open_page("Lecture" if awaited else "À lire", said, accepts=awaited)

    @property
    def _confirms(self) -> bool:
        """Tell whether a fate waits for its key a second time: the cell is not written in."""
        talk = self._full.talk
        return talk.step.kind is Kind.FATE and "\n" not in talk.state.pending.get(talk.step.id, "\n")

    def complete(self, context: Context) -> None:
        """Take what was read since the screen was drawn; the text in hand stays as it is."""
        full = self._full
        before, typed, cursor = full.talk.state.current, full.entry.text, full.entry.cursor_position
        untouched = typed == full.talk.state.default
        full.talk.complete(context)
        if full.talk.state.current != before and not untouched:
            # what is being typed answers the question that was asked, not the one that was found since
            self.settle(full.talk.send(flow.Jumped(before)).lines, insert=typed, cursor=cursor)
        elif full.talk.state.current != before:
            self.settle(full.greeting, cursor=full.port.curseur)
        elif untouched and full.entry.text != full.talk.state.default:
            self.settle(full.view.said, cursor=cursor)

    def typed(self) -> None:
        """Take note that the text in hand changed."""
        if not self._settling:
            self._full.back.typed()

    def reply(self, reply: Reply, *, answered: bool = False) -> None:
        """Show a reply, and do what it asks of the terminal."""
        full = self._full
        self.settle(reply.lines, answered=answered)
        if reply.leave:
            full.app.exit()
        elif reply.wish is not None:
            self.orders.grant(reply.wish)

    def keep(self) -> tuple[str, ...]:
        """Take what stands in the field before another gesture; an emptied field is unanswered again."""
        full = self._full
        typed = full.entry.text
        if not full.editing or typed == full.talk.state.default:
            return ()
        if not typed.strip():
            if full.talk.step.id in full.talk.state.pending:
                return full.talk.drop_draft().lines
            return full.talk.send(flow.Cleared()).lines if show(full.talk.step, full.talk.state.lettre) else ()
        return full.talk.keep(completed(typed, full.port.phrases)).lines

    def jump(self, step_id: str, *, writing: bool = False) -> None:
        """Go to a question, the text in hand kept first."""
        said = self.keep()
        self.over.reviewing = False
        reply = self._full.talk.send(flow.Jumped(step_id))
        self.over.close()
        self.settle((*said, *reply.lines), answered=writing)

    def enter(self) -> None:
        """Accept, open, choose: what Enter does where one is."""
        full = self._full
        match full.view.pane:
            case Pane.MENU:
                self.over.enter_menu()
            case Pane.REVIEW:
                target = review.source(full.review, full.view.passage, full.talk.state)
                if target:
                    self.jump(target, writing=True)
                    self.over.reviewing = True
            case Pane.PAGE:
                accepts = full.view.accepts and full.entry.text == full.talk.awaited
                self.over.close()
                if accepts:
                    self.reply(full.talk.obey(Invocation(Action.ACCEPT)), answered=True)
            case Pane.LIST:
                self.over.choose()
            case Pane.FORM:
                self._enter_field()

    def _enter_field(self) -> None:
        """Accept the text in hand; in a cell, begin to write."""
        full = self._full
        step = full.talk.step
        if not full.editing:
            if self._confirms or (step.kind is Kind.FATE and step.proposal and not step.answered):
                self.reply(full.talk.obey(Invocation(Action.ACCEPT)), answered=True)
            else:
                full.view = replace(full.view, editing=True)
            return
        if full.entry.complete_state is not None and full.entry.complete_state.current_completion is not None:
            full.entry.complete_state = None
            if step.kind is Kind.DRUG:
                return  # the posology follows
        typed = completed(full.entry.text, full.port.phrases)
        if step.answered and step.id not in full.talk.state.pending and typed.strip() and not step.appends:
            self._correct(typed)
        else:
            self.reply(full.talk.field(typed), answered=True)

    def _correct(self, typed: str) -> None:
        """Accept the text of a question that had its answer: one stays near it, and a review goes on."""
        full = self._full
        self.reply(full.talk.keep(typed))
        if full.talk.awaited or full.talk.step.id in full.talk.state.pending or full.talk.step.kind.is_screen:
            return
        if self.over.reviewing:
            said = full.view.said
            self.over.toggle_review()
            full.view = replace(full.view, said=said)
        elif not full.in_row:
            self.walk.step(1, said=full.view.said)

    def takes_key(self, key: str) -> bool:
        """Tell whether a letter answers the line in hand of a screen: nothing is typed yet, and the line takes it."""
        full = self._full
        if full.entry.text or not full.talk.step.kind.is_screen or full.port.read_only:
            return False
        return bool(screens.typed(full.talk.state, full.view.line, key))

    def answer_key(self, key: str) -> None:
        """Write the code of the line in hand and its answer, to be accepted by Enter."""
        full = self._full
        full.entry.insert_text(screens.typed(full.talk.state, full.view.line, key))

    def begin_writing(self, data: str) -> None:
        """Begin to write in the cell with what was just typed."""
        full = self._full
        full.view = replace(full.view, editing=True)
        full.entry.insert_text(data.replace("\r\n", "\n").replace("\r", "\n"))

    def complete_or_go_on(self) -> None:
        """Complete; go to the next mark of a phrase, or to the next field, when there is nothing to complete."""
        full = self._full
        entry = full.entry
        if full.view.pane is not Pane.FORM or not full.editing:
            self.walk.step(1)
        elif entry.complete_state is not None:
            entry.complete_next()
        elif left_to_fill(entry.text, full.port.phrases):
            self.over.next_mark()
        elif entry.completer is not None:
            found = list(entry.completer.get_completions(entry.document, CompleteEvent(completion_requested=True)))
            if len(found) == 1 and found[0].text != entry.text:
                entry.apply_completion(found[0])
            elif (len(found) > 1 and entry.text != full.talk.state.default) or (found and not entry.text):
                entry.start_completion(select_first=False)
            else:
                self.walk.step(1)

    def _leave_cell(self) -> None:
        """Stop writing in a cell: what was typed is kept, not accepted; an emptied draft is no draft."""
        full = self._full
        typed = full.entry.text
        said: tuple[str, ...] = ()
        if not typed.strip() and full.talk.step.id in full.talk.state.pending:
            said = full.talk.drop_draft().lines
        elif typed.strip() and typed != full.talk.state.default:
            said = full.talk.hold(typed, full.entry.cursor_position, save=True)
        self.settle(said)
        full.view = replace(full.view, editing=False)

    def escape(self) -> None:
        """Close what is open; in a cell, stop writing: the text is kept, not accepted."""
        full = self._full
        if full.view.pane is not Pane.FORM:
            self.over.close()
        elif full.entry.complete_state is not None:
            full.entry.cancel_completion()
        elif full.in_row and full.view.editing:
            self._leave_cell()
        elif self._confirms:
            self.settle(full.talk.drop_draft().lines)
        elif full.talk.step.kind.is_screen and full.entry.text:
            self.settle()
        else:
            full.view = replace(full.view, said=())
