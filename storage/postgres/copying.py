"""Rows as they are, in and out of PostgreSQL."""

from collections.abc import Sequence

from storage.postgres.drafts import ADD as ADD_DRAFT
from storage.postgres.pool import Pool
from storage.postgres.search import searchable
from storage.postgres.session import Session
from storage.rows import Row
from storage.tables import TABLES, with_words


async def stored(pool: Pool, table: str, after: Row | None, limit: int) -> Sequence[Row]:
    """The rows after one, in the order of their key."""
    columns, key = ", ".join(TABLES[table].columns), TABLES[table].key
    places = ", ".join(f"%({name})s" for name in key)
    where = f"WHERE ({', '.join(key)}) > ({places})" if after else ""
    sql = f"SELECT {columns} FROM {table} {where} ORDER BY {', '.join(key)} LIMIT %(limit)s"  # noqa: S608  # constants
    values = {name: after[name] for name in key} if after else {}
    return await pool.read(lambda session: session.rows(sql, **values, limit=limit))


async def put(pool: Pool, table: str, rows: Sequence[Row]) -> None:
    """Add rows, in one transaction; those that are there, from an attempt before, stay."""
    columns = TABLES[table].columns
    places = ", ".join(f"%({name})s" for name in columns)
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places}) ON CONFLICT DO NOTHING"  # noqa: S608  # constants
    if table == "drafts":
        sql, rows = ADD_DRAFT, [searchable(with_words(row)) for row in rows]

    async def added(session: Session, *, again: bool) -> None:  # noqa: ARG001  # see above
        await session.run_all(sql, rows)

    await pool.write(added)
