"""The seat that every test sits at: own folders, fixed clock zone and language, no network.

Nothing here reads or writes the folders of the person who runs the tests.
"""

import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.tools import FIGURE, soaking

_SCRATCH = Path(tempfile.mkdtemp(prefix="lls-tests-"))
# pip keeps its own cache, found before HOME moves: a packaging test need not download twice.
_PIP_CACHE = os.environ.get("PIP_CACHE_DIR") or str(
    Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "pip"
)
_FIXED = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "PIP_CACHE_DIR": _PIP_CACHE,
    "TERM": "xterm-256color",
    "TZ": "Europe/Paris",
}
# What a person's own seat says, and no test should hear.
_UNHEARD = (
    "COLORTERM", "COLUMNS", "EDITOR", "FORCE_COLOR", "LANGUAGE", "LINES", "LLS_INTERFACE",
    "NO_COLOR", "PROMPT_TOOLKIT_NO_CPR", "VISUAL",
)  # fmt: skip

# A shell that starts the suite in the background has it ignore Ctrl-C, and all its programs with it.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "default",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "soak",
    deadline=None,
    database=None,
    max_examples=3000,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def _seat(root: Path) -> dict[str, str]:
    """Give the folders of a seat under `root`; only the home is ever made beforehand."""
    return {
        "HOME": str(root / "home"),
        "XDG_CACHE_HOME": str(root / "cache"),
        "XDG_CONFIG_HOME": str(root / "config"),
        "XDG_DATA_HOME": str(root / "data"),
        "XDG_RUNTIME_DIR": str(root / "run"),
        "XDG_STATE_HOME": str(root / "state"),
        "LLS_CACHE": str(root / "cache-lls"),
        "LLS_ETAT": str(root / "etat"),
        "LLS_LETTRES": str(root / "lettres"),
        "LLS_MEDICAMENTS": str(root / "medicaments" / "base.sqlite"),
        "LLS_SITE_PATH": str(root / "site"),
        "LLS_USER_PATH": str(root / "user"),
    }


def pytest_configure() -> None:
    """Move the whole run, subprocesses included, to a seat of its own."""
    for name in _UNHEARD:
        os.environ.pop(name, None)
    os.environ.update(_FIXED | _seat(_SCRATCH))
    Path(os.environ["HOME"]).mkdir()
    time.tzset()
    settings.load_profile("soak" if soaking() else "default")


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(_SCRATCH, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests marked `loopback` talk to this machine, and to nothing else."""
    for item in items:
        if item.get_closest_marker("loopback"):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1"]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that long runs recorded, in the order they came."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)]
    figures = [
        f"{report.nodeid.split('::')[-1]}: {value}"
        for report in reports
        if report.when == "call"
        for name, value in report.user_properties
        if name == FIGURE
    ]
    if figures:
        terminalreporter.section("figures")
        for line in figures:
            terminalreporter.line(line)


@pytest.fixture(autouse=True)
def seat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test folders that no other test wrote in; the value is their parent."""
    root = tmp_path / "seat"
    (root / "home").mkdir(parents=True)
    for name, value in _seat(root).items():
        monkeypatch.setenv(name, value)
    return root
