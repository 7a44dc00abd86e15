"""Ocoya's campaigns through both doors of the simulated vendor."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from bot.domain.captions import Finished, Pending, Started
from bot.domain.ports import Provider
from bot.domain.requests import Request
from playground.vendors.ocoya.world import TEAS
from providers.http import Http
from providers.ocoya.campaign_access import OcoyaCampaigns
from providers.settings import Environment
from tests.playground.vendors.ocoya.kit import BACK, Browser
from tests.providers.mcp_world import ANA, McpWorld, queried

TOPIC = "Summer launch campaign for our ecommerce analytics dashboard"


@dataclass
class Door:
    """One way to campaigns, as the settings open it, and as Ana uses it."""

    way: str
    world: McpWorld
    opened: Provider
    provider: Any

    def brief(self, **fields: Any) -> Request:
        return self.provider.request_model(**{"topic": TOPIC, "workspace": TEAS.id, **fields})

    async def __call__(self, **fields: Any) -> Finished | Started:
        return await self.provider.start(self.brief(**fields), key="run-1")

    @property
    def kind(self) -> str:
        """What the vendor's log calls asking for a campaign."""
        return "campaign_tool" if self.way == "mcp" else "campaign"

    @property
    def asked(self) -> int:
        return self.world.count(self.kind)

    @property
    def campaigns(self) -> int:
        return len(self.world.vendor.campaigns)

    async def looked(self, started: Started, looks: int = 60) -> list[Pending | Finished]:
        """All looks until it is over, with the time between them passing."""
        seen: list[Pending | Finished] = []
        after = started.poll_after
        for _ in range(looks):
            self.world.time.seconds += after
            answer = await self.provider.poll(started.remote_id)
            seen.append(answer)
            if isinstance(answer, Finished):
                break
            after = answer.poll_after
        return seen


@asynccontextmanager
async def entered(world: McpWorld, way: str, **settings: str) -> AsyncIterator[Door]:
    given = {
        "OCOYA_CAMPAIGNS": way,
        "OCOYA_API_KEY": world.vendor.key,
        "OCOYA_BASE_URL": world.vendor.address(world.base),
        "OCOYA_MCP_URL": world.vendor.mcp_address(world.base),
        **settings,
    }
    # Certificates, which take long to load, are not needed for this machine.
    direct = httpx.AsyncHTTPTransport(verify=False)
    async with Http(transport=direct, timing=world.time.timing) as http:
        environment = Environment(env_file=None, given=given, vault=world.vault)
        opened: Any = OcoyaCampaigns.open(environment, http)
        assert opened
        if way == "mcp":
            browser = Browser(world.web)
            await browser.open(await opened.sign_in(ANA, BACK))
            await opened.signed_in(queried(browser.address))
        yield Door(way, world, opened, opened.acting_for(ANA) if way == "mcp" else opened)
