"""Listeners under way: closing waits for them, as they use what is closed after them."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

Listener = Callable[..., Awaitable[None]]

#: Seconds that listeners get to end by themselves when Galley closes.
GRACE = 3.0


class Underway:
    """Knows the tasks that run listeners; Bolt keeps no track of them."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def noted(self, listener: Listener) -> Listener:
        """The same listener, known while it runs and while Bolt tells of its error."""

        @wraps(listener)  # Bolt reads a listener's parameters through it
        async def run(*args: Any, **kwargs: Any) -> None:
            if task := asyncio.current_task():
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            await listener(*args, **kwargs)

        return run

    async def end(self, grace: float = GRACE) -> None:
        """Let listeners end, `grace` seconds at most; stop the others."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=grace)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
