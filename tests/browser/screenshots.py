"""`python -m tests.browser.screenshots` takes the README's pictures again, into docs/images."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Page, expect

from bot.play import opened
from tests.browser.chromium import open_chromium
from tests.browser.visitor import POSTEVERYWHERE, Visitor

IMAGES = Path(__file__).parents[2] / "docs" / "images"
BRIEF = "Dark mode is here on iOS, Android and the web. Switch in Settings → Appearance."
TITLE = "Dark mode is here on iOS, Android and the web"
#: Tall enough for the whole form, narrow enough for one column.
WINDOW = {"width": 1046, "height": 1640}
#: Device pixels for each pixel of the page: pictures of about 1,200 pixels that stay sharp.
SCALE = 1.5


async def main() -> None:
    """Compose a post as Ana, and take a picture of the form and of the card."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    async with open_chromium() as chromium:
        with TemporaryDirectory() as folder:
            async with opened(Path(folder)) as play:
                page = await chromium.new_page(viewport=WINDOW, device_scale_factor=SCALE, locale="en-GB")
                await page.goto(play.playground.base_url)
                await take(page)
                await page.close()


async def take(page: Page) -> None:
    ana = Visitor(page)
    await ana.opens_form(provider=POSTEVERYWHERE)
    await ana.prompt.fill(BRIEF)
    await ana.chooses_platforms("LinkedIn", "X")
    await ana.form.get_by_label("Tone").select_option("Witty")
    await ana.variants.fill("3")
    await expect(ana.form).to_contain_text("Price: 6 credits, exact")
    await ana.variants.blur()
    await ana.form.screenshot(path=IMAGES / "form.png")
    await ana.submits()
    card = ana.card(TITLE)
    await expect(card.get_by_role("button", name="Save draft")).to_be_visible()
    await page.mouse.move(0, 0)
    await card.screenshot(path=IMAGES / "card.png")


if __name__ == "__main__":
    asyncio.run(main())
