"""Health and measurements of the process, for machines that look after it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.app import Galley
from bot.domain.errors import NotReady
from bot.metrics import Metrics
from bot.settings import Settings
from handlers.health import health_routes, metrics_route

logger = logging.getLogger(__name__)

#: Seconds that the database and the engine have to tell how much there is to do, before the rest is told.
PATIENCE = 2.0


class Standing:
    """The process, as far as it is up: from before Galley opens until after it has closed."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics
        self._galley: Galley | None = None
        self._why_not = "Galley is starting."

    @asynccontextmanager
    async def up(self, galley: Galley) -> AsyncIterator[None]:
        """Galley takes work inside the block; it may be measured until it has closed."""
        self._galley, self._why_not = galley, ""
        try:
            yield
        finally:
            self._why_not = "Galley is stopping."

    async def ready(self) -> None:
        """Return when Galley takes work; raises `NotReady`, or what it says itself."""
        if self._galley is None or self._why_not:
            raise NotReady(self._why_not)
        await self._galley.ready()

    async def page(self, accept: str) -> tuple[bytes, str]:
        """The measurements; how much there is to do is looked up now, and left as it was where that fails."""
        if self._galley:
            try:
                async with asyncio.timeout(PATIENCE):
                    self.metrics.sampled(*await self._galley.depth())
            except Exception as error:  # noqa: BLE001  # the other measurements are needed all the more
                logger.warning("It cannot be told how much there is to do (%s)", type(error).__name__)
        return self.metrics.page(accept)


def metrics_routes(standing: Standing, settings: Settings) -> list[web.RouteDef]:
    """`/metrics` beside Slack's requests, where anybody may come by: only for who has a token."""
    token = _token(settings)
    return [metrics_route(standing.page, token)] if token else []


def probes(standing: Standing, settings: Settings) -> web.Application:
    """`/healthz`, `/readyz` and `/metrics`, for an address of their own."""
    app = web.Application()
    app.add_routes([*health_routes(standing.ready), metrics_route(standing.page, _token(settings))])
    return app


def _token(settings: Settings) -> str | None:
    return settings.metrics_token.get_secret_value() if settings.metrics_token else None
