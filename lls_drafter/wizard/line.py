"""One line asked at the terminal, with completion: what exercises need of a terminal, without the conversation."""

from collections.abc import Mapping, Sequence

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, WordCompleter
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import ColorDepth


class LinePrompt:
    """Lines asked one after the other; the former ones come back with the up arrow, in memory only."""

    def __init__(self, words: Sequence[str], environ: Mapping[str, str]) -> None:
        """Make the one session that all lines share; Tab proposes the words."""
        self._session: PromptSession[str] = PromptSession(
            history=InMemoryHistory(),
            completer=WordCompleter(list(words), ignore_case=True),
            complete_while_typing=False,
            key_bindings=_bindings(),
            enable_suspend=True,
            color_depth=ColorDepth.DEPTH_1_BIT if environ.get("NO_COLOR") else None,
            reserve_space_for_menu=4,
        )

    def ask(self, message: str) -> str:
        """Ask for one line.

        Raises:
            EOFError: Ctrl-D, or the terminal is gone.
            KeyboardInterrupt: Ctrl-C.
        """
        return self._session.prompt(message)


def _bindings() -> KeyBindings:
    """Bind Tab: one word that fits is put at once, several are shown."""
    bindings = KeyBindings()

    @bindings.add("tab")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        asked = CompleteEvent(completion_requested=True)
        found = list(buffer.completer.get_completions(buffer.document, asked))
        if buffer.complete_state is not None:
            buffer.complete_next()
        elif len(found) == 1:
            buffer.apply_completion(found[0])
        elif found:
            buffer.start_completion(select_first=False)

    return bindings
