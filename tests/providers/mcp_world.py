"""The playground's Ocoya with its real MCP server, and people who sign in there."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.typedefs import Handler

from bot.domain.ports import Asker
from playground.vendors.ocoya import OcoyaSimulator
from providers.mcp import McpServer, McpVendor, Tools
from tests.playground.vendors.ocoya.kit import BACK, WORKSPACE, Browser
from tests.providers.doubles import Time

ANA, BEN = Asker("T1", "UANA"), Asker("T1", "UBEN")
CAMPAIGN, WORKSPACES = "ocoya_create_ai_campaign", "ocoya_list_workspaces"
ARGUMENTS = {"workspaceId": WORKSPACE, "prompt": "Summer"}
SCOPES = ("workspace:read", "social_profiles:read", "posts:read", "posts:write")


@dataclass
class MemoryVault:
    """Keeps secrets as they are."""

    kept: dict[tuple[Asker, str], str] = field(default_factory=dict)
    turns: dict[tuple[Asker, str], asyncio.Lock] = field(default_factory=dict)

    async def read(self, asker: Asker, name: str) -> str | None:
        return self.kept.get((asker, name))

    async def write(self, asker: Asker, name: str, secret: str) -> None:
        self.kept[asker, name] = secret

    async def forget(self, asker: Asker, name: str) -> None:
        self.kept.pop((asker, name), None)

    def alone(self, asker: Asker, name: str) -> asyncio.Lock:
        return self.turns.setdefault((asker, name), asyncio.Lock())


def queried(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@dataclass
class McpWorld:
    """One vendor, one vault, any number of processes."""

    vendor: OcoyaSimulator
    web: TestClient
    time: Time
    vault: MemoryVault = field(default_factory=MemoryVault)
    #: What is answered in the vendor's place, and the method of the messages that this answers.
    instead: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None
    instead_of: str = "tools/call"

    @property
    def base(self) -> str:
        return str(self.web.make_url("")).rstrip("/")

    def about(self, **changes: Any) -> McpVendor:
        url = self.vendor.mcp_address(self.base)
        known = {"name": "ocoya_campaign", "label": "Ocoya", "url": url, "scopes": SCOPES}
        return McpVendor(**{**known, **changes})

    def server(self, **changes: Any) -> McpServer:
        """As a process opens it."""
        return McpServer(self.about(**changes), self.vault, self.time.timing)

    async def answer(self, server: McpServer, asker: Asker = ANA, **form: Any) -> dict[str, str]:
        """What the browser brings back when the person has decided."""
        browser = Browser(self.web, **form)
        await browser.open(await server.sign_in(asker, BACK))
        return queried(browser.address)

    async def signed_in(self, asker: Asker = ANA, **changes: Any) -> Tools:
        """The tools of somebody who gave their permission."""
        server = self.server(**changes)
        assert await server.signed_in(await self.answer(server, asker)) == asker
        return server.tools(asker)

    def kinds(self) -> list[str]:
        return [call.kind for call in self.vendor.calls]

    def count(self, kind: str) -> int:
        return self.kinds().count(kind)


@asynccontextmanager
async def served(time: Time) -> AsyncIterator[McpWorld]:
    vendor = OcoyaSimulator(clock=lambda: datetime.timestamp(time.now))
    worlds: list[McpWorld] = []

    @web.middleware
    async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
        (world,) = worlds
        meant = f'"method":"{world.instead_of}"'.encode() in await request.read()
        return await (world.instead if world.instead and meant else handler)(request)

    app = web.Application(middlewares=[answer])
    app.add_routes(vendor.routes())
    async with TestClient(TestServer(app)) as client:
        world = McpWorld(vendor, client, time)
        worlds.append(world)
        async with vendor.serving(world.base):
            yield world
