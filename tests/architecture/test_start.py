"""Starting costs little: what a command does not use is not imported."""

import subprocess
import sys

import pytest

from tests.architecture.source_tree import ROOT

_SLOW = ("docx", "filelock", "importlib.metadata", "jinja2", "lxml", "platformdirs", "prompt_toolkit")


def _loaded_after(statement: str) -> set[str]:
    """Give the names of the modules that a fresh interpreter holds after `statement`."""
    # -I -S keeps site hooks (editable installs, coverage) from importing for us.
    path = [str(ROOT), *filter(None, sys.path)]
    code = f"import sys; sys.path[:] = {path!r}; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("name", _SLOW)
def test_start_leaves_slow_libraries_alone(name: str) -> None:
    """`lls --help` answers at once: no renderer, no terminal library, no lock is loaded for it."""
    assert name not in _loaded_after("import lls_drafter.cli.main")


@pytest.mark.parametrize("name", ["jinja2", "lxml", "lls_drafter.rules.engine", "lls_drafter.exports"])
def test_letter_begins_without_what_judges_and_prints(name: str) -> None:
    """`lls nouvelle` draws its first screen before the rules, the templates' language and the exporters are loaded."""
    assert name not in _loaded_after("import lls_drafter.cli.commands.nouvelle")


def test_loaded_modules_are_seen() -> None:
    """The probe does see an import, else the test above would prove nothing."""
    assert "jinja2" in _loaded_after("import jinja2")
