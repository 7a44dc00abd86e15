"""Calls of Slack's Web API as they are made: each attempt timed, and told how it ended.

It is done where the bytes pass. Bolt makes a client for every request, all of them on one session, so a
client of ours would see only some of the calls, and none of the attempts in them.
"""

import json
import time

from aiohttp import ClientError, ClientHandlerType, ClientMiddlewareType, ClientRequest, ClientResponse
from yarl import URL

from bot.domain.ports import Meter


def watching(meter: Meter, api_url: str) -> ClientMiddlewareType:
    """A middleware of the session that times the calls below Slack's base address.

    It belongs after those that repeat calls, so that it sees every attempt.
    """
    base = URL(api_url)

    async def watch(request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
        method = _method(base, request.url)
        if not method:
            return await handler(request)
        began = time.perf_counter()
        try:
            answer = await handler(request)
            outcome = await _outcome(answer)
        except (ClientError, OSError):  # a `TimeoutError` is one, too
            meter.slack_called(method, "unreachable", time.perf_counter() - began)
            raise
        meter.slack_called(method, outcome, time.perf_counter() - began)
        return answer

    return watch


def _method(base: URL, url: URL) -> str:
    """The method that an address below the base names; nothing for files and other addresses."""
    inside = url.origin() == base.origin() and url.path.startswith(base.path)
    return url.path.removeprefix(base.path).strip("/") if inside else ""


async def _outcome(response: ClientResponse) -> str:
    """How Slack answered. The body is read here, and the client reads it again from memory."""
    if response.status == 429:
        return "rate_limited"
    if response.status >= 500:
        return "failed"
    try:
        answer = json.loads(await response.read())
    except ValueError:
        return "failed"
    return "ok" if isinstance(answer, dict) and answer.get("ok") else "refused"
