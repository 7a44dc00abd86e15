"""One at a time across processes: PostgreSQL's advisory locks, which end with their connection."""

import hashlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from psycopg import AsyncConnection

from bot.domain.errors import StorageTrouble
from storage.postgres.opening import connection_to
from storage.postgres.session import TROUBLES, Session, reason
from storage.rows import Row
from storage.turns import Turns

logger = logging.getLogger(__name__)

#: Whoever waits for a turn waits as long as it takes. What a server does not know it does not set.
UNHURRIED = """
SELECT set_config(name, '0', false) FROM pg_settings
WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_session_timeout')
"""
LOCK = "SELECT pg_advisory_lock(%(key)s)"


class SharedTurns:
    """Turns that all processes on one database take together.

    Each that is held has a connection of its own: were it one of the pool's, many holders could take them
    all and then wait for one to do their work with. Within the process a lock comes first, so that one
    name never has more than one. A holder whose connection breaks goes on, and is not alone any more.
    """

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._here = Turns()

    @asynccontextmanager
    async def alone(self, team: str, name: str) -> AsyncIterator[None]:
        """Held by one at a time; raises `StorageTrouble` when the server cannot be asked."""
        async with self._here.of(team, name):
            connection = await self._held(_key(team, name))
            try:
                yield
            finally:
                await connection.close()

    async def _held(self, key: int) -> AsyncConnection[Row]:
        try:
            connection = await connection_to(self._conninfo)
        except TROUBLES as error:
            raise _told(error) from error
        try:
            session = Session(connection)
            await session.rows(UNHURRIED)
            await session.rows(LOCK, key=key)
        except BaseException as error:
            await connection.close()
            if isinstance(error, TROUBLES):
                raise _told(error) from error
            raise
        return connection


def _key(team: str, name: str) -> int:
    """A lock's number: 64 bits of a hash, of which two names do not share one by chance."""
    text = f"{len(team)} {team} {name}"
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), signed=True)


def _told(error: Exception) -> StorageTrouble:
    logger.warning("PostgreSQL: %s", reason(error))
    return StorageTrouble()
