"""The page's addresses: looking at it, the socket that says "changed", and the pieces it asks for."""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from playground.page.actions import Actions
from playground.page.memory import Memory, last_number
from playground.page.painter import Painter, suggested
from playground.page.place import Place
from playground.page.posts import Posts
from playground.page.scene import scene_of, tab_of
from playground.page.traffic import coloured
from playground.panels import Panel
from playground.slack.errors import Refused

if TYPE_CHECKING:
    from playground.server import Playground

STATIC = Path(__file__).parent / "static"
#: Nothing is loaded, framed or sent from or to anywhere but this computer.
SAFE = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: http://127.0.0.1:* http://localhost:*; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
#: What one click in a message's menu gives.
REACTIONS = ("white_check_mark", "eyes", "raised_hands", "tada")
#: Seconds between looks at the traffic, which changes without the workspace.
TRAFFIC_EVERY = 1.0


class Page:
    """Give its `routes` to the server; `panels` are the simulated services it shows."""

    def __init__(self, playground: "Playground", panels: Sequence[Panel] = ()) -> None:
        self._playground, self._workspace = playground, playground.workspace
        self._panels = tuple(panels)
        self._memory = Memory()
        self._painter = Painter(playground.workspace)
        self._actions = Actions(playground, self._memory, self._panels)

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/", self._front),
            web.static("/static", STATIC),
            web.get("/updates", self._updates),
            web.get("/archives/{channel}/{permalink}", self._archives),
            web.get("/traffic/{number}", self._payload),
            web.get("/as/{me}/{channel}", self._show),
            web.get("/as/{me}/{channel}/menu/{ts}", self._menu),
            web.get("/as/{me}/{channel}/suggest", self._suggest),
            *self._actions.routes(),
        ]

    # Looking.

    async def _front(self, _request: web.Request) -> web.Response:
        me = self._workspace.people[0]
        first = next(c.id for c in self._workspace.channels.values() if me.id in c.members)
        raise web.HTTPFound(Place(me=me.id, channel=first).url())

    async def _show(self, request: web.Request) -> web.Response:
        place = self._place(request)
        connected = self._playground.outbox.delivery.connected
        if tab_of(self._workspace, place) == "messages":
            self._memory.read(place.me, self._workspace.channels[place.channel])
        scene = scene_of(self._workspace, place, self._memory, self._panels, connected)
        return _html(self._painter.page(scene))

    def _place(self, request: web.Request) -> Place:
        """Where the request is; strangers, and channels not theirs, lead to the front page."""
        place = Place.read(request.match_info["me"], request.match_info["channel"], request.query)
        channel = self._workspace.channels.get(place.channel)
        if channel is None or place.me not in channel.members or place.me == self._workspace.app.user_id:
            raise web.HTTPFound("/")
        return place

    async def _archives(self, request: web.Request) -> web.Response:
        """A permalink: to the message, seen by whoever followed the link."""
        channel = self._workspace.channels.get(request.match_info["channel"])
        digits = re.fullmatch(r"p(\d+)(\d{6})", request.match_info["permalink"])
        if channel is None or digits is None:
            raise web.HTTPFound("/")
        ts = f"{digits[1]}.{digits[2]}"
        thread = request.query.get("thread_ts")
        place = Place(me=self._follower(request, channel.members), channel=channel.id)
        raise web.HTTPFound(place.url(at=ts, thread=thread))

    def _follower(self, request: web.Request, members: Sequence[str]) -> str:
        """Who was looking at the page that had the link, else the first person who may see the channel."""
        came_from = re.match(r"/as/([^/]+)/", urlsplit(request.headers.get("Referer", "")).path)
        people = [u.id for u in self._workspace.people if u.id in members]
        return came_from[1] if came_from and came_from[1] in people else people[0]

    # Staying current.

    async def _updates(self, request: web.Request) -> web.WebSocketResponse:
        """Says that something changed; without a reader a close would go unseen."""
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        pushing = asyncio.create_task(self._push(socket))
        try:
            async for _ in socket:
                pass
        finally:
            pushing.cancel()
            await asyncio.gather(pushing, return_exceptions=True)
        return socket

    async def _push(self, socket: web.WebSocketResponse) -> None:
        version, newest = self._workspace.version, last_number(self._workspace.traffic)
        while True:
            try:
                async with asyncio.timeout(TRAFFIC_EVERY):
                    version = await self._workspace.after(version)
            except TimeoutError:
                if newest == last_number(self._workspace.traffic):
                    continue
            newest = last_number(self._workspace.traffic)
            await socket.send_str("changed")

    # Pieces.

    async def _menu(self, request: web.Request) -> web.Response:
        """What can be done with one message."""
        place, ts = self._place(request), request.match_info["ts"]
        channel = self._workspace.channels[place.channel]
        post = Posts(self._workspace, channel, place).one(ts)
        if post is None:
            raise web.HTTPNotFound
        shortcuts = [s for s in self._workspace.app.shortcuts if s.kind == "message"]
        told = {"place": place, "post": post, "shortcuts": shortcuts, "app": self._workspace.app.name}
        told |= {"permalink": self._workspace.permalink(channel, ts), "reactions": REACTIONS}
        return _html(self._painter.fragment("message_menu.html", **told))

    async def _suggest(self, request: web.Request) -> web.Response:
        """What the app offers for what was typed into a searchable menu."""
        asked = request.query
        try:
            found = await self._playground.people.suggest(
                request.match_info["me"], asked["where"], asked["block"], asked["action"], asked["search"]
            )
        except Refused as refusal:
            return _html(self._painter.fragment("suggestions.html", groups=[], message=str(refusal)))
        return _html(self._painter.fragment("suggestions.html", groups=suggested(found)))

    async def _payload(self, request: web.Request) -> web.Response:
        number = request.match_info["number"]
        for entry in self._workspace.traffic:
            if str(entry.number) == number:
                return _html(coloured(entry.payload))
        raise web.HTTPNotFound


def _html(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html", headers=SAFE)
