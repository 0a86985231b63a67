"""The seat of the tests: no test touches its reader's folders, clock, language or network."""

import locale
import os
import socket
import time
from pathlib import Path

import pytest
from pytest_socket import SocketBlockedError, SocketConnectBlockedError

from lls_drafter import places
from tests.tools import require_tool, rounds


def test_folders_of_the_product_are_under_the_test(seat: Path) -> None:
    """Settings, letters and state of a test lie in its own temporary folder."""
    folders = [places.site_folder(), places.user_folder(), places.letters_folder(), places.cache_folder(), Path.home()]

    assert [] == [folder for folder in folders if not folder.is_relative_to(seat)]


def test_default_folders_are_under_the_test(seat: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the product's own variables, the user's places are still those of the test."""
    for name in ("LLS_USER_PATH", "LLS_LETTRES", "LLS_CACHE"):
        monkeypatch.delenv(name)
    folders = [places.user_folder(), places.letters_folder(), places.cache_folder()]

    assert [] == [folder for folder in folders if not folder.is_relative_to(seat)]


def test_zone_and_language_are_fixed() -> None:
    """Midnight and accents do not depend on the machine."""
    assert ("CET", "CEST") == time.tzname
    assert "utf-8" == locale.getpreferredencoding(do_setlocale=False).lower()
    assert "COLUMNS" not in os.environ


def test_network_is_closed() -> None:
    """A test that opens a connection fails."""
    with pytest.raises(SocketBlockedError):
        socket.socket(socket.AF_INET)


@pytest.mark.loopback
def test_loopback_is_opened_by_its_marker_and_nothing_else() -> None:
    """A marked test talks to this machine; any other address stays closed."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 9))


def test_missing_tool_skips_on_a_seat(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a system program a seat skips, and says which."""
    monkeypatch.delenv("LLS_REQUIRE_TOOLS", raising=False)

    with pytest.raises(pytest.skip.Exception, match="no-such-program"):
        require_tool("no-such-program")


def test_missing_tool_fails_where_all_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    """In continuous integration a missing program is a failure: nothing is skipped in silence."""
    monkeypatch.setenv("LLS_REQUIRE_TOOLS", "1")

    with pytest.raises(pytest.fail.Exception, match="no-such-program"):
        require_tool("no-such-program")


@pytest.mark.parametrize(("soak", "expected"), [("0", 3), ("1", 500)])
def test_rounds_are_many_only_in_the_long_run(monkeypatch: pytest.MonkeyPatch, soak: str, expected: int) -> None:
    """The same test is short in `make test` and long in `make soak`."""
    monkeypatch.setenv("LLS_SOAK", soak)

    assert expected == rounds(3, 500)
