"""What happens around the writing: leaving at once, one's own editor, an idle screen, a letter held elsewhere."""

from dataclasses import replace
from typing import TYPE_CHECKING

from prompt_toolkit.application import run_in_terminal

from lls_drafter.errors import LlsError
from lls_drafter.wizard import editor, flow
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.conversation import Conversation
from lls_drafter.wizard.full import screens
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

    def interrupt(self) -> None:
        """Save and leave at once."""
        full = self._full
        full.talk.hold(full.entry.text, full.entry.cursor_position)
        try:
            full.fail(full.talk.interrupted())
        except LlsError as error:
            full.fail(error)

    def edit(self) -> None:
        """Open the person's own editor on the text in hand; what comes back is the answer, as it is."""
        full = self._full
        step = full.talk.step
        if full.view.pane is not Pane.FORM or step.kind in screens.WHOLE:
            return
        before = full.entry.text

        def edited() -> None:
            try:
                after = editor.edit(before, step_id=step.id, folder=full.port.path.parent, environ=full.environ)
            except LlsError as error:
                full.gestures.settle((f"  !! {error.message}. {error.hint}".rstrip(),), insert=before)
                return
            if after.strip():
                full.gestures.reply(full.talk.send(flow.Answered(f"{flow.LITERAL}{after}")), answered=True)
            else:
                full.gestures.reply(full.talk.field(""), answered=True)

        run_in_terminal(edited)

    # --- time ------------------------------------------------------------------------------------------------

    def recover(self) -> None:
        """Give back to their fields the texts that an interrupted edition left."""
        full = self._full
        if full.port.read_only:
            return
        for found in editor.recover(full.port.path.parent):
            reply = full.talk.give_back(found.step_id, found.text)
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
        said = full.talk.retry()
        if said:
            full.view = replace(full.view, said=said)
            full.app.invalidate()
