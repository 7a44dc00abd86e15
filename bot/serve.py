"""Running until told to stop: Socket Mode or HTTP, as the settings say."""

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from socket import socket
from typing import TypeAlias

from aiohttp import web
from slack_sdk.errors import SlackApiError

from bot.app import Galley, open_galley
from bot.domain.errors import ConfigurationError, GalleyError
from bot.logs import set_up
from bot.metrics import Metrics
from bot.probes import Standing, metrics_routes, probes
from bot.settings import Settings
from handlers import webhooks
from handlers.http import SERVING, web_app
from handlers.refusals import reason
from handlers.sockets import LinkedHandler

logger = logging.getLogger(__name__)


class TakenOver(GalleyError):
    """Another process took over this one's work while PostgreSQL was out of reach; start it again."""


#: Where to listen: a host and a port, or what is bound to them already.
Door: TypeAlias = tuple[str, int] | socket


async def serve(settings: Settings) -> None:
    """Open Galley and serve Slack until SIGTERM or SIGINT, then stop in order.

    Raises `TakenOver` when another process has taken over what this one was doing.
    """
    set_up(settings.log_level, settings.log_format)
    standing = Standing(Metrics())
    async with by_probe(standing, settings), open_galley(settings, meter=standing.metrics) as galley:
        _settle()
        if settings.slack_app_token:
            await _by_socket(standing, galley, settings, settings.slack_app_token.get_secret_value())
        else:
            async with by_http(galley, settings.host, settings.port, metrics_routes(standing, settings)):
                async with standing.up(galley):
                    await stopped(galley.runner.lost)
                await drained(galley)
        if galley.runner.lost.is_set():
            raise TakenOver
    logger.info("stopped; what was not done is in the records")


def _settle() -> None:
    """Let the garbage collector never look again at what is there from the start and stays to the end.

    A full look at it all took 180 ms with a thousand runs in flight, in which nobody was answered; now half.
    """
    gc.collect()
    gc.freeze()


async def _by_socket(standing: Standing, galley: Galley, settings: Settings, app_token: str) -> None:
    """Slack's connection is let go of first, so that Slack turns to the other processes."""
    async with by_browser(galley.pages, (settings.host, settings.port)):
        async with by_socket(galley, app_token), standing.up(galley):
            await stopped(galley.runner.lost)
        await drained(galley)


async def drained(galley: Galley) -> None:
    """Let what is under way end, or park it; who is in a hurry sends a second signal."""
    logger.info("stopping: no more work is taken, and what is under way gets its time")
    hurry, draining = asyncio.create_task(stopped()), asyncio.create_task(galley.runner.drain())
    await asyncio.wait((hurry, draining), return_when=asyncio.FIRST_COMPLETED)
    hurry.cancel()
    draining.cancel()
    await asyncio.gather(hurry, draining, return_exceptions=True)


@asynccontextmanager
async def by_socket(galley: Galley, app_token: str) -> AsyncIterator[None]:
    """Socket Mode: Slack needs no way in from outside. Raises `ConfigurationError` for a wrong token."""
    try:
        await galley.slack.client.auth_test()  # a wrong token shows now, not at the first command
    except SlackApiError as error:
        message = f"Slack does not take SLACK_BOT_TOKEN: {reason(error)}."
        raise ConfigurationError(message) from error
    handler = LinkedHandler(galley.slack, app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    logger.info("connected to Slack by Socket Mode")
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # the same


@asynccontextmanager
async def by_http(
    galley: Galley, host: str, port: int, besides: Sequence[web.RouteDef] = ()
) -> AsyncIterator[str]:
    """HTTP mode: Slack posts to `/slack/events`, vendors to `/webhooks/…`. Yields the address listened on."""
    others = [*galley.pages, *webhooks.routes(galley.services.news), *besides]
    app = web_app(galley.slack, ready=galley.ready, others=others)
    async with listening(app, (host, port)) as address:
        yield address


@asynccontextmanager
async def by_browser(pages: Sequence[web.RouteDef], door: Door) -> AsyncIterator[None]:
    """Beside Socket Mode: browsers reach the pages, where there are any."""
    if not pages:
        yield
        return
    app = web.Application()
    app.add_routes(pages)
    async with listening(app, door):
        yield


@asynccontextmanager
async def by_probe(standing: Standing, settings: Settings) -> AsyncIterator[str]:
    """Machines reach health and measurements at an address of their own, where the settings have one.

    It is there before Galley opens and until it has closed. Yields the address, or nothing.
    """
    if settings.metrics_port is None:
        yield ""
        return
    async with listening(
        probes(standing, settings), (settings.metrics_host, settings.metrics_port)
    ) as address:
        yield address


@asynccontextmanager
async def listening(app: web.Application, door: Door) -> AsyncIterator[str]:
    """Serve at a host and port, or at a socket that is open already. Yields the address.

    Raises `ConfigurationError` when nobody can listen there.
    """
    runner = web.AppRunner(app, **SERVING)
    await runner.setup()
    try:
        site = web.SockSite(runner, door) if isinstance(door, socket) else web.TCPSite(runner, *door)
        try:
            await site.start()
        except OSError as error:
            raise ConfigurationError(f"Galley cannot listen at {site.name}: {error.strerror}.") from error
        host, port = runner.addresses[0][:2]
        logger.info("listening on port %s", port)
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


async def stopped(*others: asyncio.Event) -> None:
    """Return at the first SIGTERM or SIGINT, or when one of the `others` happens."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    waits = [asyncio.create_task(event.wait()) for event in (stop, *others)]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
