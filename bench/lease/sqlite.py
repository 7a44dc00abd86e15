"""The tables on SQLite: one thread owns the connection, and all that waits goes into one transaction."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from bench.lease.table import TABLES

Rows = Sequence[tuple[Any, ...]]


@dataclass(frozen=True)
class Asked:
    """A statement, and who waits for its rows."""

    statement: str
    values: dict[str, Any]
    rows: "asyncio.Future[Rows]"


class SqliteTable:
    """`bench.lease.table.Table` on a file. A transaction costs a disk write, however many share it."""

    shared = False
    locked = ""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._queue: SimpleQueue[Asked | None] = SimpleQueue()

    async def run(self, statement: str, **values: Any) -> Rows:
        asked = Asked(statement, values, self._loop.create_future())
        self._queue.put(asked)
        return await asked.rows

    def work(self, path: str) -> None:
        """Do what is asked, until `stop`."""
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            for statement in TABLES:
                connection.execute(statement)
            waiting: list[Asked | None] = []
            while None not in waiting:
                waiting = self._together()
                self._do(connection, [asked for asked in waiting if asked])

    def stop(self) -> None:
        """End once everything asked so far is done."""
        self._queue.put(None)

    def _together(self) -> list[Asked | None]:
        """All that waits, as soon as something does; `None` stands for the end."""
        found = [self._queue.get()]
        with suppress(Empty):
            while True:
                found.append(self._queue.get_nowait())
        return found

    def _do(self, connection: sqlite3.Connection, together: Sequence[Asked]) -> None:
        try:
            connection.execute("BEGIN IMMEDIATE")
            done = [connection.execute(asked.statement, asked.values).fetchall() for asked in together]
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            connection.rollback()
            self._loop.call_soon_threadsafe(_fail, together, error)
        else:
            self._loop.call_soon_threadsafe(_answer, together, done)


@contextmanager
def sqlite_table(path: str) -> Iterator[SqliteTable]:
    """Open or create the tables in a file."""
    table = SqliteTable()
    thread = threading.Thread(target=table.work, args=(path,), daemon=True)
    thread.start()
    try:
        yield table
    finally:
        table.stop()
        thread.join()


def _answer(together: Sequence[Asked], done: Sequence[Rows]) -> None:
    for asked, rows in zip(together, done, strict=True):
        if not asked.rows.done():
            asked.rows.set_result(rows)


def _fail(together: Sequence[Asked], error: sqlite3.Error) -> None:
    for asked in together:
        if not asked.rows.done():
            asked.rows.set_exception(error)
