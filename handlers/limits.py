"""Slack's rate limits: what it says of one call of a method holds for every call of that method.

Slack counts calls by method, workspace and app (docs.slack.dev/apis/web-api/rate-limits). A 429 says that
the call was not made, so it may be made again, whatever it is.
"""

import asyncio
import logging
import random
from collections.abc import Mapping
from types import MappingProxyType

from aiohttp import ClientHandlerType, ClientRequest, ClientResponse
from yarl import URL

from bot.domain.errors import SlackBusy

logger = logging.getLogger(__name__)

#: Seconds that a call waits for its method, all in all; then whoever made it is told.
PATIENCE = 90.0
#: Methods that wait less: a trigger lives 3 s, and a card has something newer to say by then (`Pace`).
IMPATIENT: Mapping[str, float] = MappingProxyType(
    {"views.open": 1.5, "views.push": 1.5, "chat.update": 0.0, "apps.connections.open": 0.0}
)
#: A wait of so many seconds at most may be meant for one call; so many refusals in a row are meant for all.
BRIEF, CERTAIN = 1.0, 3
#: Seconds to wait when Slack does not say how many.
UNSAID = 1.0
#: Those who waited for the same moment go on within so many seconds after it, not all in it.
SPREAD = 0.5
#: What is not a method of the Web API: files are fetched from addresses of their own.
FILES = "files"


class RateLimits:
    """A middleware of the HTTP session that all clients of Slack share; one workspace has one."""

    def __init__(self, api_url: str) -> None:
        self._api = URL(api_url)
        #: Until when a method is closed, by the loop's clock.
        self._until: dict[str, float] = {}
        #: How often in a row a method was refused.
        self._refused: dict[str, int] = {}

    async def __call__(self, request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
        """Make a call once its method is open. Raises `SlackBusy` when that takes too long."""
        loop, method = asyncio.get_running_loop(), self._method(request.url)
        give_up, until = loop.time() + IMPATIENT.get(method, PATIENCE), 0.0
        while True:
            while (wait := max(until, self._until.get(method, 0.0)) - loop.time()) > 0:
                if loop.time() + wait > give_up:
                    raise SlackBusy(retry_after=wait)
                await asyncio.sleep(wait + random.uniform(0, SPREAD))  # noqa: S311  # nothing to guess
            answer = await handler(request)
            if answer.status != 429:
                self._refused.pop(method, None)
                return answer
            seconds = _seconds(answer)
            answer.release()
            logger.warning("Slack limits %s for %s s", method, seconds)
            until = loop.time() + seconds
            self._refuse(method, seconds, until)

    def _refuse(self, method: str, seconds: float, until: float) -> None:
        """Close a method for everybody, unless it was one brief refusal among calls that were taken.

        Slack also limits what is posted into one channel: then the others need not wait.
        """
        self._refused[method] = self._refused.get(method, 0) + 1
        if seconds > BRIEF or self._refused[method] >= CERTAIN:
            self._until[method] = max(self._until.get(method, 0.0), until)

    def _method(self, url: URL) -> str:
        inside = url.host == self._api.host and url.path.startswith(self._api.path)
        return url.path.removeprefix(self._api.path) if inside else FILES


def _seconds(answer: ClientResponse) -> float:
    said = answer.headers.get("Retry-After", "")
    return float(said) if said.isdecimal() else UNSAID
