"""A playground with a small app's manifest, and an unmodified Bolt app for those who need one."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import Playground
from playground.slack.delivery import Timing
from playground.slack.fixtures import fresh_workspace
from playground.slack.people import People
from playground.slack.workspace import Workspace

MANIFEST = {
    "display_information": {"name": "Scribe", "description": "Writes things down."},
    "features": {
        "bot_user": {"display_name": "scribe"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {"command": "/note", "description": "Note something", "usage_hint": "[what]"},
            {"command": "/tell", "description": "Tell someone", "should_escape": True},
        ],
        "shortcuts": [
            {"name": "Note", "type": "global", "callback_id": "note", "description": "Note something"},
            {"name": "Keep", "type": "message", "callback_id": "keep", "description": "Keep this"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "app_mentions:read",
                "channels:history",
                "channels:read",
                "chat:write",
                "commands",
                "files:read",
                "files:write",
                "im:history",
                "im:read",
                "im:write",
                "reactions:read",
                "reactions:write",
                "users:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "message.channels",
                "message.im",
                "reaction_added",
            ]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


@asynccontextmanager
async def serving(server: web.Application) -> AsyncIterator[str]:
    """A server on a free port; its address."""
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


#: For tests that wait for an acknowledgement in vain.
IMPATIENT = pytest.mark.parametrize("timing", [Timing(ack_within=0.15, retry_pauses=(0.0,))])


class Clock:
    """The real time, until a test moves it."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead

    def forward(self, seconds: float) -> None:
        self.ahead += seconds


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch) -> None:
    """slack_sdk sends loopback calls through a proxy if the environment names one."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def manifest() -> dict:
    """Parametrise indirectly to change it."""
    return MANIFEST


@pytest.fixture
def timing() -> Timing:
    return Timing(retry_pauses=(0.0, 0.01, 0.02))


@pytest.fixture
async def playground(manifest, clock, timing) -> AsyncIterator[Playground]:
    made = Playground(fresh_workspace(manifest, clock), timing=timing)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def workspace(playground) -> Workspace:
    return playground.workspace


@pytest.fixture
def people(playground) -> People:
    return playground.people


@pytest.fixture
def client(playground, workspace) -> AsyncWebClient:
    return AsyncWebClient(workspace.app.bot_token, base_url=playground.api_url)


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as made:
        yield made


@pytest.fixture
def app(client, workspace) -> AsyncApp:
    """An unmodified Bolt app; a test adds its listeners."""
    return AsyncApp(client=client, signing_secret=workspace.app.signing_secret)


@pytest.fixture
async def over_sockets(app, workspace, playground) -> AsyncIterator[AsyncSocketModeHandler]:
    """The app, listening over Socket Mode."""
    handler = AsyncSocketModeHandler(app, workspace.app.app_token)
    await handler.connect_async()
    await workspace.until(lambda: playground.sockets.connected)
    yield handler
    await handler.close_async()


@pytest.fixture
async def over_http(app, playground) -> AsyncIterator[str]:
    """The app, listening over HTTP; its request URL."""
    async with serving(app.web_app()) as url:
        assert await playground.use_http(f"{url}/slack/events")
        yield f"{url}/slack/events"


@pytest.fixture(params=["over_sockets", "over_http"])
def connected(request) -> None:
    """The app, listening both ways, one after the other."""
    request.getfixturevalue(request.param)


@pytest.fixture
def outcome() -> asyncio.Queue:
    """Where a listener puts what a test looks at."""
    return asyncio.Queue()
