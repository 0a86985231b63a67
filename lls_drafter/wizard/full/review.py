"""The review: the letter as it will be printed, a passage in hand, the question that mends it. Pure."""

from collections.abc import Sequence

from lls_drafter.document.blocks import Inline, Run
from lls_drafter.wizard.flow import State
from lls_drafter.wizard.full.text import Fragments, inert
from lls_drafter.wizard.steps import Step, find

Passage = tuple[int, int]
"""A line of the review, and a run on it."""


def _has_source(run: Run) -> bool:
    return bool(run.fields)


def beside(lines: Sequence[Inline], here: Passage, step: int) -> Passage:
    """Give the passage with a source that follows (1) or comes before (-1) on the line, else on the next lines."""
    order = [(row, column) for row, line in enumerate(lines) for column, run in enumerate(line) if _has_source(run)]
    if not order:
        return here
    if step > 0:
        return next((place for place in order if place > here), order[-1])
    return next((place for place in reversed(order) if place < here), order[0])


def below(lines: Sequence[Inline], here: Passage, step: int) -> Passage:
    """Give the first passage with a source some lines down (or up when negative); the last known one at the ends."""
    if not lines:
        return here
    row = max(0, min(here[0] + step, len(lines) - 1))
    rows = range(row, len(lines)) if step > 0 else range(row, -1, -1)
    for number in rows:
        found = next((column for column, run in enumerate(lines[number]) if _has_source(run)), None)
        if found is not None:
            return number, found
    return row, 0


def source(lines: Sequence[Inline], here: Passage, state: State) -> str:
    """Give the question that the passage in hand comes from, else that of the nearest line above; empty for none."""
    row, column = here
    for number in range(min(row, len(lines) - 1), -1, -1):
        runs = lines[number]
        kept = runs[column : column + 1] if number == row else ()
        for run in (*kept, *runs):
            for address in run.fields:
                step = find(state.steps, str(address))
                if step is not None:
                    return step.id
    return ""


def place(lines: Sequence[Inline], step: Step) -> Passage:
    """Give the first passage that prints a question's field, else the first with a source."""
    if step.path.parts:
        for number, line in enumerate(lines):
            for column, run in enumerate(line):
                if any(address.starts_with(step.path) for address in run.fields):
                    return number, column
    return beside(lines, (-1, 0), 1)


def draw(lines: Sequence[Inline], here: Passage) -> list[Fragments]:
    """Give the lines as drawn, the passage in hand marked."""
    drawn: list[Fragments] = []
    for number, line in enumerate(lines):
        fragments: Fragments = []
        for column, run in enumerate(line):
            manner = "class:manquant" if run.missing else "class:titre" if run.strong else ""
            manner = "class:discret" if run.quiet and not run.missing else manner
            active = " class:cellule" if (number, column) == here else ""
            fragments.append((f"{manner}{active}".strip(), inert(run.text)))
        drawn.append(fragments or [("class:cellule" if number == here[0] else "", " " if number == here[0] else "")])
    return drawn
