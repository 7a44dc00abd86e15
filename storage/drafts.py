"""One team's drafts with their versions, and the log of decisions about them."""

from collections.abc import Callable, Sequence

from sqlite_utils import Database

from bot.domain.drafts import Draft, Version
from bot.domain.errors import NotFound
from bot.domain.people import Decision
from bot.domain.ports import DraftQuery, Page
from storage.listing import page
from storage.rows import decision_row, draft_row, load, load_all, version_row
from storage.rules import adds_version, check_expected, check_same, check_team
from storage.team import TeamPart, first

ONE = "SELECT team, id, record FROM drafts WHERE team = :team AND id = :id"
CHANGE = """
UPDATE drafts SET author = :author, status = :status, updated_at = :updated_at,
    generation = :generation, title = :title, texts = :texts, prompt = :prompt, record = :record
WHERE team = :team AND id = :id
"""
VERSIONS = """
SELECT team, draft, number, record FROM versions WHERE team = :team AND draft = :draft ORDER BY number
"""
DECISIONS = """
SELECT team, draft, number, record FROM decisions WHERE team = :team AND draft = :draft ORDER BY number
"""
NEXT_DECISION = """
SELECT coalesce(max(number), 0) + 1 AS number FROM decisions WHERE team = :team AND draft = :draft
"""


class Drafts(TeamPart):
    """The part of `TeamStore` about drafts."""

    async def add_draft(self, draft: Draft) -> Draft:
        check_team(self._team, draft)
        return await self._write(lambda database: _add(database, draft))

    async def draft(self, draft_id: str) -> Draft:
        return await self._read(lambda database: _get(database, self._team, draft_id))

    async def change_draft(
        self,
        draft_id: str,
        change: Callable[[Draft], Draft],
        *,
        expected_version: int | None = None,
    ) -> Draft:
        def changed(database: Database) -> Draft:
            before = _get(database, self._team, draft_id)
            check_expected(before, expected_version)
            return _replace(database, before, change(before))

        return await self._write(changed)

    async def versions(self, draft_id: str) -> Sequence[Version]:
        return load_all(Version, await self._rows(VERSIONS, draft=draft_id))

    async def drafts(self, query: DraftQuery, *, after: str | None = None, limit: int = 10) -> Page:
        return await self._read(lambda database: page(database, self._team, query, after, limit))

    async def decide(self, decision: Decision) -> None:
        def appended(database: Database) -> None:
            _get(database, self._team, decision.draft)
            key = {"team": self._team, "draft": decision.draft}
            number = next(database.query(NEXT_DECISION, key))["number"]
            database.table("decisions").insert(decision_row(self._team, number, decision))

        await self._write(appended)

    async def decisions(self, draft_id: str) -> Sequence[Decision]:
        return load_all(Decision, await self._rows(DECISIONS, draft=draft_id))


def _add(database: Database, draft: Draft) -> Draft:
    row = draft_row(draft)
    if there := first(database, ONE, row):
        return load(Draft, there)
    database.table("drafts").insert(row)
    database.table("versions").insert(version_row(draft))
    return draft


def _get(database: Database, team: str, draft_id: str) -> Draft:
    row = first(database, ONE, {"team": team, "id": draft_id})
    if row is None:
        raise NotFound
    return load(Draft, row)


def _replace(database: Database, before: Draft, after: Draft) -> Draft:
    check_same(before, after)
    if adds_version(before, after):
        database.table("versions").insert(version_row(after))
    if after != before:
        database.execute(CHANGE, draft_row(after))
    return after
