"""The walk of docs/tour.md, step by step, in Chromium: each picture there is taken at its step here."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Locator, expect

from tests.browser.visitor import POSTEVERYWHERE, Visitor

#: Takes a picture under a name.
Shoot = Callable[[str, Locator], Awaitable[None]]

BRIEF = "Dark mode is here on iOS, Android and the web. Switch in Settings → Appearance."
TITLE = "Dark mode is here on iOS, Android and the web"
SECOND = "Our office in Lisbon opens in May"
LONG = (
    "Dark mode is here, and it took us a while to get it right. We looked at every screen, every icon and "
    "every picture, asked three hundred of you what hurts your eyes at night, and threw two palettes away. "
    "Now it follows your system, or your choice in Settings. Sleep well. https://acme.example/dark #darkmode"
)


async def walk(ana: Visitor, ben: Visitor, shoot: Shoot) -> None:
    """Ana comes to Galley for the first time; Ben works with her."""
    await arrive(ana, shoot)
    card = await compose(ana, shoot)
    await reply(ana, card, shoot)
    await edit_together(ana, ben, card, shoot)
    await keep(ana, card, shoot)
    await agree_on_defaults(ana, shoot)
    await come_back(ana, shoot)


async def arrive(ana: Visitor, shoot: Shoot) -> None:
    """The Home says what to do first."""
    await ana.goes_to("Galley")
    await expect(home(ana).get_by_role("heading", name="Your first draft in three steps")).to_be_visible()
    await shoot("home-empty", home(ana).locator("form"))
    await ana.goes_to("general")


async def compose(ana: Visitor, shoot: Shoot) -> Locator:
    """A form with its price, and the card that it becomes."""
    await ana.opens_form(provider=POSTEVERYWHERE)
    await ana.prompt.fill(BRIEF)
    await ana.chooses_platforms("LinkedIn", "X", "Bluesky")
    await ana.form.get_by_label("Tone").select_option("Witty")
    await ana.variants.fill("2")
    await expect(ana.form).to_contain_text("Price: 6 credits, exact")
    await ana.variants.blur()
    await shoot("form", ana.form)
    await ana.submits()
    card = ana.card(TITLE)
    await expect(card.get_by_role("button", name="Save draft")).to_be_visible()
    await shoot("card", card)
    return card


async def reply(ana: Visitor, card: Locator, shoot: Shoot) -> None:
    """The thread is the editor; what is no verb is a comment."""
    thread = await ana.opens_thread(card)
    await ana.replies(thread, "no emoji")
    await expect(thread).to_contain_text("no emoji · free")
    await ana.replies(thread, "Lovely. Is the link in our bio, too?")
    await ana.replies(thread, f"x and bluesky: use: {LONG}")
    await expect(card).to_contain_text("over X's limit")
    await expect(card).to_contain_text("over Bluesky's limit")
    await shoot("over-limit", card)
    await ana.replies(thread, "fit")
    await expect(thread).to_contain_text("fit · free")
    await expect(card).not_to_contain_text("over X's limit")
    await ana.replies(thread, "diff")
    await expect(thread).to_contain_text("v3")
    await shoot("thread", thread)


async def edit_together(ana: Visitor, ben: Visitor, card: Locator, shoot: Shoot) -> None:
    """Both edit at once, and neither text is lost."""
    mine, his = await editor(ana, card), await editor(ben, ben.card(TITLE))
    await shoot("edit", mine)
    await mine.get_by_label("X", exact=True).fill("Dark mode is here. Your eyes say thanks. #darkmode")
    await his.get_by_label("X", exact=True).fill("Lights off: dark mode is here. #darkmode")
    await mine.get_by_role("button", name="Save").click()
    await expect(card).to_contain_text("Your eyes say thanks")
    await his.get_by_role("button", name="Save").click()
    clash = ben.page.get_by_role("dialog", name="Edited meanwhile")
    await expect(clash).to_contain_text("Your eyes say thanks")
    await shoot("clash", clash)
    await clash.get_by_role("button", name="Save").click()
    await expect(card).to_contain_text("Lights off")
    await ana.presses(card, "History")
    history = ana.page.get_by_role("dialog", name="History")
    await history.get_by_role("button", name="Show v2", exact=True).click()
    version = ana.page.get_by_role("dialog", name="Version 2")
    await version.get_by_role("button", name="Compare with").first.click()
    await expect(version.get_by_role("button", name="Show the whole text")).to_be_visible()
    await shoot("compare", version)
    await version.get_by_role("button", name="Close").last.click()
    await shoot("history", history)
    await history.get_by_role("button", name="Close").last.click()


async def keep(ana: Visitor, card: Locator, shoot: Shoot) -> None:
    """A saved draft is the team's: listed, found, opened."""
    await ana.presses(card, "Save draft")
    await expect(card).to_contain_text("saved as draft")
    second = await ana.composes(SECOND)
    await ana.presses(second, "Save draft")
    await expect(second).to_contain_text("saved as draft")
    await ana.says("/drafts")
    listed = ana.card("My drafts")
    await expect(listed).to_contain_text(TITLE)
    await shoot("drafts", listed)
    await listed.get_by_role("button", name=f"Open {TITLE}").click()
    draft = ana.page.get_by_role("dialog", name="Draft")
    await expect(draft).to_contain_text("Is the link in our bio")
    await expect(draft.get_by_role("link", name="Go to its card")).to_be_visible()
    await shoot("draft", draft)
    await draft.get_by_role("button", name="Close").last.click()
    await expect(draft).to_have_count(0)


async def agree_on_defaults(ana: Visitor, shoot: Shoot) -> None:
    """A channel's settings."""
    await ana.says("/galley settings")
    form = ana.page.get_by_role("dialog", name="Settings")
    await form.get_by_label("Default provider").select_option(POSTEVERYWHERE)
    await expect(form.get_by_label("Tone")).to_be_visible()
    await form.get_by_label("Banned words").fill("cheap, synergy")
    await form.get_by_label("Required phrases").fill("Terms apply")
    await shoot("settings", form)
    await form.get_by_role("button", name="Save").click()
    await expect(ana.main).to_contain_text("changed Galley's settings of #general")


async def come_back(ana: Visitor, shoot: Shoot) -> None:
    """The Home by now."""
    await ana.goes_to("Galley")
    await expect(home(ana).get_by_role("heading", name="My drafts")).to_be_visible()
    await expect(home(ana)).to_contain_text(SECOND)
    await shoot("home", home(ana).locator("form"))


def home(person: Visitor) -> Locator:
    """The app's Home."""
    return person.page.get_by_role("region", name="Home")


async def editor(person: Visitor, card: Locator) -> Locator:
    """The form with the card's texts."""
    await person.presses(card, "Edit the text for X")
    form = person.page.get_by_role("dialog", name="Edit the texts")
    await expect(form).to_be_visible()
    return form
