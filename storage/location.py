"""Which store a location names."""

import shlex
from pathlib import Path
from typing import Protocol

from bot.domain.ports import Store
from storage.copying import Copied
from storage.opening import path_of
from storage.sqlite import open_sqlite


class Opened(Store, Copied, Protocol):
    """A store that can be copied, too."""


async def open_store(location: str) -> Opened:
    """Open a `postgresql://…` URL, a `sqlite:///…` URL or a path, creating and updating its tables.

    Raises `ConfigurationError` when it cannot be used, saying what to do.
    """
    if is_postgres(location):
        # Here, because psycopg takes a tenth of a second to import, and most run on SQLite.
        from storage.postgres.store import open_postgres  # noqa: PLC0415

        return await open_postgres(location)
    return await open_sqlite(location)


def dump_command(location: str, file: str) -> str:
    """What makes a copy of a PostgreSQL database; the password is left to ~/.pgpass, or is asked for."""
    from storage.postgres.opening import address_of  # noqa: PLC0415  # as above

    return shlex.join(["pg_dump", "--format=custom", f"--file={file}", f"--dbname={address_of(location)}"])


def is_there(location: str) -> bool:
    """Whether opening would find something, not make it; of a server only opening can tell."""
    return is_postgres(location) or Path(path_of(location)).is_file()


def is_postgres(location: str) -> bool:
    """Whether it is the address of a PostgreSQL database."""
    return location.startswith(("postgresql://", "postgres://"))
