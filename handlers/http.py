"""HTTP mode: Slack's requests, refused unless signed, fresh and new; and where its health is told."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest

from handlers.health import Check, health_routes

#: Slack signs with a clock reading and Bolt refuses older ones (docs.slack.dev, verifying requests).
SIGNATURE_LIVES = 5 * 60.0
#: A file comes as a reference, never in the request; Slack's largest payloads are well below this.
LARGEST_BODY = 2 * 1024 * 1024

#: How aiohttp is to serve: bodies stay as they came, because signatures are of them, and addresses, some
#: of which are secret, are not logged.
SERVING: Mapping[str, Any] = MappingProxyType({"auto_decompress": False, "access_log": None})


class ReplayGuard:
    """Remembers the signatures of requests that were taken, for as long as they would pass the clock check.

    Slack signs a resend anew, so the same signature twice is somebody else sending what they overheard.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._taken: OrderedDict[str, float] = OrderedDict()

    def seen(self, signature: str) -> bool:
        """Whether a request with this signature was taken already."""
        return signature in self._taken

    def take(self, signature: str) -> None:
        """Remember a signature, and forget those that are too old to pass anyway."""
        now = self._clock()
        while self._taken and next(iter(self._taken.values())) < now - 2 * SIGNATURE_LIVES:
            self._taken.popitem(last=False)
        self._taken[signature] = now


async def _read(request: web.Request) -> AsyncBoltRequest:
    """The request as Bolt takes it; what Bolt would break on is refused.

    A command with the word "payload" in it is read here: Bolt finds nothing in it
    (slack_bolt.request.internals, `parse_body`).
    """
    if not request.headers.get("X-Slack-Request-Timestamp", "0").isdecimal():
        raise web.HTTPUnauthorized
    try:
        asked = await to_bolt_request(request)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise web.HTTPBadRequest from error
    if not asked.body:
        command = dict(parse_qsl(asked.raw_body, keep_blank_values=True))
        parsed = AsyncBoltRequest(mode="socket_mode", body=command)
        asked.body, asked.context = parsed.body, parsed.context
    return asked


def web_app(bolt: AsyncApp, *, ready: Check, others: Iterable[web.RouteDef] = ()) -> web.Application:
    """The routes that every installation has, `/slack/events`, `/healthz` and `/readyz`, and the `others`."""
    guard = ReplayGuard()

    async def slack(request: web.Request) -> web.Response:
        signature = request.headers.get("X-Slack-Signature", "")
        if guard.seen(signature):
            return web.json_response({"error": "replayed request"}, status=401)
        answer = await bolt.async_dispatch(await _read(request))
        if answer.status < 300:
            guard.take(signature)
        return await to_aiohttp_response(answer)

    app = web.Application(client_max_size=LARGEST_BODY)
    app.add_routes([web.post("/slack/events", slack), *health_routes(ready), *others])
    return app
