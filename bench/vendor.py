"""The vendor at the other end of `bench.provider`: answers at once, or keeps a brief as long as wanted."""

import time
from collections import Counter
from collections.abc import Callable
from enum import Enum, auto

from aiohttp import web

from playground.slack.watched import Watched

#: Seconds between two looks at a brief that is kept, as PowerPost's own client leaves for long work.
LOOK_AGAIN = 10.0
#: Looks a second that it takes; with more briefs than that allows, it is to be looked at more rarely. That is
#: 6,000 calls a minute, far more than any vendor takes from one key.
LOOKS = 100
CAPTION = (
    "Dark mode is here, in every one of our apps. Your eyes asked for it, your battery will thank you, "
    "and the night shift finally gets a screen that does not light up the room."
)


class Mishap(Enum):
    """What may become of a brief that is sent."""

    #: 429, come again in a second: nothing was done.
    BUSY = auto()
    #: 500, which says nothing of what was done.
    BROKEN = auto()
    #: The connection ends once the brief has been taken.
    DROPPED = auto()


class Vendor(Watched):
    """Writes one caption for each platform asked for; while `keeping`, new briefs stay unanswered."""

    def __init__(self) -> None:
        super().__init__()
        self.keeping = False
        self.kept: set[str] = set()
        #: When the last finished answer left (`time.perf_counter`).
        self.answered = 0.0
        #: What happens to the next brief.
        self.mishap: Callable[[], Mishap | None] = lambda: None
        #: Calls that may have been charged, by brief.
        self.charged: Counter[str] = Counter()

    async def keeps(self, count: int, within: float) -> None:
        """Return when so many briefs are kept; raises `TimeoutError` after so many seconds."""
        await self.until(lambda: len(self.kept) >= count, within)

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.post("/vendor/write", self._write), web.get("/vendor/write/{key}", self._look)]

    async def _write(self, request: web.Request) -> web.Response:
        brief = await request.json()
        mishap = self.mishap()
        if mishap is Mishap.BUSY:
            return web.json_response({"error": "busy"}, status=429, headers={"Retry-After": "1"})
        self.charged[brief["key"]] += 1
        if mishap is Mishap.BROKEN:
            return web.json_response({"error": "broken"}, status=500)
        if mishap is Mishap.DROPPED and request.transport:
            request.transport.abort()
        if self.keeping:
            self.kept.add(brief["key"])
            self.changed()
            return web.json_response({"id": brief["key"], "after": self._after()}, status=202)
        return self._finished(brief.get("platforms") or ["any"])

    async def _look(self, request: web.Request) -> web.Response:
        key = request.match_info["key"]
        if key not in self.kept:
            return web.json_response({"error": "unknown"}, status=404)
        return web.json_response({"id": key, "after": self._after()})

    def _after(self) -> float:
        """Seconds until a brief is to be looked at again."""
        return max(LOOK_AGAIN, len(self.kept) / LOOKS)

    def _finished(self, platforms: list[str]) -> web.Response:
        answer = web.json_response({"captions": [{"platform": p, "text": CAPTION} for p in platforms]})
        self.answered = time.perf_counter()
        return answer
