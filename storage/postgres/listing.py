"""Lists of drafts: the best matches first, then the newest change, paged by the last row seen."""

from collections.abc import Sequence

from bot.domain.ports import DraftQuery, Page
from storage.paging import KEPT, MOST_COUNTED, cut, position
from storage.postgres.search import Matches
from storage.postgres.session import Session
from storage.rows import Row
from storage.search import asked

TEAM = "team = %(team)s"
STATUS = "status = ANY(%(statuses)s)"
AUTHOR = "author = %(author)s"
AFTER = "(updated_at, id) < (%(updated_at)s, %(after)s)"
COUNT = "SELECT count(*) AS total FROM (SELECT 1 FROM drafts WHERE {where} LIMIT %(limit)s) AS counted"
NEWEST = """
SELECT team, id, updated_at, record FROM drafts WHERE {where}
ORDER BY updated_at DESC, id DESC LIMIT %(limit)s
"""
#: What few drafts have is found in the index of words and sorted. Else PostgreSQL would rather read along the
#: whole list until it has a page, which takes long then.
RARE = """
WITH found AS MATERIALIZED (SELECT id, updated_at FROM drafts WHERE {where}),
listed AS (SELECT id FROM found ORDER BY updated_at DESC, id DESC LIMIT %(limit)s)
SELECT team, id, updated_at, record FROM drafts WHERE team = %(team)s AND id IN (SELECT id FROM listed)
ORDER BY updated_at DESC, id DESC
"""


async def page(session: Session, team: str, query: DraftQuery, after: str | None, limit: int) -> Page:
    """A page of a team's drafts; raises `UserError` for a cursor that is none.

    A count and a list may be a moment apart: each is a statement, and so a snapshot, of its own.
    """
    start = position(after) if after else None
    conditions, values = _filters(team, query)
    by_tier, found, looked_up = ["true"], "true", False
    if query.words.strip():
        what = asked(query.words)
        if what is None:
            return Page(drafts=(), after=None, total=0)
        matches, looked_up = Matches(team, what), bool(what.wanted)
        by_tier, found = matches.by_tier, matches.found
        values |= matches.values
    total = await _count(session, [*conditions, found], values)
    rows: list[tuple[int, Row]] = []
    for tier in range(start.tier if start else 0, len(by_tier)):
        fitting = [*conditions, by_tier[tier]]
        sql = NEWEST
        if looked_up and (total <= MOST_COUNTED or await _count(session, fitting, values) <= MOST_COUNTED):
            sql = RARE
        inside = start if start and tier == start.tier else None
        where = " AND ".join([*fitting, AFTER] if inside else fitting)
        # One more than asked for tells whether there is a next page.
        wanted = {**values, **(inside.row if inside else {}), "limit": limit + 1 - len(rows)}
        rows += [(tier, row) for row in await session.rows(sql.format(where=where), **wanted)]
        if len(rows) > limit:
            break
    return cut(rows, limit, total)


def _filters(team: str, query: DraftQuery) -> tuple[list[str], Row]:
    conditions = [TEAM, STATUS]
    values: Row = {"team": team, "statuses": [str(status) for status in query.statuses or KEPT]}
    if query.author is not None:
        conditions.append(AUTHOR)
        values["author"] = query.author
    return conditions, values


async def _count(session: Session, conditions: Sequence[str], values: Row) -> int:
    sql = COUNT.format(where=" AND ".join(conditions))
    counted = await session.rows(sql, **values, limit=MOST_COUNTED + 1)
    return int(counted[0]["total"])
