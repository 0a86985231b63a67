"""One build and one offline installation, shared by the packaging tests."""

import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tools import unavailable

ROOT = Path(__file__).resolve().parents[2]
_NO_INDEX = ("No matching distribution", "Could not find a version", "ConnectionError", "NewConnectionError")
# Any attempt to leave the machine meets a closed door at once.
_CLOSED_DOOR = "http://127.0.0.1:9"
OFFLINE = {
    "HTTP_PROXY": _CLOSED_DOOR,
    "HTTPS_PROXY": _CLOSED_DOOR,
    "http_proxy": _CLOSED_DOOR,
    "https_proxy": _CLOSED_DOOR,
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_NO_INDEX": "1",
}


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program from `cwd`, `env` added to the seat's; the caller judges how it ended."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=os.environ | (env or {}),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@dataclass(frozen=True, slots=True)
class Installed:
    """An installation made without any index, far from the checkout."""

    folder: Path
    python: Path

    def lls(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run the installed `lls` as its user would, with every way out closed."""
        return run(self.python.with_name("lls"), *arguments, cwd=self.folder, env=OFFLINE)


def _build(hook: str, source: Path, target: Path) -> Path:
    """Build with the project's own backend, which the test environment holds; give the file."""
    code = f"import hatchling.build as b; print(b.{hook}({str(target)!r}))"
    done = run(sys.executable, "-c", code, cwd=source)
    assert done.returncode == 0, done.stderr
    return target / done.stdout.split()[-1]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the wheel built from the checkout."""
    return _build("build_wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the source archive built from the checkout."""
    return _build("build_sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="session")
def wheel_of_sdist(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the wheel that somebody builds who has only the source archive."""
    folder = tmp_path_factory.mktemp("from-sdist")
    done = run("tar", "-xzf", sdist, cwd=folder)
    assert done.returncode == 0, done.stderr
    return _build("build_wheel", next(folder.iterdir()), tmp_path_factory.mktemp("wheel-of-sdist"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Give what the hospital's IT has after an installation from a wheelhouse, without network.

    The wheelhouse itself needs an index once; without one the tests are skipped.
    """
    folder = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    fetched = run(*pip, "wheel", "-q", "--retries=1", "-w", folder / "wheelhouse", wheel, cwd=folder)
    if fetched.returncode != 0 and any(sign in fetched.stderr for sign in _NO_INDEX):
        unavailable("no package index is reachable to fill the wheelhouse")
    assert fetched.returncode == 0, fetched.stderr
    venv.create(folder / "env", with_pip=False, symlinks=True)
    python = folder / "env" / "bin" / "python"
    done = run(
        *pip, f"--python={python}", "install", "-q", "--no-index", "--find-links", folder / "wheelhouse", "lls-drafter",
        cwd=folder, env=OFFLINE,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (folder / "elsewhere").mkdir()
    return Installed(folder / "elsewhere", python)
