"""Calls of Slack's Web API as they are made: each attempt timed, and told how it ended.

It is done where the bytes pass. Bolt makes a client for every request, all of them on one session, so a
client of ours would see only some of the calls, and none of the attempts in them.
"""

import json
import logging
import time
from types import SimpleNamespace

from aiohttp import ClientResponse, ClientSession, TraceConfig, TraceRequestEndParams
from aiohttp import TraceRequestExceptionParams as Broken
from aiohttp import TraceRequestStartParams as Start
from yarl import URL

from bot.domain.ports import Meter

logger = logging.getLogger(__name__)


def watching(meter: Meter, api_url: str) -> TraceConfig:
    """What a session needs in order to time the calls that it makes below Slack's base address."""
    base = URL(api_url)

    async def begin(_: ClientSession, call: SimpleNamespace, asked: Start) -> None:
        call.method, call.began = _method(base, asked.url), time.perf_counter()

    async def end(_: ClientSession, call: SimpleNamespace, answered: TraceRequestEndParams) -> None:
        if not call.method:
            return
        outcome = await _outcome(answered.response)
        if outcome == "rate_limited":
            wait = answered.response.headers.get("Retry-After", "a moment")
            logger.warning("Slack puts %s off, for %.10s s", call.method, wait)
        meter.slack_called(call.method, outcome, time.perf_counter() - call.began)

    async def broken(_: ClientSession, call: SimpleNamespace, __: Broken) -> None:
        if call.method:
            meter.slack_called(call.method, "unreachable", time.perf_counter() - call.began)

    watch = TraceConfig()
    watch.on_request_start.append(begin)
    watch.on_request_end.append(end)
    watch.on_request_exception.append(broken)
    return watch


def _method(base: URL, url: URL) -> str:
    """The method that an address below the base names; nothing for files and other addresses."""
    if url.origin() != base.origin() or not url.path.startswith(base.path):
        return ""
    return url.path.removeprefix(base.path)


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
