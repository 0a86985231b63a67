"""The conversation as a value: events, notes, and where it stands."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from enum import StrEnum

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.text import is_blank
from lls_drafter.wizard.answers import show
from lls_drafter.wizard.edits import Edit, changes_between
from lls_drafter.wizard.steps import Context, Step, Steps, find, sequence
from lls_drafter.wizard.steps.identity import CONFIRMATION
from lls_drafter.wizard.waiting import follow

DEPTH = 1000
"""Gestures that can be taken back."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A text was typed; `stay` keeps the cursor (the text is kept before another gesture).

    `sure` accepts a reading without showing it first: for a file of answers, which nobody watches.
    """

    text: str
    stay: bool = False
    sure: bool = False


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
class EntryDuplicated:
    """A copy of the entry of a list (the row of the table) is put after it."""


@dataclass(frozen=True, slots=True)
class EntryMoved:
    """The entry of a list (the row of the table) goes after the next one, or before the one above."""

    up: bool = False


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


Event = (
    Answered
    | Passed
    | Cleared
    | EntryRemoved
    | EntryDuplicated
    | EntryMoved
    | Moved
    | MissingSought
    | Jumped
    | Undone
    | Redone
)


class NoteKind(StrEnum):
    """What a note is to the person who reads it."""

    ECHO = "écho"
    REMARK = "remarque"
    READING = "lecture"
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
        shown: the question and the text whose reading was just said back: given again, it is accepted.
    """

    lettre: Lettre
    context: Context
    steps: Steps
    current: str
    undo: tuple[Edit, ...] = ()
    redo: tuple[Edit, ...] = ()
    pending: Mapping[str, str] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()
    trail: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    finished: bool = False
    shown: tuple[str, str] | None = None

    @property
    def index(self) -> int:
        """Give the place of the current question."""
        return self.steps.places.get(self.current, 0)

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


def place_kept(state: State) -> str:
    """Give the question where the work begins again: that of the identity as long as it is not confirmed."""
    waits = state.context.confirm_identity and CONFIRMATION not in state.confirmed
    return CONFIRMATION if waits else state.current


def noted(state: State, kind: NoteKind, text: str) -> State:
    """Add a sentence, if there is one."""
    return replace(state, notes=(*state.notes, Note(kind, text))) if text else state


def forgetting(state: State, names: AbstractSet[str]) -> State:
    """Forget the texts that waited at some questions."""
    return replace(state, pending={name: text for name, text in state.pending.items() if name not in names})


def texts_with(state: State, typed: str) -> Mapping[str, str]:
    """Give the texts that wait, with what stands in the field when it is neither blank nor what was shown there."""
    if is_blank(typed) or typed == state.default:
        return state.pending
    return {**state.pending, state.step.id: typed}


def edited(state: State, lettre: Lettre, step: Step) -> State:
    """Put a changed letter in the state and in the undo log; texts that wait follow their entries."""
    changes = changes_between(state.lettre, lettre)
    if not changes:
        return state
    kept, gone = follow(state.pending, state.lettre, lettre)
    edit = Edit(step.id, step.title, changes, gone)
    return replace(with_letter(state, lettre), pending=kept, undo=(*state.undo, edit)[-DEPTH:], redo=())


def with_letter(state: State, lettre: Lettre, confirmed: frozenset[str] | None = None) -> State:
    """Put a letter in the state and recompute its questions; the cursor stays, or goes to what took its place."""
    known = state.confirmed if confirmed is None else confirmed
    steps = sequence(lettre, state.context, known)
    current = state.current
    if current not in steps.places:
        current = steps[min(state.index, len(steps) - 1)].id
    return replace(state, lettre=lettre, steps=steps, current=current, confirmed=known)
