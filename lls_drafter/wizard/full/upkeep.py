"""What happens around the writing: leaving at once, one's own editor, an idle screen, a letter held elsewhere."""

from dataclasses import replace
from typing import TYPE_CHECKING

from prompt_toolkit.application import run_in_terminal

from lls_drafter.errors import LlsError
from lls_drafter.wizard import editor, returns, words
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.conversation import Conversation
from lls_drafter.wizard.full.view import Pane

if TYPE_CHECKING:
    from lls_drafter.wizard.full.shell import Full

IDLE_MINUTES = 10
"""Minutes without a key after which the screen is blanked, when the seat says nothing."""


class Upkeep:
    """What keeps one screen going."""

    def __init__(self, full: "Full") -> None:
        """Keep the screen."""
        self._full = full
        self._idle = 0.0
        self._editing = False

    def interrupt(self) -> None:
        """Save and leave at once; while the editor is open, Ctrl-C is the editor's."""
        if self._editing:
            return
        full = self._full
        full.talk.hold(full.entry.text, full.entry.cursor_position)
        if held := full.talk.hold_back():
            full.gestures.settle(held)
            return
        try:
            full.fail(full.talk.interrupted())
        except LlsError as error:
            full.fail(error)

    def edit(self) -> None:
        """Open the person's own editor on the text in hand; the work beside the screen goes on meanwhile."""
        full = self._full
        if self._editing or full.view.pane is not Pane.FORM or full.talk.step.kind.is_screen:
            return
        if full.port.read_only:
            full.gestures.settle((words.held_elsewhere(full.port.read_only),))
            return
        self._editing = True
        full.back.begin(self._edit(full.entry.text, full.entry.cursor_position))

    async def _edit(self, before: str, cursor: int) -> None:
        """Wait for the editor on another thread; what comes back is taken on the loop's own."""
        full = self._full
        state = full.talk.state

        def give_the_field(said: tuple[str, ...]) -> None:
            """Show what is to be said of an edition that gave nothing; the text in hand is what it was."""
            changed = before if before != state.default else None
            if changed is not None and full.talk.state.current != state.current:  # the questions changed meanwhile
                said, changed = (*said, *(full.talk.wait(state.current, before) if before.strip() else ())), None
            full.gestures.settle(said, insert=changed, cursor=cursor)

        def edited() -> editor.Returned:
            return editor.edit(
                before, path=full.port.path, lettre=state.lettre, step_id=state.current, environ=full.environ
            )

        try:
            came = await run_in_terminal(edited, in_executor=True)
        except LlsError as error:
            give_the_field((words.problem(error),))
            return
        finally:
            self._editing = False
            self.unblank()
            full.app.invalidate()
        reply = returns.take(full.talk, came)
        if came.changed:
            full.gestures.reply(reply, answered=True)
        else:
            give_the_field(reply.lines)

    # --- time ------------------------------------------------------------------------------------------------

    def recover(self) -> None:
        """Give back to their fields the texts that an interrupted edition left."""
        full = self._full
        if full.port.read_only:
            return
        for found in editor.recover(full.port.path, full.talk.state.lettre):
            touched = self._editing or full.entry.text != full.talk.state.default
            if touched and found.step_id == full.talk.state.current:  # what is being typed would take its place
                told = f"Un texte resté dans l'éditeur attend la prochaine ouverture dans le dossier {found.places}."
                full.view = replace(full.view, said=(*full.view.said, told))
                continue
            reply = returns.give_back(full.talk, found, jump=not touched)
            if touched:
                full.view = replace(full.view, said=(*full.view.said, *reply.lines))
            else:
                full.gestures.settle((*full.view.said, *reply.lines))

    def suspend(self) -> None:
        """Go to the background; what is being typed is on disk first."""
        full = self._full
        full.talk.keep_safe(full.entry.text, full.entry.cursor_position)
        full.app.suspend_to_background()

    def unblank(self) -> None:
        """Show the screen again."""
        self._idle = 0.0
        self._full.view = replace(self._full.view, blank=False)

    def watch_idle(self, seconds: float) -> None:
        """Blank the screen after the minutes without a key that the seat allows."""
        full = self._full
        self._idle += seconds
        minutes = full.port.preferences.verrou_minutes
        limit = (IDLE_MINUTES if minutes is None else minutes) * 60
        if limit and self._idle >= limit and not full.view.blank:
            full.view = replace(full.view, blank=True)
            full.app.invalidate()

    def key_pressed(self) -> None:
        """Count the time without a key from now."""
        self._idle = 0.0

    def take_over(self) -> None:
        """Try to have a letter that another seat holds, and say what came of it."""
        full = self._full
        if not full.port.read_only:
            full.gestures.settle(("La lettre est déjà à vous.",))
        elif not self._taken():
            full.gestures.settle((f"  !! Toujours en lecture seule : {full.port.read_only}",))

    def _taken(self) -> bool:
        """Take a letter that its other seat has left; gives whether it is ours."""
        full = self._full
        held = full.port.read_only
        if not full.port.take_over():
            return False
        full.talk = Conversation(full.port, Interface.PLEIN, lean=True)
        told = f"La lettre est libre, vous pouvez écrire. Elle était tenue : {held}"
        full.gestures.settle((told, *full.talk.opening()[1:]), cursor=full.port.curseur)
        full.back.warm()
        full.app.invalidate()
        return True

    def try_again(self) -> None:
        """Save what could not be, or take a letter that its other seat has left; silent as long as neither can be."""
        full = self._full
        if full.port.read_only:
            self._taken()
            return
        self.tell(full.talk.retry())

    def tell(self, said: tuple[str, ...]) -> None:
        """Show what work beside the screen has to say, if anything; the text in hand stays as it is."""
        if said:
            self._full.view = replace(self._full.view, said=said)
            self._full.app.invalidate()
