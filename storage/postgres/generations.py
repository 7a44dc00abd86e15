"""One team's generations."""

from collections.abc import Callable, Sequence

from bot.domain.errors import NotFound
from bot.domain.generations import Generation
from storage.postgres.changes import Change
from storage.postgres.session import Session
from storage.postgres.team import TeamPart
from storage.postgres.threads import note_card
from storage.rows import generation_row, load, load_all
from storage.rules import check_same, check_team

ADD = """
INSERT INTO generations (team, id, created_at, over, campaign, record)
VALUES (%(team)s, %(id)s, %(created_at)s, %(over)s, %(campaign)s, %(record)s) ON CONFLICT DO NOTHING
"""
ONE = "SELECT team, id, record FROM generations WHERE team = %(team)s AND id = %(id)s"
LOCKED = f"{ONE} FOR UPDATE"
NEWEST = """
SELECT team, id, record FROM generations WHERE team = %(team)s
ORDER BY created_at DESC, id DESC LIMIT %(limit)s
"""
NEWEST_OPEN = """
SELECT team, id, record FROM generations WHERE team = %(team)s AND over = 0
ORDER BY created_at DESC, id DESC LIMIT %(limit)s
"""
CHANGE = """
UPDATE generations SET over = %(over)s, campaign = %(campaign)s, record = %(record)s
WHERE team = %(team)s AND id = %(id)s
"""
OPEN_RUNS = "SELECT team, id FROM generations WHERE over = 0 ORDER BY created_at, id"


class Generations(TeamPart):
    """The part of `TeamStore` about generations."""

    async def add_generation(self, generation: Generation) -> bool:
        check_team(self._team, generation)
        row = generation_row(generation)

        async def added(session: Session, *, again: bool) -> bool:
            if await session.run(ADD, **row):
                await note_card(session, None, generation)
                return True
            # An attempt whose answer was lost may have been the one that added it.
            return again and await _get(session, ONE, self._team, generation.id) == generation

        adding = self._pool.write if generation.card else self._pool.statement
        return await adding(added)

    async def generation(self, generation_id: str) -> Generation:
        return await self._pool.read(lambda session: _get(session, ONE, self._team, generation_id))

    async def change_generation(
        self, generation_id: str, change: Callable[[Generation], Generation]
    ) -> Generation:
        changing = Change(change)

        async def changed(session: Session, *, again: bool) -> Generation:
            before = await _get(session, LOCKED, self._team, generation_id)
            if again and changing.was_kept(before):
                return before
            after = changing(before)
            check_same(before, after)
            if after != before:
                await session.run(CHANGE, **generation_row(after))
                await note_card(session, before, after)
            return after

        return await self._pool.write(changed)

    async def generations(self, *, open_only: bool = False, limit: int = 20) -> Sequence[Generation]:
        sql = NEWEST_OPEN if open_only else NEWEST
        return load_all(Generation, await self._rows(sql, limit=limit))


async def _get(session: Session, sql: str, team: str, generation_id: str) -> Generation:
    row = await session.first(sql, team=team, id=generation_id)
    if row is None:
        raise NotFound
    return load(Generation, row)
