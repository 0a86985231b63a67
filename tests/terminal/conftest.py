"""Terminals that end with their test."""

from collections.abc import Iterator

import pytest

from tests.terminal.screen import Terminals


@pytest.fixture
def terminals() -> Iterator[Terminals]:
    """Give where programs are started in a terminal; all of them are ended with the test."""
    started = Terminals()
    yield started
    started.close()
