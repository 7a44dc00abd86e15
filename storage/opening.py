"""Opening a database file: its settings, its tables, and plain words when it cannot be opened."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from bot.domain.errors import ConfigurationError
from storage.migrations import migrate

#: How long one process waits for another's write (seconds).
BUSY_SECONDS = 10.0

#: The first with STRICT tables: https://www.sqlite.org/stricttables.html
OLDEST_SQLITE = (3, 37, 0)

ADVICE = {
    sqlite3.SQLITE_CANTOPEN: "Its folder must exist, and Galley must be allowed to write there.",
    sqlite3.SQLITE_READONLY: "Galley may read it but not write to it: change its owner or permissions.",
    sqlite3.SQLITE_NOTADB: "That file is no SQLite database: name another one.",
    sqlite3.SQLITE_CORRUPT: "The file is damaged: put back a copy.",
    sqlite3.SQLITE_BUSY: "Another program keeps it locked: stop that program first.",
    sqlite3.SQLITE_FULL: "The disk is full.",
}


def path_of(location: str) -> str:
    """The path in a `sqlite:///…` URL (three slashes: relative, four: absolute), or the path itself."""
    if "://" not in location:
        return location
    scheme, _, rest = location.partition("://")
    path = rest.removeprefix("/")
    if scheme != "sqlite" or not rest.startswith("/") or not path or "?" in path:
        message = f"{location!r} does not name a SQLite file; write it as sqlite:///galley.db."
        raise ConfigurationError(message)
    return path


def connect(path: str) -> Database:
    """Open or create the file, ready to use; raises `ConfigurationError` saying what to do.

    The connection belongs to the thread that calls this.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        message = f"SQLite {sqlite3.sqlite_version} is too old for Galley; it needs 3.37 or newer."
        raise ConfigurationError(message)
    try:
        return _prepared(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None))
    except sqlite3.Error as error:
        raise unusable(path, error) from error


def _prepared(connection: sqlite3.Connection) -> Database:
    try:
        database = Database(connection)
        _configure(database)
        migrate(database)
    except BaseException:
        connection.close()
        raise
    return database


def _configure(database: Database) -> None:
    """Set what SQLite does not keep in the file, and the write-ahead log, which it does.

    synchronous=NORMAL: with a write-ahead log a commit is safe from a killed process at once, and
    a power cut may undo the last few commits but never damages the file. All records are undone
    together then, so the only danger is a forgotten intent, and intents are written through to
    the disk one by one (`Connection.write(durable=True)`).
    """
    if database.journal_mode != "wal":
        database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA foreign_keys = ON")


def unusable(path: str, error: sqlite3.Error) -> ConfigurationError:
    """What SQLite said, and what to do about it."""
    primary = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    advice = ADVICE.get(primary, "Check the file, or name another one.")
    where = path if path == ":memory:" else Path(path).absolute()
    return ConfigurationError(f"The database {where} cannot be used ({error}). {advice}")
