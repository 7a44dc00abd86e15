"""The store on PostgreSQL: `open_postgres` opens it, `PostgresStore.team` gives one team's part."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

from psycopg import AsyncConnection

from bot.domain.ports import RateLimit, TeamStore
from storage.postgres import copying
from storage.postgres.drafts import Drafts
from storage.postgres.generations import OPEN_RUNS, Generations
from storage.postgres.migrations import DONE, STEPS
from storage.postgres.opening import connect, conninfo_of
from storage.postgres.pool import Pool
from storage.postgres.purging import forget, purge
from storage.postgres.remembered import Remembered
from storage.postgres.rooms import room
from storage.postgres.seen import first
from storage.postgres.session import Session
from storage.postgres.threads import Threads
from storage.postgres.turns import SharedTurns
from storage.reading import check
from storage.rows import TEAMS, Row, instant


class PostgresTeam(Generations, Drafts, Threads, Remembered):
    """One team's records."""

    def __init__(self, pool: Pool, turns: SharedTurns, team: str) -> None:
        super().__init__(pool, team)
        self._turns = turns

    def alone(self, name: str) -> AbstractAsyncContextManager[None]:
        return self._turns.alone(self._team, name)


class PostgresStore:
    """All records, in a database that several processes use at once; bound to the loop it was opened in."""

    def __init__(self, pool: Pool, turns: SharedTurns) -> None:
        self._pool = pool
        self._turns = turns

    def team(self, team: str) -> TeamStore:
        """One team's records."""
        return PostgresTeam(self._pool, self._turns, team)

    async def teams(self) -> Sequence[str]:
        """The teams that have drafts, or whose channels or people are remembered."""
        rows = await self._pool.read(lambda session: session.rows(TEAMS))
        return [row["team"] for row in rows]

    async def open_runs(self) -> Sequence[tuple[str, str]]:
        """(team, generation id) of every generation that is not over, oldest first."""
        rows = await self._pool.read(lambda session: session.rows(OPEN_RUNS))
        return [(row["team"], row["id"]) for row in rows]

    async def first(self, key: str, at: datetime) -> bool:
        """Whether this is the first time that any process gives that key."""
        return await first(self._pool, key, at)

    async def purge(self, before: datetime, *, limit: int) -> int:
        """Forget what ended before that and nobody keeps, at most `limit` records; returns how many."""
        return await purge(self._pool, instant(before), limit)

    async def forget(self, before: datetime, *, limit: int) -> int:
        """Forget keys that were seen and calls that were counted before that; returns how many."""
        return await forget(self._pool, instant(before), limit)

    async def room(self, key: str, limits: Sequence[RateLimit], at: datetime) -> float:  # noqa: ARG002
        """Count a call, when there is room; else the seconds until there is, by the server's clock."""
        return await room(self._pool, key, limits)

    async def ready(self) -> None:
        """Return when the database answers; raises `StorageTrouble` when it does not."""
        await self._pool.read(lambda session: session.rows(f"{OPEN_RUNS} LIMIT 1"))

    async def stored(self, table: str, after: Row | None, limit: int) -> Sequence[Row]:
        """The rows of a table after one, in the order of their key."""
        return await copying.stored(self._pool, table, after, limit)

    async def put(self, table: str, rows: Sequence[Row]) -> None:
        """Add rows to a table, in one transaction."""
        await copying.put(self._pool, table, rows)

    async def close(self) -> None:
        """Let go of the server."""
        await self._pool.close()


async def open_postgres(location: str) -> PostgresStore:
    """Open a `postgresql://…` URL, creating and updating its tables.

    Raises `ConfigurationError` when the database cannot be used, saying what to do.
    """
    return PostgresStore(await connect(location), SharedTurns(conninfo_of(location)))


async def open_postgres_to_read(location: str) -> PostgresStore:
    """The same without changing anything there; its tables must be this version's already."""

    async def checked(connection: AsyncConnection[Row]) -> None:
        session = Session(connection)
        begun = await session.first("SELECT to_regclass('galley_migrations') IS NOT NULL AS begun")
        rows = await session.rows(DONE) if begun and begun["begun"] else []
        check(set(STEPS), {row["name"] for row in rows})

    pool = await connect(location, checked, "-c default_transaction_read_only=on")
    return PostgresStore(pool, SharedTurns(conninfo_of(location)))
