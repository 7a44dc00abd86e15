"""Running until told to stop: Socket Mode or HTTP, as the settings say."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from bot.app import Galley, open_galley
from bot.logs import set_up
from bot.settings import Settings
from handlers.http import web_app

logger = logging.getLogger(__name__)


async def serve(settings: Settings) -> None:
    """Open Galley and serve Slack until SIGTERM or SIGINT."""
    set_up(settings.log_level)
    async with open_galley(settings) as galley, connected(galley, settings):
        await stopped()
    logger.info("stopped")


@asynccontextmanager
async def connected(galley: Galley, settings: Settings) -> AsyncIterator[None]:
    """Slack's requests reach Galley inside this, by Socket Mode or by HTTP."""
    if settings.slack_app_token:
        async with by_socket(galley, settings.slack_app_token.get_secret_value()):
            yield
    else:
        async with by_http(galley, settings.host, settings.port):
            yield


@asynccontextmanager
async def by_socket(galley: Galley, app_token: str) -> AsyncIterator[None]:
    """Socket Mode: Slack needs no way in from outside."""
    await galley.slack.client.auth_test()  # a wrong token shows now, not at the first command
    handler = AsyncSocketModeHandler(galley.slack, app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    logger.info("connected to Slack by Socket Mode")
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # the same


@asynccontextmanager
async def by_http(galley: Galley, host: str, port: int) -> AsyncIterator[str]:
    """HTTP mode: Slack posts to `/slack/events`. Yields the address that is listened on."""
    runner = web.AppRunner(web_app(galley.slack, ready=galley.ready), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        bound_host, bound_port = runner.addresses[0][:2]
        logger.info("listening on port %s for Slack's requests", bound_port)
        yield f"http://{bound_host}:{bound_port}"
    finally:
        await runner.cleanup()


async def stopped() -> None:
    """Return at the first SIGTERM or SIGINT."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    await stop.wait()
