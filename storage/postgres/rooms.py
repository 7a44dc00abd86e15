"""How often a vendor's key was used, and whether it may be used once more, by all processes together."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.ports import RateLimit
from storage.postgres.pool import Pool
from storage.postgres.session import Session
from storage.rows import instant, moment

#: One process at a time counts for a key; the others wait for the few milliseconds that it takes.
TURN = "SELECT pg_advisory_xact_lock(hashtextextended(%(key)s, 7303))"
#: The server's clock, which all processes have in common; read after the wait for the turn.
NOW = "SELECT clock_timestamp() AS now"
LAST_OF = """
SELECT at FROM calls WHERE key = %(key)s AND at > %(since)s ORDER BY at DESC LIMIT 1 OFFSET %(others)s
"""
COUNT = "INSERT INTO calls (key, at) VALUES (%(key)s, %(at)s)"


async def room(pool: Pool, key: str, limits: Sequence[RateLimit]) -> float:
    """Count a call, when there is room; else the seconds until there is.

    After a lost answer the call may be counted twice, which only makes the next one wait.
    """

    async def counted(session: Session, *, again: bool) -> float:  # noqa: ARG001  # as said above
        await session.rows(TURN, key=key)
        now = (await session.rows(NOW))[0]["now"]
        wait = 0.0
        for limit in limits:
            window = timedelta(seconds=limit.seconds)
            values = {"key": key, "since": instant(now - window), "others": limit.calls - 1}
            if row := await session.first(LAST_OF, **values):
                wait = max(wait, (moment(row["at"]) + window - now).total_seconds())
        if not wait:
            await session.run(COUNT, key=key, at=instant(now))
        return wait

    return await pool.write(counted)
