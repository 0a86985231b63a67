"""A front end drawn in this process: keys in, chunk by chunk, the drawn screen out after each of them.

    first, after = draw(seat, [until("Nom de naissance"), "MARTIN"], columns=140, rows=40)

A chunk is waited for until the program has taken its keys and drawn what they did; what comes later by itself
(an evaluation, an echo) is waited for by `until(text)`. Nothing here waits for a time.
"""

import asyncio
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

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
    with create_pipe_input() as keys:
        screen = Canvas(columns, rows)
        with create_app_session(input=keys, output=screen.output) as session:
            return asyncio.run(_drawn(port, steps, front, _Seen(session, keys, screen, environ or {})))


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
    environ: Mapping[str, str]
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


async def _drawn(port: WizardPort, steps: Sequence[Step], front: Front, seen: _Seen) -> tuple[Drawn, ...]:
    """Talk, step by step."""
    seen.screen.watch = seen.look
    talking = asyncio.ensure_future(front.talk(port, seen.environ))
    talking.add_done_callback(lambda _: seen.changed.set())
    pictures: list[Drawn] = []
    try:
        await _wait(talking, seen, lambda: seen.painted, "nothing is drawn")
        for step in steps:
            await _carry_out(step, talking, seen)
            pictures.append(seen.screen.seen())
        if talking.done():
            talking.result()
    finally:
        talking.cancel()
        await asyncio.gather(talking, return_exceptions=True)
    return tuple(pictures)


async def _carry_out(step: Step, talking: "asyncio.Future[None]", seen: _Seen) -> None:
    """Feed a chunk of keys and wait for its drawing, or wait for what a step says."""
    match step:
        case Until(text, gone):
            otherwise = f"« {text} » is {'still' if gone else 'not'} drawn"
            met = await _wait(talking, seen, lambda: shows(seen.screen.seen().lines, text) is not gone, otherwise)
            if not met:
                talking.result()
                raise AssertionError(f"{otherwise}, and the front end has ended:\n{framed(seen.screen.seen().lines)}")
        case Resized(columns, rows):
            seen.painted = False
            seen.screen.resize(columns, rows)
            if seen.session.app is not None:
                seen.session.app._on_resize()  # what the signal of a terminal does
            await _wait(talking, seen, lambda: seen.painted, "nothing is drawn after a change of size")
        case _:
            seen.taken = seen.painted = False
            seen.keys.send_text(step)
            await _wait(talking, seen, lambda: seen.painted, "the keys are not taken")


async def _wait(talking: "asyncio.Future[None]", seen: _Seen, met: Callable[[], bool], otherwise: str) -> bool:
    """Wait, drawing after drawing, until something is met (True) or the front end has ended (False)."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not met():
                if talking.done():
                    return False
                seen.changed.clear()
                await seen.changed.wait()
    except TimeoutError:
        raise AssertionError(f"{otherwise}:\n{framed(seen.screen.seen().lines)}") from None
    return True
