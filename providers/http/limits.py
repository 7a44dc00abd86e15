"""Local rate limits: sliding windows over the calls made with one key."""

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

#: Seconds. A wait of a rounding error would be waited for ever.
SHORTEST = 0.001


@dataclass(frozen=True, kw_only=True)
class Limit:
    """At most `calls` calls in any `seconds` seconds; with `paid_only`, free reads do not count."""

    calls: int
    seconds: float
    paid_only: bool = False


class Limiter:
    """The calls of one vendor key against its limits; `clock` gives seconds and never goes back."""

    def __init__(self, limits: Iterable[Limit], clock: Callable[[], float] = time.monotonic) -> None:
        self._windows = [(limit, deque[float]()) for limit in limits]
        self._clock = clock

    def take(self, *, paid: bool) -> float:
        """Count a call in and return 0, or count nothing and return the seconds until there is room."""
        now = self._clock()
        windows = [pair for pair in self._windows if paid or not pair[0].paid_only]
        wait = max((_wait(limit, calls, now) for limit, calls in windows), default=0.0)
        if not wait:
            for _, calls in windows:
                calls.append(now)
        return wait

    def give_back(self, *, paid: bool) -> None:
        """Uncount the newest call: it never reached the vendor, who therefore did not count it."""
        for limit, calls in self._windows:
            if calls and (paid or not limit.paid_only):
                calls.pop()


def _wait(limit: Limit, calls: deque[float], now: float) -> float:
    """Forget the calls that left the window; seconds until the next may be made."""
    while calls and calls[0] + limit.seconds <= now:
        calls.popleft()
    return max(calls[0] + limit.seconds - now, SHORTEST) if len(calls) >= limit.calls else 0.0
