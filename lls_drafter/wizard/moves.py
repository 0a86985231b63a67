"""Going from question to question: forward to what is asked, back to what was seen, round to what is missing."""

from dataclasses import replace

from lls_drafter.wizard.state import DEPTH, NoteKind, State, noted
from lls_drafter.wizard.steps import Kind, Step


def place_after(state: State, step: Step) -> int:
    """Give the place where one goes on after a question: a row that was just added begins where it stands."""
    if step.kind is Kind.DRUG:
        for place, other in enumerate(state.steps):
            if other.group == step.group and not other.appends:
                return place
    return next((place + 1 for place, other in enumerate(state.steps) if other.id == step.id), 0)


def next_asked(state: State, after: Step | None = None) -> Step:
    """Give the next question that has no answer; the next entry of a list is asked only to who comes from that list."""
    origin = after or state.step
    for step in state.steps[place_after(state, origin) :]:
        opens_more = step.appends and step.series == origin.series and bool(step.series)
        if step.asked and (step.kind is Kind.END or (not step.answered and (not is_continuation(step) or opens_more))):
            return step
    return next(step for step in state.steps if step.kind is Kind.END)


def is_continuation(step: Step) -> bool:
    """Tell whether a question adds to a list that already has entries, or was answered otherwise."""
    if not step.appends or step.insists:
        return False
    if step.kind is Kind.DRUG:
        return not step.absences
    return step.path.parts[-2] != 0


def visit(state: State, step: Step) -> State:
    """Go to a question and remember the one left."""
    if step.id == state.current:
        return state
    return replace(state, current=step.id, trail=(*state.trail, state.current)[-DEPTH:])


def back_from(state: State) -> State:
    """Go back to the question visited before, else to the one above."""
    trail = list(state.trail)
    while trail:
        name = trail.pop()
        if name != state.current and any(step.id == name for step in state.steps):
            return replace(state, current=name, trail=tuple(trail))
    return replace(state, current=state.steps[max(state.index - 1, 0)].id, trail=())


def seek(state: State, *, back: bool) -> State:
    """Go to the nearest question asked that has no answer, round the end of the list."""
    place = state.index
    order = [*state.steps[place + 1 :], *state.steps[:place]]
    for step in reversed(order) if back else order:
        waits = step.asked and not step.answered and step.kind is not Kind.END and not is_continuation(step)
        if waits or step.id in state.pending:
            return visit(state, step)
    return noted(state, NoteKind.REMARK, "Toutes les questions posées ont une réponse.")
