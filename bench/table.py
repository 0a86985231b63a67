"""The table of `make bench`: one machine line, one line per case."""

import os
import platform
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.cases import Outcome


def machine_line() -> str:
    """Say on what the figures were obtained: processor, cores, system, Python."""
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _duration(seconds: float) -> str:
    """Give a time in the unit that reads best."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f} µs"


def _row(one: Outcome) -> tuple[str, str, str, str, str, str]:
    if one.measure is None:
        return (one.name, "–", "–", "–", "–", f"not measured: {one.reason}")
    measure = one.measure
    reference = "–" if measure.reference is None else _duration(measure.reference)
    ratio = "–" if measure.ratio is None else f"{measure.ratio:.2f}×"
    limit = _duration(measure.limit) if measure.ratio is None else f"{measure.limit:.1f}×"
    return (measure.name, _duration(measure.seconds), reference, ratio, limit, "ok" if measure.within else "OVER")


def table(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Give the lines of the table, columns aligned, headed by the machine's line."""
    rows = [("case", "median", "reference", "ratio", "limit", ""), *map(_row, outcomes)]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    yield machine_line()
    yield ""
    for row in rows:
        numbers = (cell.rjust(width) for cell, width in zip(row[1:5], widths[1:], strict=True))
        yield "  ".join([row[0].ljust(widths[0]), *numbers, row[5]]).rstrip()
