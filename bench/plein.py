"""The full screen: from the start of the process to the first picture, and from a key to its picture.

The first picture is that of `lls ouvrir FICHIER --interface plein` on the longest example, in a terminal of 140 × 40,
against a whole process that only imports what such a program cannot do without. The keys are those of a person at work
on a letter of 40 drugs, with the whole national base when its files are beside this checkout: typing in a text, cells
of the table, answers accepted, drugs added with completion, the menu. `python -m bench.plein` writes the figures.
"""

import asyncio
import fcntl
import gc
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from statistics import median
from typing import Final

from prompt_toolkit.application import AppSession, create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from bench import recherche
from bench.cases import case, lls, python
from bench.harness import Measure, UnavailableError, installed_environment, measure_pairs, run_once
from lls_drafter.session.drugs import DrugDesk
from lls_drafter.session.opening import open_letter
from lls_drafter.session.sources import FixedClock
from lls_drafter.session.work import Work
from lls_drafter.settings import Settings
from lls_drafter.wizard import full
from tests.terminal.screen import key
from tests.wizard.drafts import draft, with_drugs, written

_IMPORTS: Final = "import prompt_toolkit, yaml; from pydantic import BaseModel"
_PAINTED: Final = "enregistré".encode()  # in the status bar
_ROWS, _COLUMNS = 40, 140
_DRUGS: Final = 40
_PATIENCE: Final = 20.0
_BEGINNING: Final = 2.0
_FIRST_GARBAGE: Final = 400_000  # as the product itself sets it
_BETWEEN_KEYS: Final = 0.02
_BETWEEN_WORDS: Final = 0.2  # long enough for what is computed beside to come into the way of the next key
_WORD: Final = 15

_TEXT: Final = (
    "Patiente adressée pour dyspnée aiguë avec orthopnée. À l'examen : crépitants des deux bases, œdèmes des "
    "membres inférieurs, SpO2 88 % en air ambiant. Évolution favorable sous diurétiques intraveineux, oxygène "
    "arrêté au troisième jour, poids de sortie 62,4 kg."
)
_GRID: Final = (*["Bas"] * 25, *["Droite"] * 5, *["Haut"] * 15, *["Gauche"] * 5, *["Bas"] * 10)
_ADDED: Final = ("amlodipine 5 mg : 1 le matin au long cours", "amoxicilline 1 g : 1 matin midi et soir 7 jours")


def _typed(text: str) -> tuple[str, ...]:
    return (*text, key("Entrée"))


def script() -> tuple[str, ...]:
    """Give the keys that are pressed, one by one."""
    return (
        *_typed(":aller synthese_medicale"),
        *_typed(_TEXT),
        *_typed(":aller volet_medicamenteux[b3].devenir"),
        *map(key, _GRID),
        *_typed(":aller motif_hospitalisation"),
        *_typed(" et asthénie"),
        *_typed(" confirmé"),
        *(one for line in _ADDED for one in (*_typed(":aller traitement_nouveau"), *_typed(line))),
        *_typed(":aller etat_sortie"),
        *_typed(", marche seule"),
        key("F6"),
        *map(key, ("Bas",) * 12),
        key("F6"),
        key("F8"),
    )


@case
def full_screen_first_paint() -> Measure:
    """From the start of the process to the status bar on the screen. 2.2 times the imports alone."""
    with tempfile.TemporaryDirectory(prefix="lls-bench-") as name:
        folder = Path(name)
        environment = installed_environment() | _seat(folder)
        command = lls("ouvrir", str(written(folder / "lettre.lls.yaml", draft("a_"))), "--interface", "plein")
        return measure_pairs(
            "full screen painted / prompt_toolkit + yaml + pydantic",
            lambda: seconds_to_paint(command, environment, _PAINTED),
            lambda: run_once(python(_IMPORTS), environment),
            limit=2.2,
        )


def _seat(folder: Path) -> dict[str, str]:
    """Give the places of a seat where nothing is set."""
    names = ("LLS_SITE_PATH", "LLS_USER_PATH", "LLS_CACHE", "LLS_LETTRES", "XDG_STATE_HOME")
    return {name: str(folder / "poste") for name in names} | {
        "LLS_MEDICAMENTS": str(folder / "poste" / "base.sqlite"),
        "TERM": "xterm-256color",
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }


def seconds_to_paint(command: tuple[str, ...], environment: dict[str, str], marker: bytes) -> float:
    """Start a program in a terminal and give the seconds until it has drawn `marker`; it is then interrupted.

    Raises:
        UnavailableError: it never drew it.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
    try:
        start = time.perf_counter()
        with subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
        ) as program:
            os.close(theirs)
            try:
                seen = _read_until(ours, marker)
                seconds = time.perf_counter() - start
                if seen:
                    os.write(ours, key("Ctrl-C").encode())
                    _drain(ours, program)
            finally:
                program.kill()
    finally:
        os.close(ours)
    if not seen:
        raise UnavailableError("the full screen was not painted")
    return seconds


def _read_until(handle: int, marker: bytes) -> bool:
    """Read a terminal until it has shown `marker`; gives whether it has."""
    shown = b""
    while marker not in shown:
        if not select.select([handle], [], [], _PATIENCE)[0]:
            return False
        try:
            shown = shown[-len(marker) :] + os.read(handle, 65_536)
        except OSError:  # the program has ended, and its terminal with it
            return False
    return True


def _drain(handle: int, program: "subprocess.Popen[bytes]") -> None:
    """Let a program end by itself, so that it leaves neither lock nor doubt behind."""
    deadline = time.monotonic() + _PATIENCE
    while program.poll() is None and time.monotonic() < deadline:
        if select.select([handle], [], [], 0.01)[0]:
            with suppress(OSError):  # the program has ended, and its terminal with it
                os.read(handle, 65_536)


@cache
def key_times() -> tuple[float, ...]:
    """Give the seconds from each key of the script to the end of its drawing, in order of length."""
    with tempfile.TemporaryDirectory(prefix="lls-bench-") as name, _work(Path(name)) as work, _patient_collector():
        return tuple(sorted(_times(work)))


@contextmanager
def _work(folder: Path) -> Iterator[Work]:
    """Open a letter of many drugs on a seat that has the national base, if it can be had."""
    path = written(folder / "lettre.lls.yaml", with_drugs(draft("a_"), _DRUGS))
    clock = FixedClock(datetime(2026, 3, 9, 17, tzinfo=UTC))
    with open_letter(path, clock=clock, settings=Settings()) as opened:
        if has_base():
            opened.work.drugs = DrugDesk(recherche.base().index)
        yield opened.work


@cache
def has_base() -> bool:
    """Tell whether the whole national base is searched, else the product's own list."""
    try:
        recherche.base()
    except UnavailableError:
        return False
    return True


@contextmanager
def _patient_collector() -> Iterator[None]:
    """Collect garbage as seldom as the product does."""
    before = gc.get_threshold()
    gc.collect()
    gc.set_threshold(_FIRST_GARBAGE)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Watch:
    """Tells when the keys that were sent are drawn."""

    def __init__(self, session: AppSession) -> None:
        app = session.app
        assert app is not None  # noqa: S101 - it draws already
        self._taken = False
        self._drawn = asyncio.Event()
        app.key_processor.after_key_press += self._take
        app.after_render += self._draw

    def _take(self, _: object) -> None:
        self._taken = True

    def _draw(self, _: object) -> None:
        if self._taken:
            self._drawn.set()

    async def seconds(self, keys: PipeInput, text: str) -> float:
        """Press a key and give the seconds until it is drawn."""
        self._taken = False
        self._drawn.clear()
        start = time.perf_counter()
        keys.send_text(text)
        await asyncio.wait_for(self._drawn.wait(), _PATIENCE)
        return time.perf_counter() - start


def _times(work: Work) -> list[float]:
    """Press the keys of the script in the full screen, drawn to nobody."""
    size = Size(rows=_ROWS, columns=_COLUMNS)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, create_pipe_input() as keys:
        output = Vt100_Output(nowhere, lambda: size, term="xterm-256color", enable_cpr=False)
        with create_app_session(input=keys, output=output) as session:
            return asyncio.run(_pressed(work, session, keys))


async def _pressed(work: Work, session: AppSession, keys: PipeInput) -> list[float]:
    """Press the keys once all that follows the first picture is computed, with the pauses of one who types fast."""
    talking = asyncio.ensure_future(full.talk(work, {}))
    await asyncio.sleep(_BEGINNING)
    watch, times = _Watch(session), []
    for number, one in enumerate(script()):
        times.append(await watch.seconds(keys, one))
        await asyncio.sleep(_BETWEEN_WORDS if number % _WORD == 0 else _BETWEEN_KEYS)
    talking.cancel()
    await asyncio.gather(talking, return_exceptions=True)
    return times


def _searched() -> str:
    return "whole base" if has_base() else "usual drugs only"


@case
def full_screen_key() -> Measure:
    """A key to its picture, letter of 40 drugs. 12 ms."""
    name = f"full screen, a key, {_DRUGS} drugs, {_searched()}"
    return Measure(name=name, seconds=median(key_times()), reference=None, limit=0.012)


@case
def full_screen_slowest_keys() -> Measure:
    """The slowest key in a hundred. 40 ms."""
    times = key_times()
    name = f"full screen, a key, 99th percentile of {len(times)}"
    return Measure(name=name, seconds=times[len(times) * 99 // 100], reference=None, limit=0.040)


def main() -> None:
    """Write the figures of the keys."""
    times = key_times()
    sys.stdout.write(
        f"full screen, {_DRUGS} drugs, {_searched()}: {len(times)} keys, median {median(times) * 1e3:.1f} ms, "
        f"99 % under {times[len(times) * 99 // 100] * 1e3:.1f} ms, longest {times[-1] * 1e3:.1f} ms\n"
    )


if __name__ == "__main__":
    main()
