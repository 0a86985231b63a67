"""The screen of a lesson: it pauses when it is full, says nothing twice, and never waits where nobody reads."""

import io

import pytest

from lls_drafter.cli.commands._formation_screen import Screen
from lls_drafter.cli.context import Context


class _Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def _screen(monkeypatch: pytest.MonkeyPatch, typed: str, *, columns: int = 80) -> tuple[Screen, io.StringIO]:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LINES", "10")
    out = _Terminal()
    return Screen(Context(stdin=_Terminal(typed), stdout=out)), out


def _blocks(*sizes: int) -> list[list[str]]:
    return [[f"{block}.{line}" for line in range(size)] for block, size in enumerate(sizes)]


def _between_pauses(text: str) -> list[int]:
    return [len(page.splitlines()) for page in text.split("-- Entrée pour la suite, q pour arrêter là : ")]


def test_screen_pauses_before_a_block_that_does_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block is read whole where it can be; nothing is lost, no page is longer than the screen."""
    screen, out = _screen(monkeypatch, "\n\n\n")
    blocks = _blocks(3, 4, 5)

    assert screen.pages(blocks)
    assert [line for block in blocks for line in block] == [line for line in out.getvalue().split() if "." in line]
    assert 3 == len(_between_pauses(out.getvalue()))
    assert max(_between_pauses(out.getvalue())) <= 10


def test_long_block_is_cut_where_the_screen_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text longer than the screen pauses inside."""
    screen, out = _screen(monkeypatch, "\n" * 9)

    assert screen.pages(_blocks(20))
    assert 3 == len(_between_pauses(out.getvalue()))
    assert "0.19" in out.getvalue()


@pytest.mark.parametrize("typed", ["q\n", "Quitter\n", ""])
def test_reader_may_leave(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    """`q` and the end of the input stop there."""
    screen, out = _screen(monkeypatch, typed)

    assert not screen.pages(_blocks(5, 5))
    assert "1.0" not in out.getvalue()


def test_nothing_waits_without_a_terminal() -> None:
    """In a pipe, all is written at once, on 80 columns."""
    out = io.StringIO()
    screen = Screen(Context(stdin=io.StringIO(), stdout=out))

    assert screen.pages(_blocks(500, 500))
    assert "suite" not in out.getvalue()
    assert 80 == screen.width


@pytest.mark.parametrize(("columns", "width"), [(80, 79), (300, 100), (20, 40)])
def test_lines_are_as_long_as_is_read_with_ease(monkeypatch: pytest.MonkeyPatch, columns: int, width: int) -> None:
    """Between 40 and 100 columns, one less than the terminal has."""
    screen, _ = _screen(monkeypatch, "", columns=columns)

    assert width == screen.width
