"""What the parts of a team's store share: the pool, and the team that scopes every query."""

from typing import Any

from storage.postgres.pool import Pool
from storage.postgres.session import Session
from storage.rows import Row


class TeamPart:
    """Some of one team's records."""

    def __init__(self, pool: Pool, team: str) -> None:
        self._pool = pool
        self._team = team

    async def _rows(self, sql: str, **values: Any) -> list[Row]:
        """The rows a query finds; `team` is filled in."""
        return await self._pool.read(lambda session: session.rows(sql, team=self._team, **values))

    async def _keep(self, sql: str, **values: Any) -> None:
        """Run a statement that is harmless to repeat."""

        async def kept(session: Session, *, again: bool) -> None:  # noqa: ARG001  # that is what harmless means
            await session.run(sql, team=self._team, **values)

        await self._pool.statement(kept)
