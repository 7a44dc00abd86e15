"""One at a time within this process."""

import asyncio
from weakref import WeakValueDictionary


class Turns:
    """A lock for each name of a team; it lives as long as somebody holds or waits for it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    def of(self, team: str, name: str) -> asyncio.Lock:
        """The lock, to be held with `async with`."""
        return self._locks.setdefault((team, name), asyncio.Lock())
