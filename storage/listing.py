"""Lists of drafts: newest change first, paged by the last row seen."""

import json
from collections.abc import Sequence

from sqlite_utils import Database

from bot.domain.drafts import Draft
from bot.domain.ports import DraftQuery, Page
from storage.paging import KEPT, after_row, position
from storage.rows import Row, instant, load_all
from storage.search import match

COLUMNS = "team, id, updated_at, record"
TEAM = "team = :team"
STATUS = "status IN (SELECT value FROM json_each(:statuses))"
AUTHOR = "author = :author"
WORDS = "number IN (SELECT rowid FROM drafts_fts WHERE drafts_fts MATCH :words)"
AFTER = "(updated_at, id) < (:updated_at, :id)"
NEWEST = " ORDER BY updated_at DESC, id DESC LIMIT :limit"


def page(database: Database, team: str, query: DraftQuery, after: str | None, limit: int) -> Page:
    """A page of a team's drafts; raises `UserError` for a cursor that is none."""
    conditions, values = _filters(team, query)
    total = _select(database, "count(*) AS total", conditions, values)[0]["total"]
    if after:
        updated_at, draft_id = position(after)
        conditions = [*conditions, AFTER]
        values = {**values, "updated_at": instant(updated_at), "id": draft_id}
    # One more than asked for tells whether there is a next page.
    rows = _select(database, COLUMNS, conditions, {**values, "limit": limit + 1}, NEWEST)
    shown = rows[:limit]
    drafts = load_all(Draft, shown)
    return Page(
        drafts=drafts,
        after=after_row(shown[-1]) if rows[limit:] else None,
        total=total,
        unreadable=len(shown) - len(drafts),
    )


def _filters(team: str, query: DraftQuery) -> tuple[list[str], Row]:
    conditions = [TEAM, STATUS]
    values: Row = {"team": team, "statuses": json.dumps(query.statuses or KEPT)}
    if query.author is not None:
        conditions.append(AUTHOR)
        values["author"] = query.author
    if query.words.strip():
        conditions.append(WORDS)
        values["words"] = match(team, query.words)
    return conditions, values


def _select(
    database: Database, what: str, conditions: Sequence[str], values: Row, order: str = ""
) -> list[Row]:
    where = " AND ".join(conditions)
    sql = f"SELECT {what} FROM drafts WHERE {where}{order}"  # noqa: S608  # constants of this module only
    return list(database.query(sql, values))
