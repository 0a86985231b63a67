"""The pages that a person asks to read: help, questions, score, findings, phrases, what was done, preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lls_drafter.errors import LlsError
from lls_drafter.wizard import words
from lls_drafter.wizard.commands import Action, help_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lls_drafter.wizard.conversation import Conversation

PAGES = frozenset(
    {
        Action.HELP,
        Action.PLAN,
        Action.SCORE,
        Action.FINDINGS,
        Action.PHRASES,
        Action.GESTURES,
        Action.PREVIEW,
    }
)


def page(talk: Conversation, action: Action) -> Iterator[str]:
    """Give the lines of one page."""
    match action:
        case Action.HELP:
            yield from words.help_of(talk.step)
            yield "Commandes (« = » devant un texte l'empêche d'en être une) :"
            yield from help_lines(talk.interface)
        case Action.PLAN:
            yield from words.plan_lines(talk.state)
        case Action.SCORE:
            yield from words.score_lines(talk.evaluation)
        case Action.FINDINGS:
            yield from words.all_findings(talk.evaluation, talk.state)
        case Action.PHRASES:
            yield from _phrase_lines(talk)
        case Action.GESTURES:
            yield from words.gesture_lines(talk.port.gestes)
        case Action.PREVIEW:
            try:
                yield from talk.port.preview(talk.state.lettre).splitlines()
            except LlsError as error:
                yield f"Aperçu impossible : {error.message}"


def _phrase_lines(talk: Conversation) -> Iterator[str]:
    """Give the ready phrases for the question in hand, numbered."""
    if not talk.phrases:
        yield "Aucune phrase prête pour cette question."
    for number, phrase in enumerate(talk.phrases, 1):
        yield f"  {number}. {phrase.nom} : {phrase.texte}"
