"""How things are timed: interleaved, by medians, so that a busy minute weighs on both sides alike."""

import gc
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

PROCESS_ROUNDS: Final = 15
FUNCTION_ROUNDS: Final = 30
_LEAST_SECONDS: Final = 0.01


class UnavailableError(Exception):
    """A case cannot be measured here; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One line of the table.

    Attributes:
        seconds: median of the measured side.
        reference: median of the other side in seconds; None when the limit is a time.
        limit: greatest ratio allowed, or greatest seconds when there is no reference.
    """

    name: str
    seconds: float
    reference: float | None
    limit: float

    @property
    def ratio(self) -> float | None:
        """How many times the reference's time; None without a reference."""
        return None if self.reference is None else self.seconds / self.reference

    @property
    def within(self) -> bool:
        """Whether the limit is kept."""
        return (self.seconds if self.ratio is None else self.ratio) <= self.limit


def run_once(command: Sequence[str], environment: dict[str, str]) -> float:
    """Give the seconds of a whole program.

    Raises:
        UnavailableError: it did not end with 0.
    """
    start = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise UnavailableError(f"exit code {done.returncode}: {last}")
    return seconds


def measure_processes(
    name: str,
    command: Sequence[str],
    reference: Sequence[str],
    *,
    limit: float,
    rounds: int = PROCESS_ROUNDS,
) -> Measure:
    """Time two programs in turn, after one unmeasured round, and compare their medians.

    Raises:
        UnavailableError: one of the two did not end with 0.
    """
    environment = installed_environment()
    return measure_pairs(
        name,
        lambda: run_once(command, environment),
        lambda: run_once(reference, environment),
        limit=limit,
        rounds=rounds,
    )


def installed_environment() -> dict[str, str]:
    """Give the environment of measured programs: they run from compiled files, as they do once installed."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def measure_pairs(
    name: str, timed: Callable[[], float], reference: Callable[[], float], *, limit: float, rounds: int = PROCESS_ROUNDS
) -> Measure:
    """Call in turn two functions that give seconds, after one uncounted round, and compare their medians."""
    timed()
    reference()
    pairs = [(timed(), reference()) for _ in range(rounds)]
    return Measure(
        name=name,
        seconds=median(pair[0] for pair in pairs),
        reference=median(pair[1] for pair in pairs),
        limit=limit,
    )


def measure_functions(
    name: str,
    function: Callable[[], object],
    reference: Callable[[], object],
    *,
    limit: float,
    rounds: int = FUNCTION_ROUNDS,
) -> Measure:
    """Time two functions in turn, in this process, and compare their medians."""
    repeats, other = _repeats(function), _repeats(reference)
    pairs = [(_time(function, repeats), _time(reference, other)) for _ in range(rounds)]
    return Measure(
        name=name,
        seconds=median(pair[0] for pair in pairs),
        reference=median(pair[1] for pair in pairs),
        limit=limit,
    )


def measure_function(
    name: str, function: Callable[[], object], *, limit: float, rounds: int = FUNCTION_ROUNDS
) -> Measure:
    """Time one function against a limit in seconds."""
    repeats = _repeats(function)
    seconds = median(_time(function, repeats) for _ in range(rounds))
    return Measure(name=name, seconds=seconds, reference=None, limit=limit)


def _repeats(function: Callable[[], object]) -> int:
    """Give how many calls make a time that the clock can tell; warms the function up as well."""
    function()
    once = _time(function, 1)
    return max(1, round(_LEAST_SECONDS / max(once, 1e-7)))


def _time(function: Callable[[], object], repeats: int) -> float:
    """Give the seconds of one call, the garbage collector held off while the clock runs."""
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        for _ in range(repeats):
            function()
        return (time.perf_counter() - start) / repeats
    finally:
        gc.enable()
