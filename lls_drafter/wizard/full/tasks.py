"""Works beside a screen, in the thread of its loop: begun, given up, and none of their bugs lost."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class Tasks:
    """The works under way."""

    def __init__(self, failed: Callable[[BaseException], None]) -> None:
        """Begin with none; `failed` is told of the error that ended a work, never of one that was given up."""
        self._failed = failed
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Begin a work; to be called in the loop's own thread."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._done)
        return task

    def cancel(self) -> None:
        """Give up all works, without waiting for their end."""
        for task in self._running:
            task.cancel()

    async def stop(self) -> None:
        """Give up all works, and wait for their end."""
        self.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _done(self, task: asyncio.Task[None]) -> None:
        """Take note of the end of a work."""
        self._running.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._failed(error)
