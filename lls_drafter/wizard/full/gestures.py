"""What each key of the full screen does: move, accept, open a pane, leave. The letter changes by the conversation only."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from lls_drafter.errors import LlsError
from lls_drafter.wizard import editor, flow
from lls_drafter.wizard.answers import show
from lls_drafter.wizard.commands import Action, Invocation, parse_command
from lls_drafter.wizard.conversation import Conversation, Reply
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.full import field, grid, lists, menu, review, screens, text
from lls_drafter.wizard.full.view import Pane
from lls_drafter.wizard.phrases import filled, marks
from lls_drafter.wizard.steps import Kind, Section
from lls_drafter.wizard.steps.treatments import HOME_ID, NEW_ID, TABLE

if TYPE_CHECKING:
    from lls_drafter.wizard.full.shell import Full

IDLE_MINUTES = 10
"""Minutes without a key after which the screen is blanked, when the seat says nothing."""
_IMMEDIATE = {Kind.SAFETY: "onifr", Kind.CHECKLIST: "onap", Kind.YES_NO: "on", Kind.CONFIRM: "on"}
"""Letters that answer at once, on a field where nothing is typed."""
_FATES = {Action.FATE_KEPT: "p", Action.FATE_CHANGED: "m", Action.FATE_STOPPED: "a", Action.FATE_SUSPENDED: "s"}
_PAGES = {
    Action.HELP: "Aide",
    Action.FINDINGS: "Tous les constats",
    Action.PLAN: "Toutes les questions",
    Action.GESTURES: "Ce qui a été fait à cette lettre, le plus récent d'abord",
}
_MOST_SAID = 7
"""Sentences that the help pane holds; longer ones make a page."""


class Gestures:
    """The hands of one screen."""

    def __init__(self, full: "Full") -> None:
        """Keep the screen."""
        self._full = full
        self._idle = 0.0
        self._under = Pane.FORM
        self._all: tuple[lists.Choice, ...] = ()
        self._settling = False

    # --- what stands in the field ----------------------------------------------------------------------------

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
        if held and (held[line].repondu or answered):
            line = screens.next_line(state, line if answered else -1)
        column = grid.column_of(state.current) if full.in_row else full.view.column
        full.view = replace(
            full.view,
            editing=(answered and waits) or step.id in state.pending or insert is not None,
            line=line,
            column=column if not answered else full.view.column,
            said=tuple(said) if said else full.view.said,
        )
        if len(said) > _MOST_SAID:
            self._open_page("Lecture" if full.talk.awaited else "À lire", said)

    def typed(self) -> None:
        """Take note that the text in hand changed."""
        self._idle = 0.0
        if not self._settling:
            self._full.back.typed()

    def _reply(self, reply: Reply, *, answered: bool = False) -> None:
        """Show a reply, and do what it asks of the terminal."""
        full = self._full
        self.settle(reply.lines, answered=answered)
        if reply.leave:
            full.app.exit()
        elif reply.wish is not None:
            self._grant(reply.wish)

    def _keep(self) -> tuple[str, ...]:
        """Take what stands in the field before another gesture; an emptied field is unanswered again."""
        full = self._full
        typed = full.entry.text
        if not full.editing or typed == full.talk.state.default:
            return ()
        if not typed.strip():
            had = show(full.talk.step, full.talk.state.lettre) or full.talk.step.id in full.talk.state.pending
            return full.talk.send(flow.Cleared()).lines if had else ()
        return full.talk.keep(_unmarked(typed)).lines

    def _jump(self, step_id: str, *, writing: bool = False) -> None:
        """Go to a question, the text in hand kept first."""
        said = self._keep()
        reply = self._full.talk.send(flow.Jumped(step_id))
        self._close()
        self.settle((*said, *reply.lines), answered=writing)

    # --- accepting -------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Accept, open, choose: what Enter does where one is."""
        full = self._full
        match full.view.pane:
            case Pane.MENU:
                self._enter_menu()
            case Pane.REVIEW:
                target = review.source(full.review, full.view.passage, full.talk.state)
                if target:
                    self._jump(target, writing=True)
            case Pane.PAGE:
                waits = bool(full.talk.awaited)
                self._close()
                if waits:
                    self._reply(full.talk.obey(Invocation(Action.ACCEPT)), answered=True)
            case Pane.LIST:
                self._choose()
            case Pane.FORM:
                self._enter_field()

    def _enter_field(self) -> None:
        """Accept the text in hand; in a cell, begin to write."""
        full = self._full
        step = full.talk.step
        if not full.editing:
            if step.kind is Kind.FATE and step.proposal and not step.answered:
                self._reply(full.talk.obey(Invocation(Action.ACCEPT)), answered=True)
            else:
                full.view = replace(full.view, editing=True)
            return
        if full.entry.complete_state is not None and full.entry.complete_state.current_completion is not None:
            full.entry.complete_state = None
            if step.kind is Kind.DRUG:
                return  # the posology follows
        self._reply(full.talk.field(_unmarked(full.entry.text)), answered=True)

    def _enter_menu(self) -> None:
        """Go where the line of the menu leads."""
        full = self._full
        lines = full.drawings.menu_lines
        target = lines[full.view.menu].cible if full.view.menu < len(lines) else ""
        if target:
            self._jump(target, writing=True)

    def takes_key(self, key: str) -> bool:
        """Tell whether a letter is an answer by itself: nothing is typed, and the question has such an answer."""
        full = self._full
        kind = full.talk.step.kind
        if full.entry.text or key not in _IMMEDIATE.get(kind, "") or full.port.read_only:
            return False
        return kind not in screens.WHOLE or bool(screens.typed(full.talk.state, full.view.line, key))

    def answer_key(self, key: str) -> None:
        """Answer with one letter."""
        full = self._full
        kind = full.talk.step.kind
        typed = screens.typed(full.talk.state, full.view.line, key) if kind in screens.WHOLE else key
        self._reply(full.talk.send(flow.Answered(typed)), answered=True)

    def begin_writing(self, data: str) -> None:
        """Begin to write in the cell with what was just typed."""
        full = self._full
        full.view = replace(full.view, editing=True)
        full.entry.insert_text(data.replace("\r\n", "\n").replace("\r", "\n"))

    # --- moving ----------------------------------------------------------------------------------------------

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
        lines = full.drawings.menu_lines
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
        if not self._move_cursor(down):
            self._move_field(down)

    def _move_cell(self, down: int, right: int) -> None:
        """Go to another cell of the grid."""
        full = self._full
        rows, current = full.drawings.rows, full.talk.state.current
        wanted = full.view.column
        target = grid.beside(rows, current, right) if right else grid.below(rows, current, down, wanted)
        if target != current:
            self._jump(target)
            if not right:
                full.view = replace(full.view, column=wanted)

    def _move_cursor(self, down: int) -> bool:
        """Move the cursor by a line as it is seen; gives whether there was one."""
        full = self._full
        entry = full.entry
        cut = field.wrapped(entry.text, entry.cursor_position, full.drawings.field_width)
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
            others = [one.id for one in full.drawings.visible if not grid.is_grid(one)]
            target = grid.after(full.drawings.rows, state.current, step)
            if target == state.current and step > 0:
                target = others[0] if others else self._section_start(1)
            elif target == state.current:
                target = self._section_start(-1)
        else:
            shown = [one.id for one in full.drawings.visible if not grid.is_grid(one)]
            place = (shown.index(state.current) if state.current in shown else 0) + step
            if 0 <= place < len(shown):
                target = shown[place]
            elif full.on_grid and step < 0:
                target = NEW_ID
            else:
                target = self._section_start(step)
        if target and target != state.current:
            self._jump(target)

    def _section_start(self, step: int) -> str:
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
            case Pane.FORM if full.in_row and not full.editing:
                self.arrow(step * 5, 0)
            case Pane.FORM:
                for _ in range(height):
                    if not self._move_cursor(step):
                        break
            case _:
                self.arrow(step * height, 0)

    def to_end(self, step: int) -> None:
        """Go to the first or the last line or cell."""
        full = self._full
        if full.view.pane is Pane.FORM:
            for _ in range(len(grid.COLUMNS)):
                self.arrow(0, step)
        elif full.view.pane is Pane.REVIEW:
            full.view = replace(
                full.view, passage=review.below(full.review, (0 if step < 0 else len(full.review), 0), -step)
            )
        else:
            self.arrow(step * 10_000, 0)

    # --- commands --------------------------------------------------------------------------------------------

    def do(self, action: Action, argument: str = "") -> None:  # noqa: C901, PLR0912 - one case per command
        """Carry out a command, by its key or from the palette."""
        full = self._full
        self._idle = 0.0
        match action:
            case Action.INTERRUPT:
                self._interrupt()
            case Action.LOCK:
                full.view = replace(full.view, blank=True)
            case Action.COMPLETE if full.view.pane is Pane.FORM:
                self._complete()
            case Action.NEXT | Action.COMPLETE:
                self._step(1)
            case Action.BACK:
                self._step(-1)
            case Action.NEXT_SECTION | Action.PREVIOUS_SECTION:
                if target := self._section_start(1 if action is Action.NEXT_SECTION else -1):
                    self._jump(target, writing=True)
            case Action.SCORE:
                self._toggle_menu()
            case Action.PREVIEW:
                self._toggle_review()
            case Action.PALETTE:
                self._open_list(lists.palette(full.talk.state, full.keys))
            case Action.PHRASES:
                self._open_list(lists.phrases(full.talk.phrases))
            case Action.UNDO:
                self._undo()
            case Action.OPTIONAL:
                full.view = replace(full.view, optional=not full.view.optional)
            case Action.HIDE:
                full.view = replace(full.view, hidden=not full.view.hidden)
            case Action.THEME:
                full.theme = "clair" if full.theme == "sombre" else "sombre"
            case Action.NEW_LINE:
                if full.view.pane is Pane.FORM and full.editing:
                    full.entry.insert_text("\n")
            case Action.EDITOR:
                self._edit()
            case Action.ROW_ADD | Action.ROW_ADD_NEW:
                self._jump(HOME_ID if action is Action.ROW_ADD else NEW_ID, writing=True)
            case Action.ORDER:
                self._jump("ordre_traitements", writing=True)
            case fate if fate in _FATES:
                self._choose_fate(_FATES[fate])
            case page if page in _PAGES:
                self._open_page(_PAGES[page], full.talk.obey(Invocation(page)).lines)
            case Action.TAKE_OVER:
                self.try_again()
            case _:
                said = self._keep() if action is not Action.CLEAR else ()
                reply = full.talk.obey(Invocation(action, argument))
                self._close()
                self._reply(replace(reply, lines=(*said, *reply.lines)), answered=action in _GOES_TO_FIELD)

    def _grant(self, wish: Invocation) -> None:
        """Carry out what the conversation leaves to its front end."""
        if wish.action is Action.PHRASE:
            known = self._full.talk.phrases
            if wish.argument.isdecimal() and 1 <= int(wish.argument) <= len(known):
                self._insert_phrase(known[int(wish.argument) - 1].texte)
        else:
            self.do(wish.action, wish.argument)

    def _interrupt(self) -> None:
        """Save and leave at once."""
        full = self._full
        full.talk.hold(full.entry.text, full.entry.cursor_position)
        try:
            full.fail(full.talk.interrupted())
        except LlsError as error:
            full.fail(error)

    def _step(self, step: int) -> None:
        """Go to the next or former field, or line of a pane."""
        if self._full.view.pane is Pane.FORM:
            self._move_field(step)
        else:
            self.arrow(step, 0)

    def _complete(self) -> None:
        """Complete; go to the next mark of a phrase, or to the next field, when there is nothing to complete."""
        full = self._full
        entry = full.entry
        if not full.editing:
            self._step(1)
        elif entry.complete_state is not None:
            entry.complete_next()
        elif marks(entry.text):
            self._next_mark()
        elif entry.completer is not None:
            found = list(entry.completer.get_completions(entry.document, CompleteEvent(completion_requested=True)))
            if len(found) == 1 and found[0].text != entry.text:
                entry.apply_completion(found[0])
            elif len(found) > 1 and entry.text != full.talk.state.default:
                entry.start_completion(select_first=False)
            elif found and not entry.text:
                entry.start_completion(select_first=False)
            else:
                self._step(1)

    def _undo(self) -> None:
        """Take back the typing in the field first, then the last gesture."""
        full = self._full
        if full.view.pane is Pane.FORM and full.editing and full.entry.text != full.talk.state.default:
            before = full.entry.text
            full.entry.undo()
            if full.entry.text != before:
                return
        self._close()
        self._reply(full.talk.obey(Invocation(Action.UNDO)))

    def _choose_fate(self, key: str) -> None:
        """Say what becomes of the drug of the row in hand."""
        full = self._full
        name = grid.row_key(full.talk.state.current)
        target = f"{TABLE}[{name}].devenir"
        if not any(step.id == target for step in full.talk.state.steps):
            self.settle(("  !! Pas de devenir à dire ici : ce médicament est ajouté à la sortie.",))
            return
        full.talk.send(flow.Jumped(target))
        self._reply(full.talk.send(flow.Answered(key)), answered=True)

    # --- panes -----------------------------------------------------------------------------------------------

    def escape(self) -> None:
        """Close what is open; in a cell, stop writing: the text is kept, not accepted."""
        full = self._full
        if full.view.pane is not Pane.FORM:
            self._close()
        elif full.entry.complete_state is not None:
            full.entry.cancel_completion()
        elif full.in_row and full.view.editing:
            if full.entry.text != full.talk.state.default:
                full.talk.hold(full.entry.text)
            full.view = replace(full.view, editing=False)
        else:
            full.view = replace(full.view, said=())

    def _close(self) -> None:
        """Give the keys back to the form."""
        full = self._full
        full.filter.reset()
        full.view = replace(full.view, pane=Pane.FORM, top=0)

    def _toggle_menu(self) -> None:
        """Open the menu at the first thing that waits, or close it."""
        full = self._full
        if full.view.pane is Pane.MENU:
            self._close()
            return
        lines = full.drawings.menu_lines
        scored = next((number for number, line in enumerate(lines) if not line.cible), -1)
        full.view = replace(full.view, pane=Pane.MENU, menu=menu.first_waiting(lines, after=scored))

    def _toggle_review(self) -> None:
        """Show the letter as it will be printed, at the question in hand when it prints there; or close it."""
        full = self._full
        if full.view.pane is Pane.REVIEW:
            self._close()
            return
        said = self._keep()
        try:
            full.review = full.port.review(full.talk.state.lettre, self._review_width())
        except LlsError as error:
            self.settle((*said, f"  !! Aperçu impossible : {error.message}"))
            return
        self.settle(said)
        full.view = replace(full.view, pane=Pane.REVIEW, passage=review.place(full.review, full.talk.step))

    def _review_width(self) -> int:
        """Give the width of the letter on the screen: the paper's 80 columns, or less."""
        columns = self._full.app.output.get_size().columns
        return max(40, min(80, columns - (36 if self._full.windows.has_map else 1)))

    def _open_page(self, titre: str, lines: Sequence[str]) -> None:
        """Show lines to read."""
        full = self._full
        full.view = replace(full.view, pane=Pane.PAGE, titre=titre, page=tuple(lines), top=0)

    def _open_list(self, choices: tuple[lists.Choice, ...]) -> None:
        """Open a list over the screen."""
        full = self._full
        self._all = choices
        self._under = full.view.pane
        full.filter.reset()
        full.view = replace(full.view, pane=Pane.LIST)
        self.sift()

    def sift(self) -> None:
        """Keep the entries of the list that have the words typed."""
        full = self._full
        full.choices = lists.filtered(self._all, full.filter.text)
        full.chosen = 0

    def _choose(self) -> None:
        """Carry out what was typed in the palette when it is a command, else the entry in hand."""
        full = self._full
        typed = full.filter.text.strip()
        asked = parse_command(f":{typed}", Interface.PLEIN) if typed and not any(c.phrase for c in self._all) else None
        chosen = full.choices[full.chosen] if full.choices else None
        self._close()
        if asked is not None and not (asked.action is Action.JUMP and not asked.argument):
            if asked.action is Action.JUMP:
                self._jump(asked.argument, writing=True)
            else:
                self.do(asked.action, asked.argument)
        elif chosen is None:
            self.settle(("  !! Rien de ce nom dans la liste.",))
        elif chosen.phrase:
            self._insert_phrase(chosen.phrase)
        elif chosen.action is not None:
            self.do(chosen.action)
        else:
            self._jump(chosen.cible, writing=True)

    # --- phrases, editor -------------------------------------------------------------------------------------

    def _insert_phrase(self, phrase: str) -> None:
        """Put a ready phrase after what stands in the field, its cursor at the first thing to fill in."""
        full = self._full
        full.view = replace(full.view, editing=True)
        before = full.entry.text
        whole = "\n".join(part for part in (before, phrase) if part)
        full.entry.document = Document(whole, len(whole))
        if marks(whole):
            full.entry.cursor_position = len(before)
            self._next_mark()

    def _next_mark(self) -> None:
        """Go to the next thing to fill in, which what is typed replaces."""
        entry = self._full.entry
        begin = entry.text.find("{", entry.cursor_position)
        begin = entry.text.find("{") if begin < 0 else begin
        end = entry.text.find("}", begin)
        if begin >= 0 and end >= 0:
            entry.document = Document(entry.text[:begin] + entry.text[end + 1 :], begin)

    def _edit(self) -> None:
        """Open the person's own editor on the text in hand; what comes back is the answer, as it is."""
        full = self._full
        step = full.talk.step
        if full.view.pane is not Pane.FORM or step.kind in screens.WHOLE:
            return
        before = full.entry.text

        def edited() -> None:
            try:
                after = editor.edit(before, step_id=step.id, folder=full.port.path.parent, environ=full.environ)
            except LlsError as error:
                self.settle((f"  !! {error.message}. {error.hint}".rstrip(),), insert=before)
                return
            if after.strip():
                self._reply(full.talk.send(flow.Answered(f"{flow.LITERAL}{after}")), answered=True)
            else:
                self._reply(full.talk.field(""), answered=True)

        run_in_terminal(edited)

    # --- time ------------------------------------------------------------------------------------------------

    def unblank(self) -> None:
        """Show the screen again."""
        self._idle = 0.0
        self._full.view = replace(self._full.view, blank=False)

    def watch_idle(self, seconds: float) -> None:
        """Blank the screen after the minutes without a key that the seat allows."""
        full = self._full
        self._idle += seconds
        minutes = full.port.preferences.verrou_minutes
        limit = (IDLE_MINUTES if minutes is None else minutes) * 60
        if limit and self._idle >= limit and not full.view.blank:
            full.view = replace(full.view, blank=True)
            full.app.invalidate()

    def key_pressed(self) -> None:
        """Count the time without a key from now."""
        self._idle = 0.0

    def try_again(self) -> None:
        """Save what could not be, or take a letter that its other seat has left."""
        full = self._full
        if full.port.read_only:
            held = full.port.read_only
            if full.port.take_over():
                full.talk = Conversation(full.port, Interface.PLEIN)
                self.settle(
                    (f"La lettre est libre, vous pouvez écrire. Elle était tenue : {held}", *full.talk.opening()[1:])
                )
                full.app.invalidate()
            return
        said = full.talk.retry()
        if said:
            full.view = replace(full.view, said=said)
            full.app.invalidate()


def _unmarked(typed: str) -> str:
    """Give a text whose marks left unfilled say that they are to be completed."""
    return filled(typed, {}) if marks(typed) else typed


_GOES_TO_FIELD = frozenset({Action.JUMP, Action.NEXT_MISSING, Action.PREVIOUS_MISSING, Action.ACCEPT})
