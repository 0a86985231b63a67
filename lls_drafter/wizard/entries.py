"""Entries of a list, rows of the table: taken away, copied, moved."""

from dataclasses import replace

from lls_drafter.wizard import edits
from lls_drafter.wizard.state import NoteKind, State, edited, noted

_NOT_LISTED = "Cette question n'est pas dans une liste."


def removed(state: State) -> State:
    """Take away the entry that the current question belongs to."""
    step = state.step
    after = None if step.appends else edits.without_entry(state.lettre, step.path)
    if after is None:
        return noted(state, NoteKind.PROBLEM, f"{_NOT_LISTED} « effacer » vide sa réponse.")
    place = state.index
    state = edited(state, after, step)
    if all(other.group != step.group for other in state.steps):
        state = replace(state, current=state.steps[min(place, len(state.steps) - 1)].id)
    return noted(state, NoteKind.ECHO, "Entrée supprimée (« annuler » la rend).")


def duplicated(state: State) -> State:
    """Copy the entry that the current question belongs to, and go to the copy."""
    step = state.step
    made = None if step.appends else edits.with_copy(state.lettre, step.path)
    if made is None:
        return noted(state, NoteKind.PROBLEM, _NOT_LISTED)
    after, address = made
    return noted(_at(edited(state, after, step), str(address)), NoteKind.ECHO, "Entrée copiée.")


def shifted(state: State, *, up: bool) -> State:
    """Move the entry that the current question belongs to, and stay with it."""
    step = state.step
    made = None if step.appends else edits.shifted(state.lettre, step.path, up=up)
    if made is None:
        return noted(state, NoteKind.PROBLEM, "Cette entrée ne peut aller plus loin.")
    after, address = made
    return noted(_at(edited(state, after, step), str(address)), NoteKind.ECHO, "Entrée déplacée.")


def _at(state: State, step_id: str) -> State:
    """Put the cursor on a question when there is one of that name."""
    return replace(state, current=step_id) if any(step.id == step_id for step in state.steps) else state
