"""Change, and those who wait for it."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Watched:
    """Counts its changes in `version` and wakes whoever waits for the next one."""

    def __init__(self) -> None:
        self.version = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def changed(self) -> None:
        self.version += 1
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    async def after(self, version: int) -> int:
        """The version, as soon as it is another than the given one."""
        if self.version == version:
            waiter = asyncio.get_running_loop().create_future()
            self._waiting.add(waiter)
            try:
                await waiter
            finally:
                self._waiting.discard(waiter)
        return self.version

    async def until(self, predicate: Callable[[], T], within: float = 3.0) -> T:
        """What the predicate returns, as soon as that is true; asked again after every change.

        Raises:
            TimeoutError: it was not true within so many seconds.
        """
        async with asyncio.timeout(within):
            version = self.version
            while not (found := predicate()):
                version = await self.after(version)
            return found
