"""The register of cases, and the letters they are measured on."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.harness import Measure, UnavailableError

ROOT: Final = Path(__file__).resolve().parents[1]
Case = Callable[[], Measure]
CASES: Final[dict[str, Case]] = {}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case: its measure, or the reason why there is none."""

    name: str
    measure: Measure | None
    reason: str = ""


def case(function: Case) -> Case:
    """Register a function that gives a `Measure`, under its own name."""
    CASES[function.__name__] = function
    return function


def outcome(name: str) -> Outcome:
    """Measure one case; a case that cannot be measured here says so in the table."""
    try:
        return Outcome(name, CASES[name]())
    except UnavailableError as err:
        return Outcome(name, None, str(err))


def example_letters() -> list[Path]:
    """Give the shipped example letters.

    Raises:
        UnavailableError: this checkout has none.
    """
    letters = sorted((ROOT / "templates" / "mco_standard" / "exemples").glob("*.lls.yaml"))
    if not letters:
        raise UnavailableError("no example letter in templates/mco_standard/exemples")
    return letters


def letter_of(octets: int) -> Path:
    """Give the shipped example letter whose size is the nearest.

    Raises:
        UnavailableError: this checkout has none.
    """
    return min(example_letters(), key=lambda path: abs(path.stat().st_size - octets))


def example_letter() -> Path:
    """Give the largest shipped example letter."""
    return letter_of(1_000_000)


def lls(*arguments: str) -> tuple[str, ...]:
    """Give the command line of the `lls` of this environment."""
    program = Path(sys.executable).with_name("lls")
    if not program.exists():
        raise UnavailableError("lls is not installed beside this Python")
    return (str(program), *arguments)


def python(code: str) -> tuple[str, ...]:
    """Give the command line of this Python running `code`."""
    return (sys.executable, "-c", code)
