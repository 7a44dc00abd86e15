"""The team's drafts in the browser: a search from the Home, a list taken along as a file."""

from playwright.async_api import expect

PROMPT, OTHER = "Dark mode is here", "Shoes for everyone"


async def keeps(person, prompt):
    card = await person.composes(prompt)
    await person.presses(card, "Save draft")
    await expect(card).to_contain_text("saved as draft")


async def test_ben_finds_anas_draft_and_takes_it_along(ana, ben):
    await keeps(ana, PROMPT)
    await keeps(ana, OTHER)
    await ben.says("/drafts team shoes")
    listed = ben.card("The team's drafts")
    await expect(listed).to_contain_text(OTHER)
    await expect(listed).not_to_contain_text(PROMPT)
    await ben.presses(listed, "Export these")
    window = ben.page.get_by_role("dialog", name="Export")
    await window.get_by_label("CSV, for a spreadsheet").check()
    await window.get_by_label("This conversation").check()
    await window.get_by_role("button", name="Export").click()

    await expect(ana.main.get_by_role("link", name="galley-drafts.csv")).to_be_visible()


async def test_anas_home_follows_what_ben_keeps(ana, ben):
    await ana.goes_to("Galley")
    home = ana.page.get_by_role("region", name="Home")
    await expect(home.get_by_role("heading", name="Your first draft in three steps")).to_be_visible()
    await keeps(ben, OTHER)

    await expect(home.get_by_role("heading", name="Recent team drafts")).to_be_visible()
    await expect(home).to_contain_text(OTHER)
