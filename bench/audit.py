"""`lls audit` on many letters: how many a second, from JSON and from YAML, and what memory follows their number.

`python -m bench.audit` judges 2,000 then 20,000 letters, by two processes, and prints the rates and the memory; the
rate by processor time is what two cores that nobody else uses would give.
"""

import functools
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Final, Literal

from bench.cases import case, example_letters
from bench.harness import Measure, measure_function

Form = Literal["json", "yaml"]
_LEAVING: Final = date(2026, 3, 9)
_TODAY: Final = date(2027, 1, 4)
_PROCESSES: Final = 2
_BARS: Final[dict[Form, int]] = {"json": 1500, "yaml": 500}
"""Letters a second on two free cores."""


def write_letters(folder: Path, count: int, form: Form) -> None:
    """Write letters made of the examples in turn, each with ids and a unit of its own."""
    from lls_drafter.letter.lettre import Identifiant  # lazy: `python -m bench --list` needs no library
    from lls_drafter.letter_files.codec import read_letter, write_json, write_letter  # lazy: see above

    texts = []
    for path in example_letters():
        lettre = read_letter(path.read_bytes(), name=path.name).lettre
        marked = lettre.replace(identifiant=Identifiant(lettre="SERIE-000000.v1", serie="SERIE-000000"))
        texts.append(write_json(marked) if form == "json" else write_letter(marked))
    for number in range(count):
        place = folder / f"{number % 20:02d}"
        place.mkdir(exist_ok=True)
        text = texts[number % len(texts)].replace("SERIE-000000", f"SERIE-{number:06d}")
        (place / f"lettre-{number:06d}{'.json' if form == 'json' else '.lls.yaml'}").write_text(text, "utf-8")


@contextmanager
def letters(count: int, form: Form) -> Iterator[Path]:
    """Give a folder of letters, taken away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="lls-bench-"))
    try:
        write_letters(folder, count, form)
        yield folder
    finally:
        shutil.rmtree(folder)


def run_audit(folder: Path, processes: int = _PROCESSES) -> int:
    """Audit a folder; gives how many letters were judged."""
    from lls_drafter.audit.folder import list_sources  # lazy: see above
    from lls_drafter.audit.run import Requete, audit  # lazy: see above
    from lls_drafter.audit.scoring import Demande  # lazy: see above
    from lls_drafter.session.evaluate import letter_checklists  # lazy: see above

    paths = list_sources((folder,)).lettres
    asked = Demande(today=_TODAY, depuis=_LEAVING - timedelta(days=3650), fictives=True)
    request = Requete(demande=asked, processes=processes)
    return audit(paths, request, functools.partial(letter_checklists, extra=())).jugees


def _rate(count: int, form: Form) -> Measure:
    """Time an audit, workers' start included, against the bar."""
    with letters(count, form) as folder:
        name = f"audit of {count} letters from {form.upper()}, {_PROCESSES} processes"
        return measure_function(name, lambda: run_audit(folder), limit=count / _BARS[form], rounds=3)


@case
def audit_from_json() -> Measure:
    """4,000 letters from JSON: 1,500 a second."""
    return _rate(4_000, "json")


@case
def audit_from_yaml() -> Measure:
    """2,000 letters from YAML: 500 a second."""
    return _rate(2_000, "yaml")


def main() -> None:
    """Print the rate and the memory of each size and form."""
    for form in _BARS:
        for count in (2_000, 20_000):
            with letters(count, form) as folder:
                start, worked = time.perf_counter(), _worked()
                judged = run_audit(folder)
                seconds, worked = time.perf_counter() - start, _worked() - worked
            print(
                f"{form} {count:>6} letters, {judged} judged: {seconds:6.2f} s, {count / seconds:6.0f}/s,"
                f" {_PROCESSES * count / worked:6.0f}/s by processor time,"
                f" {_held(resource.RUSAGE_SELF):.0f} MB here, {_held(resource.RUSAGE_CHILDREN):.0f} MB in a worker"
            )


def _worked() -> float:
    """Give the seconds of processor used so far, here and in the workers that ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _held(who: int) -> float:
    """Give the most memory ever held, in MB."""
    return resource.getrusage(who).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
