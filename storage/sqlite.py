"""The store on SQLite: `open_sqlite` opens it, `SqliteStore.team` gives one team's part."""

from collections.abc import Sequence

from bot.domain.ports import TeamStore
from storage.connection import Connection
from storage.drafts import Drafts
from storage.generations import OPEN_RUNS, Generations
from storage.opening import path_of
from storage.permissions import Permissions
from storage.remembered import Remembered


class SqliteTeam(Generations, Drafts, Remembered, Permissions):
    """One team's records."""


class SqliteStore:
    """All records, in one file."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def team(self, team: str) -> TeamStore:
        """One team's records."""
        return SqliteTeam(self._connection, team)

    async def open_runs(self) -> Sequence[tuple[str, str]]:
        """(team, generation id) of every generation that is not over, oldest first."""
        rows = await self._connection.read(lambda database: list(database.query(OPEN_RUNS)))
        return [(row["team"], row["id"]) for row in rows]

    async def ready(self) -> None:
        """Return when the file can be read; raises `sqlite3.Error` when it cannot."""
        await self._connection.read(lambda database: database.execute(OPEN_RUNS).fetchone())

    async def close(self) -> None:
        """Finish what is under way and let go of the file."""
        await self._connection.close()


async def open_sqlite(location: str) -> SqliteStore:
    """Open a `sqlite:///…` URL or a path (`:memory:` for none), creating and updating its tables.

    Raises `ConfigurationError` when the file cannot be used, saying what to do.
    """
    return SqliteStore(await Connection.open(path_of(location)))
