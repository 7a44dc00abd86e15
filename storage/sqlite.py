"""The store on SQLite: `open_sqlite` opens it, `SqliteStore.team` gives one team's part."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

from bot.domain.ports import RateLimit, TeamStore
from storage import transfer
from storage.connection import Connection
from storage.drafts import Drafts
from storage.generations import OPEN_RUNS, Generations
from storage.opening import path_of
from storage.permissions import Permissions
from storage.purging import forget, purge
from storage.remembered import Remembered
from storage.rooms import room
from storage.rows import TEAMS, Row, instant
from storage.threads import Threads
from storage.turns import Turns

SEE = "INSERT INTO seen (key, at) VALUES (:key, :at) ON CONFLICT DO NOTHING"


class SqliteTeam(Generations, Drafts, Threads, Remembered, Permissions):
    """One team's records."""

    def __init__(self, connection: Connection, turns: Turns, team: str) -> None:
        super().__init__(connection, team)
        self._turns = turns

    def alone(self, name: str) -> AbstractAsyncContextManager[None]:
        """Of this process only, to which the file belongs."""
        return self._turns.of(self._team, name)


class SqliteStore:
    """All records, in one file."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._turns = Turns()

    def team(self, team: str) -> TeamStore:
        """One team's records."""
        return SqliteTeam(self._connection, self._turns, team)

    async def teams(self) -> Sequence[str]:
        """The teams that have drafts, or whose channels or people are remembered."""
        rows = await self._connection.read(lambda database: list(database.query(TEAMS)))
        return [row["team"] for row in rows]

    async def open_runs(self) -> Sequence[tuple[str, str]]:
        """(team, generation id) of every generation that is not over, oldest first."""
        rows = await self._connection.read(lambda database: list(database.query(OPEN_RUNS)))
        return [(row["team"], row["id"]) for row in rows]

    async def first(self, key: str, at: datetime) -> bool:
        """Whether this is the first time that any process gives that key."""
        values = {"key": key, "at": instant(at)}
        return await self._connection.write(lambda database: database.execute(SEE, values).rowcount == 1)

    async def purge(self, before: datetime, *, limit: int) -> int:
        """Forget what ended before that and nobody keeps, at most `limit` records; returns how many."""
        return await self._connection.write(lambda database: purge(database, instant(before), limit))

    async def forget(self, before: datetime, *, limit: int) -> int:
        """Forget keys that were seen and calls that were counted before that; returns how many."""
        return await self._connection.write(lambda database: forget(database, instant(before), limit))

    async def room(self, key: str, limits: Sequence[RateLimit], at: datetime) -> float:
        """Count a call, when there is room; else the seconds until there is."""
        return await self._connection.write(lambda database: room(database, key, limits, at))

    async def ready(self) -> None:
        """Return when the file can be read; raises `StorageTrouble` when it cannot."""
        await self._connection.read(lambda database: database.execute(OPEN_RUNS).fetchone())

    async def stored(self, table: str, after: Row | None, limit: int) -> Sequence[Row]:
        """The rows of a table after one, in the order of their key."""
        return await self._connection.read(lambda database: transfer.stored(database, table, after, limit))

    async def put(self, table: str, rows: Sequence[Row]) -> None:
        """Add rows to a table, in one transaction."""
        await self._connection.write(lambda database: transfer.put(database, table, rows))

    async def close(self) -> None:
        """Finish what is under way and let go of the file."""
        await self._connection.close()


async def open_sqlite(location: str) -> SqliteStore:
    """Open a `sqlite:///…` URL or a path (`:memory:` for none), creating and updating its tables.

    Raises `ConfigurationError` when the file cannot be used, saying what to do.
    """
    return SqliteStore(await Connection.open(path_of(location)))
