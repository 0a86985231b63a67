"""Many letters judged, by this process or by several, in the order of the files: the result is the same.

Chunks of paths go to the workers, few at a time, so that memory does not follow the number of letters; what comes back
is a `Jugement` per file, the words of a chunk held once (pickle sends a repeated object once). Workers start afresh
(`spawn`): it is the same on every system, and nothing of the caller's memory goes along.
"""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from lls_drafter.audit.model import Grille, Jugement, Origine
from lls_drafter.audit.reading import NonLue, frozen_versions, read_file, unread
from lls_drafter.audit.scoring import Demande, ListsOf, grid_of, judge_letter, series_of, set_aside
from lls_drafter.errors import DraftError, ExportError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.rules.model import Checklist

Progress = Callable[[int], None]
"""Told how many files are done."""

_CHUNK = 100
_AHEAD = 3  # chunks waiting for each worker
FEW = 400
"""Up to so many files one process is quicker: starting another costs as much as judging them."""


@dataclass(frozen=True, slots=True)
class Lot:
    """What a chunk of files gave: a judgement per file, and the grids met."""

    jugements: tuple[Jugement, ...]
    grilles: tuple[Grille, ...]


def judged(
    paths: Iterable[str], demande: Demande, lists_of: ListsOf, *, processes: int, progress: Progress | None = None
) -> Iterator[Lot]:
    """Judge letter files, in their order.

    Args:
        paths: the files.
        demande: what is asked.
        lists_of: gives the check-lists of a letter; a function of a module, so that workers find it by its name.
        processes: how many processes judge.
        progress: told after each chunk how many files are done.

    Raises:
        ExportError: a worker was stopped by the system.
        PackError: a check-list or the letters' template is wrong.
    """
    chunks = _chunks(paths)
    done = 0
    for lot in _serial(chunks, demande, lists_of) if processes == 1 else _shared(chunks, demande, lists_of, processes):
        done += len(lot.jugements)
        if progress is not None:
            progress(done)
        yield lot


@dataclass(frozen=True, slots=True)
class Bench:
    """What judges files one after the other, and what it met on the way.

    Attributes:
        demande: what is asked.
        lists_of: gives the check-lists of a letter; asked once for each template.
        grilles: the grids met, by digest.
        listes: the check-lists met, by template.
    """

    demande: Demande
    lists_of: ListsOf
    grilles: dict[str, Grille] = field(default_factory=dict)
    listes: dict[str, tuple[Checklist, ...]] = field(default_factory=dict)

    def lists(self, lettre: Lettre) -> tuple[Checklist, ...]:
        """Give the check-lists of a letter: its template alone decides."""
        template = lettre.modele.id if lettre.modele else ""
        if template not in self.listes:
            self.listes[template] = self.lists_of(lettre)
        return self.listes[template]


def judge_file(number: int, name: str, bench: Bench) -> Jugement:
    """Judge one file."""
    demande = bench.demande
    path = Path(name)
    if path.suffix == ".xml":
        return _judge_cda(number, path, bench)
    read = read_file(path)
    if isinstance(read, NonLue):
        return Jugement(numero=number, etat=read.etat, raison=read.raison, ligne=read.ligne)
    lettre = read.lettre
    rank = (lettre.version, int(path.suffix == ".yaml"))
    aside = set_aside(lettre, demande)
    if aside is not None:
        return Jugement(
            numero=number,
            etat=aside[0],
            raison=aside[1],
            serie=series_of(lettre),
            document=_document_of(lettre, demande),
            rang_copie=rank,
            converti=read.converti,
        )
    try:
        frozen = frozen_versions(path, lettre)
    except DraftError as error:
        problem = unread(path, error)
        return Jugement(numero=number, etat=problem.etat, raison=f"version figée : {problem.raison}")
    done, grid = judge_letter(lettre, frozen, bench.lists(lettre), demande)
    if grid is not None and grid.empreinte not in bench.grilles:
        bench.grilles[grid.empreinte] = grid_of(grid)
    return replace(done, numero=number, document=_document_of(lettre, demande), rang_copie=rank, converti=read.converti)


def _judge_cda(number: int, path: Path, bench: Bench) -> Jugement:
    """Judge one CDA document."""
    from lls_drafter.audit.cda_reading import judge_document  # noqa: PLC0415 - lxml, for a document only

    try:
        done, grid = judge_document(path, bench.lists(Lettre()), bench.demande)
    except DraftError as error:
        problem = unread(path, error)
        return Jugement(numero=number, etat=problem.etat, origine=Origine.CDA, raison=problem.raison)
    if grid is not None and grid.empreinte not in bench.grilles:
        bench.grilles[grid.empreinte] = grid_of(grid)
    return replace(done, numero=number)


def _document_of(lettre: Lettre, demande: Demande) -> str:
    """Give the number that the CDA documents of a letter are known by, when the run has some."""
    if not demande.documents:
        return ""
    from lls_drafter.audit.cda_reading import document_number  # noqa: PLC0415 - lxml, for a run with documents only

    return document_number(lettre)


def _chunks(paths: Iterable[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give the files by chunks, each with the number of its first file."""
    source = iter(paths)
    first = 1
    while chunk := tuple(islice(source, _CHUNK)):
        yield first, chunk
        first += len(chunk)


def _lot(first: int, chunk: tuple[str, ...], demande: Demande, lists_of: ListsOf) -> Lot:
    """Judge one chunk."""
    bench = Bench(demande, lists_of)
    jugements = tuple(judge_file(number, name, bench) for number, name in enumerate(chunk, first))
    return Lot(jugements, tuple(bench.grilles.values()))


def _serial(chunks: Iterable[tuple[int, tuple[str, ...]]], demande: Demande, lists_of: ListsOf) -> Iterator[Lot]:
    """Judge in this process."""
    for first, chunk in chunks:
        yield _lot(first, chunk, demande, lists_of)


def _shared(
    chunks: Iterator[tuple[int, tuple[str, ...]]], demande: Demande, lists_of: ListsOf, processes: int
) -> Iterator[Lot]:
    """Judge in several processes; what they give comes back in the order of the files."""
    waiting: deque[Future[Lot]] = deque()
    executor = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin)
    try:
        for first, chunk in islice(chunks, processes * _AHEAD):
            waiting.append(executor.submit(_worker_lot, first, chunk, demande, lists_of))
        while waiting:
            lot = waiting.popleft().result()
            for first, chunk in islice(chunks, 1):
                waiting.append(executor.submit(_worker_lot, first, chunk, demande, lists_of))
            yield lot
    except BrokenProcessPool as error:
        raise ExportError(
            "un des processus de calcul a été arrêté par le système", hint="recommencer avec « --processus 1 »"
        ) from error
    finally:
        executor.shutdown(cancel_futures=True)


def _begin() -> None:
    """Start a worker: Ctrl-C is for the program that was typed; garbage is sought between chunks only."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    Thread(target=_leave_with_the_program, daemon=True).start()


def _leave_with_the_program() -> None:
    """End this worker when the program that began it is gone: killed, it tells nobody, and a worker waits for ever."""
    program = parent_process()
    if program is not None:
        program.join()
        os._exit(1)


def _worker_lot(first: int, chunk: tuple[str, ...], demande: Demande, lists_of: ListsOf) -> Lot:
    """Judge one chunk in a worker, then seek its garbage, and set aside what lasts.

    Why: letters make next to no circles, and each search went over the modules and the check-lists again: a sixth of
    the time in all.
    """
    lot = _lot(first, chunk, demande, lists_of)
    gc.collect()
    gc.freeze()
    return lot
