"""Slack as one app under test sees it: Socket Mode or signed HTTP one way, a Web API the other way.

Delivery is the playground's. The Web API here answers everything at once and checks nothing: the
playground's strict one would spend on the app's calls the processor time that is being measured. It
runs in the measuring process, apart from both apps, so that all times are taken at one edge by one
clock.
"""

import asyncio
import itertools
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal, cast

from aiohttp import ClientSession, WSMsgType, web

from bench.studio import Studio
from bench.vendor import Vendor
from bot.manifest import MANIFEST
from playground.slack.delivery import Delivery, Envelope, Timing
from playground.slack.fixtures import fresh_workspace
from playground.slack.http_delivery import HttpDelivery
from playground.slack.socket_mode import Link, Sockets

Transport = Literal["HTTP", "Socket Mode"]
#: Seconds after which a call that does not come, or an answer, is a broken benchmark.
PATIENCE = 60.0
#: Messages that an app can look back at.
LOOK_BACK = 100


class Complaint(RuntimeError):
    """The app acknowledged, and had something to say."""


@dataclass(frozen=True)
class Call:
    """A call of the Web API: when it arrived (`time.perf_counter`), and with what."""

    at: float
    arguments: Mapping[str, Any]


class Slack:
    """One app's Slack, and the vendors next door. Open inside `async with`."""

    def __init__(self) -> None:
        self.vendor = Vendor()
        self.studio = Studio()
        self.workspace = fresh_workspace(MANIFEST)
        self.sockets = Sockets(self.workspace, Timing(ack_within=PATIENCE))
        self._delivery: Delivery = self.sockets
        self._numbers = itertools.count(1)
        self._expected: dict[str, asyncio.Future[Call]] = {}
        self._recent: deque[Mapping[str, Any]] = deque(maxlen=LOOK_BACK)
        #: Whether the next call is refused because there were too many.
        self.too_many: Callable[[], bool] = lambda: False
        #: Hear each call that is answered.
        self.listeners: list[Callable[[str, Mapping[str, Any]], None]] = []

    @property
    def address(self) -> str:
        return self.workspace.base_url

    def number(self) -> int:
        """Another number each time, for ids."""
        return next(self._numbers)

    def use_http(self, session: ClientSession, request_url: str) -> None:
        """Deliver to this address from now on."""
        self._delivery = HttpDelivery(self.workspace, Timing(ack_within=PATIENCE), session, request_url)

    async def joined(self) -> float:
        """When the app's socket was open."""
        await self.workspace.until(lambda: self.sockets.connected, PATIENCE)
        return time.perf_counter()

    async def deliver(self, envelope: Envelope) -> tuple[float, float]:
        """Send; when that was, and when the acknowledgement was there, which must be an empty one.

        Raises `NoAck` when there was none, and `Complaint`.
        """
        sent = time.perf_counter()
        answer = await self._delivery.deliver(envelope)
        acknowledged = time.perf_counter()
        if answer:
            raise Complaint(f"The app complained: {answer}")
        return sent, acknowledged

    def expect(self, method: str) -> asyncio.Future[Call]:
        """The next call of a method, from now on."""
        return self._expected.setdefault(method, asyncio.get_running_loop().create_future())

    def keep(self, message: Mapping[str, Any]) -> None:
        """Remember a message for as long as it is among the newest."""
        self._recent.appendleft(message)

    @property
    def recent(self) -> list[Mapping[str, Any]]:
        """The newest messages, the newest first."""
        return list(self._recent)

    # The wire.

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/api/{method}", self._call),
            web.post("/api/{method}", self._call),
            web.get("/link/{ticket}", self._link),
            *self.vendor.routes(),
            *self.studio.routes(),
        ]

    async def _call(self, request: web.Request) -> web.Response:
        at, method = time.perf_counter(), request.match_info["method"]
        arguments = await request.json() if request.content_type == "application/json" else {}
        if self.too_many():
            refusal = {"ok": False, "error": "ratelimited"}
            return web.json_response(refusal, status=429, headers={"Retry-After": "1"})
        expected = self._expected.pop(method, None)
        if expected and not expected.done():
            expected.set_result(Call(at, arguments))
        answer = ANSWERS[method](self, arguments)
        for listener in self.listeners:
            listener(method, arguments)
        return web.json_response({"ok": True, **answer}, headers={"x-oauth-scopes": "chat:write"})

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket, ticket = web.WebSocketResponse(), request.match_info["ticket"]
        await socket.prepare(request)
        transport = cast("asyncio.Transport", request.transport)
        await self.sockets.join(ticket, Link(send=socket.send_str, close=socket.close, abort=transport.abort))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self.sockets.received(message.data)
        finally:
            self.sockets.leave(ticket)
        return socket


@asynccontextmanager
async def open_slack() -> AsyncIterator[Slack]:
    """A Slack that listens on this machine."""
    slack = Slack()
    app = web.Application(client_max_size=2**24)
    app.add_routes(slack.routes())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        slack.workspace.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield slack
    finally:
        await runner.cleanup()


def _identity(slack: Slack, _: Mapping[str, Any]) -> dict[str, Any]:
    app, team = slack.workspace.app, slack.workspace.team
    return {
        "url": f"{slack.address}/",
        "team": team.name,
        "user": app.name,
        "team_id": team.id,
        "user_id": app.user_id,
        "bot_id": app.bot_id,
    }


def _socket(slack: Slack, _: Mapping[str, Any]) -> dict[str, Any]:
    return {"url": f"{slack.address.replace('http', 'ws', 1)}/link/{slack.sockets.ticket()}"}


def _view(slack: Slack, given: Mapping[str, Any]) -> dict[str, Any]:
    number = slack.number()
    return {"view": {**given["view"], "id": given.get("view_id") or f"V{number}", "hash": str(number)}}


def _posted(slack: Slack, given: Mapping[str, Any]) -> dict[str, Any]:
    ts = slack.workspace.ts()
    slack.keep({"ts": ts, "metadata": given.get("metadata")})
    return {"channel": given["channel"], "ts": ts}


def _updated(_: Slack, given: Mapping[str, Any]) -> dict[str, Any]:
    return {"channel": given["channel"], "ts": given["ts"]}


def _history(slack: Slack, _: Mapping[str, Any]) -> dict[str, Any]:
    return {"messages": slack.recent}


def _whispered(slack: Slack, _: Mapping[str, Any]) -> dict[str, Any]:
    return {"message_ts": slack.workspace.ts()}


def _channel(_slack: Slack, _: Mapping[str, Any]) -> dict[str, Any]:
    return {"channel": {"id": "C1GENERAL", "is_member": True}}


ANSWERS: Mapping[str, Callable[[Slack, Mapping[str, Any]], dict[str, Any]]] = {
    "auth.test": _identity,
    "apps.connections.open": _socket,
    "views.open": _view,
    "views.update": _view,
    "chat.postMessage": _posted,
    "chat.update": _updated,
    "chat.postEphemeral": _whispered,
    "conversations.history": _history,
    "conversations.info": _channel,
    "conversations.open": _channel,
}
