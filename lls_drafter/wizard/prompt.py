"""The front end `invite`: one prompt per question, on a real terminal. Keys only dispatch; nothing is decided here."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.application import get_app
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import Style

from lls_drafter.errors import LlsError
from lls_drafter.wizard import editor, returns, words
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.commands import Action, Invocation
from lls_drafter.wizard.completer import StateCompleter
from lls_drafter.wizard.conversation import Conversation, Reply
from lls_drafter.wizard.key_names import name_of
from lls_drafter.wizard.keys import keymap
from lls_drafter.wizard.phrases import filled, marks
from lls_drafter.wizard.words import wrapped

if TYPE_CHECKING:
    from lls_drafter.wizard.ports import WizardPort

SAFE_EVERY = 0.8
"""Seconds between two savings of a text still being typed."""
_ASKS_NO_TEXT = frozenset({Action.HELP, Action.FINDINGS, Action.PREVIEW, Action.SCORE})
_STYLE = Style.from_dict({"bottom-toolbar": "noreverse", "refus": "bold", "section": "bold"})


@dataclass(frozen=True, slots=True)
class _Gesture:
    """What ended a prompt: a key's action (None: the answer was accepted) and the content of the field."""

    action: Action | None
    text: str


def run(port: WizardPort, environ: Mapping[str, str]) -> None:
    """Talk a letter through at the terminal, until the person leaves.

    Raises:
        WizardInterrupted: Ctrl-C; the letter is saved.
        DraftError: the letter could not be saved when leaving.
    """
    asyncio.run(talk(port, environ))


async def talk(port: WizardPort, environ: Mapping[str, str]) -> None:
    """Talk a letter through in the current prompt_toolkit session; see `run`."""
    await _Invite(port, environ).run()


class _Invite:
    """The loop of prompts over one conversation."""

    def __init__(self, port: WizardPort, environ: Mapping[str, str]) -> None:
        """Make the one session that all prompts share; its history is in memory only."""
        self._port = port
        self._environ = environ
        self._talk = Conversation(port, Interface.INVITE)
        self._keys = keymap(port.preferences.touches, Interface.INVITE)
        self._insert: str | None = None  # what the next field shows instead of its answer
        self._session: PromptSession[_Gesture] = PromptSession(
            history=InMemoryHistory(),
            completer=StateCompleter(lambda: self._talk.state),
            complete_while_typing=False,
            multiline=True,
            key_bindings=self._bindings(),
            bottom_toolbar=self._toolbar,
            enable_suspend=True,
            style=_STYLE,
            color_depth=ColorDepth.DEPTH_1_BIT if environ.get("NO_COLOR") else None,
            reserve_space_for_menu=4,
        )

    async def run(self) -> None:
        """Ask until it is over, then say where the work is."""
        self._say(self._talk.opening())
        self._recover()
        try:
            while not await self._turn():
                pass
        except (EOFError, asyncio.CancelledError):
            pass  # the terminal is gone: what was accepted is saved
        self._say(self._talk.leave())

    async def _turn(self) -> bool:
        """Ask one question and take one gesture; gives whether the conversation is over."""
        self._say(self._talk.heading())
        default = self._talk.state.default if self._insert is None else self._insert
        self._insert = None
        gesture = await self._ask(default)
        if gesture.action is None:
            reply = self._talk.field(gesture.text)
        elif gesture.action is Action.INTERRUPT:
            self._talk.hold(gesture.text)
            if not (held := self._talk.hold_back()):
                raise self._talk.interrupted()
            reply = Reply(held)
        else:
            reply = await self._gesture(gesture)
        return await self._reply(reply)

    async def _ask(self, default: str) -> _Gesture:
        """Show one field; what is typed in it is saved once a second."""
        guard = asyncio.ensure_future(self._keep_safe(default))
        try:
            return await self._session.prompt_async("> ", default=default)
        finally:
            guard.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await guard

    async def _keep_safe(self, last: str) -> None:
        """Save the text being typed, while it changes."""
        while True:
            await asyncio.sleep(SAFE_EVERY)
            text = self._session.default_buffer.text
            if text != last:
                self._talk.keep_safe(text)
                last = text

    async def _reply(self, reply: Reply) -> bool:
        """Show a reply and do what it asks of the terminal."""
        self._say(reply.lines)
        if reply.wish is None:
            return reply.leave
        if reply.wish.action is Action.EDITOR:
            return await self._reply(self._edit(self._talk.state.default))
        if reply.wish.action is Action.PHRASE:
            await self._phrase(reply.wish.argument, self._talk.state.default)
        if reply.wish.action is Action.LINES:
            self._say(("Ici, Alt-Entrée va à la ligne.",))
        return False

    async def _gesture(self, gesture: _Gesture) -> Reply:
        """Carry out a key: what stands in the field is kept first."""
        action = gesture.action
        assert action is not None  # noqa: S101 - an accepted answer never comes here
        if action in _ASKS_NO_TEXT:
            self._insert = gesture.text
            return self._talk.obey(Invocation(action))
        if action is Action.EDITOR:
            return self._edit(gesture.text)
        if action is Action.PHRASES:
            self._insert = gesture.text
            self._say(self._talk.obey(Invocation(Action.PHRASES)).lines)
            if self._talk.phrases:
                number = await self._side_question("Phrase n° ")
                if number:
                    await self._phrase(number, gesture.text)
            return Reply()
        kept = self._talk.keep(gesture.text)
        done = self._talk.obey(Invocation(action))
        return Reply((*kept.lines, *done.lines), leave=done.leave, wish=done.wish)

    def _edit(self, text: str) -> Reply:
        """Open the editor on the content of the field; what comes back is taken as the conversation says."""
        state = self._talk.state
        self._insert = text
        if self._port.read_only:
            return Reply((words.held_elsewhere(self._port.read_only),))
        try:
            came = editor.edit(
                text, path=self._port.path, lettre=state.lettre, step_id=state.step.id, environ=self._environ
            )
        except LlsError as error:
            return Reply((words.problem(error),))
        reply = returns.take(self._talk, came)
        if came.changed:
            self._insert = None
        return reply

    async def _phrase(self, number: str, before: str) -> None:
        """Put a ready phrase in the field, its marks asked one by one; it stays to be read and accepted."""
        known = self._talk.phrases
        self._insert = before
        if not number.isdecimal() or not 1 <= int(number) <= len(known):
            self._say(("Quelle phrase ? Donner son numéro.",))
            return
        text = known[int(number) - 1].texte
        values = {place: await self._side_question(f"{mark or '…'} ? ") for place, mark in enumerate(marks(text))}
        self._insert = "\n".join(part for part in (before, filled(text, values)) if part)

    async def _side_question(self, message: str) -> str:
        """Ask for a word beside the questions of the letter; Ctrl-C and Ctrl-D give it up."""
        side: PromptSession[str] = PromptSession(history=InMemoryHistory())
        try:
            return (await side.prompt_async(message)).strip()
        except (EOFError, KeyboardInterrupt):
            return ""

    def _recover(self) -> None:
        """Give back to their fields the texts that an interrupted edition left."""
        if self._port.read_only:
            return
        for found in editor.recover(self._port.path, self._talk.state.lettre):
            self._say(returns.give_back(self._talk, found).lines)

    def _toolbar(self) -> FormattedText:
        """Give the line that stays in sight."""
        key = next(map(name_of, self._keys.get(Action.HELP, ())), ":")
        return FormattedText([("class:bottom-toolbar", f" {key} aide - {self._talk.status()}")])

    def _say(self, lines: Iterable[str]) -> None:
        """Write sentences above the prompt, wrapped on words; they stay in the scrollback."""
        output = self._session.app.output
        width = max(20, output.get_size().columns - 1)
        for line in lines:
            style = "class:refus" if line.startswith("  !!") else "class:section" if line.startswith("==") else ""
            print_formatted_text(FormattedText([(style, wrapped(line, width))]), style=_STYLE, output=output)

    def _bindings(self) -> KeyBindings:
        """Bind the registry of keys; each one ends the prompt with its gesture."""
        bindings = KeyBindings()
        special = {
            Action.NEW_LINE: lambda event: event.current_buffer.insert_text("\n"),
            Action.COMPLETE: _complete_or_go_on,
            Action.PALETTE: _open_palette,
            Action.UNDO: self._undo,
            Action.BACK: _previous_or_back,
        }
        for action, sequences in self._keys.items():
            handler = special.get(action) or _ends_with(action)
            when = Condition(_is_empty) if action is Action.LEAVE else Condition(lambda: True)
            for sequence in sequences:
                bindings.add(*sequence, filter=when, eager=action is Action.INTERRUPT)(handler)
        bindings.add("enter")(_ends_with(None))
        bindings.add("<sigint>")(_ends_with(Action.INTERRUPT))
        # A hand scanner types ASCII 29 between the fields of a datamatrix: it is Ctrl-].
        bindings.add("c-]", eager=True)(lambda event: event.current_buffer.insert_text("^]"))
        return bindings

    def _undo(self, event: KeyPressEvent) -> None:
        """Take back the typing in the field first, then the last gesture."""
        buffer = event.current_buffer
        before = buffer.text
        if before != self._talk.state.default:
            buffer.undo()
            if buffer.text != before:
                return
        event.app.exit(result=_Gesture(Action.UNDO, self._talk.state.default))


def _ends_with(action: Action | None) -> Callable[[KeyPressEvent], None]:
    """Give the handler that ends the prompt with an action."""

    def handle(event: KeyPressEvent) -> None:
        event.app.exit(result=_Gesture(action, event.current_buffer.text))

    return handle


def _complete_or_go_on(event: KeyPressEvent) -> None:
    """Complete; with nothing to complete, go to the next question."""
    buffer = event.current_buffer
    if buffer.complete_state is not None:
        buffer.complete_next()
        return
    document = buffer.document
    found = list(buffer.completer.get_completions(document, CompleteEvent(completion_requested=True)))
    if len(found) == 1 and found[0].text != document.text:
        buffer.apply_completion(found[0])
    elif len(found) > 1:
        buffer.start_completion(select_first=False)
    else:
        event.app.exit(result=_Gesture(Action.NEXT, buffer.text))


def _previous_or_back(event: KeyPressEvent) -> None:
    """Go up in the menu of completions when it is open, else back to the previous question."""
    buffer = event.current_buffer
    if buffer.complete_state is not None:
        buffer.complete_previous()
    else:
        event.app.exit(result=_Gesture(Action.BACK, buffer.text))


def _open_palette(event: KeyPressEvent) -> None:
    """Begin a command and show them all; on a field with text, the text is left alone."""
    buffer = event.current_buffer
    if not buffer.text:
        buffer.insert_text(":")
        buffer.start_completion(select_first=False)


def _is_empty() -> bool:
    """Tell whether nothing is typed."""
    return not get_app().current_buffer.text
