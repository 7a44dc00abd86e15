"""Forgetting what nobody keeps, on PostgreSQL; another process may do it at the same time."""

from collections.abc import Iterable

from storage.postgres.pool import Pool
from storage.postgres.session import Session
from storage.retention import COUNTED, LOST_CARDS, LOST_COMMENTS, OUTLIVED, SEEN, UNNEEDED, UNSAVED

#: In this order: a run is needed until its draft is gone. A draft's history goes with it.
STEPS = (
    ("drafts", "team, id", UNSAVED),
    ("generations", "team, id", UNNEEDED),
    ("intents", "team, run, effect", OUTLIVED),
    ("cards", "team, channel, ts", LOST_CARDS),
    ("comments", "team, draft, ts, channel", LOST_COMMENTS),
)
PASSING = (("seen", "key", SEEN), ("calls", "key, at", COUNTED))
#: What somebody is changing just now is left for another time.
FORGET = """
DELETE FROM {table} WHERE ({key}) IN (
    SELECT {key} FROM {table} WHERE {condition} LIMIT %(limit)s FOR UPDATE OF {table} SKIP LOCKED
)
"""


async def purge(pool: Pool, before: str, limit: int) -> int:
    """Forget up to `limit` records older than `before`, as `instant` writes it; returns how many."""
    return await _forgotten(pool, STEPS, before, limit)


async def forget(pool: Pool, before: str, limit: int) -> int:
    """Forget up to `limit` keys and calls older than `before`; returns how many."""
    return await _forgotten(pool, PASSING, before, limit)


async def _forgotten(pool: Pool, steps: Iterable[tuple[str, str, str]], before: str, limit: int) -> int:

    async def forgotten(session: Session, *, again: bool) -> int:  # noqa: ARG001  # what is gone is gone
        gone = 0
        for table, key, condition in steps:
            sql = FORGET.format(table=table, key=key, condition=condition.format(before="%(before)s"))
            gone += await session.run(sql, before=before, limit=limit - gone)
        return gone

    return await pool.write(forgotten)
