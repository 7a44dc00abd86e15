"""The guard at the door: only this computer, and only pages the playground served itself."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_OURS = frozenset({"same-origin", "none"})
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def local_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse with 403 what another site's script could send.

    DNS rebinding shows as a foreign Host, a script elsewhere as a foreign Origin or as a cross-site
    `Sec-Fetch-Site`; a link followed from elsewhere is refused too, unless elsewhere is another server of
    this computer: the app sends browsers to a simulated vendor's sign-in.
    """
    headers = request.headers
    host, origin = headers.get("Host", ""), headers.get("Origin")
    ours = (
        _hostname(host) in LOOPBACK
        and origin in (None, f"http://{host}")
        and (headers.get("Sec-Fetch-Site", "none") in _OURS or _comes_from_next_door(request))
    )
    if not ours:
        raise web.HTTPForbidden(text="The playground is for this computer only.")
    return await handler(request)


def _comes_from_next_door(request: web.Request) -> bool:
    """Whether a person followed a link of another server of this computer, which changes nothing here."""
    told = {name: request.headers.get(f"Sec-Fetch-{name}") for name in ("Site", "Mode", "Dest")}
    return request.method == "GET" and told == {"Site": "same-site", "Mode": "navigate", "Dest": "document"}


def _hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
