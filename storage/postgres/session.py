"""One connection while it is used, and what each of its errors means."""

from collections.abc import Sequence
from typing import Any

from psycopg import AsyncConnection, OperationalError, errors

from storage.postgres.texts import packed, unpacked
from storage.rows import Row
from storage.trouble import DAMAGED, FULL, READ_ONLY

#: Surely undone, and gone when it is done again: another transaction was in the way.
COLLISIONS = (errors.SerializationFailure, errors.DeadlockDetected)
#: The server's trouble, not a mistake of ours. `InternalError`: a damaged page, or a server that became
#: read-only; `OperationalError` with all below it: gone, full, out of memory, too slow, too many.
TROUBLES = (OperationalError, errors.InternalError)


class Session:
    """Runs statements; a row is a dict, and its texts may hold any character."""

    def __init__(self, connection: AsyncConnection[Row]) -> None:
        self._connection = connection

    async def rows(self, sql: str, **values: Any) -> list[Row]:
        """The rows that a statement gives."""
        cursor = await self._connection.execute(sql, packed(values))
        return [unpacked(row) for row in await cursor.fetchall()]

    async def first(self, sql: str, **values: Any) -> Row | None:
        """The first of them."""
        return next(iter(await self.rows(sql, **values)), None)

    async def run(self, sql: str, **values: Any) -> int:
        """Run a statement that gives no rows; returns how many it changed."""
        return (await self._connection.execute(sql, packed(values))).rowcount

    async def run_all(self, sql: str, rows: Sequence[Row]) -> None:
        """Run a statement for each of some rows."""
        async with self._connection.cursor() as cursor:
            await cursor.executemany(sql, [packed(row) for row in rows])


#: What passes only when somebody mends it, and what people are told.
LASTING = (
    (errors.DiskFull, FULL),
    (errors.ReadOnlySqlTransaction, READ_ONLY),
    ((errors.DataCorrupted, errors.IndexCorrupted, errors.IoError), DAMAGED),
)


def sentence_for(error: Exception) -> str:
    """What people are told; "" for anything that passes."""
    return next((sentence for kinds, sentence in LASTING if isinstance(error, kinds)), "")


def reason(error: Exception) -> str:
    """What happened, for the log: PostgreSQL's own sentence, without the values it may go on with."""
    diagnosis = getattr(error, "diag", None)
    sentence = (diagnosis and diagnosis.message_primary) or " ".join(str(error).split())
    code = getattr(error, "sqlstate", None)
    return f"{sentence} ({code})" if code else sentence
