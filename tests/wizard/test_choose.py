"""Which front end talks, and what is said of it."""

import pytest

from lls_drafter.errors import NotInteractiveError, UsageError
from lls_drafter.wizard.choose import Interface, Terminal, choose

WIDE = Terminal(is_interactive=True, columns=120, rows=40)
PIPE = Terminal(is_interactive=False)


@pytest.mark.parametrize(
    ("asked", "setting", "environ", "terminal", "expected"),
    [
        (None, None, {}, WIDE, Interface.INVITE),
        (None, "simple", {}, WIDE, Interface.SIMPLE),
        ("invite", "simple", {}, WIDE, Interface.INVITE),
        (None, "invite", {"LLS_INTERFACE": "simple"}, WIDE, Interface.SIMPLE),
        ("simple", None, {}, PIPE, Interface.SIMPLE),
        (None, None, {}, PIPE, Interface.SIMPLE),
        (None, None, {"TERM": "dumb"}, WIDE, Interface.SIMPLE),
        ("invite", None, {"TERM": "dumb"}, WIDE, Interface.SIMPLE),
        (None, None, {}, Terminal(is_interactive=True, columns=30, rows=24), Interface.SIMPLE),
        ("plein", None, {}, WIDE, Interface.INVITE),
    ],
)
def test_front_end_follows_wish_and_terminal(
    asked: str | None, setting: str | None, environ: dict[str, str], terminal: Terminal, expected: Interface
) -> None:
    """The command line wins, then the environment, then the settings; a poor terminal gets plain lines."""
    assert expected is choose(asked, setting, terminal=terminal, environ=environ).interface


@pytest.mark.parametrize(("environ", "terminal"), [({}, PIPE), ({"TERM": "dumb"}, WIDE)])
def test_fallback_says_which_and_why(environ: dict[str, str], terminal: Terminal) -> None:
    """Falling back is never silent."""
    assert choose(None, None, terminal=terminal, environ=environ).phrase.startswith("Interface simple : ")


def test_full_screen_is_announced_as_not_there() -> None:
    """Asking for the full screen says that it is not there, and which front end talks."""
    assert "pas encore" in choose("plein", None, terminal=WIDE, environ={}).phrase


def test_terminal_front_end_without_terminal_is_a_usage_error() -> None:
    """`--interface invite` in a pipe is refused with the way out."""
    with pytest.raises(NotInteractiveError, match="demande un terminal") as caught:
        choose("invite", None, terminal=PIPE, environ={})

    assert "simple" in caught.value.hint


def test_unknown_front_end_is_refused() -> None:
    """A front end that does not exist is named, with those that do."""
    with pytest.raises(UsageError, match="interface inconnue"):
        choose("graphique", None, terminal=WIDE, environ={})
