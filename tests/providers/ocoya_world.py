"""The playground's Ocoya on a server of this machine, and the real adapter speaking to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from aiohttp import web

from bot.domain.captions import Finished, Started
from playground.vendors.ocoya import OcoyaSimulator
from playground.vendors.ocoya.world import TEAS
from providers.http import Http
from providers.ocoya import Ocoya
from tests.providers.doubles import Time
from tests.providers.ocoyas import brief_of, opened

WRITE = "/post/ai"


@asynccontextmanager
async def connected(vendor: OcoyaSimulator, time: Time, **settings: str) -> AsyncIterator[Ocoya]:
    app = web.Application()
    app.add_routes(vendor.routes())
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    given = {
        "OCOYA_API_KEY": vendor.key,
        "OCOYA_WORKSPACE_ID": TEAS.id,
        "OCOYA_BASE_URL": vendor.address(f"http://{host}:{port}"),
        **settings,
    }
    try:
        # Certificates, which take long to load, are not needed for this machine.
        direct = httpx.AsyncHTTPTransport(verify=False)
        async with Http(transport=direct, timing=time.timing) as http:
            yield opened(http, **given)
    finally:
        await runner.cleanup()


@dataclass(frozen=True)
class Writing:
    """Whole runs, waited for as the engine does, except that no time passes."""

    provider: Ocoya
    time: Time

    async def __call__(self, **fields: Any) -> Finished:
        answer = await self.provider.start(brief_of(self.provider, **fields), key="run-1")
        while isinstance(answer, Started):
            self.time.seconds += answer.poll_after
            answer = await self.provider.poll(answer.remote_id)
        return answer
