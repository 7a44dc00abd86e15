"""Using a server's tools: each use in a session of its own, repeated only when nothing was done."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from typing import Any, TypeAlias, TypeVar

from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import (
    CallToolRequest,
    CallToolRequestParams,
    CallToolResult,
    Implementation,
    PaginatedRequestParams,
    TextContent,
)
from mcp_types.version import MODERN_PROTOCOL_VERSIONS

from bot.domain.deadlines import MCP_ENDING, MCP_LOOK, MCP_WORK
from bot.domain.errors import ProviderError, ProviderRejected
from bot.domain.ports import Asker
from providers.mcp.listings import Listings
from providers.mcp.permits import Permits
from providers.mcp.results import data_in
from providers.mcp.schemas import Order, Tools, fitted
from providers.mcp.sdk.line import Line
from providers.mcp.sdk.tokens import Tokens
from providers.mcp.sdk.troubles import error_of
from providers.mcp.sdk.web import client
from providers.mcp.traffic import Traffic
from providers.mcp.vendor import McpVendor

log = logging.getLogger(__name__)

#: Pages of a list of tools.
MOST_PAGES = 20
ABOUT = Implementation(name="Galley", version="1")

T = TypeVar("T")
Job: TypeAlias = Callable[[Client, Line], Awaitable[T]]


class Sessions:
    """The uses of one server by one person."""

    def __init__(
        self, vendor: McpVendor, permits: Permits, asker: Asker, traffic: Traffic, listings: Listings
    ) -> None:
        self._vendor = vendor
        self._permits = permits
        self._asker = asker
        self._traffic = traffic
        self._timing = traffic.timing
        self._listings = listings

    async def use(self, order: Order) -> dict[str, Any]:
        """What a tool answers. Raises a `ProviderError`."""

        async def job(client: Client, line: Line) -> dict[str, Any]:
            return await self._used(client, line, order)

        return await self._patiently(order.tool, job, work=order.work)

    async def tools(self) -> Tools:
        """The tools that the server offers this person. Raises a `ProviderError`."""
        known = self._listings.known(self._asker)

        async def job(client: Client, _: Line) -> Tools:
            return await self._listed(client)

        return known.tools if known else await self._patiently("tools/list", job)

    async def _used(self, client: Client, line: Line, order: Order) -> dict[str, Any]:
        arguments = await self._fitted(client, order)
        params = CallToolRequestParams(name=order.tool, arguments=arguments)
        # Not `call_tool`, which afterwards lists the tools once more to judge an answer by its schema.
        result = await client.session.send_request(CallToolRequest(params=params), CallToolResult)
        texts = [block.text for block in result.content if isinstance(block, TextContent)]
        if result.is_error:
            raise line.refused(" ".join(texts))
        return data_in(result.structured_content, texts)

    async def _fitted(self, client: Client, order: Order) -> dict[str, Any]:
        """The arguments to send, by what is known of the tool; what is known may be out of date."""
        known = self._listings.known(self._asker)
        # Modern servers want headers that the SDK makes of the list it saw in the same session.
        if known and not known.modern:
            try:
                return fitted(order, known.tools, self._vendor.label)
            except ProviderRejected:
                log.info("%s: %s does not fit what was known", self._vendor.label, order.tool)
        return fitted(order, await self._listed(client), self._vendor.label)

    async def _listed(self, client: Client) -> Tools:
        found: dict[str, dict[str, Any]] = {}
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            page = await client.session.list_tools(params=PaginatedRequestParams(cursor=cursor))
            found |= {tool.name: tool.input_schema for tool in page.tools}
            cursor = page.next_cursor
            if cursor is None:
                break
        modern = client.protocol_version in MODERN_PROTOCOL_VERSIONS
        self._listings.keep(self._asker, found, modern=modern)
        return found

    async def _patiently(self, what: str, job: Job[T], *, work: bool = False) -> T:
        """What the job returns, tried again after what surely did nothing."""
        return await self._traffic.patiently(partial(self._logged, what, job, work=work), work=work)

    async def _logged(self, what: str, job: Job[T], *, work: bool) -> T:
        """One attempt, and a line about it: never an argument or an answer."""
        started, outcome = self._timing.clock(), "done"
        try:
            return await self._attempt(job, work=work)
        except ProviderError as error:
            outcome = type(error).__name__
            raise
        finally:
            took = (self._timing.clock() - started) * 1_000
            log.info("%s %s: %s in %.0f ms", self._vendor.label, what, outcome, took)

    async def _attempt(self, job: Job[T], *, work: bool) -> T:
        """One session. Once the job has its answer, nothing that goes wrong takes it away."""
        tokens = Tokens(self._vendor, self._permits, self._asker, self._timing)
        line = Line(self._vendor.label, tokens, self._timing, work=work)
        deadline, answers = MCP_WORK if work else MCP_LOOK, list[T]()
        try:
            async with AsyncExitStack() as opened:
                limit = await opened.enter_async_context(asyncio.timeout(deadline.whole()))
                http = await opened.enter_async_context(client(line, deadline))
                transport = streamable_http_client(self._vendor.url, http_client=http)
                session = Client(transport, mode=self._mode(), client_info=ABOUT, cache=None)
                answers.append(await job(await opened.enter_async_context(session), line))
                limit.reschedule(asyncio.get_running_loop().time() + MCP_ENDING)
        except Exception as error:  # the SDK's tasks raise whatever happened in them, in groups
            if not answers:
                self._listings.forget(self._asker)
                raise error_of(error, line) from error
        return answers[0]

    def _mode(self) -> str:
        """Whether to ask the server first if it can do without a handshake."""
        known = self._listings.known(self._asker)
        return "legacy" if known and not known.modern else "auto"
