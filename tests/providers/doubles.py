"""A vendor that answers as told, and time that passes only when somebody waits."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx

from providers.http import Timing

KEY = "pe_live_0123456789abcdef0123456789abcdef"
BASE = "https://vendor.test/api/v1"


@dataclass
class Time:
    """`chance` in the middle means no jitter."""

    seconds: float = 1_000.0
    slept: list[float] = field(default_factory=list)
    start: datetime = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)

    @property
    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.seconds - 1_000)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    @property
    def timing(self) -> Timing:
        return Timing(clock=lambda: self.seconds, now=lambda: self.now, sleep=self.sleep, chance=lambda: 0.5)


Answer = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


@dataclass
class Server:
    """Gives its answers in turn, the last one for ever, and keeps what it was asked."""

    answers: list[Answer] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers[min(len(self.requests), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            return answer(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)
