"""The front end `plein`: the whole letter on one screen. Panes draw, keys dispatch, a conversation decides."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lls_drafter.wizard.ports import WizardPort

_GARBAGE = 5_000
"""Objects made before Python looks for garbage. Why: a drawing leaves 10,000 that hold one another; collected by
400,000, as suits a short command, they stop the typing for a quarter of a second."""


def run(port: WizardPort, environ: Mapping[str, str], notes: Sequence[str] = ()) -> None:
    """Talk a letter through on the whole terminal, until the person leaves.

    Raises:
        WizardInterrupted: Ctrl-C; the letter is saved.
        DraftError: the letter could not be saved when leaving.
        UsageError: the keys of the settings cannot be bound.
    """
    asyncio.run(talk(port, environ, notes))


async def talk(port: WizardPort, environ: Mapping[str, str], notes: Sequence[str] = ()) -> None:
    """Talk a letter through in the current prompt_toolkit session; see `run`."""
    from lls_drafter.wizard.full.shell import Full  # noqa: PLC0415 - the board needs no letter's screen

    before = gc.get_threshold()
    gc.set_threshold(_GARBAGE)
    try:
        await Full(port, environ, notes).run()
    finally:
        gc.set_threshold(*before)
