"""The bench measures what it says it measures."""

import sys
import time

import pytest

from bench.cases import CASES, Outcome, case, outcome
from bench.harness import Measure, UnavailableError, measure_function, measure_functions, measure_processes
from bench.table import table


def _busy(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def test_ratio_compares_two_functions() -> None:
    """Four times the work is told apart from once the work, whatever the machine."""
    measure = measure_functions("work", lambda: _busy(0.004), lambda: _busy(0.001), limit=10, rounds=5)

    assert measure.ratio == pytest.approx(4, rel=0.5)
    assert measure.within


def test_limit_in_seconds_is_judged() -> None:
    """A function slower than its limit is over it."""
    measure = measure_function("slow", lambda: _busy(0.002), limit=0.001, rounds=3)

    assert not measure.within


def test_processes_are_compared() -> None:
    """A program that waits takes longer than one that does nothing."""
    measure = measure_processes(
        "wait",
        (sys.executable, "-S", "-c", "import time; time.sleep(0.3)"),
        (sys.executable, "-S", "-c", "pass"),
        limit=1,
        rounds=2,
    )

    assert measure.ratio is not None
    assert measure.ratio > 1
    assert not measure.within


def test_failing_program_is_not_a_measure() -> None:
    """A command that fails quickly must never look fast."""
    with pytest.raises(UnavailableError, match="exit code 3"):
        measure_processes("fails", (sys.executable, "-c", "raise SystemExit(3)"), (sys.executable, "-V"), limit=1)


def test_unmeasured_case_keeps_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be measured is said in the table, with the reason."""

    def nothing_here() -> Measure:
        raise UnavailableError("no letter here")

    monkeypatch.setitem(CASES, "nothing_here", nothing_here)
    lines = list(table([outcome("nothing_here")]))

    assert "not measured: no letter here" in lines[-1]


def test_table_shows_ratio_limit_and_verdict() -> None:
    """A line gives both times, their ratio, its limit, and whether it is kept."""
    kept = Outcome("kept", Measure(name="kept", seconds=0.030, reference=0.020, limit=2.0))
    over = Outcome("over", Measure(name="over", seconds=0.5, reference=None, limit=0.001))

    machine, _, _, first, second = table([kept, over])

    assert "Python" in machine
    assert ["kept", "30.0", "ms", "20.0", "ms", "1.50×", "2.0×", "ok"] == first.split()
    assert "OVER" in second


def test_case_registers_under_its_name() -> None:
    """A decorated function is found by its name; nothing else has to be written."""

    def sample() -> Measure:
        return Measure(name="sample", seconds=1, reference=None, limit=2)

    case(sample)
    try:
        assert "sample" == outcome("sample").name
    finally:
        del CASES["sample"]
