"""A look at a database from outside: nothing is made, changed or brought up to date, whoever is using it."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from bot.domain.errors import ConfigurationError
from storage.location import is_postgres
from storage.migrations import MIGRATIONS
from storage.opening import ADVICE, BUSY_SECONDS, path_of
from storage.seen import Seen, ahead, behind, size_of

#: Free bytes beside an SQLite file: below the first somebody should know, below the second it is urgent.
LITTLE, TOO_LITTLE = 1_000_000_000, 100_000_000


def named(location: str) -> str:
    """The database that a setting names, as it may be shown: there is no password in it."""
    scheme, _, rest = location.partition("://")
    return location if not rest or scheme == "sqlite" else f"{scheme}://…"


async def look(location: str) -> Seen:
    """Look at the database of a setting."""
    if is_postgres(location):
        # Here, because psycopg takes a tenth of a second to import.
        from storage.postgres.looking import look_at_postgres  # noqa: PLC0415

        return await look_at_postgres(location)
    try:
        return _at_file(path_of(location))
    except ConfigurationError:  # whose words quote all of it
        return Seen(troubles=["Galley has sqlite:///galley.db and postgresql://… and no other kind."])


def _at_file(path: str) -> Seen:
    if path == ":memory:":
        return Seen(troubles=["Galley needs a file: name one, such as sqlite:///galley.db."])
    file = Path(path).absolute()
    folder = file.parent
    if not folder.is_dir():
        return Seen(troubles=[f"There is no folder {folder}: make it, or name another one."])
    if not os.access(folder, os.W_OK):
        return Seen(troubles=[f"Galley may not write in {folder}: change its owner or permissions."])
    inside = _opened(file) if file.exists() else Seen(facts=["is made at the first start"])
    return inside + _room(folder)


def _opened(file: Path) -> Seen:
    if not os.access(file, os.W_OK):
        return Seen(troubles=[ADVICE[sqlite3.SQLITE_READONLY]])
    try:
        return _inside(file)
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        advice = ADVICE.get(code, "Check the file, or name another one.")
        return Seen(troubles=[f"It cannot be read ({error}). {advice}"])


def _room(folder: Path) -> Seen:
    free = shutil.disk_usage(folder).free
    told = [f"{size_of(free)} free on its disk"]
    if free < TOO_LITTLE:
        return Seen(troubles=[f"Only {told[0]}: make room."])
    return Seen(notes=[f"Only {told[0]}."]) if free < LITTLE else Seen(facts=told)


def _inside(file: Path) -> Seen:
    """What a connection that cannot write sees. A running Galley is neither kept waiting nor noticed."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA query_only = ON")
        database = Database(connection)
        done = [migration.name for migration in MIGRATIONS.applied(database)]
        missing = [migration.name for migration in MIGRATIONS.pending(database)]
        log = database.journal_mode == "wal"
    written = sum(f.stat().st_size for f in (file, file.with_name(f"{file.name}-wal")) if f.exists())
    known = {migration.name for migration in MIGRATIONS.pending(Database(memory=True))}
    facts = [f"SQLite {sqlite3.sqlite_version}", size_of(written)]
    return Seen(
        facts=[*facts, "with a write-ahead log"] if log else facts,
        notes=behind(missing) + ([] if log else ["It gets a write-ahead log at the next start."]),
        troubles=ahead(set(done) - known),
    )
