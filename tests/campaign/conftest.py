"""The command line of the tests of commands, here too."""

from tests.cli.conftest import lls

__all__ = ["lls"]
