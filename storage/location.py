"""Which store a location names."""

from bot.domain.ports import Store
from storage.sqlite import open_sqlite


async def open_store(location: str) -> Store:
    """Open a `postgresql://…` URL, a `sqlite:///…` URL or a path, creating and updating its tables.

    Raises `ConfigurationError` when it cannot be used, saying what to do.
    """
    if is_postgres(location):
        # Here, because psycopg takes a tenth of a second to import, and most run on SQLite.
        from storage.postgres.store import open_postgres  # noqa: PLC0415

        return await open_postgres(location)
    return await open_sqlite(location)


def is_postgres(location: str) -> bool:
    """Whether it is the address of a PostgreSQL database."""
    return location.startswith(("postgresql://", "postgres://"))
