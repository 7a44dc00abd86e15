"""A copy of a SQLite database while Galley goes on writing to it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.domain.errors import ConfigurationError
from storage.opening import ADVICE, path_of
from storage.tables import TABLES


def backup(location: str, target: Path) -> dict[str, int]:
    """Copy what the database holds at this moment, check the copy, and only then give it its name.

    Returns how many rows each table has. Raises `ConfigurationError`, with nothing left behind.
    """
    path = path_of(location)
    if not Path(path).is_file():
        raise ConfigurationError(f"There is no database {path} to copy.")
    if target.exists():
        raise ConfigurationError(f"{target} is there already; name another file.")
    try:
        with _unfinished(target) as copy:
            counts = _copied(path, copy)
            # Once more, because a big copy takes a while.
            if target.exists():
                raise ConfigurationError(f"{target} is there already; name another file.")
            copy.rename(target)
    except (sqlite3.Error, OSError) as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        message = f"The copy {target} cannot be made ({error}). {ADVICE.get(code, '')}".strip()
        raise ConfigurationError(message) from error
    return counts


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """A file beside it for as long as it is made; nobody else may read it, as nobody should the database."""
    path = target.with_name(f".{target.name}.{os.getpid()}.part")
    path.touch(mode=0o600, exist_ok=False)
    try:
        yield path
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)


def _copied(path: str, copy: Path) -> dict[str, int]:
    source = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=rw", uri=True)
    with closing(source), closing(sqlite3.connect(copy)) as made:
        # All pages at once are one snapshot. A write-ahead log lets others write meanwhile.
        source.backup(made)
        # The copy is one file, whatever happens to it; Galley sets the log up again.
        made.execute("PRAGMA journal_mode = DELETE")
        _check(made, copy)
        return {name: _count(made, name) for name in TABLES}


def _check(made: sqlite3.Connection, copy: Path) -> None:
    found = [row[0] for row in made.execute("PRAGMA integrity_check(3)")]
    if found != ["ok"]:
        message = f"The copy is damaged, and so the database may be ({'; '.join(found)}). Keep older copies."
        raise ConfigurationError(message)
    with copy.open("rb") as file:
        os.fsync(file.fileno())


def _count(made: sqlite3.Connection, table: str) -> int:
    return int(made.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  # a constant
