"""How one call to a simulated vendor is taken in, worked on, answered and logged."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from aiohttp import web

from playground.vendors.calls import Calls
from playground.vendors.faults import Asked, Fault
from playground.vendors.limits import Clock
from playground.vendors.replies import Refused, Reply
from playground.vendors.switches import Switches

F = TypeVar("F", bound=Fault)


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One address below the vendor's base, as an aiohttp path; its kind of call, and the scope it needs.

    Where a body `streams` it is read as it comes, by those who know what to keep of it.
    """

    method: str
    path: str
    kind: str
    scope: str | None = None
    streams: bool = False


@dataclass
class Visit:
    """What has become known of a call while it is answered; `headers` go with any answer."""

    number: int
    request: web.Request
    endpoint: Endpoint
    headers: dict[str, str] = field(default_factory=dict)


class Service(ABC, Generic[F]):
    """One vendor's side of its API.

    `charged` counts the credits of all accounts.
    """

    def __init__(self, switches: Switches[F], clock: Clock) -> None:
        self.switches = switches
        self.calls = Calls()
        self.charged = 0
        self.clock = clock
        self._delay, self._delay_changed = 0.0, asyncio.Event()

    @property
    def delay(self) -> float:
        """Seconds that every working call is kept waiting after the work is done and charged.

        A caller who gives up meanwhile cannot know. A new delay lets all go who wait.
        """
        return self._delay

    @delay.setter
    def delay(self, seconds: float) -> None:
        self._delay_changed.set()
        self._delay, self._delay_changed = seconds, asyncio.Event()

    async def answer(self, request: web.Request, endpoint: Endpoint, path: str) -> web.StreamResponse:
        """Answer one call, or drop its connection; `path` is what the log says."""
        visit = await self._arrived(request, endpoint, path)
        try:
            reply = await self.reply(visit)
        except Refused as refused:
            self.calls.note(visit.number, code=refused.code)
            reply = self.failure(refused)
        if endpoint.kind in self.switches.work:
            with suppress(TimeoutError):
                async with asyncio.timeout(self.delay):
                    await self._delay_changed.wait()
        if reply is None:
            return _dropped(request)
        self.calls.note(visit.number, status=reply.status)
        return reply.response(visit.headers)

    @abstractmethod
    def caller(self, request: web.Request) -> str | None:
        """As much of the API key in a request as may be logged."""

    @abstractmethod
    async def reply(self, visit: Visit) -> Reply | None:
        """Do what is asked; `None` drops the connection. Raises `Refused`."""

    @abstractmethod
    def failure(self, refused: Refused) -> Reply: ...

    def fault(self, visit: Visit) -> F:
        """The fault that strikes this call, noted in the log."""
        fault = self.switches.take(visit.endpoint.kind)
        self.calls.note(visit.number, fault=fault.name or None)
        return fault

    def perform(self, fault: F, asked: Asked, work: Callable[[], Reply]) -> Reply | None:
        """The work, unless the fault comes before it; then whatever the fault does to the answer."""
        if fault.drops == "before":
            return None
        if page := fault.strike(asked):
            return page
        reply = work()
        return None if fault.drops == "after" else fault.spoiled(reply)

    def charge(self, visit: Visit, credits_used: int) -> None:
        """Count credits and note them in the log; the account is the vendor's matter."""
        self.charged += credits_used
        self.calls.note(visit.number, charged=credits_used)

    async def _arrived(self, request: web.Request, endpoint: Endpoint, path: str) -> Visit:
        number = await self.calls.arrive(
            at=self.clock(),
            method=request.method,
            path=path,
            kind=endpoint.kind,
            key=self.caller(request),
            body="" if endpoint.streams else (await request.read()).decode(errors="replace"),
        )
        return Visit(number, request, endpoint)


def _dropped(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.close()
    return web.Response()
