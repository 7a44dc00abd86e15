"""One Chromium for all browser tests; a fresh page for each, which fails if it complains or looks outside.

All of these tests share one event loop, on which the playground and the app run too: what a page shows and
what the workspace holds can be awaited side by side.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from bot.play import Play, opened
from handlers import homes, notifier
from handlers.pace import Pace
from playground.page import Page as PlaygroundPage
from playground.panels import Panel
from playground.server import Playground
from playground.slack.fixtures import ANA, BEN, GENERAL, fresh_workspace
from tests.browser.chromium import open_chromium
from tests.browser.sampler import MANIFEST, Sampler
from tests.browser.visitor import Visitor
from tests.patient import PATIENT

#: Milliseconds that anything on the page may take.
PATIENCE = 15_000

OpenPlayground = Callable[..., Awaitable[Playground]]
OpenPage = Callable[..., Awaitable[Page]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # First, for the plugin has put a marker without a scope there already.
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    async with open_chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def open_playground() -> AsyncIterator[OpenPlayground]:
    """`await open_playground(manifest, panels=…)`: a served playground with its page and no app yet."""
    async with AsyncExitStack() as stack:

        async def open_one(manifest: Path | Mapping[str, Any], *, panels: Sequence[Panel] = ()) -> Playground:
            playground = Playground(fresh_workspace(manifest), timing=PATIENT)
            playground.add_routes(PlaygroundPage(playground, panels).routes())
            await playground.start()
            stack.push_async_callback(playground.stop)
            return playground

        yield open_one


@pytest_asyncio.fixture(loop_scope="session")
async def context(chromium: Browser, open_playground: OpenPlayground) -> AsyncIterator[BrowserContext]:
    """A new window, closed before the playgrounds are; what its pages complain of fails the test."""
    complaints: list[str] = []
    context = await chromium.new_context(
        viewport={"width": 1280, "height": 860}, locale="en-GB", reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    context.on("console", lambda said: complaints.append(said.text) if _bad(said.type) else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("request", lambda sent: None if _inside(sent.url) else complaints.append(sent.url))
    yield context
    await context.close()
    assert complaints == []


def _bad(kind: str) -> bool:
    return kind in {"error", "warning"}


def _inside(url: str) -> bool:
    return re.match(r"(https?://(127\.0\.0\.1|localhost)[:/]|data:|blob:)", url) is not None


@pytest.fixture
def open_page(context: BrowserContext) -> OpenPage:
    """`await open_page(playground, me=ANA, channel=GENERAL)`: a tab in which the page is ready."""

    async def open_one(playground: Playground, me: str = ANA, channel: str = GENERAL) -> Page:
        page = await context.new_page()
        async with page.expect_websocket():  # what the page does last
            await page.goto(f"{playground.base_url}/as/{me}/{channel}")
        return page

    return open_one


@pytest_asyncio.fixture(loop_scope="session")
async def playground(open_playground: OpenPlayground) -> Playground:
    """A playground made for the sampler app."""
    return await open_playground(MANIFEST)


@pytest_asyncio.fixture(loop_scope="session")
async def sampler(playground: Playground) -> AsyncIterator[Sampler]:
    """The sampler app, connected."""
    sampler = Sampler(playground.api_url)
    handler = AsyncSocketModeHandler(sampler.app, playground.workspace.app.app_token)
    await handler.connect_async()
    await playground.workspace.until(lambda: playground.sockets.connected)
    yield sampler
    await handler.close_async()


@pytest_asyncio.fixture(loop_scope="session")
async def page(open_page: OpenPage, playground: Playground, sampler: Sampler) -> Page:
    """Ana in #general, with the sampler app connected."""
    return await open_page(playground)


@pytest.fixture
def paced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards and Homes change faster than Slack would let Galley."""
    monkeypatch.setattr(notifier, "Pace", partial(Pace, 0.1))
    monkeypatch.setattr(homes, "PAUSE", 0.3)


@pytest_asyncio.fixture(loop_scope="session")
async def play(paced: None, tmp_path: Path) -> AsyncIterator[Play]:
    """The playground as people get it: Galley connected, PostEverywhere simulated."""
    async with opened(tmp_path) as play:
        yield play


@pytest_asyncio.fixture(loop_scope="session")
async def ana(play: Play, open_page: OpenPage) -> Visitor:
    """Ana in #general, with Galley connected."""
    return Visitor(await open_page(play.playground))


@pytest_asyncio.fixture(loop_scope="session")
async def ben(play: Play, open_page: OpenPage) -> Visitor:
    """Ben in #general, in a tab of his own."""
    return Visitor(await open_page(play.playground, me=BEN))


@pytest.fixture
def box(page: Page) -> Locator:
    """Where one types in #general."""
    return page.get_by_role("textbox", name="Message #general")


@pytest.fixture
def modal(page: Page) -> Locator:
    """The sampler app's form, once it is open."""
    return page.get_by_role("dialog", name="Compose a post")
