"""The harness draws what a terminal would, and says what it saw."""

import sys

import pytest

from tests.terminal.screen import Emulator, Terminals, key, shows

pytestmark = pytest.mark.terminal

_TALKER = """
import os, signal, sys, tty
tty.setraw(0)
def say(*_):
    size = os.get_terminal_size()
    os.write(1, f"\\r\\n{size.columns}x{size.lines}".encode())
signal.signal(signal.SIGWINCH, say)
say()
while True:
    read = os.read(0, 65536)
    if read == b"q":
        os.write(1, b"\\x1b[?1049l fin")
        sys.exit(3)
    if read == b"a":
        os.write(1, b"\\x1b[?1049h\\x1b[Htout entier")
    else:
        os.write(1, f" lu {len(read)}".encode())
"""

_READER = """
import os, tty
tty.setraw(0)
os.write(1, b"pret")
count = 0
while count < 200_012:
    count += len(os.read(0, 999))
    os.write(1, b"." * 900)
os.write(1, f"lu {count}".encode())
"""


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("Entrée", "\r"),
        ("Alt-Entrée", "\x1b\r"),
        ("Ctrl-T", "\x14"),
        ("Ctrl-_", "\x1f"),
        ("Alt-_", "\x1b_"),
        ("Maj-Tab", "\x1b[Z"),
        ("Maj-F8", "\x1b[19;2~"),
        ("Maj-F2", "\x1b[1;2Q"),
        ("Alt-Haut", "\x1b[1;3A"),
        ("Ctrl-Suppr", "\x1b[3;5~"),
        ("p", "p"),
    ],
)
def test_keys_are_sent_as_xterm_does(name: str, sent: str) -> None:
    """A key is named as the French guides name it."""
    assert sent == key(name)


def test_unknown_key_is_refused() -> None:
    """A misspelt name never becomes typing."""
    with pytest.raises(ValueError, match="no such key: F99"):
        key("F99")


def test_alternate_screen_gives_back_what_stood(terminals: Terminals) -> None:
    """A full-screen program leaves the lines that stood before it."""
    screen = terminals.open((sys.executable, "-c", _TALKER))
    screen.wait("80x24")
    screen.press("a")
    screen.wait("tout entier")

    inside = screen.full_screen, "80x24" in screen.text()
    screen.press("q")

    assert (True, False) == inside
    assert (3, False) == (screen.ended(), screen.full_screen)
    assert "80x24 fin" in screen.text()


def test_resized_terminal_tells_the_program(terminals: Terminals) -> None:
    """The program and the drawn screen change size together."""
    screen = terminals.open((sys.executable, "-c", _TALKER))
    screen.wait("80x24")
    screen.resize(140, 40)
    screen.wait("140x40")

    assert (40, 140) == (len(screen.cells()), len(screen.cells()[0]))


def test_large_paste_is_sent_whole_while_the_program_writes(terminals: Terminals) -> None:
    """A paste longer than the terminal's own buffer neither blocks nor loses anything."""
    screen = terminals.open((sys.executable, "-c", _READER))
    screen.wait("pret")
    screen.paste("x" * 200_000)
    screen.wait("lu 200012")


def test_failed_wait_shows_the_screen(terminals: Terminals) -> None:
    """What was not drawn is told with all that was."""
    screen = terminals.open((sys.executable, "-c", "print('bonjour'); input()"))
    screen.wait("bonjour")

    with pytest.raises(AssertionError, match=r"« bonsoir » is not drawn:\n(.|\n)*│bonjour"):
        screen.wait("bonsoir", timeout=0.1)
    screen.kill()
    assert -9 == screen.ended()


def test_wrapped_text_and_french_spaces_are_found() -> None:
    """A sentence cut by the width of the screen is still drawn."""
    assert shows(("Un texte non", "accepté"), "texte non accepté\N{NO-BREAK SPACE}".strip())
    assert shows(("Durée\N{NARROW NO-BREAK SPACE}: ?",), "Durée : ?")


def test_wide_characters_take_two_cells() -> None:
    """The drawn line has the characters, the cells have the columns."""
    drawn = Emulator(10, 2)
    drawn.draw("漢é")

    assert ["漢", "", "é"] == [cell.data for cell in drawn.cells()[0][:3]]
