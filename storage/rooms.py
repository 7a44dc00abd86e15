"""How often a vendor's key was used, and whether it may be used once more, on SQLite."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.domain.ports import RateLimit
from storage.rows import instant, moment
from storage.team import first

#: The call that has to be out of the window before another one may be made.
LAST_OF = "SELECT at FROM calls WHERE key = :key AND at > :since ORDER BY at DESC LIMIT 1 OFFSET :others"
COUNT = "INSERT INTO calls (key, at) VALUES (:key, :at)"


def room(database: Database, key: str, limits: Sequence[RateLimit], at: datetime) -> float:
    """Count a call, when there is room; else the seconds until there is."""
    wait = max((_wait(database, key, limit, at) for limit in limits), default=0.0)
    if not wait:
        database.execute(COUNT, {"key": key, "at": instant(at)})
    return wait


def _wait(database: Database, key: str, limit: RateLimit, at: datetime) -> float:
    window = timedelta(seconds=limit.seconds)
    values = {"key": key, "since": instant(at - window), "others": limit.calls - 1}
    row = first(database, LAST_OF, values)
    return (moment(row["at"]) + window - at).total_seconds() if row else 0.0
