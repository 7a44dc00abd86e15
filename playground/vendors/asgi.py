"""Letting an ASGI application answer a request that aiohttp has taken in."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from aiohttp import web

from playground.vendors.replies import Reply

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

#: What aiohttp writes itself.
_OWN = frozenset({"content-type", "content-length", "transfer-encoding"})


async def call(app: App, request: web.Request, **extras: Any) -> Reply:
    """The application's whole answer, `extras` being in its scope; endless answers never come to an end."""
    arriving = [{"type": "http.request", "body": await request.read(), "more_body": False}]
    sent: list[Message] = []

    async def receive() -> Message:
        if arriving:
            return arriving.pop()
        # The client stays until this call is cancelled.
        await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    await app({**_scope(request), **extras}, receive, send)
    return _reply(sent)


def _scope(request: web.Request) -> Message:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": request.path,
        "raw_path": request.rel_url.raw_path.encode(),
        "query_string": request.rel_url.raw_query_string.encode(),
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.raw_headers],
        "server": (request.url.host, request.url.port),
        "client": (request.remote or "127.0.0.1", 0),
    }


def _reply(sent: list[Message]) -> Reply:
    start = next(message for message in sent if message["type"] == "http.response.start")
    headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return Reply(
        status=start["status"],
        body=body,
        content_type=headers.get("content-type", "application/octet-stream").split(";")[0],
        headers={name: value for name, value in headers.items() if name not in _OWN},
    )
