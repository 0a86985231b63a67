"""A whole stay typed by keys alone: what is asked in order, and the keys that answer in each front end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lls_drafter.wizard import words
from lls_drafter.wizard.conversation import Conversation
from lls_drafter.wizard.steps import Kind

Stay = tuple[tuple[str, str], ...]

_KEY = re.compile(r"\x1b\r|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question met, by its number and as it is asked, and what is typed there; an empty line passes it."""

    question: str
    kind: Kind
    number: int
    heading: str
    line: str


def turns(talk: Conversation, stay: Stay) -> Iterator[Turn]:
    """Give the questions in the order in which the conversation asks them, answered as the stay says."""
    answers = list(stay)
    while talk.step.kind is not Kind.END:
        step = talk.step
        line = answers.pop(0)[1] if answers and step.id == answers[0][0] else ""
        *_, heading = words.heading(talk.state, previous=step.section)
        yield Turn(step.id, step.kind, talk.state.index + 1, heading, line)
        talk.submit(line)
    if answers:
        raise AssertionError(f"never asked: {answers[0][0]}")


def keys(front: str, turn: Turn) -> str:
    """Give what a person presses for one answer in a front end, as the terminal sends it."""
    line = turn.line
    if front == "simple":
        return f"{line}\n.\n" if turn.kind is Kind.LONG_TEXT and line else f"{line}\n"
    return line.replace("\n", "\x1b\r") + "\r"


def pressed(text: str) -> int:
    """Count the keys of what was sent: a character each, Alt-Enter one."""
    return len(_KEY.findall(text))
