"""The wire: Slack's HTTP and WebSocket routes, on aiohttp."""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web
from aiohttp.web_request import FileField

from playground.slack.backend import Backend
from playground.slack.errors import SlackError
from playground.slack.limits import Failure
from playground.slack.people import People
from playground.slack.shapes import Json
from playground.slack.socket_mode import Link
from playground.slack.web_api import WebApi

_LOGIN_PAGE = "<!doctype html><html><head><title>Sign in | Slack</title></head><body>Sign in</body></html>"
#: Uploads are strangers' bytes: never run, never sniffed.
_SAFE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
#: Seconds that the app has for its own goodbye.
_GOODBYE_WITHIN = 5.0
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


class Wire:
    """Reads requests, asks the backend, writes answers."""

    def __init__(self, backend: Backend, api: WebApi, people: People) -> None:
        self._backend, self._api, self._people = backend, api, people
        self._workspace = backend.workspace

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/api/{method}", self._call),
            web.post("/api/{method}", self._call),
            web.get("/link/{ticket}", self._link),
            web.post("/response/{url_id}", self._respond),
            web.post("/upload/{file_id}", self._upload),
            web.get("/files-pri/{file_id}/{name}", self._download),
        ]

    # The Web API.

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            arguments = await _arguments(request)
        except SlackError as error:
            self._workspace.traffic.note("from app", method, {}, str(error))
            return web.json_response(error.answer())
        token = _bearer(request) or arguments.pop("token", None)
        failure = self._api.limits.due(method)
        if failure is not None:
            return self._fail(request, failure, token, arguments)
        answer, wait = self._api.answer(method, token, arguments)
        if wait is not None:
            return web.json_response(answer, status=429, headers={"Retry-After": str(wait)})
        scopes = ",".join(sorted(self._workspace.app.scopes))
        return web.json_response(answer, headers={"x-oauth-scopes": scopes})

    def _fail(
        self, request: web.Request, failure: Failure, token: Any, arguments: Json
    ) -> web.StreamResponse:
        method = request.match_info["method"]
        if failure.performed:
            self._api.answer(method, token, arguments)
        self._workspace.traffic.note("from app", method, arguments, f"failed on demand: {failure.error}")
        self._workspace.changed()
        if not failure.status and request.transport is not None:
            request.transport.abort()
        retry = {} if failure.retry_after is None else {"Retry-After": str(failure.retry_after)}
        body = {"ok": False, "error": failure.error}
        return web.json_response(body, status=failure.status or 500, headers=retry)

    # Socket Mode.

    async def _link(self, request: web.Request) -> web.StreamResponse:
        sockets = self._backend.sockets
        if sockets.refusing or request.transport is None:
            return web.Response(status=503)
        socket, ticket = web.WebSocketResponse(), request.match_info["ticket"]
        await socket.prepare(request)
        abort = request.transport.abort
        link = Link(send=socket.send_str, close=partial(_say_goodbye, socket, abort), abort=abort)
        if not await sockets.join(ticket, link):
            await socket.close(code=4001, message=b"link expired")
            return socket
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    sockets.received(message.data)
        finally:
            sockets.leave(ticket)
        return socket

    # Response URLs.

    async def _respond(self, request: web.Request) -> web.Response:
        traffic = self._workspace.traffic
        body: Any = None
        try:
            body = await _json(request)
            to = self._workspace.response_urls.use(request.match_info["url_id"])
            self._people.respond(to, body)
        except SlackError as error:
            traffic.note("from app", "response_url", body, str(error))
            gone = error.error in ("expired_url", "used_url")
            return web.json_response(error.answer(), status=404 if gone else 400)
        traffic.note("from app", "response_url", body)
        return web.Response(text="ok")

    # Files.

    async def _upload(self, request: web.Request) -> web.Response:
        file = self._workspace.files.get(request.match_info["file_id"])
        content = await _uploaded(request)
        if file is None or len(content) != file["size"]:
            return web.Response(status=400, text="The size is not the one announced.")
        self._workspace.files.fill(file["id"], content)
        return web.Response(text=f"OK - {len(content)}")

    async def _download(self, request: web.Request) -> web.Response:
        if not self._may_read(request):
            return web.Response(text=_LOGIN_PAGE, content_type="text/html")
        files, file_id = self._workspace.files, request.match_info["file_id"]
        file, content = files.get(file_id), files.content(file_id)
        if file is None or content is None:
            return web.Response(status=404, text="Not found")
        shown = file["mimetype"] in _PICTURES
        headers = {**_SAFE, "Content-Disposition": "inline" if shown else "attachment"}
        return web.Response(body=content, content_type=file["mimetype"], headers=headers)

    def _may_read(self, request: web.Request) -> bool:
        """An app shows its token; a person's browser was let in by the page (it says same-origin)."""
        app = self._workspace.app
        if request.headers.get("Sec-Fetch-Site") in ("same-origin", "none"):
            return True
        return _bearer(request) == app.bot_token and "files:read" in app.scopes


async def _say_goodbye(socket: web.WebSocketResponse, abort: Callable[[], None]) -> None:
    """Begin to close: what the app sent before its own goodbye still counts (RFC 6455, 5.5.1).

    aiohttp's `close` would throw that away unread.
    """
    with suppress(ConnectionError):
        await socket.send_frame(WSCloseCode.OK.to_bytes(2, "big"), WSMsgType.CLOSE)
    asyncio.get_running_loop().call_later(_GOODBYE_WITHIN, abort)


async def _arguments(request: web.Request) -> Json:
    """Query and body together, as strings or as the JSON they were."""
    found: Json = dict(request.query)
    if request.method != "POST":
        return found
    if request.content_type == "application/json":
        body = await _json(request)
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        return found | body
    return found | _strings(await request.post())


def _strings(form: Mapping[str, Any]) -> Json:
    return {k: v for k, v in form.items() if isinstance(v, str)}


async def _json(request: web.Request) -> Any:
    try:
        return json.loads(await request.text())
    except ValueError as error:
        raise SlackError("invalid_json") from error


async def _uploaded(request: web.Request) -> bytes:
    """The bytes, sent bare or as the file of a form."""
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for field in (await request.post()).values():
        if isinstance(field, FileField):
            return field.file.read()
    return b""


def _bearer(request: web.Request) -> str | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() or None if kind.lower() == "bearer" else None
