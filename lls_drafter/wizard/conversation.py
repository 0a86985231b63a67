"""One conversation: lines and gestures in, sentences out; the letter is saved after each event that changes it.

Both front ends are thin shells around it: they read keys or lines, and show what it gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lls_drafter.errors import LlsError, WizardInterrupted
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.text import is_blank
from lls_drafter.wizard import flow, words
from lls_drafter.wizard.answers import show
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.commands import (
    Action,
    Invocation,
    looks_like_command,
    parse_command,
    typed_commands,
)
from lls_drafter.wizard.context import context_of
from lls_drafter.wizard.flow import Event, NoteKind, State
from lls_drafter.wizard.pages import PAGES, page
from lls_drafter.wizard.phrases import suitable
from lls_drafter.wizard.saving import Saver
from lls_drafter.wizard.state import forgetting, texts_with
from lls_drafter.wizard.steps import Context, Kind, Section, Step

if TYPE_CHECKING:
    from lls_drafter.wizard.ports import EvaluationPort, PhrasePort, WizardPort

_EVENTS: dict[Action, Event] = {
    Action.NEXT: flow.Moved(),
    Action.BACK: flow.Moved(back=True),
    Action.NEXT_MISSING: flow.MissingSought(),
    Action.PREVIOUS_MISSING: flow.MissingSought(back=True),
    Action.UNDO: flow.Undone(),
    Action.REDO: flow.Redone(),
    Action.CLEAR: flow.Cleared(),
    Action.REMOVE: flow.EntryRemoved(),
    Action.ROW_DUPLICATE: flow.EntryDuplicated(),
    Action.ROW_UP: flow.EntryMoved(up=True),
    Action.ROW_DOWN: flow.EntryMoved(),
}
_LOOKING = (flow.Moved, flow.MissingSought, flow.Jumped, flow.Passed)
"""Events that change nothing in a letter."""
_VERBS: Mapping[type, str] = {
    flow.Answered: "répondu",
    flow.Cleared: "effacé",
    flow.EntryRemoved: "supprimé",
    flow.EntryDuplicated: "recopié",
    flow.EntryMoved: "déplacé",
    flow.Undone: "annulé",
    flow.Redone: "refait",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What to show after an event, and what the front end is asked to do.

    Attributes:
        lines: sentences to show.
        leave: the conversation is over; the letter is saved.
        wish: a gesture that needs the terminal itself (phrase, several lines, editor), with its argument.
    """

    lines: tuple[str, ...] = ()
    leave: bool = False
    wish: Invocation | None = None


class Conversation:
    """A letter being talked through; holds the state and saves it."""

    def __init__(self, port: WizardPort, interface: str = Interface.SIMPLE, *, lean: bool = False) -> None:
        """Begin where the letter was left; the commands are those of the interface.

        Args:
            port: the letter and its seat.
            interface: the front end's name.
            lean: begin without the template's plan and the check-list; `complete` brings them.
        """
        self.port = port
        self.interface = interface
        self._resumed = port.position
        self._found = bool(port.en_cours)
        self.state = self._begun(context_of(port, lean=lean))
        self._shown_section: Section | None = None
        self._judged: tuple[object, EvaluationPort] | None = None
        self._saver = Saver(port)
        self._warned = False

    def _begun(self, context: Context) -> State:
        """Give the conversation as it was left."""
        begun = flow.start(self.port.lettre, context, self.port.position)
        return replace(begun, pending=dict(self.port.en_cours))

    def complete(self, context: Context) -> None:
        """Take the whole context, read since the screen was drawn; what was done meanwhile stands."""
        untouched = not (self.state.undo or self.state.redo or self.state.trail)
        if untouched and self.state.lettre is self.port.lettre:
            self.state = self._begun(context)
        else:
            self.state = flow.with_letter(replace(self.state, context=context), self.state.lettre)

    @property
    def step(self) -> Step:
        """Give the current question."""
        return self.state.step

    @property
    def evaluation(self) -> EvaluationPort:
        """Give what the rules say of the letter, computed once per letter."""
        if self._judged is None or self._judged[0] is not self.state.lettre:
            self._judged = (self.state.lettre, self.port.evaluate(self.state.lettre))
        return self._judged[1]

    @property
    def judged(self) -> EvaluationPort | None:
        """Give what the rules say of the letter; None before the first judgement, which takes a while."""
        return self.evaluation if self._judged is not None else None

    def adopt(self, lettre: Lettre, evaluation: EvaluationPort) -> None:
        """Take a judgement that was made elsewhere, unless the letter has changed meanwhile."""
        if lettre is self.state.lettre:
            self._judged = (lettre, evaluation)

    @property
    def phrases(self) -> tuple[PhrasePort, ...]:
        """Give the ready phrases for the current question."""
        return suitable(self.port.phrases, self.step.path)

    def opening(self) -> tuple[str, ...]:
        """Give the first lines: which file, where one resumes, how to ask for help."""
        lines = [f"Lettre : {self.port.path}"]
        if self._resumed is not None:
            lines.append(f"Reprise à la question {self.state.index + 1}, {self.step.title}.")
        if self._found:
            lines.append(words.found_again(self.state))
        if self.interface != Interface.PLEIN:
            lines.append("« aide » ou « ? » : ce qui est attendu, et les commandes (aller, retour, annuler, quitter…).")
        return tuple(lines)

    def heading(self) -> tuple[str, ...]:
        """Give what stands above the field."""
        lines = tuple(words.heading(self.state, previous=self._shown_section))
        self._shown_section = self.step.section
        if self.step.kind is Kind.END:
            return (*lines[:-1], *words.review_lines(self.state, self.evaluation), lines[-1])
        return lines

    def status(self) -> str:
        """Give the line that stays in sight."""
        return words.status(self.state, self.evaluation)

    def submit(self, line: str) -> Reply:
        """Take one line: a command, or the answer to the current question."""
        asked = parse_command(line, self.interface)
        if asked is None and looks_like_command(line):
            names = ", ".join(command.words[0] for command in typed_commands(self.interface))
            return Reply((f"Commande inconnue. Commandes : {names}. Pour écrire ce texte : « ={line.strip()} ».",))
        if asked is not None:
            return self.obey(asked)
        if is_blank(line):
            return self.send(flow.Passed())
        return self.send(flow.Answered(line))

    @property
    def awaited(self) -> str:
        """Give the text whose reading was shown and is not accepted yet, empty for none."""
        shown = self.state.shown
        waits = shown is not None and shown[0] == self.step.id and self.state.pending.get(self.step.id) == shown[1]
        return shown[1] if shown is not None and waits else ""

    def add_line(self, line: str) -> Reply:
        """Take one line of a front end without a field: while a reading waits, a drug is added to it.

        A pasted list comes as lines: none of them may take the place of another.
        """
        waiting = self.awaited
        if not waiting or parse_command(line, self.interface) is not None or looks_like_command(line):
            return self.submit(line)
        if is_blank(line):
            return Reply(("« ok » accepte ce qui est lu, « effacer » le retire.",))
        if self.step.kind is Kind.FATE and "\n" not in waiting:
            return self.submit(line)
        return self.send(flow.Answered(f"{waiting}\n{line}"))

    def field(self, text: str) -> Reply:
        """Take the content of a field that showed its answer: left as it was, it passes; emptied, it is cleared."""
        stored = show(self.step, self.state.lettre)
        if text == stored and text:
            dropped = self.drop_draft() if self.step.id in self.state.pending else Reply()
            passed = self.send(flow.Passed())
            return Reply((*dropped.lines, *passed.lines), leave=passed.leave)
        if is_blank(text) and self.step.id in self.state.pending:
            dropped = self.drop_draft()
            passed = Reply() if stored else self.send(flow.Passed())
            return Reply((*dropped.lines, *passed.lines), leave=passed.leave)
        if is_blank(text) and stored:
            cleared = self.send(flow.Cleared())
            passed = self.send(flow.Passed())
            return Reply((*cleared.lines, *passed.lines), leave=passed.leave)
        if self.interface == Interface.PLEIN and not is_blank(text):
            return self.send(flow.Answered(text))  # commands come from the palette: « aller mieux » is a text
        return self.submit(text)

    def drop_draft(self) -> Reply:
        """Take away the text of the current question that was not accepted; the answer that was stands."""
        before = self.state
        self.state = replace(forgetting(before, {self.step.id}), shown=None)
        return Reply((f"Texte non accepté retiré : {words.named(self.step)}.", *self._saver.save(self.state, before)))

    def keep_safe(self, text: str, cursor: int = 0) -> tuple[str, ...]:
        """Save a text still being typed, not accepted; gives what is to be said, once for a failure."""
        return self._saver.typing(self.state, text, cursor)

    def hold(self, text: str, cursor: int = 0, *, save: bool = False) -> tuple[str, ...]:
        """Keep what stands in the field, not accepted; `save` writes it at once, and gives what is to be said."""
        before = self.state
        self._saver.cursor = cursor
        self.state = replace(before, pending=texts_with(before, text))
        return self._saver.save(self.state, before) if save else ()

    @property
    def failed(self) -> bool:
        """Tell whether the last save failed: the work is not in its folder."""
        return self._saver.failed

    def retry(self) -> tuple[str, ...]:
        """Try again to save what could not be; says when it is done, nothing as long as it is not."""
        return self._saver.retry(self.state)

    def hold_back(self) -> tuple[str, ...]:
        """Give what is to be said before leaving work that is nowhere; nothing when one can leave, or insists."""
        return self._saver.hold_back(self.state)

    def keep(self, text: str) -> Reply:
        """Take what stands in the field before another gesture, without moving; nothing when it did not change."""
        if is_blank(text) or text == self.state.default:
            return Reply()
        return self.send(flow.Answered(text, stay=True))

    def wait(self, step_id: str, text: str) -> tuple[str, ...]:
        """Put a text in the field of a question, to be read and accepted, and save it; gives what is to be said."""
        before = self.state
        self.state = replace(before, pending={**before.pending, step_id: text}, shown=None)
        return self._saver.save(self.state, before)

    def send(self, event: Event) -> Reply:
        """Give an event to the reducer, save, and say what happened."""
        before, step = self.state, self.step
        if self.port.read_only and not isinstance(event, _LOOKING):
            return Reply((words.held_elsewhere(self.port.read_only),))
        self.state = flow.reduce(self.state, event)
        self._record(event, before, step)
        saved = self._saver.save(self.state, before)
        lines = [_noted(note) for note in self.state.notes]
        if (
            isinstance(event, flow.Answered)
            and self.state.lettre is not before.lettre
            and not step.kind.is_screen  # it shows its own state
            and not self.awaited
        ):
            lines += words.findings_after(self.evaluation, step)
        held = self.hold_back() if self.state.finished else ()
        return Reply((*self._drug_warning(), *lines, *(held or saved)), leave=self.state.finished and not held)

    def _record(self, event: Event, before: State, step: Step) -> None:
        """Add what changed the letter to « what did I do »: which question, never what was answered."""
        if self.state.lettre is before.lettre or self.state.lettre == before.lettre:
            return
        undone = (before.undo or before.redo) and isinstance(event, flow.Undone | flow.Redone)
        last = (before.undo if isinstance(event, flow.Undone) else before.redo)[-1] if undone else None
        title, question = (last.titre, last.step_id) if last is not None else (step.title, step.id)
        self.port.record(_VERBS[type(event)], title, question)

    def _drug_warning(self) -> Iterator[str]:
        """Say once that the installed drug base does not answer."""
        warning = self.port.drug_warning
        if warning and not self._warned:
            self._warned = True
            yield f"  !! {warning}"

    def obey(self, asked: Invocation) -> Reply:  # noqa: PLR0911 - one case per command
        """Carry out a command."""
        event = _EVENTS.get(asked.action)
        if event is not None:
            return self.send(event)
        match asked.action:
            case Action.JUMP:
                if not asked.argument:
                    return Reply(("Où aller ? Un numéro ou un nom : « aller 12 », « aller motif ».",))
                return self.send(flow.Jumped(asked.argument))
            case Action.ACCEPT:
                return self._accept_proposal()
            case Action.SAVE:
                return Reply((*self._saver.save(self.state, None), f"Enregistré : {self.port.path}"))
            case Action.LEAVE:
                held = self.hold_back()
                return Reply(held, leave=not held)
            case Action.PRINT:
                return self._print()
            case action if action in PAGES:
                return Reply(tuple(page(self, action)))
            case _:
                return Reply(wish=asked)

    def _print(self) -> Reply:
        """Write the Word file of the letter as it stands."""
        saved = self._saver.save(self.state, None)
        try:
            return Reply((*saved, *self.port.print_letter(self.state.lettre)))
        except LlsError as error:
            return Reply((*saved, words.problem(error, "Impression impossible : ")))

    def _accept_proposal(self) -> Reply:
        """Answer with what is proposed, or accept the reading that was just shown."""
        waiting = self.state.pending.get(self.step.id, "")
        if waiting and (self.awaited or self.step.kind in (Kind.DRUG, Kind.DRUG_NAME, Kind.FATE)):
            return self.send(flow.Answered(waiting))  # a reading found again is shown first
        if not self.step.proposal:
            return Reply(("Rien n'est proposé à cette question.",))
        return self.send(flow.Answered(self.step.proposal))

    def leave(self) -> tuple[str, ...]:
        """Save and say where the work is.

        Raises:
            DraftError: the letter could not be saved.
        """
        self._saver.write(self.state)
        if self.port.read_only:
            return (f"Fermé sans changement, en lecture seule : {self.port.path}",)
        return (*self._not_kept(), f"Brouillon enregistré : {self.port.path}")

    def interrupted(self) -> WizardInterrupted:
        """Save and give the interruption to raise; it says where the work is.

        Raises:
            DraftError: the letter could not be saved.
        """
        self._saver.write(self.state)
        return WizardInterrupted(
            " ".join(("Interrompu.", *self._not_kept(), f"Brouillon enregistré : {self.port.path}")),
            saved=self.port.path,
        )

    def _not_kept(self) -> tuple[str, ...]:
        """Name the questions whose text was refused or not accepted: it is kept, and is no part of the letter."""
        return tuple(f"Texte non accepté, gardé pour la reprise : {name}." for name in words.waiting_titles(self.state))


def _noted(note: flow.Note) -> str:
    """Mark a sentence by a word or a sign; colour is never needed."""
    marks = {NoteKind.ECHO: "  -> ", NoteKind.REMARK: "     ", NoteKind.READING: "     ", NoteKind.PROBLEM: "  !! "}
    return f"{marks[note.kind]}{note.text}"
