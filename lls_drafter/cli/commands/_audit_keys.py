"""Keys one by one from a terminal, or from plain lines where there is none: what `lls audit saisir` listens to."""

import codecs
import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from lls_drafter.cli.context import Context

_ESCAPE = "\x1b"
_LEFT = ("[D", "OD")
_WORDS = {"oui": "o", "non": "n", "quitter": "q", "aide": "h", "annuler": "u"}
_LEAVE = "q"
_LONGEST = 8  # characters of the longest key
_SOON = 0.02  # seconds: the rest of a key comes at once


class Keys(Protocol):
    """Where keys come from."""

    def key(self) -> str:
        """Give the next key; « q » at the end of the input."""
        ...

    def line(self) -> str | None:
        """Give a line without its end; None at the end of the input."""
        ...


@contextmanager
def open_keys(context: Context) -> Iterator[Keys]:
    """Give the keys of a command; the terminal is given back as it was."""
    if not context.stdin.isatty() or not context.stdout.isatty() or sys.platform == "win32":
        yield _Lines(context)
        return
    import termios  # noqa: PLC0415 - a terminal only
    import tty  # noqa: PLC0415 - likewise

    descriptor = context.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor, termios.TCSANOW)
        yield _Terminal(context, descriptor)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


class _Lines:
    """Lines, each of one or several keys: `o`, `oonoo`, `oui`, `s`."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._waiting: list[str] = []

    def key(self) -> str:
        while not self._waiting:
            line = self.line()
            if line is None:
                return _LEAVE
            word = line.strip().lower()
            self._waiting = [_WORDS[word]] if word in _WORDS else [one for one in word if not one.isspace()]
        return self._waiting.pop(0)

    def line(self) -> str | None:
        read = self._context.stdin.readline()
        return read.rstrip("\r\n") if read else None


class _Terminal:
    """Keys as they are pressed."""

    def __init__(self, context: Context, descriptor: int) -> None:
        self._context = context
        self._descriptor = descriptor
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def key(self) -> str:
        sign = self._sign()
        if sign == _ESCAPE:
            return "left" if self._sequence() in _LEFT else _ESCAPE
        return _LEAVE if sign in ("", "\x04") else sign

    def _sequence(self) -> str:
        """Read what follows an escape: the rest of one key, and nothing of the next."""
        rest = ""
        while len(rest) < _LONGEST and select.select([self._descriptor], [], [], _SOON)[0]:
            rest += self._sign()
            if len(rest) > 1 and "@" <= rest[-1] <= "~":
                break
        return rest

    def line(self) -> str | None:
        typed = ""
        while True:
            sign = self._sign()
            if sign in ("", "\x04"):
                return None
            if sign in ("\n", "\r"):
                self._context.say()
                return typed
            if sign in ("\x7f", "\b"):
                self._context.stdout.write("\b \b" if typed else "")
                typed = typed[:-1]
            elif sign.isprintable():
                typed += sign
                self._context.stdout.write(sign)
            self._context.stdout.flush()

    def _sign(self) -> str:
        """Read one character; empty at the end of the input."""
        while True:
            data = os.read(self._descriptor, 1)
            sign = self._decoder.decode(data, final=not data)
            if sign or not data:
                return sign
