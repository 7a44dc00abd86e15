"""Rate limits per key, in fixed windows that begin with their first call.

Numbers: 60 a minute and 1,000 an hour for all calls, 60 an hour for AI calls (the vendor's client
READMEs). Headers: https://posteverywhere.ai/developers/rate-limits. How its windows run is not
published.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from playground.vendors.posteverywhere.refusals import rate_limited

Clock = Callable[[], float]


@dataclass(frozen=True, kw_only=True)
class Limit:
    """At most `calls` in `seconds`; `ai` for AI calls alone."""

    calls: int
    seconds: int
    ai: bool = False


LIMITS = (
    Limit(calls=60, seconds=60),
    Limit(calls=1_000, seconds=3_600),
    Limit(calls=60, seconds=3_600, ai=True),
)


@dataclass
class _Window:
    limit: Limit
    ends: float
    taken: int = 0

    @property
    def left(self) -> int:
        return self.limit.calls - self.taken

    def headers(self) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(self.limit.calls),
            "X-RateLimit-Remaining": str(self.left),
            "X-RateLimit-Reset": str(math.ceil(self.ends)),
        }


class RateLimits:
    """Counts calls; refused ones do not count."""

    def __init__(self, limits: Sequence[Limit], clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._windows: dict[tuple[str, Limit], _Window] = {}

    def take(self, key: str, *, ai: bool) -> Mapping[str, str]:
        """Count a call and return its headers, those of the limit nearest to its end; raises `Refused`."""
        windows = [self._window(key, limit) for limit in self._limits if ai or not limit.ai]
        full = [window for window in windows if window.left < 1]
        if full:
            last = max(full, key=lambda window: window.ends)
            raise rate_limited(max(1, math.ceil(last.ends - self._clock())), last.headers())
        for window in windows:
            window.taken += 1
        return min(windows, key=lambda window: window.left).headers() if windows else {}

    def forget(self) -> None:
        """Begin all windows anew."""
        self._windows.clear()

    def _window(self, key: str, limit: Limit) -> _Window:
        now = self._clock()
        window = self._windows.get((key, limit))
        if window is None or now >= window.ends:
            window = self._windows[key, limit] = _Window(limit, now + limit.seconds)
        return window
