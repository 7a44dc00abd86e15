"""Trouble: answers to give instead, on demand, and Slack's rate limits, when they are enforced."""

import math
from collections import deque
from dataclasses import dataclass
from enum import IntEnum

from playground.slack.shapes import Clock


class Tier(IntEnum):
    """Calls a minute, per method; docs.slack.dev/apis/web-api/rate-limits."""

    SPECIAL = 0
    ONE = 1
    TWO = 20
    THREE = 50
    FOUR = 100


@dataclass(frozen=True, kw_only=True)
class Failure:
    """What a method answers instead, once.

    `performed` means that the call is carried out all the same. `status` 0 is a connection that breaks
    off without an answer.
    """

    error: str = "ratelimited"
    status: int = 429
    retry_after: int | None = 1
    performed: bool = False


class Limits:
    """Failures waiting for their method, and the calls of the last minute."""

    def __init__(self, clock: Clock, *, enforced: bool = False) -> None:
        self.enforced = enforced
        self._clock = clock
        self._failures: dict[str, deque[Failure]] = {}
        self._calls: dict[tuple[str, str], deque[float]] = {}
        self._closed: dict[str, float] = {}

    def fail(self, method: str, failure: Failure | None = None, times: int = 1) -> None:
        """Let the next calls of a method fail; with a 429 unless told otherwise."""
        self._failures.setdefault(method, deque()).extend([failure or Failure()] * times)

    def close(self, method: str, seconds: float) -> None:
        """Answer every call of a method with a 429 for so long."""
        self._closed[method] = self._clock() + seconds

    def due(self, method: str) -> Failure | None:
        """The next failure of a method, taken off its queue."""
        queue = self._failures.get(method)
        return queue.popleft() if queue else None

    def wait(self, method: str, tier: Tier, channel: str | None) -> int | None:
        """Count a call; the seconds to wait when it is one too many."""
        if (left := self._closed.get(method, 0.0) - self._clock()) > 0:
            return max(1, math.ceil(left))
        if not self.enforced:
            return None
        if method == "chat.postMessage":
            return self._wait((method, channel or ""), most=1, within=1.0)
        return self._wait((method, ""), most=tier, within=60.0) if tier else None

    def _wait(self, key: tuple[str, str], most: int, within: float) -> int | None:
        now, calls = self._clock(), self._calls.setdefault(key, deque())
        while calls and now - calls[0] >= within:
            calls.popleft()
        if len(calls) >= most:
            return max(1, math.ceil(calls[0] + within - now))
        calls.append(now)
        return None
