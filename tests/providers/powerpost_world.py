"""The playground's PowerPost on a server of this machine, and the real adapter speaking to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from aiohttp import web

from bot.domain.captions import Finished, Started
from bot.domain.errors import OutcomeUnknown, ProviderBusy
from bot.domain.requests import Request
from playground.vendors.powerpost import DRY_STYLE, WARM_STYLE, PowerPostSimulator
from providers.http import Http
from providers.powerpost import PowerPost
from providers.settings import Environment
from tests.providers.doubles import Time

GENERATE, IMAGES, UPLOAD = "/content/generate", "/images/generate", "/media/upload"
BRIEF: dict[str, Any] = {"topic": "We just shipped dark mode", "post_types": ("x-post", "youtube-short")}


def brief_of(provider: PowerPost, **fields: Any) -> Request:
    return provider.request_model(**{**BRIEF, **fields})


@asynccontextmanager
async def connected(vendor: PowerPostSimulator, time: Time, **settings: str) -> AsyncIterator[PowerPost]:
    app = web.Application()
    app.add_routes(vendor.routes())
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    given = {
        "POWERPOST_API_KEY": vendor.key,
        "POWERPOST_WORKSPACE_ID": vendor.workspace,
        "POWERPOST_BASE_URL": vendor.address(f"http://{host}:{port}"),
        "POWERPOST_WRITING_STYLES": f"Warm={WARM_STYLE},Dry={DRY_STYLE}",
        "POWERPOST_SOURCE_URLS": "true",
        **settings,
    }
    try:
        # Certificates, which take long to load, are not needed for this machine.
        direct = httpx.AsyncHTTPTransport(verify=False)
        async with Http(transport=direct, timing=time.timing) as http:
            provider = PowerPost.open(Environment(env_file=None, given=given), http)
            assert provider
            yield provider
    finally:
        await runner.cleanup()


@dataclass(frozen=True)
class Runs:
    """Whole runs, waited for as the engine does, except that no time passes."""

    provider: PowerPost
    time: Time

    async def __call__(self, **fields: Any) -> Finished:
        return await self.finish(await self.provider.start(brief_of(self.provider, **fields), key="run-1"))

    async def finish(self, started: Started) -> Finished:
        """Look until it is done; raises `TimeoutError` when it is not after thirty looks."""
        after = started.poll_after
        for _ in range(30):
            self.time.seconds += after
            try:
                answer = await self.provider.poll(started.remote_id)
            except (OutcomeUnknown, ProviderBusy):
                continue
            if isinstance(answer, Finished):
                return answer
            after = answer.poll_after
            started = answer if isinstance(answer, Started) else started
        raise TimeoutError
