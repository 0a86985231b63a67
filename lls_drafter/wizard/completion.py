"""What can complete the text being typed: closed answers, codes, correspondents, commands. Prefixes, accents apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lls_drafter.letter.text import fold
from lls_drafter.medication.posology import read_line
from lls_drafter.wizard.answers.show import name_of
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.commands import typed_commands
from lls_drafter.wizard.flow import State
from lls_drafter.wizard.steps import Kind, Section

if TYPE_CHECKING:
    from lls_drafter.wizard.ports import DrugPort

MOST = 30
"""Candidates shown at once."""


_JUMP = ":aller "


@dataclass(frozen=True, slots=True)
class Candidate:
    """One completion of the whole field, what tells it from the others, and the other names that find it."""

    text: str
    note: str = ""
    names: tuple[str, ...] = ()


def candidates(state: State, typed: str, interface: str = Interface.INVITE) -> tuple[Candidate, ...]:
    """Give the completions of what is typed, commands for a text that begins with « : »."""
    if "\n" in typed:
        return ()
    jumps = fold(typed).startswith(_JUMP) or fold(typed) == _JUMP.strip()
    source = _targets(state) if jumps else _commands(interface) if typed.startswith(":") else _answers(state, typed)
    if source_is_catalogue(state, typed):
        return tuple(_drugs(state, typed))[:MOST]
    prefix = _JUMP if jumps else ""
    wanted = fold(typed[len(prefix) :])
    ranked = [
        (min(_rank(fold(name), wanted) for name in (found.text[len(prefix) :], *found.names)), found)
        for found in source
    ]
    return tuple(found for rank, found in sorted(ranked, key=lambda pair: pair[0]) if rank < _NO_MATCH)[:MOST]


def source_is_catalogue(state: State, typed: str) -> bool:
    """Tell whether a drug's name is being typed: the catalogue answers, with its own ranking."""
    return state.step.kind is Kind.DRUG and len(typed.strip()) > 1 and not typed.startswith(":") and ";" not in typed


def _drugs(state: State, typed: str) -> Iterator[Candidate]:
    """Give the drugs that a text finds."""
    for found in state.context.search_drugs(typed):
        note = " + ".join(found.dci) if found.marque else ""
        yield Candidate(drug_text(found), note if found.commercialise else f"{note} (non commercialisé)".strip())


def drug_text(found: DrugPort) -> str:
    """Give a drug as a line begins with it: name, strength, and its form when the grammar reads it whole."""
    name = found.marque or "/".join(found.dci)
    text = " ".join(part for part in (name, "/".join(filter(None, found.dosages))) if part)
    full = f"{text} {found.forme}".strip()
    return text if read_line(full).non_lu else full


_NO_MATCH = 2


def _rank(name: str, wanted: str) -> int:
    """Give 0 for a name that begins so, 1 for one that has a word for each word typed, `_NO_MATCH` for others."""
    if name.startswith(wanted):
        return 0
    words = name.split()
    return 1 if all(any(word.startswith(part) for word in words) for part in wanted.split()) else _NO_MATCH


def _targets(state: State) -> Iterator[Candidate]:
    """Give the places that one can go to: parts, then questions."""
    for section in Section:
        yield Candidate(f"{_JUMP}{section}", "partie")
    parts = {str(section) for section in Section}
    for number, step in enumerate(state.steps, 1):
        if step.title not in parts:
            yield Candidate(f"{_JUMP}{step.title}", str(number))


def _commands(interface: str) -> Iterator[Candidate]:
    """Give the commands of an interface."""
    for command in typed_commands(interface):
        yield Candidate(f":{command.words[0]}", command.effet)


def _answers(state: State, typed: str) -> Iterator[Candidate]:
    """Give the answers that the current question knows; those of a value set hold each word typed."""
    step, context = state.step, state.context
    if step.kind in (Kind.CHOICE, Kind.FATE):
        for choice in step.choices:
            yield Candidate(choice.label, choice.keys[0])
    elif step.code_set:
        yield from _coded(state, typed)
    elif step.kind is Kind.PRACTITIONER:
        signs = step.path.parts[0] in ("signataire", "medecin_responsable")
        for person in context.signataires if signs else context.correspondants:
            yield Candidate(name_of(person), person.fonction or "")
    if step.proposal:
        yield Candidate(step.proposal, "proposé")
    if step.absences:
        yield Candidate("aucun", "la question a été posée, il n'y en a pas")
        yield Candidate("inconnu", "l'information n'a pu être obtenue")


def _coded(state: State, typed: str) -> Iterator[Candidate]:
    """Give the entries of the question's value set: a text takes the letter's words, which the export codes."""
    for entry in state.context.search_codes(state.step.code_set, typed):
        if state.step.kind is Kind.CODE:
            yield Candidate(entry.libelle, entry.code, (entry.ecrit, *entry.alias))
        else:
            note = entry.libelle if entry.ecrit != entry.libelle else entry.code
            yield Candidate(entry.ecrit, note, (entry.libelle, *entry.alias))
