"""One team's generations."""

from collections.abc import Callable, Sequence

from sqlite_utils import Database

from bot.domain.errors import NotFound
from bot.domain.generations import Generation
from storage.rows import generation_row, load, load_all
from storage.rules import check_same, check_team
from storage.team import TeamPart, first
from storage.threads import note_card

ONE = "SELECT team, id, record FROM generations WHERE team = :team AND id = :id"
NEWEST = """
SELECT team, id, record FROM generations WHERE team = :team
ORDER BY created_at DESC, id DESC LIMIT :limit
"""
NEWEST_OPEN = """
SELECT team, id, record FROM generations WHERE team = :team AND over = 0
ORDER BY created_at DESC, id DESC LIMIT :limit
"""
CHANGE = """
UPDATE generations SET over = :over, campaign = :campaign, record = :record
WHERE team = :team AND id = :id
"""
OPEN_RUNS = "SELECT team, id FROM generations WHERE over = 0 ORDER BY created_at, id"


class Generations(TeamPart):
    """The part of `TeamStore` about generations."""

    async def add_generation(self, generation: Generation) -> bool:
        check_team(self._team, generation)
        return await self._write(lambda database: _add(database, generation))

    async def generation(self, generation_id: str) -> Generation:
        return await self._read(lambda database: _get(database, self._team, generation_id))

    async def change_generation(
        self, generation_id: str, change: Callable[[Generation], Generation]
    ) -> Generation:
        return await self._write(lambda database: _change(database, self._team, generation_id, change))

    async def generations(self, *, open_only: bool = False, limit: int = 20) -> Sequence[Generation]:
        sql = NEWEST_OPEN if open_only else NEWEST
        return load_all(Generation, await self._rows(sql, limit=limit))


def _add(database: Database, generation: Generation) -> bool:
    row = generation_row(generation)
    if first(database, ONE, row):
        return False
    database.table("generations").insert(row)
    note_card(database, None, generation)
    return True


def _get(database: Database, team: str, generation_id: str) -> Generation:
    row = first(database, ONE, {"team": team, "id": generation_id})
    if row is None:
        raise NotFound
    return load(Generation, row)


def _change(
    database: Database, team: str, generation_id: str, change: Callable[[Generation], Generation]
) -> Generation:
    before = _get(database, team, generation_id)
    after = change(before)
    check_same(before, after)
    if after != before:
        database.execute(CHANGE, generation_row(after))
        note_card(database, before, after)
    return after
