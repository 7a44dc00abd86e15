"""Forgetting what nobody keeps, on SQLite."""

from collections.abc import Iterable

from sqlite_utils import Database

from storage.retention import COUNTED, LOST_CARDS, LOST_COMMENTS, OUTLIVED, SEEN, UNNEEDED, UNSAVED

#: In this order: a run is needed until its draft is gone.
STEPS = (
    ("drafts", UNSAVED),
    ("generations", UNNEEDED),
    ("intents", OUTLIVED),
    ("cards", LOST_CARDS),
    ("comments", LOST_COMMENTS),
)
PASSING = (("seen", SEEN), ("calls", COUNTED))
HISTORY = ("versions", "decisions")


def purge(database: Database, before: str, limit: int) -> int:
    """Forget up to `limit` records older than `before`, as `instant` writes it; returns how many."""
    # The history goes after its draft, which is what lets it go; the reference is checked at the commit.
    database.execute("PRAGMA defer_foreign_keys = ON")
    return _forgotten(database, STEPS, before, limit)


def forget(database: Database, before: str, limit: int) -> int:
    """Forget up to `limit` keys and calls older than `before`; returns how many."""
    return _forgotten(database, PASSING, before, limit)


def _forgotten(database: Database, steps: Iterable[tuple[str, str]], before: str, limit: int) -> int:
    gone = 0
    for table, condition in steps:
        gone += _forget(database, table, condition, before, limit - gone)
    return gone


def _forget(database: Database, table: str, condition: str, before: str, limit: int) -> int:
    where = condition.format(before=":before")
    chosen = f"SELECT rowid AS row, * FROM {table} WHERE {where} LIMIT :limit"  # noqa: S608  # constants
    rows = list(database.query(chosen, {"before": before, "limit": limit}))
    database.conn.executemany(f"DELETE FROM {table} WHERE rowid = :row", rows)  # noqa: S608  # the same
    if table == "drafts":
        for lines in HISTORY:
            sql = f"DELETE FROM {lines} WHERE team = :team AND draft = :id"  # noqa: S608  # the same
            database.conn.executemany(sql, rows)
    return len(rows)
