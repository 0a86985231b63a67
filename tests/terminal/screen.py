"""A program in a real terminal, and what a person sees of it: keys in, the drawn lines out.

`Terminals` starts programs and ends them all; `Screen` is one of them; `Emulator` is the drawn screen alone, used as
well by the harness that draws in this process. Waiting is always for something drawn, never for a time.
"""

import os
import re
import select
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pexpect
import pyte
from pyte.screens import Char, StaticDefaultDict

if TYPE_CHECKING:  # generic for the type checker only
    Child = pexpect.spawn[bytes]

Cells = tuple[tuple[Char, ...], ...]
"""Rows of drawn cells; the second cell of a wide character is empty."""

PATIENCE: Final = 20.0
"""Seconds that a drawing may take on a busy machine."""
_ALTERNATE: Final = frozenset({47, 1047, 1049})
_PASTE: Final = "\x1b[200~{}\x1b[201~"
_CHUNK: Final = 65_536

# What xterm sends. F1, F10 and F11 are often the window's own; the table has them all the same.
_KEYS: Final[dict[str, str]] = {
    "Entrée": "\r", "Tab": "\t", "Maj-Tab": "\x1b[Z", "Échap": "\x1b", "Retour": "\x7f", "Espace": " ",
    "Haut": "\x1b[A", "Bas": "\x1b[B", "Droite": "\x1b[C", "Gauche": "\x1b[D", "Fin": "\x1b[F", "Début": "\x1b[H",
    "Inser": "\x1b[2~", "Suppr": "\x1b[3~", "Page préc.": "\x1b[5~", "Page suiv.": "\x1b[6~",
    "F1": "\x1bOP", "F2": "\x1bOQ", "F3": "\x1bOR", "F4": "\x1bOS", "F5": "\x1b[15~", "F6": "\x1b[17~",
    "F7": "\x1b[18~", "F8": "\x1b[19~", "F9": "\x1b[20~", "F10": "\x1b[21~", "F11": "\x1b[23~", "F12": "\x1b[24~",
}  # fmt: skip
_MODIFIERS: Final = {"Maj": 2, "Alt": 3, "Ctrl": 5}


def lls(*arguments: str) -> tuple[str, ...]:
    """Give the command line of the product."""
    return (sys.executable, "-m", "lls_drafter", *arguments)


def key(name: str) -> str:
    """Give what a terminal sends for a key named in French: « F8 », « Ctrl-T », « Alt-Entrée », « Maj-F8 », « p ».

    Raises:
        ValueError: there is no such key.
    """
    if name in _KEYS or len(name) == 1:
        return _KEYS.get(name, name)
    modifier, _, rest = name.partition("-")
    modified = re.fullmatch(r"\x1b(?:\[(\d*)|O)([A-Z~])", _KEYS.get(rest, ""))
    if modifier in _MODIFIERS and modified is not None:
        return f"\x1b[{modified[1] or 1};{_MODIFIERS[modifier]}{modified[2]}"
    if modifier == "Ctrl" and len(rest) == 1:
        return chr(ord(rest.upper()) & 0x1F)
    if modifier == "Alt" and rest:
        return f"\x1b{key(rest)}"
    raise ValueError(f"no such key: {name}")


def pasted(text: str) -> str:
    """Give what a terminal sends when a text is pasted."""
    return _PASTE.format(text)


class Emulator(pyte.Screen):
    """The drawn screen: pyte's, with the alternate screen of full-screen programs."""

    def __init__(self, columns: int, rows: int) -> None:
        """Give an empty screen."""
        self._primary: Any = None
        super().__init__(columns, rows)

    def set_mode(self, *modes: int, **kwargs: bool) -> None:
        """Go to the alternate screen when asked: an empty one, what stood being kept."""
        super().set_mode(*modes, **kwargs)
        if kwargs.get("private") and self._primary is None and not _ALTERNATE.isdisjoint(modes):
            self.save_cursor()
            self._primary = self.buffer
            self.buffer = defaultdict(lambda: StaticDefaultDict(self.default_char))

    def reset_mode(self, *modes: int, **kwargs: bool) -> None:
        """Come back from the alternate screen: what stood before is drawn again."""
        super().reset_mode(*modes, **kwargs)
        if kwargs.get("private") and self._primary is not None and not _ALTERNATE.isdisjoint(modes):
            self.buffer, self._primary = self._primary, None
            self.restore_cursor()

    @property
    def full_screen(self) -> bool:
        """Tell whether the alternate screen is the one in sight."""
        return self._primary is not None

    def cells(self) -> Cells:
        """Give the drawn cells, row by row."""
        return tuple(tuple(self.buffer[row][column] for column in range(self.columns)) for row in range(self.lines))


def lines_of(cells: Cells) -> tuple[str, ...]:
    """Give the drawn lines, without the blanks at their ends."""
    return tuple("".join(cell.data for cell in row).rstrip() for row in cells)


def shows(lines: Sequence[str], text: str) -> bool:
    """Tell whether a text is drawn, on one line or wrapped over several; all kinds of spaces are alike."""
    wanted = " ".join(text.split())
    by_line = (" ".join(line.split()) for line in lines)
    return any(wanted in line for line in by_line) or wanted in " ".join(" ".join(lines).split())


def framed(lines: Sequence[str]) -> str:
    """Give a whole screen to read in a message."""
    width = max(map(len, lines), default=0)
    return "\n".join(["┌" + "─" * width, *(f"│{line}" for line in lines), "└" + "─" * width])


class Screen:
    """One program in a terminal of a given size."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        environ: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        """Start the program, in `folder` if given; its environment is ours, completed by `environ`."""
        environment = {**os.environ, "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm-256color", **(environ or {})}
        self._drawn = Emulator(columns, rows)
        self._stream = pyte.ByteStream(self._drawn)
        self._child: Child = pexpect.spawn(
            command[0],
            list(command[1:]),
            env=environment,
            dimensions=(rows, columns),
            cwd=folder,
            echo=False,
            preexec_fn=_hear_hangup,
        )
        os.set_blocking(self._child.fileno(), False)

    def text(self) -> str:
        """Give the drawn lines."""
        return "\n".join(self.lines())

    def lines(self) -> tuple[str, ...]:
        """Give the drawn lines, one by one."""
        return lines_of(self._drawn.cells())

    def cells(self) -> Cells:
        """Give the drawn cells with their colours."""
        return self._drawn.cells()

    @property
    def cursor(self) -> tuple[int, int] | None:
        """Give row and column of the cursor, from 0; None while it is hidden."""
        drawn = self._drawn.cursor
        return None if drawn.hidden else (drawn.y, drawn.x)

    @property
    def full_screen(self) -> bool:
        """Tell whether the program has the whole screen for itself."""
        return self._drawn.full_screen

    def press(self, *names: str) -> None:
        """Press keys by their French names."""
        self.send("".join(map(key, names)))

    def paste(self, text: str) -> None:
        """Paste a text, as a terminal does."""
        self.send(pasted(text))

    def send(self, text: str) -> None:
        """Send characters as typed; what the program draws meanwhile is read, so that neither waits for the other."""
        left, handle = text.encode(), self._child.fileno()
        while left:
            readable, writable, _ = select.select([handle], [handle], [], PATIENCE)
            if not readable and not writable:
                raise AssertionError(f"the program reads nothing any more:\n{framed(self.lines())}")
            if readable and not self._read(0):
                raise AssertionError(f"the program has ended:\n{framed(self.lines())}")
            if writable:
                left = left[_write(handle, left) :]

    def wait(self, text: str, timeout: float = PATIENCE) -> None:
        """Wait until a text is drawn."""
        self.wait_for(lambda lines: shows(lines, text), f"« {text} » is not drawn", timeout)

    def wait_gone(self, text: str, timeout: float = PATIENCE) -> None:
        """Wait until a text is not drawn any more."""
        self.wait_for(lambda lines: not shows(lines, text), f"« {text} » is still drawn", timeout)

    def wait_for(self, met: Callable[[tuple[str, ...]], bool], otherwise: str, timeout: float = PATIENCE) -> None:
        """Wait until the drawn lines are as told.

        Raises:
            AssertionError: they are not within `timeout` seconds, or the program has ended; with the whole screen.
        """
        deadline = time.monotonic() + timeout
        while not met(self.lines()):
            if not self._read(deadline - time.monotonic()):
                raise AssertionError(f"{otherwise}:\n{framed(self.lines())}")

    def settle(self, quiet: float = 0.5) -> None:
        """Read until nothing was drawn for `quiet` seconds: for a picture, never to know that something happened."""
        while self._read(quiet):
            pass

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal; the system tells the program (SIGWINCH)."""
        self._drawn.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    def kill(self) -> None:
        """End the program as a power cut would."""
        self.stop(signal.SIGKILL)

    def stop(self, ending: signal.Signals) -> None:
        """Send a signal to the program, and wait for its end."""
        self._child.kill(ending)
        self.ended()

    def ended(self, timeout: float = PATIENCE) -> int:
        """Wait for the end of the program and give its exit code, or minus the signal that ended it."""
        deadline = time.monotonic() + timeout
        while self._read(deadline - time.monotonic()):
            pass
        if not self._child.flag_eof:
            raise AssertionError(f"the program has not ended:\n{framed(self.lines())}")
        self._child.wait()
        code, killer = self._child.exitstatus, self._child.signalstatus
        return code if code is not None else -(killer or 0)

    def close(self) -> None:
        """End the program whatever it does."""
        self._child.close(force=True)

    def _read(self, timeout: float) -> bool:
        """Draw what the program writes within a time; gives whether it wrote something."""
        try:
            self._stream.feed(self._child.read_nonblocking(_CHUNK, max(0.0, timeout)))
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        return True


def _hear_hangup() -> None:
    """Let the program hear that its window is closed, even when the tests run under `nohup`."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def _write(handle: int, data: bytes) -> int:
    """Write as much as the terminal takes now."""
    try:
        return os.write(handle, data)
    except BlockingIOError:
        return 0


class Terminals:
    """The programs of one test, ended with it."""

    def __init__(self) -> None:
        """Begin with none."""
        self._screens: list[Screen] = []

    def lls(
        self, *arguments: str, columns: int = 80, rows: int = 24, environ: Mapping[str, str] | None = None
    ) -> Screen:
        """Start the product in a terminal."""
        return self.open(lls(*arguments), columns=columns, rows=rows, environ=environ)

    def open(
        self, command: Sequence[str], *, columns: int = 80, rows: int = 24, environ: Mapping[str, str] | None = None
    ) -> Screen:
        """Start a program in a terminal."""
        screen = Screen(command, columns=columns, rows=rows, environ=environ)
        self._screens.append(screen)
        return screen

    def close(self) -> None:
        """End them all."""
        for screen in self._screens:
            screen.close()
