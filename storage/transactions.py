"""How reads and writes are kept apart: one snapshot for a read, one whole change for a write."""

from collections.abc import Callable
from typing import TypeVar

from sqlite_utils import Database

T = TypeVar("T")


def read(database: Database, ask: Callable[[Database], T]) -> T:
    """Run `ask` on one snapshot, so that a count and a list agree."""
    with database.atomic():
        return ask(database)


def write(database: Database, change: Callable[[Database], T]) -> T:
    """Run `change` with the write lock held from its start; whatever it raises undoes it.

    A transaction that begins by reading and writes later cannot wait for another writer: SQLite
    refuses it at once, whatever the timeout (https://www.sqlite.org/isolation.html).
    """
    database.execute("BEGIN IMMEDIATE")
    try:
        done = change(database)
        database.commit()
    except BaseException:
        database.rollback()
        raise
    return done


def write_through(database: Database, change: Callable[[Database], T]) -> T:
    """Like `write`, and it returns only when the disk has it."""
    database.execute("PRAGMA synchronous = FULL")
    try:
        return write(database, change)
    finally:
        database.execute("PRAGMA synchronous = NORMAL")
