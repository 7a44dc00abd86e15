"""Somebody at the playground's page with Galley: types, reads and presses by role and label."""

import re
from contextlib import suppress

from playwright.async_api import Locator, Page, expect
from playwright.async_api import TimeoutError as PlaywrightTimeout

SAMPLE, POSTEVERYWHERE, POWERPOST = "Sample writer", "PostEverywhere", "PowerPost"
OCOYA = "Ocoya"
#: How the price line of a form begins, by which it is known whose form it is.
PRICES = {SAMPLE: "Price: free", OCOYA: "Price: not published"}
#: For `slow_down`: the vendor does not answer before the test lets it.
UNTIL_RELEASED = 60.0
#: Milliseconds after which a person types once more into a menu that offers nothing.
AGAIN = 4_000


class Visitor:
    """One person in one tab."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.main = page.get_by_role("main")
        self.box = self.main.get_by_role("textbox", name=re.compile("^Message "))
        self.form = page.get_by_role("dialog", name="Compose a post")
        self.prompt = self.form.get_by_label("What should the post be about?")
        self.platforms = self.form.get_by_label("Platforms")
        self.variants = self.form.get_by_label("Variants")
        self.sidebar = page.get_by_role("navigation", name="Workspace")
        self.drawer = page.get_by_role("complementary", name="What is simulated?")
        self.vendor = self.drawer.get_by_role("region", name=POSTEVERYWHERE)

    def card(self, title: str) -> Locator:
        """The message under this heading."""
        heading = self.page.get_by_role("heading", name=title, exact=True)
        return self.main.get_by_role("article").filter(has=heading)

    async def says(self, text: str) -> None:
        await self.box.fill(text)
        await self.box.press("Enter")

    async def opens_form(self, command: str = "/compose", provider: str | None = None) -> None:
        await self.says(command)
        await expect(self.form).to_be_visible()
        if provider:
            await self.chooses_provider(provider)

    async def chooses_provider(self, provider: str) -> None:
        await self.form.get_by_label("Provider").select_option(provider)
        await expect(self.form.get_by_text(PRICES.get(provider, "exact"))).to_be_visible()

    async def chooses_platforms(self, *names: str) -> None:
        await self.platforms.click()
        for name in names:
            await self.form.get_by_role("option", name=name, exact=True).check()
        await self.page.keyboard.press("Escape")
        for name in names:
            await expect(self.platforms).to_contain_text(name)

    async def searches(self, label: str, words: str, choice: str) -> None:
        """Type into a menu that asks the vendor, and choose one of what it offers.

        Anew where the form was drawn anew meanwhile, as a person would.
        """
        option = self.form.get_by_role("option", name=choice, exact=True)
        for _ in range(4):
            await self.form.get_by_label(label, exact=True).fill("")
            await self.form.get_by_label(label, exact=True).fill(words)
            with suppress(PlaywrightTimeout):
                await option.click(timeout=AGAIN)
                break
        await expect(self.form.get_by_role("button", name=f"Remove {choice}", exact=True)).to_be_visible()

    async def submits(self) -> None:
        await self.form.get_by_role("button", name="Compose").click()

    async def composes(self, prompt: str, provider: str = SAMPLE) -> Locator:
        """From `/compose` to the card that is ready."""
        await self.opens_form(f"/compose {prompt}", provider)
        await self.submits()
        card = self.card(prompt)
        await expect(card.get_by_role("button", name="Save draft")).to_be_visible()
        return card

    async def presses(self, card: Locator, button: str, answer: str | None = None) -> None:
        """A button on a card, and in the dialog that asks back."""
        await card.get_by_role("button", name=button).click()
        if answer:
            await self.page.get_by_role("dialog").get_by_role("button", name=answer).click()

    async def opens_thread(self, card: Locator) -> Locator:
        """The thread of a message, beside it."""
        await card.get_by_role("link", name=re.compile("Reply in thread|repl(y|ies)$")).first.click()
        thread = self.page.get_by_role("complementary", name="Thread")
        await expect(thread).to_be_visible()
        return thread

    async def replies(self, thread: Locator, text: str) -> None:
        box = thread.get_by_role("textbox", name="Reply…")
        await box.fill(text)
        await box.press("Enter")

    async def flips(self, switch: str) -> None:
        """A switch of PostEverywhere's in the drawer that says what is simulated."""
        if not await self.drawer.is_visible():
            await self.page.get_by_role("link", name="What is simulated?").click()
        found = self.vendor.get_by_role("switch", name=switch)
        was_on = await found.is_checked()
        await found.click()
        await expect(found).to_be_checked(checked=not was_on)

    async def goes_to(self, place: str) -> None:
        """A channel, or the app; either may have news."""
        link = self.sidebar.get_by_role("link", name=place)
        await link.click()
        await expect(link).to_have_attribute("aria-current", "page")

    async def reads_news(self) -> None:
        """What Galley has just sent directly."""
        await self.sidebar.get_by_role("link", name="Galley unread").click()
