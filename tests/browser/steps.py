"""What people do again and again in the sampler app."""

from playwright.async_api import Locator, Page, expect

TOPIC = "We shipped version 2.0 today"


async def send(box: Locator, text: str) -> None:
    await box.fill(text)
    await box.press("Enter")


async def fill_in(modal: Locator, topic: str = TOPIC) -> None:
    await modal.get_by_label("Topic").fill(topic)
    await modal.get_by_label("Platforms").click()
    await modal.get_by_role("option", name="LinkedIn").check()
    await modal.page.keyboard.press("Escape")


async def composed(page: Page, box: Locator, modal: Locator) -> Locator:
    """The message that a submitted brief becomes."""
    await send(box, "/compose")
    await fill_in(modal)
    await modal.get_by_role("button", name="Compose").click()
    main = page.get_by_role("main")
    ready = main.get_by_role("article").filter(has=page.get_by_role("heading", name="Your post is ready"))
    await expect(ready).to_be_visible()
    return ready
