"""What the parts of a team's store share: the connection, and the team that scopes every query."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlite_utils import Database

from storage.connection import Connection
from storage.rows import Row

T = TypeVar("T")


class TeamPart:
    """Some of one team's records."""

    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    async def _read(self, ask: Callable[[Database], T]) -> T:
        return await self._connection.read(ask)

    async def _write(self, change: Callable[[Database], T], *, durable: bool = False) -> T:
        return await self._connection.write(change, durable=durable)

    async def _rows(self, sql: str, **values: Any) -> list[Row]:
        """The rows a query finds; `:team` is filled in."""
        return await self._read(lambda database: list(database.query(sql, {"team": self._team, **values})))


def first(database: Database, sql: str, values: Row) -> Row | None:
    """The first row a query finds."""
    return next(database.query(sql, values), None)
