"""A campaign as a person sees it: the form, the table as it fills, a post opened from it."""

from playwright.async_api import expect

from bot.play import Play
from tests.browser.visitor import POSTEVERYWHERE, Visitor

BRIEF = "Our first loose-leaf spring tea is here"


async def test_a_campaign_is_planned_written_and_opened(play: Play, ana: Visitor) -> None:
    await ana.says(f"/campaign {BRIEF}")
    form = ana.page.get_by_role("dialog", name="Plan a campaign")
    await expect(form.get_by_label("What is the campaign about?")).to_have_value(BRIEF)
    await form.get_by_label("Provider").select_option(POSTEVERYWHERE)
    await expect(form.get_by_label("Platforms")).to_be_visible()
    await form.get_by_label("Posts").fill("4")
    await expect(form.get_by_text("4 credits, exact (4 posts × 1)")).to_be_visible()
    await form.get_by_label("Goal").select_option("Launch: bring something new out")
    await form.get_by_role("button", name="Start campaign").click()

    card = ana.card(BRIEF)
    await expect(card.get_by_role("table")).to_be_visible()
    await expect(card.get_by_role("row")).to_have_count(5)
    await expect(card.get_by_role("cell", name="saved as draft")).to_have_count(4)
    assert play.posteverywhere.calls

    menu = card.get_by_role("combobox", name="Open a post")
    await menu.select_option(index=2)
    opened = ana.page.get_by_role("dialog", name="Draft")
    await expect(opened.get_by_role("heading", name=f"{BRIEF} · 2 of 4")).to_be_visible()
