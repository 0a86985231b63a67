"""The search of drugs on the whole national base, key after key and with typing errors: `python -m bench.recherche`.

The base is indexed from the published files kept beside this checkout (`../shared/data/bdpm`). Names are those of
marketed drugs, chosen by a fixed seed; each is misspelt in one word: one fault in up to five letters, one or two in
longer ones. A misspelling is found when one of the first ten answers has the substance or the brand that was meant.
The same misspellings are given to two scans of every denomination by rapidfuzz, in the same run.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Final

from bench.cases import ROOT, case
from bench.harness import Measure, UnavailableError
from lls_drafter.letter.text import fold
from lls_drafter.reference.bdpm import NationalBase, read_national_base
from lls_drafter.reference.index import DrugIndex, write_index
from lls_drafter.reference.model import Fiche

_FILES: Final = ROOT.parent / "shared" / "data" / "bdpm"
_SEED: Final = 20261122
_NAMES: Final = 300
_ANSWERS: Final = 10
_LONGEST: Final = 40  # letters of a name that somebody would type
_SHORT: Final = 5  # letters of a word with one fault only
_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz"
# What the first search of a program costs, and what it holds: in a process of its own.
_COLD: Final = """
import json, sys, time
def held():
    return int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
bare = held()
start = time.perf_counter()
from pathlib import Path
from lls_drafter.reference.index import DrugIndex
index = DrugIndex.open(Path(sys.argv[1]))
index.search("amlo")
first = time.perf_counter() - start
for query in json.load(sys.stdin):
    index.search(query)
print(json.dumps([first, (held() - bare) / 1024]))
"""


@dataclass(frozen=True, slots=True)
class Base:
    """The national base, read and indexed; `secondes`: reading, then indexing."""

    nationale: NationalBase
    index: DrugIndex
    fichier: Path
    secondes: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A name as it should be, and as it was typed."""

    nom: str
    tape: str


@cache
def base() -> Base:
    """Index the national base once for all the cases.

    Raises:
        UnavailableError: its files are not beside this checkout.
    """
    if not _FILES.is_dir():
        raise UnavailableError("the files of the national base are not in ../shared/data/bdpm")
    start = time.perf_counter()
    read = read_national_base({path.name: path.read_bytes() for path in _FILES.glob("*.txt")})
    middle = time.perf_counter()
    held = tempfile.TemporaryDirectory(prefix="lls-bench-")
    _HELD.append(held)
    path = Path(held.name) / "base.sqlite"
    write_index(path, read.fiches, read.meta)
    return Base(read, DrugIndex.open(path), path, (middle - start, time.perf_counter() - middle))


_HELD: Final[list[tempfile.TemporaryDirectory[str]]] = []  # removed when the program ends


def _names_of(fiche: Fiche) -> frozenset[str]:
    """Give the names that a speciality goes by, folded."""
    return frozenset(fold(name) for name in (*fiche.dci, "/".join(fiche.dci), fiche.marque or "") if name)


@cache
def names() -> tuple[str, ...]:
    """Give the substances and brands of the marketed drugs that somebody would type, folded."""
    sold = [one for one in base().nationale.fiches if one.commercialise and one.autorise and not one.homeopathie]
    found = {name for one in sold if len(one.dci) <= 3 for name in _names_of(one)}
    return tuple(sorted(name for name in found if len(name) <= _LONGEST and any(map(_can_be_misspelt, name.split()))))


def _can_be_misspelt(word: str) -> bool:
    return len(word) > 3 and word.isalpha()


@cache
def keystrokes() -> tuple[str, ...]:
    """Give the beginnings of names, as they are typed letter by letter."""
    chosen = random.Random(_SEED).sample(names(), _NAMES)  # noqa: S311 - a fixed sample
    return tuple(name[:length] for name in chosen for length in range(1, len(name) + 1))


@cache
def misspellings() -> tuple[Misspelt, ...]:
    """Give misspelt names, the same at each run."""
    chance = random.Random(_SEED)  # noqa: S311 - a fixed sample
    found = []
    for name in chance.sample(names(), _NAMES):
        words = name.split(" ")
        place = chance.choice([place for place, word in enumerate(words) if _can_be_misspelt(word)])
        faults = 1 if len(words[place]) <= _SHORT else chance.choice((1, 2))
        right = words[place]
        while words[place] == right:
            words[place] = _misspelt(right, faults, chance)
        found.append(Misspelt(name, " ".join(words)))
    return tuple(found)


def _misspelt(word: str, faults: int, chance: random.Random) -> str:
    for _ in range(faults):
        place = chance.randrange(len(word) - 1)
        letter = chance.choice(_ALPHABET)
        word = chance.choice(
            (
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
                word[:place] + letter + word[place:],
                word[:place] + word[place + 1 :],
            )
        )
    return word


def _durations(search: Callable[[str], object], queries: Sequence[str]) -> list[float]:
    """Give the time of each query, in order of length of time, after one unmeasured round of a few."""
    for query in queries[:20]:
        search(query)
    found = []
    for query in queries:
        start = time.perf_counter()
        search(query)
        found.append(time.perf_counter() - start)
    return sorted(found)


@cache
def _key_times() -> tuple[float, ...]:
    return tuple(_durations(base().index.search, keystrokes()))


@case
def search_keystroke() -> Measure:
    """A key of a name typed letter by letter. 0.5 ms."""
    return Measure(name="drug search, a key, median", seconds=median(_key_times()), reference=None, limit=0.0005)


@case
def search_slowest_keystrokes() -> Measure:
    """The slowest key in a hundred. 3 ms."""
    slow = _key_times()[len(_key_times()) * 99 // 100]
    return Measure(name="drug search, a key, 99th percentile", seconds=slow, reference=None, limit=0.003)


@case
def search_with_typing_errors() -> Measure:
    """A misspelt name. 2 ms."""
    times = _durations(base().index.search, [one.tape for one in misspellings()])
    return Measure(name="drug search, a misspelt name, median", seconds=median(times), reference=None, limit=0.002)


def recall(search: Callable[[str], Sequence[Fiche]]) -> float:
    """Give the part of the misspelt names that a search finds again."""
    found = sum(any(one.nom in _names_of(fiche) for fiche in search(one.tape)) for one in misspellings())
    return found / len(misspellings())


def scans() -> Iterator[tuple[str, Callable[[str], Sequence[Fiche]]]]:
    """Give the two scans that the search is compared with, over every denomination.

    Raises:
        UnavailableError: rapidfuzz is not installed.
    """
    try:
        from rapidfuzz import fuzz, process
    except ImportError as err:
        raise UnavailableError("rapidfuzz is not installed") from err
    fiches = base().nationale.fiches
    labels = [fold(one.libelle) for one in fiches]
    for name, scorer in (("rapidfuzz WRatio", fuzz.WRatio), ("rapidfuzz partial_ratio", fuzz.partial_ratio)):

        def scan(query: str, scorer: Callable[..., float] = scorer) -> list[Fiche]:
            return [fiches[place] for _, _, place in process.extract(query, labels, scorer=scorer, limit=_ANSWERS)]

        yield name, scan


def cold() -> tuple[float, float]:
    """Give the seconds to the first answer of a fresh process, imports included, and the MB that searching adds."""
    queries = json.dumps([*keystrokes(), *(one.tape for one in misspellings())])
    command = (sys.executable, "-c", _COLD, str(base().fichier))
    done = subprocess.run(command, input=queries, capture_output=True, text=True, check=True, cwd=ROOT)
    first, memory = json.loads(done.stdout)
    return first, memory


def main() -> None:
    """Write the table."""
    try:
        national = base()
    except UnavailableError as err:
        sys.stdout.write(f"drug search: not measured: {err}\n")
        return
    queries = [one.tape for one in misspellings()]
    keys = _key_times()
    reading, indexing = national.secondes
    first, memory = cold()
    size = national.fichier.stat().st_size / 1e6
    sys.stdout.write(
        f"drug search on {national.nationale.meta.specialites} specialities: {len(keys)} keys of {_NAMES} names, "
        f"median {median(keys) * 1e3:.2f} ms, 99 % under {keys[len(keys) * 99 // 100] * 1e3:.2f} ms, "
        f"longest {keys[-1] * 1e3:.2f} ms\n"
        f"index {size:.1f} MB, made in {indexing:.1f} s after {reading:.1f} s of reading; first answer of a fresh "
        f"process {first * 1e3:.0f} ms; searching adds {memory:.1f} MB\n\n"
        f"{'misspelt names, first 10 answers':<34} {'median':>10} {'99 %':>10} {'found':>8}\n"
    )
    searches: list[tuple[str, Callable[[str], Sequence[Fiche]]]] = [("lls", national.index.search)]
    try:
        searches += scans()
    except UnavailableError as err:
        sys.stdout.write(f"{err}\n")
    for name, search in searches:
        times = _durations(search, queries)
        slow = times[len(times) * 99 // 100]
        sys.stdout.write(
            f"{name:<34} {median(times) * 1e3:>7.2f} ms {slow * 1e3:>7.2f} ms {recall(search) * 100:>6.1f} %\n"
        )


if __name__ == "__main__":
    main()
