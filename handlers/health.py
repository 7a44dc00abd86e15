"""What machines ask of the process: does it live, does it take work, what has it counted."""

import hmac
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.domain.errors import GalleyError

Check = Callable[[], Awaitable[None]]
#: The measurements and their media type, for an `Accept` header.
Page = Callable[[str], Awaitable[tuple[bytes, str]]]


def health_routes(ready: Check) -> list[web.RouteDef]:
    """`/healthz`: the process answers. `/readyz`: so does what it needs, or 503 and why not."""

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def readyz(_: web.Request) -> web.Response:
        try:
            await ready()
        except Exception as error:  # noqa: BLE001  # whatever is wrong, the answer is "not ready"
            # What a library says may hold an address, or worse.
            why = error.message if isinstance(error, GalleyError) else type(error).__name__
            return web.json_response({"status": "not ready", "why": why}, status=503)
        return web.json_response({"status": "ready"})

    return [web.get("/healthz", healthz), web.get("/readyz", readyz)]


def metrics_route(page: Page, token: str | None) -> web.RouteDef:
    """`/metrics`, for whoever sends the token as `Authorization: Bearer …`; without one, for everybody."""

    async def metrics(request: web.Request) -> web.Response:
        if token and not _same(request.headers.get("Authorization", ""), f"Bearer {token}"):
            raise web.HTTPUnauthorized(headers={"WWW-Authenticate": "Bearer"})
        body, media_type = await page(request.headers.get("Accept", ""))
        return web.Response(body=body, headers={"Content-Type": media_type, "Cache-Control": "no-store"})

    return web.get("/metrics", metrics)


def _same(given: str, wanted: str) -> bool:
    """Whether two secrets are the same, in a time that says nothing about where they differ."""
    return hmac.compare_digest(given.encode(errors="surrogateescape"), wanted.encode())
