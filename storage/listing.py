"""Lists of drafts: the best matches first, then the newest change, paged by the last row seen."""

import json

from sqlite_utils import Database

from bot.domain.ports import DraftQuery, Page
from storage.matching import match, matches
from storage.paging import KEPT, MOST_COUNTED, Place, cut, position
from storage.rows import Row
from storage.search import asked

FOUND = "number IN (SELECT rowid FROM drafts_fts WHERE drafts_fts MATCH :words)"
AFTER = "(updated_at, id) < (:updated_at, :after)"
PAGE = """
SELECT team, id, updated_at, record FROM drafts WHERE {where} ORDER BY updated_at DESC, id DESC LIMIT :limit
"""
COUNT = "SELECT count(*) AS total FROM (SELECT 1 FROM drafts WHERE {where} LIMIT :limit)"
#: The first of many that are found, as they come; the index need not be read to its end.
COUNT_FOUND = """
SELECT count(*) AS total FROM (
    SELECT 1 FROM drafts_fts CROSS JOIN drafts ON drafts.number = drafts_fts.rowid
    WHERE drafts_fts MATCH :words AND {where} LIMIT :limit
)
"""
COUNT_ENTRIES = """
SELECT count(*) AS total FROM (SELECT 1 FROM drafts_fts WHERE drafts_fts MATCH :words LIMIT :limit)
"""


class Listing:
    """What one query asks of the database.

    Few drafts that have the words are looked up and sorted; where many have them, the list is read along
    until there is a page. A `+` keeps SQLite from the list's index
    (https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
    """

    def __init__(self, database: Database, team: str, query: DraftQuery) -> None:
        self._database = database
        self._by_author = query.author is not None
        self._values: Row = {
            "team": team,
            "statuses": json.dumps(query.statuses or KEPT),
            "author": query.author,
        }

    def total(self, words: str) -> int:
        """How many there are, counted to one more than anybody is told."""
        if not words:
            return self._count(COUNT.format(where=self._where()))
        if self._is_rare(words):
            return self._count(COUNT.format(where=f"{self._where('+')} AND {FOUND}"), words)
        if self._by_author:
            return self._count(COUNT.format(where=f"{self._where()} AND {FOUND}"), words)
        return self._count(COUNT_FOUND.format(where=self._where("+drafts.")), words)

    def rows(self, words: str, start: Place | None, limit: int) -> list[Row]:
        """The first drafts after a place that have these words."""
        where = self._where("+" if words and self._is_rare(words) else "")
        where += (f" AND {FOUND}" if words else "") + (f" AND {AFTER}" if start else "")
        values = {**self._values, **(start.row if start else {}), "words": words, "limit": limit}
        return list(self._database.query(PAGE.format(where=where), values))

    def _where(self, sign: str = "") -> str:
        conditions = ["team = :team", "status IN (SELECT value FROM json_each(:statuses))"]
        if self._by_author:
            conditions.append("author = :author")
        return " AND ".join(f"{sign}{condition}" for condition in conditions)

    def _is_rare(self, words: str) -> bool:
        return self._count(COUNT_ENTRIES, words) <= MOST_COUNTED

    def _count(self, sql: str, words: str = "") -> int:
        values = {**self._values, "words": words, "limit": MOST_COUNTED + 1}
        return int(next(self._database.query(sql, values))["total"])


def page(database: Database, team: str, query: DraftQuery, after: str | None, limit: int) -> Page:
    """A page of a team's drafts; raises `UserError` for a cursor that is none."""
    start = position(after) if after else None
    listing = Listing(database, team, query)
    by_tier: tuple[str, ...] = ("",)
    found = ""
    if query.words.strip():
        what = asked(query.words)
        if what is None:
            return Page(drafts=(), after=None, total=0)
        by_tier, found = matches(team, what), match(team, what)
    rows: list[tuple[int, Row]] = []
    for tier in range(start.tier if start else 0, len(by_tier)):
        # One more than asked for tells whether there is a next page.
        inside = start if start and tier == start.tier else None
        rows += ((tier, row) for row in listing.rows(by_tier[tier], inside, limit + 1 - len(rows)))
        if len(rows) > limit:
            break
    return cut(rows, limit, listing.total(found))
