"""Rate limits in fixed windows that begin with their first call."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from playground.vendors.replies import Refused

Clock = Callable[[], float]
#: Makes the refusal, from the seconds to wait and the headers of the window that is full.
Refusal = Callable[[int, Mapping[str, str]], Refused]


@dataclass(frozen=True, kw_only=True)
class Limit:
    """At most `calls` in `seconds`."""

    calls: int
    seconds: int


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


class Windows:
    """Counts calls; refused ones do not count."""

    def __init__(self, clock: Clock, refusal: Refusal) -> None:
        self._clock = clock
        self._refusal = refusal
        self._windows: dict[tuple[str, Limit], _Window] = {}

    def take(self, key: str, limits: Sequence[Limit]) -> Mapping[str, str]:
        """Count a call and return its headers, those of the limit nearest to its end; raises `Refused`."""
        windows = [self._window(key, limit) for limit in limits]
        full = [window for window in windows if window.left < 1]
        if full:
            last = max(full, key=lambda window: window.ends)
            raise self._refusal(max(1, math.ceil(last.ends - self._clock())), last.headers())
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
