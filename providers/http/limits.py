"""How often a vendor may be called with one key: sliding windows, and what the vendor itself asks for."""

import time
from collections import deque
from collections.abc import Callable, Iterable

from bot.domain.ports import RateLimit

#: Seconds. A wait of a rounding error would be waited for ever.
SHORTEST = 0.001
#: Seconds that one call may be longer on its way than another.
ON_ITS_WAY = 0.5
#: Seconds. A vendor that asks for a longer wait after a paid call speaks of a limit on those alone, such as
#: PostEverywhere's 60 AI calls an hour: free calls go on.
MINUTE = 60.0
#: Seconds after which a vendor is asked again, however long a wait it named: it may have been a slip.
HOUR = 3_600.0


class Limit(RateLimit):
    """At most `calls` calls in any `seconds` seconds; with `paid_only`, free reads do not count."""

    paid_only: bool = False


class Limiter:
    """The calls made with one vendor key; `clock` gives seconds and never goes back.

    Windows are longer here by `spare` seconds: the vendor counts a call when it arrives.
    """

    def __init__(
        self, limits: Iterable[Limit], clock: Callable[[], float] = time.monotonic, spare: float = 0.0
    ) -> None:
        self._windows: dict[Limit, deque[float]] = {}
        self._clock = clock
        self._spare = spare
        #: When the vendor lets free and paid calls in again, by whether they are paid.
        self._asked = {False: float("-inf"), True: float("-inf")}
        self.keep(limits)

    def keep(self, limits: Iterable[Limit]) -> None:
        """Keep these limits as well."""
        for limit in limits:
            self._windows.setdefault(limit, deque())

    def take(self, *, paid: bool) -> float:
        """Count a call in and return 0, or count nothing and return the seconds until there is room."""
        now = self._clock()
        windows = [pair for pair in self._windows.items() if paid or not pair[0].paid_only]
        waits = [_wait(limit.seconds + self._spare, limit.calls, calls, now) for limit, calls in windows]
        wait = max(*waits, self.asked(paid=paid), 0.0)
        if not wait:
            for _, calls in windows:
                calls.append(now)
        return wait

    def give_back(self, *, paid: bool) -> None:
        """Uncount the newest call: it never reached the vendor, who therefore did not count it."""
        for limit, calls in self._windows.items():
            if calls and (paid or not limit.paid_only):
                calls.pop()

    def pause(self, seconds: float, *, paid: bool) -> None:
        """Make no call for that long, as the vendor asked for it after a call that was `paid` or not."""
        until = self._clock() + min(seconds, HOUR)
        for kind in (True,) if paid and seconds > MINUTE else (True, False):
            self._asked[kind] = max(self._asked[kind], until)

    def asked(self, *, paid: bool) -> float:
        """The seconds that the vendor still asks us to wait; 0 when it does not."""
        left = self._asked[paid] - self._clock()
        return left if left >= SHORTEST else 0.0


def _wait(window: float, most: int, calls: deque[float], now: float) -> float:
    """Forget the calls that left the window; seconds until the next may be made."""
    while calls and calls[0] + window <= now:
        calls.popleft()
    return max(calls[0] + window - now, SHORTEST) if len(calls) >= most else 0.0
