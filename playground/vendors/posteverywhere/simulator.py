"""The simulated PostEverywhere as a whole: its routes, its counters, its panel."""

import time
from collections.abc import Awaitable, Callable, Sequence
from typing import NoReturn

from aiohttp import web

from playground.panels import Control, Fact
from playground.vendors.posteverywhere import reading
from playground.vendors.posteverywhere.calls import Calls
from playground.vendors.posteverywhere.faults import standard_faults
from playground.vendors.posteverywhere.keys import Key, standard_keys
from playground.vendors.posteverywhere.limits import LIMITS, Clock, Limit, RateLimits
from playground.vendors.posteverywhere.panel import Board
from playground.vendors.posteverywhere.refusals import not_found
from playground.vendors.posteverywhere.service import Endpoint, Service
from playground.vendors.posteverywhere.switches import Switches

#: Plays `https://app.posteverywhere.ai/api/v1`.
BASE = "/vendors/posteverywhere/api/v1"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class PostEverywhereSimulator:
    """A `Panel` with routes. Nothing of it outlives the process.

    `faults` makes calls go wrong, `calls` is the log, `charged` counts the credits of all accounts,
    `credits` those left on the first.
    """

    title = "PostEverywhere"
    description = (
        "Its caption API, after its published documents, with accounts and credits of play money. "
        "The captions are made up on this computer."
    )

    def __init__(
        self,
        *,
        keys: Sequence[Key] | None = None,
        limits: Sequence[Limit] = LIMITS,
        clock: Clock = time.time,
        retry_after: int = 2,
        bare: bool = False,
    ) -> None:
        self.faults = Switches(standard_faults(retry_after))
        self._service = Service(
            keys or standard_keys(), RateLimits(limits, clock), self.faults, clock, bare=bare
        )
        self._board = Board(self._service)

    @property
    def key(self) -> str:
        """The API key of the first account."""
        return self._service.keys[0].secret

    @property
    def calls(self) -> Calls:
        return self._service.calls

    @property
    def charged(self) -> int:
        """Credits charged to all accounts so far."""
        return self._service.charged

    @property
    def credits(self) -> int:
        """Credits left on the first account."""
        return self._service.keys[0].organization.credits

    def slow_down(self, seconds: float) -> None:
        """Keep every caption call waiting that long, after the work; 0 ends it."""
        self._service.delay = seconds

    def address(self, base_url: str) -> str:
        """The API's base URL on a server that serves `routes`, such as `http://127.0.0.1:3999/vendors/…`."""
        return f"{base_url.rstrip('/')}{BASE}"

    def routes(self) -> list[web.AbstractRouteDef]:
        """What to add to an aiohttp application."""
        known = (
            ("POST", Endpoint(path="/ai/generate-caption", scope="ai")),
            ("GET", Endpoint(path="/me", scope="read", read=reading.me)),
            ("GET", Endpoint(path="/accounts", scope="read", read=reading.accounts)),
            ("GET", Endpoint(path="/platform-rules", scope="read", read=reading.platform_rules)),
        )
        routes = [
            web.route(method, BASE + endpoint.path, self._handler(endpoint)) for method, endpoint in known
        ]
        return [*routes, web.route("*", BASE + "/{path:.*}", self._unknown)]

    def _handler(self, endpoint: Endpoint) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            return await self._service.answer(request, endpoint)

        return answer

    async def _unknown(self, request: web.Request) -> web.StreamResponse:
        path = f"/{request.match_info['path']}"
        return await self._service.answer(request, Endpoint(path=path, scope=None, read=_nothing))

    def facts(self) -> Sequence[Fact]:
        return self._board.facts()

    def controls(self) -> Sequence[Control]:
        return self._board.controls()

    async def press(self, name: str) -> None:
        self._board.press(name)


def _nothing(_key: Key, _at: float) -> NoReturn:
    raise not_found()
