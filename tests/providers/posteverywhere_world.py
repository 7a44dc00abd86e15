"""The real adapter against the playground's PostEverywhere, which was written from the same documents."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from aiohttp import web

from bot.domain.errors import ProviderError
from playground.vendors.posteverywhere import PostEverywhereSimulator
from providers import configured
from providers.http import Http
from providers.posteverywhere import PostEverywhere
from tests.providers.doubles import Time


@asynccontextmanager
async def connected(vendor: PostEverywhereSimulator, key: str, time: Time) -> AsyncIterator[PostEverywhere]:
    app = web.Application()
    app.add_routes(vendor.routes())
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    given = {
        "POSTEVERYWHERE_API_KEY": key,
        "POSTEVERYWHERE_BASE_URL": vendor.address(f"http://{host}:{port}"),
    }
    try:
        # Certificates, which take long to load, are not needed for this machine.
        direct = httpx.AsyncHTTPTransport(verify=False)
        async with Http(transport=direct, timing=time.timing) as http:
            provider = configured(http, env_file=None, given=given).first
            assert isinstance(provider, PostEverywhere)
            yield provider
    finally:
        await runner.cleanup()


@dataclass(frozen=True, kw_only=True)
class Switch:
    """What a fault of the simulator must become, the vendor's charge, and how often it was asked."""

    kind: type[ProviderError]
    charged: int = 0
    calls: int = 1
    facts: dict[str, Any] = field(default_factory=dict)
