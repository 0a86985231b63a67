"""Several processes that judge: none of them outlives the program that began it."""

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from tests.audit.letters import filled, letter

SCRIPT = """
import multiprocessing, sys
from datetime import date
from lls_drafter.audit.pool import judged
from lls_drafter.audit.scoring import Demande
from lls_drafter.session.evaluate import letter_checklists

if __name__ == "__main__":
    lots = judged(sys.argv[1:], Demande(today=date(2026, 4, 1)), letter_checklists, processes=2)
    next(lots)
    print(*(one.pid for one in multiprocessing.active_children()), flush=True)
    sys.stdin.read()
"""
PATIENCE = 20  # seconds


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="this system does not tell the end of another's process")
def test_workers_end_with_a_program_that_is_killed(tmp_path: Path) -> None:
    """Killed, the program leaves no worker behind that holds the seat's memory."""
    (tmp_path / "judge.py").write_text(SCRIPT, "utf-8")
    folder = filled(tmp_path / "l", [letter(1)])
    with subprocess.Popen(
        [sys.executable, str(tmp_path / "judge.py"), str(folder / "001.json")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as program:
        assert program.stdout is not None
        workers = [os.pidfd_open(int(one)) for one in program.stdout.readline().split()]
        program.kill()
    left = set(workers)
    while left and (gone := select.select(list(left), [], [], PATIENCE)[0]):
        left -= set(gone)
    for one in workers:
        os.close(one)

    assert (True, set()) == (bool(workers), left)
