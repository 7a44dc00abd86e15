"""Lists of drafts: newest change first, paged by the last row seen."""

from bot.domain.drafts import Draft
from bot.domain.ports import DraftQuery, Page
from storage.paging import KEPT, after_row, position
from storage.postgres.search import lookup
from storage.postgres.session import Session
from storage.rows import Row, instant, load_all

TEAM = "team = %(team)s"
STATUS = "status = ANY(%(statuses)s)"
AUTHOR = "author = %(author)s"
TOKENS = "tokens @@ %(tokens)s::tsquery"
IN_ORDER = "strpos(words, %({})s) > 0"
AFTER = "(updated_at, id) < (%(updated_at)s, %(after)s)"
#: One statement is one snapshot, so that the count and the list agree.
PAGE = """
SELECT counted.total, listed.team, listed.id, listed.updated_at, listed.record
FROM (SELECT count(*) AS total FROM drafts WHERE {all}) AS counted
LEFT JOIN (
    SELECT team, id, updated_at, record FROM drafts WHERE {rest}
    ORDER BY updated_at DESC, id DESC LIMIT %(limit)s
) AS listed ON true
ORDER BY listed.updated_at DESC, listed.id DESC
"""
#: What is found by words is found once, in their index. Else PostgreSQL would rather read along the whole
#: list until it has a page, which takes long when few drafts have the words.
SEARCH = """
WITH found AS MATERIALIZED (SELECT id, updated_at FROM drafts WHERE {all})
SELECT counted.total, drafts.team, drafts.id, drafts.updated_at, drafts.record
FROM (SELECT count(*) AS total FROM found) AS counted
LEFT JOIN (
    SELECT id FROM found WHERE {after} ORDER BY updated_at DESC, id DESC LIMIT %(limit)s
) AS listed ON true
LEFT JOIN drafts ON drafts.team = %(team)s AND drafts.id = listed.id
ORDER BY drafts.updated_at DESC, drafts.id DESC
"""


async def page(session: Session, team: str, query: DraftQuery, after: str | None, limit: int) -> Page:
    """A page of a team's drafts; raises `UserError` for a cursor that is none."""
    start = position(after) if after else None
    filters = _filters(team, query)
    if filters is None:
        return Page(drafts=(), after=None, total=0)
    conditions, values = filters
    if start:
        values |= {"updated_at": instant(start[0]), "after": start[1]}
    sql = _statement(" AND ".join(conditions), AFTER if start else "true", by_words="tokens" in values)
    # One more than asked for tells whether there is a next page.
    rows = await session.rows(sql, **values, limit=limit + 1)
    listed = [row for row in rows if row["id"] is not None]
    shown = listed[:limit]
    drafts = load_all(Draft, shown)
    return Page(
        drafts=drafts,
        after=after_row(shown[-1]) if listed[limit:] else None,
        total=rows[0]["total"],
        unreadable=len(shown) - len(drafts),
    )


def _statement(conditions: str, after: str, *, by_words: bool) -> str:
    if by_words:
        return SEARCH.format(all=conditions, after=after)
    return PAGE.format(all=conditions, rest=f"{conditions} AND {after}")


def _filters(team: str, query: DraftQuery) -> tuple[list[str], Row] | None:
    conditions = [TEAM, STATUS]
    values: Row = {"team": team, "statuses": [str(status) for status in query.statuses or KEPT]}
    if query.author is not None:
        conditions.append(AUTHOR)
        values["author"] = query.author
    if query.words.strip():
        wanted = lookup(team, query.words)
        if wanted is None:
            return None
        conditions.append(TOKENS)
        values["tokens"], in_order = wanted
        for number, phrase in enumerate(in_order):
            conditions.append(IN_ORDER.format(f"phrase{number}"))
            values[f"phrase{number}"] = phrase
    return conditions, values
