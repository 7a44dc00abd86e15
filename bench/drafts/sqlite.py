"""The floor on SQLite: the module of the standard library, in the thread that asks."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from itertools import islice

from bench.drafts.bare import GLANCE, PAGE
from bench.drafts.shelf import RARE, TEAM
from bot.domain.drafts import Draft
from storage.drafts import CHANGE, ONE
from storage.matching import match
from storage.paging import KEPT
from storage.rows import draft_row, version_row
from storage.search import asked

#: Drafts of one transaction.
TOGETHER = 10_000
SHOWN = "team = :team AND status IN (SELECT value FROM json_each(:statuses))"
AMONG = "IN (SELECT rowid FROM drafts_fts WHERE drafts_fts MATCH :words)"
#: Along the list, each draft looked up among those found: the shorter way to a page of many.
MANY = f"{SHOWN} AND number {AMONG}"
#: From those found to the list, the shorter way to a page of few. The plus sign keeps the index of the list
#: out of it ("Disqualifying WHERE Clause Terms Using Unary-+": https://www.sqlite.org/optoverview.html).
FEW = f"+{SHOWN} AND number {AMONG}"


class BareSqlite:
    """`bench.drafts.bare.Bare` on the file that the store has made."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute("PRAGMA foreign_keys = ON")

    def fill(self, drafts: Iterable[Draft]) -> None:
        """Ten thousand in each transaction."""
        remaining = iter(drafts)
        while together := list(islice(remaining, TOGETHER)):
            self._connection.execute("BEGIN IMMEDIATE")
            for table, rows in (
                ("drafts", [draft_row(draft) for draft in together]),
                ("versions", [version_row(draft) for draft in together]),
            ):
                self._connection.executemany(_insert(table, rows[0]), rows)
            self._connection.execute("COMMIT")

    def adding(self, draft: Draft) -> Callable[[], object]:
        row, version = draft_row(draft), version_row(draft)
        insert, insert_version = _insert("drafts", row), _insert("versions", version)

        def add() -> None:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute(insert, row)
            self._connection.execute(insert_version, version)
            self._connection.execute("COMMIT")

        return add

    def changing(self, draft: Draft) -> Callable[[], object]:
        row, version = draft_row(draft), version_row(draft)
        insert_version = _insert("versions", version)

        def change() -> None:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute(ONE, row).fetchone()
            self._connection.execute(insert_version, version)
            self._connection.execute(CHANGE, row)
            self._connection.execute("COMMIT")

        return change

    def listing(self, words: str = "") -> Callable[[], object]:
        where = {"": SHOWN, RARE: FEW}.get(words, MANY)
        values = {"team": TEAM, "statuses": json.dumps(KEPT), "limit": PAGE}
        if what := asked(words):
            values["words"] = match(TEAM, what)
        total, page = _total(where), _page(where)

        def look() -> object:
            return (
                self._connection.execute(total, values).fetchone(),
                self._connection.execute(page, values).fetchall(),
            )

        return look

    def home(self, person: str) -> Callable[[], object]:
        values = {"team": TEAM, "statuses": json.dumps(KEPT), "limit": GLANCE, "author": person}
        mine = f"{SHOWN} AND author = :author"

        def look() -> object:
            statements = (_total(mine), _page(mine), _page(SHOWN))
            return [self._connection.execute(statement, values).fetchall() for statement in statements]

        return look

    def close(self) -> None:
        self._connection.close()


def _total(where: str) -> str:
    return f"SELECT count(*) FROM drafts WHERE {where}"


def _page(where: str) -> str:
    return f"SELECT record FROM drafts WHERE {where} ORDER BY updated_at DESC, id DESC LIMIT :limit"


def _insert(table: str, row: dict[str, object]) -> str:
    named = ", ".join(f":{column}" for column in row)
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({named})"
