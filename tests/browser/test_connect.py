"""Connecting one's own account by clicking: from the card to the vendor's page and back, on any screen."""

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.play import opened
from playground.slack.fixtures import ANA
from tests.browser.visitor import Visitor
from tests.flows.embassy import Embassy, open_authority
from tests.flows.plugins import install

CONNECT = "Connect Embassy"
#: A small phone.
PHONE = {"width": 320, "height": 568}


@pytest_asyncio.fixture(loop_scope="session")
async def authority():
    async with open_authority() as opened_one:
        yield opened_one


@pytest_asyncio.fixture(loop_scope="session")
async def play(authority, tmp_path, monkeypatch):
    """The playground as people get it, with Embassy installed besides."""
    install(tmp_path / "site", (Embassy,))
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.setenv("EMBASSY_ADDRESS", authority.address)
    async with opened(tmp_path) as play:
        yield play


@pytest.fixture
def embassy(ana):
    """Ana, about to write with Embassy."""

    async def starts(saying):
        await ana.opens_form(f"/compose {saying}")
        await ana.form.get_by_label("Provider").select_option("Embassy")
        await expect(ana.form.get_by_text("Saying")).to_be_visible()
        await ana.submits()

    return starts


async def follow(visitor: Visitor):
    """Press the newest link; the tab that it opens."""
    link = visitor.main.get_by_role("link", name=CONNECT).last
    async with visitor.page.context.expect_page() as opening:
        await link.click()
    tab = await opening.value
    await tab.get_by_role("link", name="Continue to Embassy").click()
    return tab


async def test_by_clicking_an_account_is_connected_and_used(ana, embassy, play):
    await play.galley.services.providers["embassy"].knew(play.playground.workspace.team.id, ANA)
    await embassy("Good morning")
    card = ana.card("Embassy needs your permission")
    await ana.presses(card, CONNECT)
    tab = await follow(ana)
    await expect(tab.get_by_role("heading", name="Embassy is connected")).to_be_visible()
    await expect(tab.get_by_text("Go back to Slack.")).to_be_visible()
    await tab.close()
    await ana.presses(card, "Try again")
    await expect(ana.card("Good morning")).to_contain_text("Good morning, says Ana Ruiz")
    await ana.reads_news()
    await expect(ana.main.get_by_text("Embassy is connected.", exact=True)).to_be_visible()


async def test_on_a_phone_it_can_be_read_what_went_wrong(ana, authority, chromium):
    authority.consents = False
    await ana.says("/galley connect")
    link = await ana.main.get_by_role("link", name=CONNECT).get_attribute("href")
    phone = await chromium.new_context(viewport=PHONE, is_mobile=True, has_touch=True)
    page = await phone.new_page()
    await page.goto(link)
    await page.get_by_role("link", name="Continue to Embassy").click()
    await expect(page.get_by_role("heading", name="Not connected")).to_be_visible()
    await expect(page.get_by_text("You did not allow it at Embassy.")).to_be_visible()
    wide, size = await page.evaluate(
        "[document.documentElement.scrollWidth, getComputedStyle(document.querySelector('p')).fontSize]"
    )
    assert wide <= PHONE["width"]
    assert float(size.removesuffix("px")) >= 16
    await phone.close()
