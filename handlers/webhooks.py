"""HTTP mode: vendors that say by themselves that a job has news.

Whoever knows the address may say so. Nothing but the names of jobs is taken from what is said, so the
answer is the same for a job that is unknown, long over, or somebody else's.
"""

import asyncio
import logging

from aiohttp import web
from aiohttp.web_protocol import RequestPayloadError

from bot.services.news import News

logger = logging.getLogger(__name__)

#: Seconds for a body to come; vendors want their answer within ten or so.
PATIENCE = 5.0


def routes(news: News) -> list[web.RouteDef]:
    """`/webhooks/{provider}/{token}`."""

    async def hear(request: web.Request) -> web.Response:
        provider = request.match_info["provider"]
        source = news.source(provider, request.match_info["token"])
        if source is None:
            raise web.HTTPNotFound
        headers = {name.lower(): value for name, value in request.headers.items()}
        if not news.heard(source, headers, await _body(request)):
            logger.warning("A webhook for %s was refused: its signature is missing or wrong", provider)
            raise web.HTTPUnauthorized
        return web.Response(status=204)

    return [web.post("/webhooks/{provider}/{token}", hear)]


async def _body(request: web.Request) -> bytes:
    """The body, if it comes whole; it may be as large as the application lets any be."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await request.read()
    except (RequestPayloadError, OSError) as error:  # a `TimeoutError` is one, too
        raise web.HTTPBadRequest from error
