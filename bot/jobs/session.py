"""One connection to PostgreSQL that a process keeps for as long as it lives: its locks, and what it hears."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, LiteralString, Self

import psycopg
from psycopg import AsyncConnection
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow

from bot.domain.errors import ConfigurationError

logger = logging.getLogger(__name__)

#: What processes tell each other, such as that a job has news. Only a hint, so one that is lost is let be.
CHANNEL = "galley_news"
#: PostgreSQL drops a payload of 8,000 bytes and more: https://www.postgresql.org/docs/current/sql-notify.html
LONGEST = 7_000
#: Seconds for any answer. One that takes longer counts as lost: a dead network says nothing.
PATIENCE = 5.0
#: How soon PostgreSQL notices that this machine is gone (seconds of silence, then so many questions), which
#: over a socket of the same machine it does at once.
NOTICED = {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}
SERVER_NOTICES = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3"


class Session:
    """A connection with its session's locks; one statement at a time. Made by `opened`."""

    def __init__(self, url: str, hear: Callable[[str], None]) -> None:
        self._url = url
        self._hear = hear
        self._turn = asyncio.Lock()
        self._connection: AsyncConnection[TupleRow] | None = None

    @classmethod
    @asynccontextmanager
    async def opened(cls, url: str, hear: Callable[[str], None]) -> AsyncIterator[Self]:
        """Connect; raises `ConfigurationError` when PostgreSQL does not let us."""
        session = cls(url, hear)
        try:
            await session.renew()
        except (psycopg.Error, OSError, TimeoutError) as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise ConfigurationError(f"PostgreSQL cannot be used: {reason}") from None
        try:
            yield session
        finally:
            await session.close()

    async def renew(self) -> None:
        """Connect anew; the locks of the connection before are gone."""
        await self.close()
        async with asyncio.timeout(PATIENCE):
            conninfo = make_conninfo(self._url, **NOTICED)
            connection = await AsyncConnection.connect(conninfo, autocommit=True)
        self._connection = connection
        connection.add_notify_handler(lambda notice: self._hear(notice.payload))
        await self.run(SERVER_NOTICES)
        await self.run(f"LISTEN {CHANNEL}")

    async def alive(self) -> bool:
        """Whether the session is still there; hears what was told to all meanwhile."""
        try:
            return bool(await self.value("SELECT true"))
        except (psycopg.Error, OSError, TimeoutError):
            return False

    async def tell(self, news: str) -> None:
        """Tell every process, this one included."""
        await self.run("SELECT pg_notify(%s, %s)", CHANNEL, news[:LONGEST])

    async def run(self, sql: LiteralString, *values: object) -> None:
        await self._execute(sql, values)

    async def value(self, sql: LiteralString, *values: object) -> Any:
        """The only value that a query finds, `None` for no row."""
        row = await (await self._execute(sql, values)).fetchone()
        return row[0] if row else None

    async def rows(self, sql: LiteralString, *values: object) -> list[TupleRow]:
        return await (await self._execute(sql, values)).fetchall()

    async def close(self) -> None:
        """Let go of the connection, and with it of its locks."""
        connection, self._connection = self._connection, None
        if connection:
            with suppress(psycopg.Error, OSError, TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await connection.close()

    async def _execute(self, sql: LiteralString, values: tuple[object, ...]) -> psycopg.AsyncCursor[TupleRow]:
        if self._connection is None:
            raise psycopg.OperationalError("the session is closed")
        async with self._turn, asyncio.timeout(PATIENCE):
            return await self._connection.execute(sql, values or None)
