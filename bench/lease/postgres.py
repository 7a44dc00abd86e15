"""The tables on PostgreSQL: as many connections as Galley's own store has, each statement by itself."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from psycopg import sql
from psycopg_pool import AsyncConnectionPool

from bench.lease.table import TABLES
from storage.postgres.pool import MOST

#: Held while the tables are made: processes start together.
LOCK = "SELECT pg_advisory_xact_lock(1)"


class PostgresTable:
    """`bench.lease.table.Table` on a server."""

    shared = True
    locked = "FOR UPDATE SKIP LOCKED"

    def __init__(self, pool: AsyncConnectionPool) -> None:
        self._pool = pool

    async def run(self, statement: str, **values: Any) -> Sequence[tuple[Any, ...]]:
        named = sql.SQL(re.sub(r":(\w+)", r"%(\1)s", statement))
        async with self._pool.connection() as connection:
            cursor = await connection.execute(named, values)
            return await cursor.fetchall() if cursor.description else ()


@asynccontextmanager
async def postgres_table(url: str) -> AsyncIterator[PostgresTable]:
    """Open or create the tables in a database."""
    async with AsyncConnectionPool(url, kwargs={"autocommit": True}, max_size=MOST, open=False) as pool:
        async with pool.connection() as connection, connection.transaction():
            await connection.execute(LOCK)
            for statement in TABLES:
                await connection.execute(statement)
        yield PostgresTable(pool)
