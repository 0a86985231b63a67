"""What can complete the text being typed: closed answers, codes, correspondents, commands. Prefixes, accents apart."""

from collections.abc import Iterator
from dataclasses import dataclass

from lls_drafter.letter.text import fold
from lls_drafter.wizard.answers.show import name_of
from lls_drafter.wizard.commands import COMMANDS
from lls_drafter.wizard.flow import State
from lls_drafter.wizard.steps import Kind, Section

MOST = 30
"""Candidates shown at once."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One completion of the whole field, and what tells it from the others."""

    text: str
    note: str = ""


def candidates(state: State, typed: str) -> tuple[Candidate, ...]:
    """Give the completions of what is typed, commands for a text that begins with « : »."""
    if "\n" in typed:
        return ()
    source = _commands(state, typed) if typed.startswith(":") else _answers(state)
    wanted = fold(typed)
    found = [
        c
        for c in source
        if fold(c.text).startswith(wanted) or (wanted and any(w.startswith(wanted) for w in fold(c.text).split()))
    ]
    found.sort(key=lambda c: not fold(c.text).startswith(wanted))
    return tuple(found[:MOST])


def _commands(state: State, typed: str) -> Iterator[Candidate]:
    """Give the commands; after « :aller », the sections and the questions."""
    if fold(typed).startswith(":aller "):
        for section in Section:
            yield Candidate(f":aller {section}", "partie")
        for number, step in enumerate(state.steps, 1):
            yield Candidate(f":aller {step.title}", str(number))
        return
    for command in COMMANDS:
        yield Candidate(f":{command.words[0]}", command.effet)


def _answers(state: State) -> Iterator[Candidate]:
    """Give the answers that the current question knows."""
    step, context = state.step, state.context
    if step.kind in (Kind.CHOICE, Kind.FATE):
        for choice in step.choices:
            yield Candidate(choice.label, choice.keys[0])
    elif step.kind is Kind.CODE:
        for entry in context.search_codes(step.code_set, ""):
            yield Candidate(entry.libelle, entry.code)
    elif step.kind is Kind.PRACTITIONER:
        signs = step.path.parts[0] in ("signataire", "medecin_responsable")
        for person in context.signataires if signs else context.correspondants:
            yield Candidate(name_of(person), person.fonction or "")
    if step.proposal:
        yield Candidate(step.proposal, "proposé")
    if step.absences:
        yield Candidate("aucun", "la question a été posée, il n'y en a pas")
        yield Candidate("inconnu", "l'information n'a pu être obtenue")
