"""Everything from one database into another, empty one, and the proof that it is the same."""

import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.errors import ConfigurationError
from storage.rows import Row
from storage.tables import TABLES

#: Rows that are read and written at once.
BATCH = 500


class Copied(Protocol):
    """A store whose rows can be read and written as they are."""

    async def stored(self, table: str, after: Row | None, limit: int) -> Sequence[Row]:
        """The rows after one, in the order of their key; from the first without one."""
        ...

    async def put(self, table: str, rows: Sequence[Row]) -> None:
        """Add rows, in one transaction."""
        ...


@dataclass(frozen=True)
class Sum:
    """How many rows a table has, and a hash of them all."""

    rows: int
    digest: str


async def copy(source: Copied, target: Copied) -> Mapping[str, Sum]:
    """Copy every table, and read the copy again; returns what each of them has.

    Raises `ConfigurationError` when the target is not empty, or not the same in the end.
    """
    full = [table for table in TABLES if await target.stored(table, None, 1)]
    if full:
        raise ConfigurationError(f"The database to copy to is not empty: there are {', '.join(full)} in it.")
    sums = {}
    for table in TABLES:
        written, found = await _copied(source, target, table), await _summed(target, table)
        if written != found:
            message = (
                f"The copy of {table} differs: {written.rows} rows were read and {found.rows} written "
                f"({written.digest} and {found.digest}). Empty the new database and try again."
            )
            raise ConfigurationError(message)
        sums[table] = written
    return sums


async def _copied(source: Copied, target: Copied, table: str) -> Sum:
    tally = Tally(table)
    async for batch in _batches(source, table):
        tally.add(batch)
        await target.put(table, batch)
    return tally.sum


async def _summed(store: Copied, table: str) -> Sum:
    tally = Tally(table)
    async for batch in _batches(store, table):
        tally.add(batch)
    return tally.sum


async def _batches(store: Copied, table: str) -> AsyncIterator[Sequence[Row]]:
    last: Row | None = None
    while batch := await store.stored(table, last, BATCH):
        yield batch
        last = batch[-1]


class Tally:
    """Counts rows and hashes them in their order."""

    def __init__(self, table: str) -> None:
        self._columns = TABLES[table].columns
        self._rows = 0
        self._hash = hashlib.sha256()

    def add(self, batch: Sequence[Row]) -> None:
        self._rows += len(batch)
        for row in batch:
            # Written as Python writes them, no two rows read the same.
            self._hash.update(repr([row[column] for column in self._columns]).encode())

    @property
    def sum(self) -> Sum:
        return Sum(self._rows, self._hash.hexdigest()[:16])
