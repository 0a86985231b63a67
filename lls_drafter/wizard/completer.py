"""Completion of the text in hand, from what the current question knows."""

from collections.abc import Callable, Iterable

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from lls_drafter.wizard.completion import candidates
from lls_drafter.wizard.flow import State
from lls_drafter.wizard.steps import Kind

_WHILE_TYPING = (Kind.DRUG, Kind.CHOICE, Kind.CODE, Kind.PRACTITIONER, Kind.FATE)


class StateCompleter(Completer):
    """Completes the whole field."""

    def __init__(self, state: Callable[[], State]) -> None:
        """Keep the way to the state as it stands."""
        self._state = state

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Give the candidates for the text before the cursor."""
        del complete_event
        if document.text_after_cursor:
            return
        typed = document.text_before_cursor
        for found in candidates(self._state(), typed):
            yield Completion(found.text, start_position=-len(typed), display_meta=found.note)


def while_typing(state: State, text: str) -> bool:
    """Tell whether candidates are shown unasked: where an answer is a choice, a drug's name, or may have a code."""
    known = state.step.kind in _WHILE_TYPING or bool(state.step.code_set)
    return known and bool(text.strip()) and "\n" not in text
