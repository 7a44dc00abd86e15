"""One SQLite connection on a thread of its own; every read and every write goes through here."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from typing import Self, TypeVar

from sqlite_utils import Database

from storage import transactions
from storage.opening import connect
from storage.trouble import told

T = TypeVar("T")


class Connection:
    """Runs functions of the database on the one thread that owns it.

    The thread is a pool of its own, because the engine takes over the loop's default executor. A
    function always runs to its end: cancelling the `await` either keeps it from starting or
    leaves it to commit, so there is never half a transaction. It is bound to no event loop.
    """

    def __init__(self, pool: Executor, database: Database) -> None:
        self._pool = pool
        self._database = database
        self._closed = False

    @classmethod
    async def open(cls, path: str, how: Callable[[str], Database] = connect) -> Self:
        """Open or create the file and bring its tables up to date; raises `ConfigurationError`.

        `how` does it, and may do less.
        """
        pool = ThreadPoolExecutor(1, thread_name_prefix="storage")
        try:
            database = await asyncio.get_running_loop().run_in_executor(pool, how, path)
        except BaseException:
            pool.shutdown(wait=False)
            raise
        return cls(pool, database)

    async def read(self, ask: Callable[[Database], T]) -> T:
        """Run `ask` on one snapshot of the database; raises `StorageTrouble`."""
        return await self._run(partial(transactions.read, self._database, ask))

    async def write(self, change: Callable[[Database], T], *, durable: bool = False) -> T:
        """Run `change` in one write transaction; whatever it raises undoes it. Raises `StorageTrouble`.

        A commit outlives this process at once; a `durable` one outlives a power cut too.
        """
        how = transactions.write_through if durable else transactions.write
        return await self._run(partial(how, self._database, change))

    async def close(self) -> None:
        """Finish what is under way, then close the file; again does nothing."""
        if self._closed:
            return
        self._closed = True
        await self._run(self._database.close)
        self._pool.shutdown(wait=False)

    async def _run(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        except sqlite3.Error as error:
            raise told(error) from error
