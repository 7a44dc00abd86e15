"""A simulated vendor as a whole, as the playground and tests hold it."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from aiohttp import web

from playground.panels import Control, Fact
from playground.vendors.board import Board
from playground.vendors.calls import Calls
from playground.vendors.service import Endpoint, Service
from playground.vendors.switches import Switches

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
S = TypeVar("S", bound=Service[Any])


class Simulator(Generic[S]):
    """A `Panel` with routes. Nothing of it outlives the process.

    `title` and `description` are the panel's; `base` is where the vendor's base URL is played.
    """

    title: ClassVar[str]
    description: ClassVar[str]
    base: ClassVar[str]

    def __init__(self, service: S, board: Board, endpoints: Sequence[Endpoint]) -> None:
        self._board = board
        self._endpoints = endpoints
        self._service = service

    @property
    def faults(self) -> Switches[Any]:
        """Makes calls go wrong."""
        return self._service.switches

    @property
    def calls(self) -> Calls:
        """The log."""
        return self._service.calls

    @property
    def charged(self) -> int:
        """Credits charged to all accounts so far."""
        return self._service.charged

    def slow_down(self, seconds: float) -> None:
        """Keep every working call waiting that long, after the work; 0 lets all go who wait."""
        self._service.delay = seconds

    def address(self, base_url: str) -> str:
        """The API's base URL on a server that serves `routes`, such as `http://127.0.0.1:3999/vendors/…`."""
        return f"{base_url.rstrip('/')}{self.base}"

    def routes(self) -> list[web.AbstractRouteDef]:
        """What to add to an aiohttp application."""
        nowhere = Endpoint(method="*", path="/{path:.*}", kind="nowhere")
        return [
            web.route(endpoint.method, self.base + endpoint.path, self._handler(endpoint))
            for endpoint in (*self._endpoints, nowhere)
        ]

    def _handler(self, endpoint: Endpoint) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            return await self._service.answer(request, endpoint, request.path.removeprefix(self.base))

        return answer

    def facts(self) -> Sequence[Fact]:
        return self._board.facts()

    def controls(self) -> Sequence[Control]:
        return self._board.controls()

    async def press(self, name: str) -> None:
        self._board.press(name)
