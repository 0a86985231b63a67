"""Random lines given to the grammar: short in `make test`, long in `make soak`, with the slowest line."""

import random
import time
from collections.abc import Callable

import pytest

from lls_drafter.medication.line import read_line, read_posology
from lls_drafter.medication.posology import say
from tests.medication.corpus import read_corpus
from tests.medication.test_invariants import USUAL, WORDS, check_whole
from tests.tools import FIGURE, rounds

pytestmark = pytest.mark.soak

Record = Callable[[str, object], None]
_SLOW = 0.05  # seconds of this process, whatever else the machine does


def spoiled(chance: random.Random, lines: list[str]) -> str:
    """Give a line of the corpus with faults, or words drawn at random, glued here and there."""
    if chance.random() < 0.5:
        text = list(chance.choice(lines))
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(text) + 1)
            if chance.random() < 0.5 and at < len(text):
                text[at] = ""
            else:
                text.insert(at, chance.choice("0123456789/-., xjhéµ½\t()+"))
        return "".join(text)
    words = [chance.choice(USUAL if chance.random() < 0.75 else WORDS) for _ in range(chance.randint(1, 40))]
    return chance.choice((" ", "", "  ")).join(words) if chance.random() < 0.1 else " ".join(words)


def test_random_lines_are_read_whole_and_fast(record_property: Record) -> None:
    """No line is lost, none takes a twentieth of a second twice, and what was read is said as it was read."""
    chance = random.Random(20261122)  # noqa: S311 - fuzzing, the same each time
    lines = [one.ligne.texte for one in read_corpus()]
    count, slowest, unfaithful = rounds(2_000, 200_000), 0.0, []
    for _ in range(count):
        text = spoiled(chance, lines)
        begun = time.perf_counter()
        line = read_line(text)
        spent = time.perf_counter() - begun
        if spent > _SLOW:  # once may be the machine
            begun = time.process_time()
            read_line(text)
            spent = min(spent, time.process_time() - begun)
        slowest = max(slowest, spent)
        check_whole(line)
        if line.posologie is not None and read_posology(say(line.posologie)).posologie != line.posologie:
            unfaithful.append(text)

    record_property(FIGURE, f"{count} random lines, slowest {slowest * 1000:.1f} ms, {len(unfaithful)} unfaithful")
    assert slowest < _SLOW
    assert [] == unfaithful
