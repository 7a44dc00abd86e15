"""Saving drafts and finding them again, in teams of more and more of them.

Each thing is done by the store and, in turn with it, by a bare connection to the same database: the same
tables and indexes, rows that were made beforehand, no asyncio and no pydantic; it knows the shortest way to
each. The rare word is in twenty drafts whatever the size, the common one in every fourth. A list or a search
is its first page of ten, and the number of all. A Home is what `bot.services.home` gathers; its floor is the
statements for the drafts on it.
"""

import asyncio
import shutil
from pathlib import Path

from bench.drafts.postgres import BarePostgres
from bench.drafts.shelf import Shelf
from bench.drafts.sqlite import BareSqlite
from bench.drafts.times import measured
from bench.postgres import running
from bench.size import Size
from bench.table import Row, growing
from storage.location import open_store


async def on_sqlite(size: Size, folder: Path) -> list[Row]:
    """Six rows for each number of drafts, in a file that grows."""
    shelves = folder / "drafts"
    await asyncio.to_thread(shelves.mkdir, parents=True)
    try:
        return await _rows(f"sqlite:///{shelves}/galley.db", "SQLite", size.drafts, size)
    finally:
        shutil.rmtree(shelves)  # a million drafts take gigabytes


async def on_postgres(size: Size, _: Path) -> list[Row]:
    """The same in a database of a server that waits for its disk."""
    with running(durable=True) as server:
        return await _rows(server.database(), "PostgreSQL", size.drafts_postgres, size)


async def _rows(url: str, where: str, counts: tuple[int, ...], size: Size) -> list[Row]:
    store, shelf = await open_store(url), Shelf(rare_among=counts[0])
    bare = BarePostgres(url) if where == "PostgreSQL" else BareSqlite(url.removeprefix("sqlite:///"))
    found = {}
    try:
        for count in counts:
            bare.fill(shelf.more(count))
            found[count] = await measured(store, bare, shelf, size, where)
    finally:
        bare.close()
        await store.close()
    return growing(found)
