"""A process's place on its database: the only one on an SQLite file, one of many on PostgreSQL."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Protocol

from bot.domain.errors import ConfigurationError
from bot.jobs.database import SQLITE, engine_url
from bot.jobs.slots import TakeOver, executor_id, seated, slots_taken

Hear = Callable[[str], None]


class Seat(Protocol):
    """What the engine needs of it."""

    @property
    def executor_id(self) -> str:
        """The engine's name for this process, under which its unfinished workflows are found again."""
        ...

    @property
    def lost(self) -> asyncio.Event:
        """Set when others have taken over what this process was doing, so that it must stop."""
        ...

    def tell(self, news: str) -> Coroutine[None, None, None]:
        """Let every process hear something, this one included."""
        ...

    def keep(self, take_over: TakeOver, /) -> Coroutine[None, None, None]:
        """Hold the place, and take over what dead processes left, until cancelled."""
        ...

    def turn(self) -> AbstractAsyncContextManager[bool]:
        """Whether this process is the one that does, inside the block, what one of all should do."""
        ...


class OnlySeat:
    """The place of a process that has its database to itself."""

    executor_id = executor_id(0)

    def __init__(self, hear: Hear) -> None:
        self._hear = hear
        self.lost = asyncio.Event()

    async def tell(self, news: str) -> None:
        self._hear(news)

    async def keep(self, _: TakeOver) -> None:
        return

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[bool]:
        yield True


@asynccontextmanager
async def seat(database_url: str, hear: Hear) -> AsyncIterator[Seat]:
    """Take a place; `hear` gets what is told to all. Raises `ConfigurationError` when there is none."""
    url = engine_url(database_url)
    if url.startswith(SQLITE):
        with _to_itself(url.removeprefix(SQLITE)):
            yield OnlySeat(hear)
    else:
        async with seated(url, hear) as slot:
            yield slot


@asynccontextmanager
async def kept_to_itself(database_url: str) -> AsyncIterator[None]:
    """Keep the engine off a database while something else is done to it.

    Raises `ConfigurationError` when a Galley runs on it. On PostgreSQL one may still start meanwhile.
    """
    url = engine_url(database_url)
    if url.startswith(SQLITE):
        with _to_itself(url.removeprefix(SQLITE)):
            yield
        return
    if await slots_taken(url):
        raise ConfigurationError("A Galley runs on that database: stop all of them first.")
    yield


@contextmanager
def _to_itself(path: str) -> Iterator[None]:
    """Keep a second process off an SQLite file: both would take up the same runs.

    The lock is an open transaction on a file beside it, which the system ends with the process.
    """
    try:
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode = WAL")
        lock = sqlite3.connect(f"{path}.lock", timeout=0, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        message = f"{path} is in use by another Galley, or cannot be written ({error})."
        raise ConfigurationError(message) from error
    with closing(lock):
        yield


async def taken(database_url: str) -> int:
    """How many processes have a place now; looking keeps nobody from taking one.

    Raises `ConfigurationError`, also when PostgreSQL does not answer.
    """
    url = engine_url(database_url)
    return int(_is_taken(url.removeprefix(SQLITE))) if url.startswith(SQLITE) else await slots_taken(url)


def _is_taken(path: str) -> bool:
    lock = Path(f"{path}.lock").absolute()
    if not lock.exists():
        return False
    with closing(sqlite3.connect(f"{lock.as_uri()}?mode=ro", uri=True, timeout=0)) as beside:
        try:
            beside.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            return error.sqlite_errorcode == sqlite3.SQLITE_BUSY
    return False
