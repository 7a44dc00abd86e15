"""`python -m tests.browser.screenshots` takes the pictures of the tour again, into docs/images/tour."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, Locator

from bot.play import opened
from playground.slack.fixtures import ANA, BEN, GENERAL
from tests.browser.chromium import open_chromium
from tests.browser.tour import walk
from tests.browser.visitor import Visitor

FOLDER = Path(__file__).parents[2] / "docs" / "images" / "tour"
#: Tall enough for a whole form, wide enough for a thread beside a card.
WINDOW = {"width": 1200, "height": 1600}


async def main() -> None:
    """Walk, and take a picture wherever the tour shows one."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with open_chromium() as chromium:
        with TemporaryDirectory() as folder:
            async with opened(Path(folder)) as play:
                ana, ben = [await _comes(chromium, play.playground.base_url, who) for who in (ANA, BEN)]
                await walk(ana, ben, _shoot)
                await asyncio.gather(*(person.page.close() for person in (ana, ben)))


async def _comes(chromium: Browser, address: str, who: str) -> Visitor:
    page = await chromium.new_page(viewport=WINDOW, locale="en-GB", reduced_motion="reduce")
    async with page.expect_websocket():
        await page.goto(f"{address}/as/{who}/{GENERAL}")
    return Visitor(page)


async def _shoot(name: str, what: Locator) -> None:
    await what.page.mouse.move(0, 0)
    await what.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(main())
