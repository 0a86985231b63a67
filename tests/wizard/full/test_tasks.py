"""Works beside a screen: their bugs are told, and none outlives the screen."""

import asyncio
from collections.abc import Awaitable, Callable

from lls_drafter.wizard.full.tasks import Tasks


def told_by(play: Callable[[Tasks], Awaitable[None]]) -> list[str]:
    """Give the names of the errors told while a scene is played."""
    told: list[str] = []

    async def scene() -> None:
        await play(Tasks(lambda error: told.append(type(error).__name__)))

    asyncio.run(scene())
    return told


async def broken() -> None:
    """Fail."""
    raise LookupError


async def endless() -> None:
    """Go on until it is given up."""
    await asyncio.Event().wait()


def test_bug_of_a_work_is_told() -> None:
    """A work that fails is told once; the one beside it goes on."""

    async def play(tasks: Tasks) -> None:
        other = tasks.start(endless())
        await asyncio.wait({tasks.start(broken())})

        assert not other.done()
        await tasks.stop()

    assert ["LookupError"] == told_by(play)


def test_works_given_up_are_over_and_no_error() -> None:
    """After a stop nothing runs any more, and nothing is told."""
    started: list[asyncio.Task[None]] = []

    async def play(tasks: Tasks) -> None:
        started.extend((tasks.start(endless()), tasks.start(endless())))
        await asyncio.sleep(0)
        await tasks.stop()

    assert [] == told_by(play)
    assert [True, True] == [task.cancelled() for task in started]
