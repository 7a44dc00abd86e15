"""A campaign at Ocoya in the browser: one connects one’s own account first, then the campaign is queued."""

from playwright.async_api import Page, expect

from bot.play import Play
from playground.vendors.ocoya.world import TEAS
from tests.browser.visitor import Visitor

BRIEF = "Summer launch of our iced teas"
OCOYA_CAMPAIGN = "Ocoya campaign"


async def connects(ana: Visitor) -> None:
    """From the form's notice through the question and Ocoya's own page, and back."""
    form = ana.page.get_by_role("dialog", name="Plan a campaign")
    async with ana.page.context.expect_page() as opening:
        await form.get_by_role("link", name=f"Connect {OCOYA_CAMPAIGN}").click()
    tab: Page = await opening.value
    await tab.get_by_role("link", name=f"Continue to {OCOYA_CAMPAIGN}").click()
    await tab.get_by_label(TEAS.name).check()
    await tab.get_by_role("button", name="Approve").click()
    await expect(tab.get_by_role("heading", name=f"{OCOYA_CAMPAIGN} is connected")).to_be_visible()
    await tab.close()


async def test_an_account_is_connected_and_a_campaign_queued(play: Play, ana: Visitor) -> None:
    await ana.says(f"/campaign {BRIEF}")
    form = ana.page.get_by_role("dialog", name="Plan a campaign")
    await form.get_by_label("Provider").select_option(OCOYA_CAMPAIGN)
    await expect(form).to_contain_text(f"Connect {OCOYA_CAMPAIGN} first.")
    await form.get_by_role("button", name="Start campaign").click()
    await expect(form).to_contain_text("then send this form again")
    await connects(ana)

    await form.get_by_label("Workspace", exact=True).fill("lantern")
    await form.get_by_role("option", name=TEAS.name, exact=True).click()
    await form.get_by_label("Goal").select_option("Launch: bring something new out")
    await form.get_by_label("Posts", exact=True).fill("6")
    await form.get_by_role("button", name="Start campaign").click()

    card = ana.card(BRIEF)
    await expect(card).to_contain_text("GENERATING")
    (campaign,) = play.ocoya.campaigns
    await expect(card).to_contain_text(campaign.id)
    await expect(card.get_by_role("link", name="Open Ocoya")).to_be_visible()


async def test_new_drafts_are_watched_for_until_that_is_stopped(play: Play, ana: Visitor) -> None:
    await ana.says(f"/campaign {BRIEF}")
    form = ana.page.get_by_role("dialog", name="Plan a campaign")
    await form.get_by_label("Provider").select_option(OCOYA_CAMPAIGN)
    await connects(ana)
    await form.get_by_label("Workspace", exact=True).fill("lantern")
    await form.get_by_role("option", name=TEAS.name, exact=True).click()
    await form.get_by_role("group", name="Watch for new drafts").get_by_role("checkbox").check()
    await form.get_by_role("button", name="Start campaign").click()

    card = ana.card(BRIEF)
    await expect(card).to_contain_text("at work in its own background")
    await expect(card).to_contain_text("GENERATING")
    await card.get_by_role("button", name="Stop looking").click()
    await expect(card.get_by_role("button", name="Edit brief")).to_be_visible()
    await expect(card).to_contain_text("GENERATING")
    assert len(play.ocoya.campaigns) == 1
