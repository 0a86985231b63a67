"""The lists over the screen: the palette of commands, parts and questions; the ready phrases. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lls_drafter.letter.text import fold
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.commands import COMMANDS, Action, Command
from lls_drafter.wizard.commands import Sequence as Keys
from lls_drafter.wizard.flow import State
from lls_drafter.wizard.full.form import block_of, standing
from lls_drafter.wizard.key_names import name_of
from lls_drafter.wizard.phrases import marks
from lls_drafter.wizard.steps import Section, Step

if TYPE_CHECKING:
    from lls_drafter.wizard.ports import PhrasePort

MOST = 200
"""Entries of a list that are looked at for one text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One entry of a list.

    Attributes:
        texte: what it is called.
        note: its key, its state, the beginning of its text.
        action: the command that it is.
        cible: the question that it leads to.
        phrase: the text that it puts in the field.
    """

    texte: str
    note: str = ""
    action: Action | None = None
    cible: str = ""
    phrase: str = ""


def palette(state: State, keys: Mapping[Action, tuple[Keys, ...]]) -> tuple[Choice, ...]:
    """Give the commands of the full screen with their keys, then the parts and the questions of the letter."""
    return (*_commands(state, keys), *_places(state))


def _commands(state: State, keys: Mapping[Action, tuple[Keys, ...]]) -> Iterator[Choice]:
    """Give the commands that can be chosen; undo and redo say what they would take back."""
    for command in COMMANDS:
        if command.words and Interface.PLEIN in command.fronts and not command.suite:
            shown = name_of(keys[command.action][0]) if keys.get(command.action) else ""
            yield Choice(texte=f"{command.words[0]} : {_effect(command, state)}", note=shown, action=command.action)


def _effect(command: Command, state: State) -> str:
    """Give what a command does now."""
    if command.action is Action.UNDO and state.undo:
        return f"reprend « {state.undo[-1].titre} »"
    if command.action is Action.REDO and state.redo:
        return f"refait « {state.redo[-1].titre} »"
    return command.effet


def _places(state: State) -> Iterator[Choice]:
    """Give the parts, then the questions with their numbers and states."""
    for section in Section:
        first = next((step for step in state.steps if step.section is section), None)
        if first is not None:
            yield Choice(texte=str(section), note="partie", cible=first.id)
    for number, step in enumerate(state.steps, 1):
        mark = standing(step)
        yield Choice(texte=_name(step), note=f"{number}, {mark}", cible=step.id)


def _name(step: Step) -> str:
    """Give a question's name where its place is not seen: two « Adresse » are not the same."""
    _, block = block_of(step)
    question = step.question.split(" [")[0] or step.title
    return f"{block} : {question}" if block and fold(block) not in fold(question) else question


def phrases(known: Sequence[PhrasePort]) -> tuple[Choice, ...]:
    """Give the ready phrases; what is to be filled in is told."""
    return tuple(
        Choice(
            texte=phrase.nom,
            note=phrase.texte
            if not marks(phrase.texte)
            else f"{phrase.texte} (à remplir : {len(marks(phrase.texte))})",
            phrase=phrase.texte,
        )
        for phrase in known
    )


@lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    """Give a name as it is compared, once: the same names are sifted at each key."""
    return fold(text)


def filtered(choices: Sequence[Choice], typed: str) -> tuple[Choice, ...]:
    """Give the entries that have all the words typed, those that begin so first; all of them for nothing typed."""
    words = fold(typed).split()
    if not words:
        return tuple(choices[:MOST])
    wanted = " ".join(words)
    ranked = []
    for place, choice in enumerate(choices):
        name = _folded(choice.texte)
        if all(word in name or word.removesuffix("s") in name for word in words):
            rank = 0 if name.startswith(wanted) else 1 if f" {wanted}" in name else 2
            ranked.append((rank + (choice.action is None and rank > 0), place, choice))
    return tuple(choice for _, _, choice in sorted(ranked, key=lambda one: one[:2])[:MOST])
