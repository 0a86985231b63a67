"""The conversation as a value: `reduce(state, event)` gives the next state and does nothing else.

    Answered(text) ──► understand ──► write ──► next question asked
                           └─ refused: one sentence, the text stays in `pending`

Nothing typed is lost: an accepted text is in the letter or in the undo log, a refused one in `pending`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from lls_drafter.letter.datamatrix import looks_like_datamatrix
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.reponse import Absence
from lls_drafter.letter.text import clean_text, is_blank
from lls_drafter.wizard import edits
from lls_drafter.wizard.answers import Understood, show, understand
from lls_drafter.wizard.answers.identity import read_scan
from lls_drafter.wizard.answers.model import SEPARATOR
from lls_drafter.wizard.edits import Edit, RefusedError
from lls_drafter.wizard.steps import Context, Kind, Section, Step, find, sequence

DEPTH = 1000
LITERAL = "="
"""A text that begins so is kept as it follows: no command, no « ; »."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A text was typed; `stay` keeps the cursor (the text is kept before another gesture)."""

    text: str
    stay: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """Nothing was typed: go to the next question that has no answer."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """The answer is taken away: the question is unanswered again."""


@dataclass(frozen=True, slots=True)
class EntryRemoved:
    """The entry of a list (the row of the table) is taken away."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Go to the next (or previous) question, answered or not."""

    back: bool = False


@dataclass(frozen=True, slots=True)
class MissingSought:
    """Go to the next (or previous) question asked that has no answer."""

    back: bool = False


@dataclass(frozen=True, slots=True)
class Jumped:
    """Go to a question by number, address or words."""

    target: str


@dataclass(frozen=True, slots=True)
class Undone:
    """Take back the last gesture."""


@dataclass(frozen=True, slots=True)
class Redone:
    """Do again what was taken back."""


Event = Answered | Passed | Cleared | EntryRemoved | Moved | MissingSought | Jumped | Undone | Redone


class NoteKind(StrEnum):
    """What a note is to the person who reads it."""

    ECHO = "écho"
    REMARK = "remarque"
    PROBLEM = "refus"


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence for the person, about the last event."""

    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where the conversation stands.

    Attributes:
        lettre: the letter.
        context: what surrounds it.
        steps: its questions, recomputed with it.
        current: the id of the question asked.
        undo: gestures done, oldest first; at most `DEPTH`.
        redo: gestures taken back, the next to do again last.
        pending: refused texts by question id, still there when one comes back.
        confirmed: what was confirmed without a change.
        trail: questions visited, for going back.
        notes: sentences about the last event.
        finished: the person left by the end of the questions.
    """

    lettre: Lettre
    context: Context
    steps: tuple[Step, ...]
    current: str
    undo: tuple[Edit, ...] = ()
    redo: tuple[Edit, ...] = ()
    pending: Mapping[str, str] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()
    trail: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    finished: bool = False

    @property
    def index(self) -> int:
        """Give the place of the current question."""
        return next((i for i, step in enumerate(self.steps) if step.id == self.current), 0)

    @property
    def step(self) -> Step:
        """Give the current question."""
        return self.steps[self.index]

    @property
    def default(self) -> str:
        """Give what the field shows: the refused text, else the answer, else what is proposed."""
        step = self.step
        return self.pending.get(step.id) or show(step, self.lettre) or step.proposal


def start(lettre: Lettre, context: Context, position: str | None = None) -> State:
    """Begin a conversation, at the question where it was left when there is one."""
    steps = sequence(lettre, context)
    found = find(steps, position) if position else None
    if found is None:
        found = next((step for step in steps if step.asked and not step.answered), steps[0])
    return State(lettre=lettre, context=context, steps=steps, current=found.id)


def reduce(state: State, event: Event) -> State:  # noqa: PLR0911 - one line per event
    """Give the state after an event."""
    state = replace(state, notes=(), finished=False)
    match event:
        case Answered(text, stay):
            return _answer(state, text, stay=stay)
        case Passed():
            if state.step.kind is Kind.END:
                return replace(state, finished=True)
            return _visit(state, _next_asked(state))
        case Cleared():
            return _clear(state)
        case EntryRemoved():
            return _remove(state)
        case Moved(back):
            return _back(state) if back else _visit(state, state.steps[min(state.index + 1, len(state.steps) - 1)])
        case MissingSought(back):
            return _seek(state, back=back)
        case Jumped(target):
            found = find(state.steps, target)
            if found is None:
                return _noted(state, NoteKind.PROBLEM, "Aucune question de ce nom ; « plan » les montre toutes.")
            return _visit(state, found)
        case Undone():
            return _take_back(state)
        case Redone():
            return _do_again(state)


def _noted(state: State, kind: NoteKind, text: str) -> State:
    """Add a sentence, if there is one."""
    return replace(state, notes=(*state.notes, Note(kind, text))) if text else state


def _with_letter(state: State, lettre: Lettre, confirmed: frozenset[str] | None = None) -> State:
    """Put a letter in the state and recompute its questions; the cursor stays, or goes to what took its place."""
    known = state.confirmed if confirmed is None else confirmed
    steps = sequence(lettre, state.context, known)
    current = state.current
    if all(step.id != current for step in steps):
        current = steps[min(state.index, len(steps) - 1)].id
    return replace(state, lettre=lettre, steps=steps, current=current, confirmed=known)


def _edited(state: State, lettre: Lettre, step: Step) -> State:
    """Put a changed letter in the state and in the undo log."""
    changes = edits.changes_between(state.lettre, lettre)
    if not changes:
        return state
    edit = Edit(step.id, step.title, changes)
    return replace(_with_letter(state, lettre), undo=(*state.undo, edit)[-DEPTH:], redo=())


def _answer(state: State, text: str, *, stay: bool) -> State:
    """Answer the current question with a text."""
    step = state.step
    if step.section is Section.IDENTITE and looks_like_datamatrix(text):
        return _accept(state, step, text, read_scan(text, state.lettre), stay=stay)
    literal = text.startswith(LITERAL)
    body = clean_text(text.removeprefix(LITERAL) if literal else text).strip()
    if is_blank(body):
        return state if stay else reduce(state, Passed())
    if step.kind is Kind.END:
        return reduce(state, Jumped(body))
    parts = [part.strip() for part in body.split(SEPARATOR)]
    if len(parts) > 1 and step.composed and not step.answered and not literal and parts[0]:
        return _compose(state, text, parts, stay=stay)
    return _accept(state, step, text, understand(step, body, state.lettre, state.context), stay=stay)


def _accept(state: State, step: Step, text: str, understood: Understood, *, stay: bool) -> State:
    """Write what one answer says, or refuse it and keep the text."""
    if understood.problem:
        return _refuse(state, step, text, understood.problem)
    try:
        after = edits.written(state.lettre, understood, state.context)
    except RefusedError as refusal:
        return _refuse(state, step, text, str(refusal))
    moved = _settled(_edited(state, after, step), step, understood)
    moved = _noted(_noted(moved, NoteKind.ECHO, understood.echo), NoteKind.REMARK, understood.remark)
    if stay or _is_open_screen(moved, step):
        return moved
    target = find(moved.steps, understood.goto) if understood.goto else None
    return _visit(moved, target or _next_asked(moved, step))


def _settled(state: State, step: Step, understood: Understood) -> State:
    """Forget the refused text of a question that has its answer, and note what was confirmed."""
    pending = {name: text for name, text in state.pending.items() if name != step.id}
    state = replace(state, pending=pending)
    return _with_letter(state, state.lettre, state.confirmed | {"patient"}) if understood.confirms else state


def _refuse(state: State, step: Step, text: str, problem: str) -> State:
    """Keep a text that is not an answer, and say why."""
    return _noted(replace(state, pending={**state.pending, step.id: text}), NoteKind.PROBLEM, problem)


def _is_open_screen(state: State, step: Step) -> bool:
    """Tell whether a screen still has lines to answer."""
    return step.kind in (Kind.SAFETY, Kind.CHECKLIST) and not state.step.answered


def _compose(state: State, text: str, parts: list[str], *, stay: bool) -> State:
    """Answer several questions of a group with one line; all of it is accepted, or all refused.

    An empty part passes a question, or takes what is proposed there. What is left when the group has
    no more questions belongs to the last answer.
    """
    first, work, echoes = state.step, state, []
    step: Step | None = first
    last = first
    while parts and step is not None:
        part = parts.pop(0) or step.proposal
        before = work
        outcome = _part(work, step, part)
        if isinstance(outcome, str):
            return _refuse(state, first, text, f"{step.title} : {outcome} Rien n'est enregistré de cette ligne.")
        following = find(outcome.state.steps, outcome.goto) if outcome.goto else _next_in_group(outcome.state, step)
        if parts and following is None:
            outcome = _part(before, step, f" {SEPARATOR} ".join((part, *parts)))
            if isinstance(outcome, str):
                return _refuse(state, first, text, f"Il y a plus de « ; » que de questions ({step.title}).")
            parts = []
        work, last = outcome.state, step
        echoes += outcome.notes
        step = following
    done = _edited(state, work.lettre, first)
    done = _settled(done, first, Understood())
    done = replace(done, notes=tuple(echoes))
    return done if stay else _visit(done, _next_asked(done, last))


@dataclass(frozen=True, slots=True)
class _Part:
    """The state after one part of a line, and what to say of it."""

    state: State
    notes: tuple[Note, ...]
    goto: str = ""


def _part(state: State, step: Step, part: str) -> _Part | str:
    """Answer one question of a line; gives the reason when it cannot."""
    if not part:
        return _Part(state, ())
    understood = understand(step, part, state.lettre, state.context)
    if understood.problem:
        return understood.problem
    try:
        after = edits.written(state.lettre, understood, state.context)
    except RefusedError as refusal:
        return str(refusal)
    notes = _noted(_noted(replace(state, notes=()), NoteKind.ECHO, understood.echo), NoteKind.REMARK, understood.remark).notes
    return _Part(_with_letter(replace(state, current=step.id), after), notes, understood.goto)


def _next_in_group(state: State, step: Step) -> Step | None:
    """Give the next question of the same group that a line may answer."""
    start_at = _place_after(state, step)
    for following in state.steps[start_at:]:
        if following.group == step.group and following.composed and not following.answered and not following.appends:
            return following
    return None


def _place_after(state: State, step: Step) -> int:
    """Give the place where one goes on after a question: a row that was just added begins where it stands."""
    if step.kind is Kind.DRUG:
        for place, other in enumerate(state.steps):
            if other.group == step.group and not other.appends:
                return place
    return next((place + 1 for place, other in enumerate(state.steps) if other.id == step.id), 0)


def _next_asked(state: State, after: Step | None = None) -> Step:
    """Give the next question that has no answer; the next entry of a list is asked only to who comes from that list."""
    origin = after or state.step
    for step in state.steps[_place_after(state, origin) :]:
        opens_more = step.appends and step.series == origin.series and bool(step.series)
        if step.asked and (step.kind is Kind.END or (not step.answered and (not _is_continuation(state, step) or opens_more))):
            return step
    return next(step for step in state.steps if step.kind is Kind.END)


def _is_continuation(state: State, step: Step) -> bool:
    """Tell whether a question adds to a list that already has entries, or was answered otherwise."""
    if not step.appends:
        return False
    if step.kind is Kind.DRUG:
        return not step.absences
    return step.path.parts[-2] != 0


def _visit(state: State, step: Step) -> State:
    """Go to a question and remember the one left."""
    if step.id == state.current:
        return state
    return replace(state, current=step.id, trail=(*state.trail, state.current)[-DEPTH:])


def _back(state: State) -> State:
    """Go back to the question visited before, else to the one above."""
    trail = list(state.trail)
    while trail:
        name = trail.pop()
        if name != state.current and any(step.id == name for step in state.steps):
            return replace(state, current=name, trail=tuple(trail))
    return replace(state, current=state.steps[max(state.index - 1, 0)].id, trail=())


def _seek(state: State, *, back: bool) -> State:
    """Go to the nearest question asked that has no answer, round the end of the list."""
    place = state.index
    order = [*state.steps[place + 1 :], *state.steps[:place]]
    for step in reversed(order) if back else order:
        if step.asked and not step.answered and step.kind is not Kind.END and not _is_continuation(state, step):
            return _visit(state, step)
    return _noted(state, NoteKind.REMARK, "Toutes les questions posées ont une réponse.")


def _clear(state: State) -> State:
    """Make the current question unanswered again."""
    step = state.step
    pending = {name: text for name, text in state.pending.items() if name != step.id}
    state = replace(state, pending=pending)
    if step.appends and not step.answered:
        return state
    if step.kind in (Kind.SAFETY, Kind.CHECKLIST, Kind.END, Kind.CONFIRM):
        return _noted(state, NoteKind.PROBLEM, "Rien à effacer ici ; « annuler » reprend la dernière réponse.")
    path = step.path
    if step.list_path is not None and (step.kind is Kind.DRUG or isinstance(step.list_path.read(state.lettre), Absence)):
        path = step.list_path
    after = edits.cleared(state.lettre, path)
    return _noted(_edited(state, after, step), NoteKind.ECHO, f"{step.title} : à compléter")


def _remove(state: State) -> State:
    """Take away the entry that the current question belongs to."""
    step = state.step
    after = None if step.appends else edits.without_entry(state.lettre, step.path)
    if after is None:
        return _noted(state, NoteKind.PROBLEM, "Cette question n'est pas dans une liste : « effacer » vide sa réponse.")
    place = state.index
    state = _edited(state, after, step)
    if all(other.group != step.group for other in state.steps):
        state = replace(state, current=state.steps[min(place, len(state.steps) - 1)].id)
    return _noted(state, NoteKind.ECHO, "Entrée supprimée (« annuler » la rend).")


def _take_back(state: State) -> State:
    """Undo the last gesture and show where it was made."""
    if not state.undo:
        return _noted(state, NoteKind.PROBLEM, "Rien à annuler.")
    edit = state.undo[-1]
    state = replace(state, undo=state.undo[:-1], redo=(*state.redo, edit), current=edit.step_id)
    state = _with_letter(state, edits.undone(state.lettre, edit))
    return _noted(state, NoteKind.ECHO, f"Annulé : {edit.titre}")


def _do_again(state: State) -> State:
    """Redo the last gesture taken back."""
    if not state.redo:
        return _noted(state, NoteKind.PROBLEM, "Rien à refaire.")
    edit = state.redo[-1]
    state = replace(state, redo=state.redo[:-1], undo=(*state.undo, edit)[-DEPTH:], current=edit.step_id)
    state = _with_letter(state, edits.redone(state.lettre, edit))
    return _noted(state, NoteKind.ECHO, f"Refait : {edit.titre}")
