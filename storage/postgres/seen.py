"""What was seen once, in any process."""

from datetime import datetime

from storage.postgres.pool import Pool
from storage.postgres.session import Session
from storage.rows import instant

SEE = "INSERT INTO seen (key, at) VALUES (%(key)s, %(at)s) ON CONFLICT DO NOTHING"
SEEN = "SELECT at FROM seen WHERE key = %(key)s"


async def first(pool: Pool, key: str, at: datetime) -> bool:
    """Note a key; returns whether it is new.

    After a lost answer the note that is there is ours when it has our time: what is taken up twice then
    is at worst done twice, and what is taken for seen is never done.
    """
    values = {"key": key, "at": instant(at)}

    async def noted(session: Session, *, again: bool) -> bool:
        if await session.run(SEE, **values):
            return True
        return again and await session.rows(SEEN, key=key) == [{"at": values["at"]}]

    return await pool.statement(noted)
