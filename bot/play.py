"""The playground: Galley beside a local Slack and simulated vendors, in one process and for one visit."""

import asyncio
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe
from socket import create_server
from tempfile import TemporaryDirectory
from typing import Any

import typer

from bot.app import Galley, open_galley
from bot.domain.errors import ConfigurationError
from bot.logs import set_up
from bot.manifest import MANIFEST
from bot.serve import by_browser, by_socket, stopped
from bot.settings import Settings, read_settings
from playground.page import Page
from playground.server import Playground
from playground.slack.fixtures import fresh_workspace
from playground.vendors.ocoya import OcoyaSimulator
from playground.vendors.posteverywhere import PostEverywhereSimulator
from playground.vendors.powerpost import DRY_STYLE, WARM_STYLE, PowerPostSimulator
from playground.vendors.simulator import Simulator

#: Seconds the simulated vendor takes to write: real ones take longer, and progress is worth seeing.
THINKING = 1.2


@dataclass(frozen=True, kw_only=True)
class Vendors:
    """The simulated vendors, in the order to show."""

    posteverywhere: PostEverywhereSimulator = field(default_factory=PostEverywhereSimulator)
    powerpost: PowerPostSimulator = field(default_factory=PowerPostSimulator)
    ocoya: OcoyaSimulator = field(default_factory=OcoyaSimulator)

    @property
    def all(self) -> tuple[Simulator[Any], ...]:
        return (self.posteverywhere, self.powerpost, self.ocoya)

    def settings(self, base_url: str) -> dict[str, str]:
        """What leads Galley to them. Ocoya's workspace is left open: choosing one is worth seeing."""
        return {
            "POSTEVERYWHERE_API_KEY": self.posteverywhere.key,
            "POSTEVERYWHERE_BASE_URL": self.posteverywhere.address(base_url),
            "POWERPOST_API_KEY": self.powerpost.key,
            "POWERPOST_WORKSPACE_ID": self.powerpost.workspace,
            "POWERPOST_BASE_URL": self.powerpost.address(base_url),
            "POWERPOST_WRITING_STYLES": f"Warm={WARM_STYLE},Dry={DRY_STYLE}",
            "OCOYA_API_KEY": self.ocoya.key,
            "OCOYA_BASE_URL": self.ocoya.address(base_url),
            "OCOYA_CAMPAIGNS": "mcp",
            "OCOYA_MCP_URL": self.ocoya.mcp_address(base_url),
        }


@dataclass(frozen=True, kw_only=True)
class Play(Vendors):
    """A playground with Galley connected to it."""

    playground: Playground
    galley: Galley


async def play(settings: Settings, *, port: int, browser: bool) -> None:
    """Open the playground and keep it open until SIGTERM or SIGINT."""
    set_up("WARNING" if settings.log_level == "INFO" else settings.log_level, settings.log_format)
    with TemporaryDirectory(prefix="galley-") as folder:
        async with opened(Path(folder), port=port) as playing:
            playing.posteverywhere.slow_down(THINKING)
            address = playing.playground.base_url
            typer.echo(f"Galley's playground is open: {address}\nTry /compose there. Ctrl+C stops it.")
            if browser:
                await asyncio.to_thread(webbrowser.open, address)
            await stopped()
    typer.echo("Stopped.")


@asynccontextmanager
async def opened(folder: Path, *, port: int = 0) -> AsyncIterator[Play]:
    """A playground with Galley connected by Socket Mode; its records live in `folder`.

    Whatever is set on this machine for real services is not used.
    """
    vendors = Vendors()
    playground = Playground(fresh_workspace(MANIFEST))
    for simulator in vendors.all:
        playground.add_routes(simulator.routes())
    playground.add_routes(Page(playground, vendors.all).routes())
    await _started(playground, port)
    door = create_server(("127.0.0.1", 0))
    try:
        settings = local_settings(playground, folder, public_url=f"http://127.0.0.1:{door.getsockname()[1]}")
        given = vendors.settings(playground.base_url)
        async with (
            vendors.ocoya.serving(playground.base_url),
            open_galley(settings, given=given, with_sample=True, env_file=None) as galley,
            by_socket(galley, playground.workspace.app.app_token),
            by_browser(galley.pages, door),
        ):
            yield Play(playground=playground, galley=galley, **vars(vendors))
    finally:
        await vendors.powerpost.webhooks.close()
        await playground.stop()
        door.close()


def local_settings(playground: Playground, folder: Path, **more: object) -> Settings:
    """Settings that lead to the playground and nowhere else; `more` of them where they are needed."""
    app = playground.workspace.app
    known = {
        "slack_bot_token": app.bot_token,
        "slack_app_token": app.app_token,
        "slack_signing_secret": app.signing_secret,
        "slack_api_url": playground.api_url,
        "database_url": f"sqlite:///{folder / 'galley.db'}",
        "host": "127.0.0.1",
        "port": 0,
        "public_url": None,
        "secret_key": token_urlsafe(32),
    }
    return read_settings(_env_file=None, **(known | more))


async def _started(playground: Playground, port: int) -> None:
    try:
        await playground.start(port)
    except OSError as error:
        message = f"Port {port} is taken: stop what uses it, or give another one with --port."
        raise ConfigurationError(message) from error
