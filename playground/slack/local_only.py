"""The guard at the door: only this computer, and only pages the playground served itself."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_FOREIGN_SITES = frozenset({"cross-site", "same-site"})
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def local_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse with 403 what another site's script could send.

    DNS rebinding shows as a foreign Host, a script elsewhere as a foreign Origin or as a cross-site
    `Sec-Fetch-Site`; a link followed from elsewhere is refused too.
    """
    headers = request.headers
    host, origin = headers.get("Host", ""), headers.get("Origin")
    ours = (
        _hostname(host) in LOOPBACK
        and origin in (None, f"http://{host}")
        and headers.get("Sec-Fetch-Site") not in _FOREIGN_SITES
    )
    if not ours:
        raise web.HTTPForbidden(text="The playground is for this computer only.")
    return await handler(request)


def _hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
