"""What is saved of a conversation, and what is said when it cannot be."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lls_drafter.errors import DraftError, LlsError
from lls_drafter.wizard import words
from lls_drafter.wizard.state import State, place_kept, texts_with

if TYPE_CHECKING:
    from lls_drafter.wizard.ports import WizardPort

_KEPT_AGAIN = ("Enregistrement rétabli.",)
"""Said when a save that failed could be done."""
_NOWHERE = (
    "  !! Rien n'a pu être écrit, ni dans le dossier ni sur ce poste : quitter perdrait ce travail. "
    "Le même geste une seconde fois quitte quand même."
)


class Saver:
    """Saves one conversation through its port; a failure is told once, and tried again."""

    def __init__(self, port: "WizardPort") -> None:
        """Begin with a letter as it was read."""
        self._port = port
        self.cursor = port.curseur
        """Where the cursor stands in the text that waits."""
        self.failed = False
        """Whether the last save failed: the work is not in its folder."""
        self._unsaved = False  # the file is not the letter: a failure, or a text still being typed
        self._nowhere = False  # nor is it in a rescue copy
        self._warned = False
        self._safe: tuple[State, str] | None = None  # what `typing` wrote last, until the next save

    def save(self, state: State, before: State | None) -> tuple[str, ...]:
        """Keep the letter and the place, if something changed since `before`; gives what is to be said."""
        moved = (
            before is None
            or state.lettre is not before.lettre
            or state.current != before.current
            or state.pending != before.pending
        )
        return self._try(state, state.pending) if moved or self._unsaved else ()

    def typing(self, state: State, text: str, cursor: int) -> tuple[str, ...]:
        """Keep a text still being typed; gives what is to be said, once for a failure."""
        typed = texts_with(state, text)
        if typed is state.pending and not self._unsaved:
            return ()
        if self._safe == (state, text):
            return ()
        known, self.cursor = self.failed, cursor
        said = self._try(state, typed)
        self._safe, self._unsaved = (state, text), True
        return () if known and said != _KEPT_AGAIN else said

    def retry(self, state: State) -> tuple[str, ...]:
        """Try again to save what could not be; says when it is done, nothing as long as it is not."""
        if not self.failed or self._port.read_only:
            return ()
        said = self.save(state, None)
        return said if said == _KEPT_AGAIN else ()

    def write(self, state: State) -> None:
        """Save all there is, before leaving.

        Raises:
            DraftError: it could not be saved; the hint says where it is, if it is anywhere.
        """
        self._write(state, state.pending)

    def hold_back(self, state: State) -> tuple[str, ...]:
        """Save, and give what is to be said before leaving work that is nowhere; nothing when one can, or insists."""
        if self._port.read_only:
            return ()
        place = self.cursor
        said = self.save(state, None)
        self.cursor = place  # leaving saves once more
        if not self._nowhere or self._warned:
            return ()
        self._warned = True
        return (*said, _NOWHERE)

    def _try(self, state: State, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Write, and say what came of it."""
        recovered = self.failed
        try:
            self._write(state, texts)
        except LlsError as error:
            self._unsaved = self.failed = True
            self._nowhere = not isinstance(error, DraftError) or error.nowhere
            told = words.problem(error, "Enregistrement impossible : ")
            return (told, "La réponse reste à l'écran ; nouvel essai à la suivante.")
        self._unsaved = self.failed = self._nowhere = self._warned = False
        return _KEPT_AGAIN if recovered else ()

    def _write(self, state: State, texts: Mapping[str, str]) -> None:
        """Write all there is."""
        self._safe = None
        place = place_kept(state)
        self._port.save(state.lettre, place, texts, self.cursor if place == state.current else 0)
        self.cursor = 0
