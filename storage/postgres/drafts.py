"""One team's drafts with their versions, and the log of decisions about them."""

from collections.abc import Callable, Sequence

from bot.domain.drafts import Draft, Version
from bot.domain.errors import NotFound
from bot.domain.people import Decision
from bot.domain.ports import DraftQuery, Page
from storage.postgres.changes import Change
from storage.postgres.listing import page
from storage.postgres.search import draft_row
from storage.postgres.session import Session
from storage.postgres.team import TeamPart
from storage.rows import decision_row, load, load_all, version_row
from storage.rules import adds_version, check_expected, check_same, check_team

ADD = """
INSERT INTO drafts (team, id, author, status, updated_at, generation, words, tokens, record)
VALUES (%(team)s, %(id)s, %(author)s, %(status)s, %(updated_at)s, %(generation)s,
    %(words)s, array_to_tsvector(%(tokens)s), %(record)s)
ON CONFLICT DO NOTHING
"""
ONE = "SELECT team, id, record FROM drafts WHERE team = %(team)s AND id = %(id)s"
LOCKED = f"{ONE} FOR UPDATE"
CHANGE = """
UPDATE drafts SET author = %(author)s, status = %(status)s, updated_at = %(updated_at)s,
    generation = %(generation)s, words = %(words)s, tokens = array_to_tsvector(%(tokens)s),
    record = %(record)s
WHERE team = %(team)s AND id = %(id)s
"""
ADD_VERSION = """
INSERT INTO versions (team, draft, number, record) VALUES (%(team)s, %(draft)s, %(number)s, %(record)s)
"""
VERSIONS = """
SELECT team, draft, number, record FROM versions WHERE team = %(team)s AND draft = %(draft)s ORDER BY number
"""
DECISIONS = """
SELECT team, draft, number, record FROM decisions WHERE team = %(team)s AND draft = %(draft)s ORDER BY number
"""
DECIDE = """
INSERT INTO decisions (team, draft, number, record)
SELECT %(team)s, %(draft)s, coalesce(max(number), 0) + 1, %(record)s
FROM decisions WHERE team = %(team)s AND draft = %(draft)s
"""


class Drafts(TeamPart):
    """The part of `TeamStore` about drafts."""

    async def add_draft(self, draft: Draft) -> Draft:
        check_team(self._team, draft)

        async def added(session: Session, *, again: bool) -> Draft:  # noqa: ARG001  # what is there is returned
            if not await session.run(ADD, **draft_row(draft)):
                return await _get(session, ONE, self._team, draft.id)
            await session.run(ADD_VERSION, **version_row(draft))
            return draft

        return await self._pool.write(added)

    async def draft(self, draft_id: str) -> Draft:
        return await self._pool.read(lambda session: _get(session, ONE, self._team, draft_id))

    async def change_draft(
        self,
        draft_id: str,
        change: Callable[[Draft], Draft],
        *,
        expected_version: int | None = None,
    ) -> Draft:
        changing = Change(change)

        async def changed(session: Session, *, again: bool) -> Draft:
            before = await _get(session, LOCKED, self._team, draft_id)
            if again and changing.was_kept(before):
                return before
            check_expected(before, expected_version)
            return await _replace(session, before, changing(before))

        return await self._pool.write(changed)

    async def versions(self, draft_id: str) -> Sequence[Version]:
        return load_all(Version, await self._rows(VERSIONS, draft=draft_id))

    async def drafts(self, query: DraftQuery, *, after: str | None = None, limit: int = 10) -> Page:
        return await self._pool.read(lambda session: page(session, self._team, query, after, limit))

    async def decide(self, decision: Decision) -> None:
        row = decision_row(self._team, 0, decision)

        async def appended(session: Session, *, again: bool) -> None:
            # Locked, so that lines written at once are numbered one after the other.
            await _get(session, LOCKED, self._team, decision.draft)
            if again and await self._is_logged(session, decision):
                return
            await session.run(DECIDE, **row)

        await self._pool.write(appended)

    async def decisions(self, draft_id: str) -> Sequence[Decision]:
        return load_all(Decision, await self._rows(DECISIONS, draft=draft_id))

    async def _is_logged(self, session: Session, decision: Decision) -> bool:
        rows = await session.rows(DECISIONS, team=self._team, draft=decision.draft)
        return decision in load_all(Decision, rows)


async def _get(session: Session, sql: str, team: str, draft_id: str) -> Draft:
    row = await session.first(sql, team=team, id=draft_id)
    if row is None:
        raise NotFound
    return load(Draft, row)


async def _replace(session: Session, before: Draft, after: Draft) -> Draft:
    check_same(before, after)
    if adds_version(before, after):
        await session.run(ADD_VERSION, **version_row(after))
    if after != before:
        await session.run(CHANGE, **draft_row(after))
    return after
