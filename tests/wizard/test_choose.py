"""Which front end talks, and what is said of it."""

import pytest

from lls_drafter.errors import NotInteractiveError, UsageError
from lls_drafter.wizard.choose import Interface, Terminal, choose

WIDE = Terminal(is_interactive=True, columns=120, rows=40)
PIPE = Terminal(is_interactive=False)


def sized(columns: int, rows: int) -> Terminal:
    """Give a terminal of a size."""
    return Terminal(is_interactive=True, columns=columns, rows=rows)


@pytest.mark.parametrize(
    ("asked", "setting", "environ", "terminal", "expected"),
    [
        (None, None, {}, WIDE, Interface.PLEIN),
        (None, "simple", {}, WIDE, Interface.SIMPLE),
        (None, "invite", {}, WIDE, Interface.INVITE),
        ("invite", "simple", {}, WIDE, Interface.INVITE),
        ("plein", "simple", {}, WIDE, Interface.PLEIN),
        (None, "invite", {"LLS_INTERFACE": "simple"}, WIDE, Interface.SIMPLE),
        ("simple", None, {}, PIPE, Interface.SIMPLE),
        (None, None, {}, PIPE, Interface.SIMPLE),
        (None, "plein", {}, PIPE, Interface.SIMPLE),
        (None, None, {"TERM": "dumb"}, WIDE, Interface.SIMPLE),
        ("invite", None, {"TERM": "dumb"}, WIDE, Interface.SIMPLE),
        ("plein", None, {"TERM": "unknown"}, WIDE, Interface.SIMPLE),
        (None, None, {"ACCESSIBLE": "1"}, WIDE, Interface.SIMPLE),
        (None, "plein", {"ACCESSIBLE": "1", "LLS_INTERFACE": "invite"}, WIDE, Interface.SIMPLE),
        ("plein", None, {"ACCESSIBLE": "1"}, WIDE, Interface.PLEIN),
        ("invite", None, {"ACCESSIBLE": "yes"}, WIDE, Interface.INVITE),
        (None, None, {"ACCESSIBLE": "0"}, WIDE, Interface.PLEIN),
        (None, None, {"ACCESSIBLE": ""}, WIDE, Interface.PLEIN),
    ],
)
def test_front_end_follows_wish_and_terminal(
    asked: str | None, setting: str | None, environ: dict[str, str], terminal: Terminal, expected: Interface
) -> None:
    """The command line wins, then a screen reader, the environment, the settings; a poor terminal gets plain lines."""
    assert expected is choose(asked, setting, terminal=terminal, environ=environ).interface


@pytest.mark.parametrize(
    ("asked", "columns", "rows", "expected", "needed"),
    [
        (None, 100, 28, Interface.PLEIN, None),
        (None, 80, 24, Interface.PLEIN, None),
        (None, 0, 0, Interface.PLEIN, None),
        (None, 79, 60, Interface.INVITE, "plein demande 80 x 24"),
        (None, 200, 23, Interface.INVITE, "plein demande 80 x 24"),
        ("plein", 70, 20, Interface.INVITE, "plein demande 80 x 24"),
        ("plein", 40, 10, Interface.INVITE, "plein demande 80 x 24"),
        ("plein", 39, 24, Interface.SIMPLE, "plein demande 80 x 24"),
        (None, 120, 9, Interface.SIMPLE, "plein demande 80 x 24"),
        ("invite", 60, 12, Interface.INVITE, None),
        ("invite", 30, 24, Interface.SIMPLE, "invite demande 40 x 10"),
        ("simple", 10, 3, Interface.SIMPLE, None),
    ],
)
def test_small_terminal_gets_what_fits(
    asked: str | None, columns: int, rows: int, expected: Interface, needed: str | None
) -> None:
    """A terminal too small gets the next front end that fits, with its size and the size needed."""
    decision = choose(asked, None, terminal=sized(columns, rows), environ={})

    assert expected is decision.interface
    if needed:
        assert f"Terminal de {columns} x {rows} : interface {expected} ; {needed}." == decision.phrase


@pytest.mark.parametrize(
    ("environ", "terminal", "why"),
    [({}, PIPE, "pas un terminal"), ({"TERM": "dumb"}, WIDE, "TERM"), ({"ACCESSIBLE": "1"}, WIDE, "ACCESSIBLE")],
)
def test_fallback_says_which_and_why(environ: dict[str, str], terminal: Terminal, why: str) -> None:
    """Falling back is never silent."""
    phrase = choose(None, None, terminal=terminal, environ=environ).phrase

    assert phrase.startswith("Interface simple : ")
    assert why in phrase


def test_full_screen_tells_the_way_of_a_screen_reader() -> None:
    """The full screen that nobody asked for by name says how to have lines; asked for, it says nothing."""
    assert "--interface simple" in choose(None, None, terminal=WIDE, environ={}).phrase
    assert "" == choose("plein", None, terminal=WIDE, environ={}).phrase


@pytest.mark.parametrize("asked", ["invite", "plein"])
def test_terminal_front_end_without_terminal_is_a_usage_error(asked: str) -> None:
    """`--interface invite` or `plein` in a pipe is refused with the way out."""
    with pytest.raises(NotInteractiveError, match="demande un terminal") as caught:
        choose(asked, None, terminal=PIPE, environ={})

    assert "simple" in caught.value.hint


@pytest.mark.parametrize("environ", [{}, {"LLS_INTERFACE": "fenetre"}])
def test_unknown_front_end_is_refused(environ: dict[str, str]) -> None:
    """A front end that does not exist is named, with those that do."""
    with pytest.raises(UsageError, match="interface inconnue"):
        choose(None if environ else "graphique", None, terminal=WIDE, environ=environ)
