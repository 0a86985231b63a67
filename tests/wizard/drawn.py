"""A front end drawn in this process: keys in, chunk by chunk, the drawn screen out after each of them.

    first, after = draw(seat, [until("Nom de naissance"), "MARTIN"], columns=140, rows=40)

A chunk is waited for until the program has taken its keys and drawn what they did; what comes later by itself
(an evaluation, an echo) is waited for by `until(text)`. Nothing here waits for a time.
"""

import asyncio
import io
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import pyte
from prompt_toolkit.application import Application, AppSession, create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from lls_drafter.wizard import full
from lls_drafter.wizard.ports import WizardPort
from tests.terminal.screen import PATIENCE, Cells, Emulator, framed, lines_of, shows


class Front(Protocol):
    """A front end that talks in the current prompt_toolkit session."""

    async def talk(self, port: WizardPort, environ: Mapping[str, str]) -> None:
        """Talk a letter through."""


@dataclass(frozen=True, slots=True)
class Until:
    """A step that waits until a text is drawn, or is not drawn any more."""

    text: str
    gone: bool = False


def until(text: str) -> Until:
    """Give the step that waits until a text is drawn."""
    return Until(text)


def until_gone(text: str) -> Until:
    """Give the step that waits until a text is not drawn any more."""
    return Until(text, gone=True)


@dataclass(frozen=True, slots=True)
class Resized:
    """A step that changes the size of the screen."""

    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was in sight after a step; `cursor`: row and column from 0, None while it is hidden."""

    cells: Cells
    cursor: tuple[int, int] | None

    @property
    def lines(self) -> tuple[str, ...]:
        """Give the drawn lines."""
        return lines_of(self.cells)

    @property
    def text(self) -> str:
        """Give the drawn lines as one text."""
        return "\n".join(self.lines)

    def shows(self, text: str) -> bool:
        """Tell whether a text is drawn, wrapped or not."""
        return shows(self.lines, text)


Step = str | Until | Resized


def draw(
    port: WizardPort,
    steps: Sequence[Step],
    *,
    front: Front = full,
    columns: int = 80,
    rows: int = 24,
    environ: Mapping[str, str] | None = None,
) -> tuple[Drawn, ...]:
    """Give the screen after each step; the front end is then stopped, unless the keys ended it.

    Raises:
        AssertionError: an awaited text was not drawn; with the whole screen.
        LlsError: what the front end itself ended with.
    """
    return asyncio.run(_pictures(port, steps, front, Size(rows=rows, columns=columns), environ or {}))


async def _pictures(
    port: WizardPort, steps: Sequence[Step], front: Front, size: Size, environ: Mapping[str, str]
) -> tuple[Drawn, ...]:
    pictures: list[Drawn] = []
    async with drawing(port, front=front, columns=size.columns, rows=size.rows, environ=environ) as hand:
        for step in steps:
            await hand.carry_out(step)
            pictures.append(hand.seen())
    return tuple(pictures)


@asynccontextmanager
async def drawing(
    port: WizardPort,
    *,
    front: Front = full,
    columns: int = 80,
    rows: int = 24,
    environ: Mapping[str, str] | None = None,
) -> "AsyncIterator[Hand]":
    """Give a hand over a front end that has drawn its first screen, for as many steps as one wants; see `draw`."""
    screen = Canvas(columns, rows)
    with create_pipe_input() as keys, create_app_session(input=keys, output=screen.output) as session:
        hand = Hand(_Seen(session, keys, screen))
        await hand.begin(front.talk(port, environ or {}))
        try:
            yield hand
            hand.check()
        finally:
            await hand.stop()


class Canvas:
    """A `Vt100_Output` and the screen that it draws on; `watch` is called after each drawing."""

    def __init__(self, columns: int, rows: int) -> None:
        """Give an empty screen."""
        self._emulator = Emulator(columns, rows)
        self._stream = pyte.Stream(self._emulator)
        self.watch: Callable[[], None] = lambda: None
        sink = _Sink(self._take)
        self.output = Vt100_Output(sink, self._size, term="xterm-256color", enable_cpr=False)

    def _take(self, text: str) -> None:
        self._stream.feed(text)
        self.watch()

    def _size(self) -> Size:
        return Size(rows=self._emulator.lines, columns=self._emulator.columns)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size."""
        self._emulator.resize(rows, columns)

    def seen(self) -> Drawn:
        """Give what is in sight."""
        cursor = self._emulator.cursor
        return Drawn(self._emulator.cells(), None if cursor.hidden else (cursor.y, cursor.x))


class _Sink(io.StringIO):
    """A text stream that hands over all that is written to it."""

    def __init__(self, take: Callable[[str], None]) -> None:
        super().__init__()
        self._give = take

    def write(self, text: str, /) -> int:
        self._give(text)
        return len(text)

    def fileno(self) -> int:
        raise io.UnsupportedOperation


@dataclass(slots=True)
class _Seen:
    """The watch kept over the application that draws now: keys it has taken, drawings it has made."""

    session: AppSession
    keys: PipeInput
    screen: Canvas
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    taken: bool = True
    painted: bool = False
    _watched: set[Application[object]] = field(default_factory=set)

    def look(self) -> None:
        """Follow the application that is drawing, if it is a new one."""
        app = self.session.app
        if app is not None and app not in self._watched:
            self._watched.add(app)
            app.after_render += self._on_render
            app.key_processor.after_key_press += self._on_key
        self.changed.set()

    def _on_key(self, _: object) -> None:
        self.taken = True

    def _on_render(self, _: object) -> None:
        self.painted = self.taken
        self.changed.set()


class Hand:
    """What carries out the steps, one after the other."""

    def __init__(self, seen: _Seen) -> None:
        """Keep the watch over the screen."""
        self._seen = seen
        seen.screen.watch = seen.look
        self._talking: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def begin(self, talk: Coroutine[Any, Any, None]) -> None:
        """Let the front end talk, and wait for its first drawing."""
        self._talking = asyncio.ensure_future(talk)
        self._talking.add_done_callback(lambda _: self._seen.changed.set())
        await self._wait(lambda: self._seen.painted, "nothing is drawn")

    def seen(self) -> Drawn:
        """Give what is in sight."""
        return self._seen.screen.seen()

    def check(self) -> None:
        """Raise what the front end ended with, if it ended with an error."""
        if self._talking.done():
            self._talking.result()

    async def stop(self) -> None:
        """Stop the front end."""
        self._talking.cancel()
        await asyncio.gather(self._talking, return_exceptions=True)

    async def carry_out(self, step: Step) -> None:
        """Feed a chunk of keys and wait for its drawing, or wait for what a step says."""
        seen = self._seen
        match step:
            case Until(text, gone):
                otherwise = f"« {text} » is {'still' if gone else 'not'} drawn"
                if not await self._wait(lambda: shows(self.seen().lines, text) is not gone, otherwise):
                    self.check()
                    raise AssertionError(f"{otherwise}, and the front end has ended:\n{framed(self.seen().lines)}")
            case Resized(columns, rows):
                seen.painted = False
                seen.screen.resize(columns, rows)
                if seen.session.app is not None:
                    seen.session.app._on_resize()  # what the signal of a terminal does
                await self._wait(lambda: seen.painted, "nothing is drawn after a change of size")
            case _:
                seen.taken = seen.painted = False
                seen.keys.send_text(step)
                await self._wait(lambda: seen.painted, "the keys are not taken")

    async def _wait(self, met: Callable[[], bool], otherwise: str) -> bool:
        """Wait, drawing after drawing, until something is met (True) or the front end has ended (False)."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not met():
                    if self._talking.done():
                        return False
                    self._seen.changed.clear()
                    await self._seen.changed.wait()
        except TimeoutError:
            raise AssertionError(f"{otherwise}:\n{framed(self.seen().lines)}") from None
        return True
