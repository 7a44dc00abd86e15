"""The floor on PostgreSQL: psycopg, one connection, in the thread that asks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import psycopg

from bench.drafts.bare import GLANCE, PAGE
from bench.drafts.shelf import TEAM
from bot.domain.drafts import Draft
from storage.paging import KEPT
from storage.postgres.drafts import ADD, ADD_VERSION, CHANGE, LOCKED
from storage.postgres.search import Matches, draft_row
from storage.rows import version_row
from storage.search import asked

#: Drafts of one transaction.
TOGETHER = 10_000
SHOWN = "team = %(team)s AND status = ANY(%(statuses)s)"
MINE = f"{SHOWN} AND author = %(author)s"
LISTED = "SELECT record FROM drafts WHERE {where} ORDER BY updated_at DESC, id DESC LIMIT %(limit)s"
COUNTED = "SELECT count(*) FROM drafts WHERE {where}"
#: Found once, in the index of words, as the store does for few.
FOUND = """
WITH found AS MATERIALIZED (
    SELECT id, updated_at FROM drafts
    WHERE team = %(team)s AND status = ANY(%(statuses)s) AND {found}
)
SELECT (SELECT count(*) FROM found), drafts.record FROM (
    SELECT id FROM found ORDER BY updated_at DESC, id DESC LIMIT %(limit)s
) AS listed JOIN drafts ON drafts.team = %(team)s AND drafts.id = listed.id
"""


class BarePostgres:
    """`bench.drafts.bare.Bare` on the database that the store has made."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)

    def fill(self, drafts: Iterable[Draft]) -> None:
        """Ten thousand in each transaction; then the server tidies its tables, as it also does by itself."""
        remaining = iter(drafts)
        while together := list(islice(remaining, TOGETHER)):
            with self._connection.transaction(), self._connection.cursor() as cursor:
                cursor.executemany(ADD, [draft_row(draft) for draft in together])
                cursor.executemany(ADD_VERSION, [version_row(draft) for draft in together])
        self._connection.execute("VACUUM ANALYZE drafts, versions")

    def adding(self, draft: Draft) -> Callable[[], object]:
        row, version = draft_row(draft), version_row(draft)

        def add() -> None:
            with self._connection.transaction():
                self._connection.execute(ADD, row)
                self._connection.execute(ADD_VERSION, version)

        return add

    def changing(self, draft: Draft) -> Callable[[], object]:
        row, version = draft_row(draft), version_row(draft)

        def change() -> None:
            with self._connection.transaction():
                self._connection.execute(LOCKED, row).fetchone()
                self._connection.execute(ADD_VERSION, version)
                self._connection.execute(CHANGE, row)

        return change

    def listing(self, words: str = "") -> Callable[[], object]:
        values: dict[str, Any] = {"team": TEAM, "statuses": [str(status) for status in KEPT], "limit": PAGE}
        statements: tuple[str, ...] = (COUNTED.format(where=SHOWN), LISTED.format(where=SHOWN))
        if what := asked(words):
            matches = Matches(TEAM, what)
            values |= matches.values
            statements = (FOUND.format(found=matches.found),)

        return self._asking(statements, values)

    def home(self, person: str) -> Callable[[], object]:
        values = {
            "team": TEAM,
            "statuses": [str(status) for status in KEPT],
            "limit": GLANCE,
            "author": person,
        }
        mine = (COUNTED.format(where=MINE), LISTED.format(where=MINE))
        return self._asking((*mine, LISTED.format(where=SHOWN)), values)

    def _asking(self, statements: Sequence[str], values: Mapping[str, Any]) -> Callable[[], object]:
        def look() -> object:
            return [self._connection.execute(statement, values).fetchall() for statement in statements]

        return look

    def close(self) -> None:
        self._connection.close()
