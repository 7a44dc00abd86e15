"""A database opened to be read beside a Galley that runs on it: nothing is made or changed there."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from bot.domain.errors import ConfigurationError
from bot.domain.ports import Store
from storage.connection import Connection
from storage.location import is_postgres
from storage.migrations import MIGRATIONS
from storage.opening import BUSY_SECONDS, path_of, unusable
from storage.sqlite import SqliteStore

BEHIND = "The database was last used by an older Galley: start this version once, then try again."
AHEAD = "The database was written by a newer Galley: use that version."


async def open_to_read(location: str) -> Store:
    """Open the database of a setting; raises `ConfigurationError` when it cannot be read as it is."""
    if is_postgres(location):
        # Here, because psycopg takes a tenth of a second to import.
        from storage.postgres.store import open_postgres_to_read  # noqa: PLC0415

        return await open_postgres_to_read(location)
    return SqliteStore(await Connection.open(path_of(location), connect_to_read))


def connect_to_read(path: str) -> Database:
    """Open a file that is there; raises `ConfigurationError` saying what to do."""
    if not Path(path).is_file():
        raise ConfigurationError(f"There is no database {path}. Galley makes it at its first start.")
    address = f"{Path(path).absolute().as_uri()}?mode=ro"
    try:
        connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise unusable(path, error) from error
    database = Database(connection)
    try:
        _check(database)
    except sqlite3.Error as error:
        connection.close()
        raise unusable(path, error) from error
    except BaseException:
        connection.close()
        raise
    return database


def _check(database: Database) -> None:
    known = {step.name for step in MIGRATIONS.pending(Database(memory=True))}
    done = {step.name for step in MIGRATIONS.applied(database)}
    check(known, done)


def check(known: set[str], done: set[str]) -> None:
    """Raise `ConfigurationError` for tables that are not this version's."""
    if done - known:
        raise ConfigurationError(AHEAD)
    if known - done:
        raise ConfigurationError(BEHIND)
