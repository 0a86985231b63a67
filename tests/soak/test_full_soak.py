"""Eight hours at the full screen, simulated: keys of all kinds in a real session, and the memory that they leave."""

import asyncio
import gc
import os
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lls_drafter.letter_files.codec import read_letter
from lls_drafter.session.opening import open_letter
from lls_drafter.session.sources import FixedClock
from lls_drafter.session.work import Work
from lls_drafter.settings import Settings
from tests.terminal.screen import key, pasted
from tests.tools import FIGURE, rounds, unavailable
from tests.wizard.drafts import draft, written
from tests.wizard.drawn import Hand, drawing

pytestmark = [pytest.mark.soak, pytest.mark.slow]

_MOST = 10.0  # MB
_STATM = Path("/proc/self/statm")
_TEXTS = ("motif_hospitalisation", "conclusion", "etat_sortie", "synthese_medicale")
_CELLS = ("volet_medicamenteux[a1].devenir", "volet_medicamenteux[a3].devenir")
_WORDS = ("dyspnée ", "oedème ", "BPCO ", "furosémide ", "stable, ", "63 kg ", "1 cp x2/j ", "à revoir ")


def held() -> float:
    """Give the memory that this process holds, in MB, nothing left to collect."""
    gc.collect()
    return int(_STATM.read_text("utf-8").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _command(words: str) -> tuple[str, ...]:
    """Give the keys of a command, from wherever one is."""
    return (key("F9"), *words, key("Entrée"))


def _gesture(chance: random.Random) -> tuple[str, ...]:
    """Give the keys of one thing that a person does; afterwards no list is open over the screen."""
    question = chance.choice(_TEXTS)
    words = tuple("".join(chance.choices(_WORDS, k=chance.randint(1, 6))))
    keys: tuple[str, ...]
    match chance.randrange(7):
        case 0:  # an answer, or what stood is left
            keys = (*_command(f"aller {question}"), *_command("effacer"), *words, key("Entrée"))
        case 1:
            lines = "\n".join(f"- {'BU négative ' * 4}" for _ in range(chance.randint(1, 8)))
            keys = (*_command(f"aller {question}"), *_command("effacer"), pasted(lines), key("Entrée"))
        case 2:
            arrows = chance.choices(("Haut", "Bas", "Gauche", "Droite"), k=12)
            keys = (*_command(f"aller {chance.choice(_CELLS)}"), *map(key, arrows))
        case 3:
            keys = (key("Ctrl-_"),) * chance.randint(1, 4) + (key("Alt-_"),) * chance.randint(0, 3)
        case 4:
            keys = (*_command(f"aller {question}"), *words, *(key("Retour"),) * len(words))
        case 5:
            keys = (key("F6"), *map(key, ("Bas",) * 6), key("F6"), key("F5"), *map(key, ("Bas",) * 4), key("F5"))
        case _:
            keys = (key("F8"), key("Maj-F8"), key("Ctrl-N"), key("Maj-Tab"))
    return keys


def _keys(chance: random.Random) -> Iterator[str]:
    """Give keys without end."""
    while True:
        yield from _gesture(chance)


async def _work_at(work: Work, count: int) -> tuple[float, float]:
    """Press as many keys; gives the memory held once all is warm, and at the end."""
    keys = _keys(random.Random(23))  # noqa: S311 - the same each time
    warm = 0.0
    async with drawing(work, columns=100, rows=30) as hand:
        await _pressed(hand, keys, count // 2 if count < 10_000 else count // 10)
        warm = held()
        await _pressed(hand, keys, count)
    return warm, held()


async def _pressed(hand: Hand, keys: Iterator[str], count: int) -> None:
    """Press keys one by one, each drawn before the next."""
    for _ in range(count):
        await hand.carry_out(next(keys))
        hand.check()


@pytest.mark.timeout(0)
def test_eight_hours_at_the_full_screen_keep_their_memory(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """A working day of keys leaves no memory behind, and a letter that opens again."""
    if not _STATM.exists():
        unavailable("this system does not tell how much memory a process holds")
    count = rounds(2_000, 100_000)
    path = written(tmp_path / "lettre.lls.yaml", draft("a_"))
    clock = FixedClock(datetime(2026, 3, 9, 17, tzinfo=UTC))
    with open_letter(path, clock=clock, settings=Settings()) as opened:
        warm, end = asyncio.run(_work_at(opened.work, count))

    done = len(opened.work.gestes)
    record_property(
        FIGURE, f"{count} keys, {done} gestures kept, {warm:.1f} MB once warm, {end - warm:+.1f} MB afterwards"
    )
    assert done >= min(count // 100, 500)
    assert end - warm <= _MOST
    assert read_letter(path.read_text("utf-8"), name="lettre").lettre.volet_medicamenteux
