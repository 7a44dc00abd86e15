"""Leaving a vendor alone while it is down: a circuit breaker for each vendor and address, in this process.

Closed, all calls go out. A run of failures opens it: calls then fail at once, unsent. After a pause it is
half open: one call goes out as a probe, and how that goes closes it or opens it for longer.

A failure is no connection, no answer in time, or a 5xx. Any other answer, a refusal and a 429 too, comes
from a vendor that works. The numbers are those of Envoy's outlier detection (consecutive_5xx,
base_ejection_time, max_ejection_time), but for `SPAN`, which it does not have.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import KnownDown
from bot.domain.outages import Outage
from providers.http.retries import Timing

log = logging.getLogger(__name__)

#: Failures in a row that open a circuit. A read alone makes three attempts, which prove little.
FAILURES = 5
#: Seconds that they must be spread over: dozens of calls that one hiccup takes are one piece of news.
SPAN = 3.0
#: Seconds until the first probe, longer by as much after each one that fails, and at most.
PAUSE, LONGEST = 30.0, 300.0
#: Seconds to suggest to others while a probe is under way.
PROBING = 5.0


@dataclass
class Passage:
    """One call that was let through. `works` is what it shows of the vendor, `None` if nothing."""

    works: bool | None = None


class Circuit:
    """How one vendor does, by the calls made to it."""

    def __init__(self, label: str, timing: Timing) -> None:
        self._label = label
        self._timing = timing
        self._failures = 0
        self._openings = 0
        #: When the run of failures began, by the clock and by the calendar.
        self._began, self._since = 0.0, timing.now()
        #: When the next probe may go out, by the clock; `None` while closed.
        self._until: float | None = None
        #: The probes under way, by whether they are paid: a slow paid one must not keep a free one waiting.
        self._probing: set[bool] = set()

    @property
    def outage(self) -> Outage | None:
        """What keeps calls from being made now, `None` when nothing does."""
        left = self._left
        if left is None or left <= 0:
            return None
        return Outage(since=self._since, again=self._again(left))

    @property
    def half_open(self) -> bool:
        """Whether a probe is due."""
        left = self._left
        return left is not None and left <= 0

    def check(self) -> None:
        """Raise `KnownDown` while no call is let through."""
        left = self._left
        if left is not None and left > 0:
            raise self._error(left)

    @contextmanager
    def passage(self, *, paid: bool) -> Iterator[Passage]:
        """Let a call through, and learn from it; raises `KnownDown` instead while the vendor is down.

        A call that says nothing of the vendor, or is given up, leaves everything as it was.
        """
        self.check()
        probe = self._until is not None
        if probe:
            if paid in self._probing:
                raise self._error(PROBING)
            self._probing.add(paid)
        passage = Passage()
        try:
            yield passage
        finally:
            if probe:
                self._probing.discard(paid)
            if passage.works:
                self._close()
            elif passage.works is False:
                self._count(probe=probe)

    @property
    def _left(self) -> float | None:
        """Seconds until a probe is due, `None` while closed."""
        return None if self._until is None else self._until - self._timing.clock()

    def _count(self, *, probe: bool) -> None:
        if self._until is not None:
            if probe and self.half_open:  # what was sent before the circuit opened is no news
                self._open()
            return
        now = self._timing.clock()
        if not self._failures:
            self._began, self._since = now, self._timing.now()
        self._failures += 1
        if self._failures >= FAILURES and now - self._began >= SPAN:
            self._open()

    def _open(self) -> None:
        self._openings += 1
        pause = min(PAUSE * self._openings, LONGEST)
        self._until = self._timing.clock() + pause
        log.warning("%s is down since %s; asked again in %.0f s", self._label, self._since, pause)

    def _close(self) -> None:
        """An answer proves that the vendor works, whenever its call was sent."""
        if self._until is not None:
            log.warning("%s works again; it was down since %s", self._label, self._since)
        self._failures, self._openings, self._until = 0, 0, None

    def _error(self, wait: float) -> KnownDown:
        outage = Outage(since=self._since, again=self._again(wait))
        message = f"{outage.words(self._label)} Nothing was sent. It is asked again after {outage.until}."
        return KnownDown(message, retry_after=wait, provider=self._label)

    def _again(self, left: float) -> datetime:
        return self._timing.now() + timedelta(seconds=left)
