"""When to call again: how often, after how long, and what `Retry-After` means.

The numbers are those of PostEverywhere's own client (posteverywhere/posteverywhere-python): at most
2 retries; backoff 0.5 s doubling to 8 s, jitter ±25 %; waiting for `Retry-After` up to 60 s.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MOST = 2
FIRST = 0.5
CAP = 8.0
JITTER = 0.25
#: Seconds one call may spend waiting between its attempts, all in all.
BUDGET = 60.0
DAY = 86_400.0


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Timing:
    """Time and chance, as the tests replace them. `clock` gives seconds, `chance` a number in [0, 1)."""

    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = _now
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random.random


def backoff(attempt: int, chance: float) -> float:
    """Seconds to wait after the failed `attempt` (0 is the first), for a `chance` in [0, 1)."""
    base = min(CAP, FIRST * 2.0**attempt)
    return base * (1 - JITTER + 2 * JITTER * chance)


def retry_after(header: str | None, now: datetime) -> float | None:
    """The seconds a `Retry-After` header asks for, a day at most; `None` when it is missing or past.

    RFC 9110, 10.2.3: a whole number of seconds, or a date.
    """
    text = (header or "").strip()
    seconds = float(text) if text.isascii() and text.isdigit() else _until(text, now)
    return min(seconds, DAY) if seconds is not None and seconds > 0 else None


def _until(text: str, now: datetime) -> float | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    aware = date if date.tzinfo else date.replace(tzinfo=UTC)
    return (aware - now).total_seconds()
