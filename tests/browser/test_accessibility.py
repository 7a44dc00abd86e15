"""Without mouse and eyes: names for all that can be reached, and a cursor that stays and comes back."""

from playwright.async_api import expect

from tests.browser.visitor import POSTEVERYWHERE, SAMPLE

PROMPT = "Dark mode is here"
#: Far more presses of Tab than anything here is away.
MOST_TABS = 80


async def nameless(page):
    """What can be focused, or is a picture, and has no name in Chromium's accessibility tree."""
    session = await page.context.new_cdp_session(page)
    tree = await session.send("Accessibility.getFullAXTree")
    await session.detach()
    return [describe(node) for node in tree["nodes"] if wants_name(node) and not node["name"]["value"]]


def wants_name(node):
    if node["ignored"] or node["role"]["value"] == "RootWebArea":
        return False
    focusable = any(p["name"] == "focusable" and p["value"]["value"] for p in node["properties"])
    return focusable or node["role"]["value"] in ("image", "img", "dialog")


def describe(node):
    return node["role"]["value"], node.get("description", {}).get("value"), node["backendDOMNodeId"]


async def tabs_to(wanted, key="Tab"):
    """Press Tab until the cursor is there."""
    for _ in range(MOST_TABS):
        if await wanted.evaluate("element => element === document.activeElement"):
            return
        await wanted.page.keyboard.press(key)
    raise AssertionError(f"{wanted} was not reached by {key}")


async def test_everything_on_the_page_and_in_its_menus_has_a_name(ana):
    assert await nameless(ana.page) == []
    await ana.box.press_sequentially("/")
    assert await nameless(ana.page) == []
    await ana.box.fill("")
    await ana.page.get_by_role("button", name="Shortcuts").click()
    assert await nameless(ana.page) == []
    await ana.page.keyboard.press("Escape")
    await ana.main.get_by_role("button", name="More actions").first.click()
    await expect(ana.page.get_by_role("menuitem", name="Copy link")).to_be_visible()
    assert await nameless(ana.page) == []
    await ana.page.keyboard.press("Escape")
    await ana.main.get_by_role("link", name="Reply in thread").first.click()
    await ana.page.get_by_role("link", name="Traffic").click()
    await expect(ana.page.get_by_role("complementary", name="Traffic")).to_be_visible()
    assert await nameless(ana.page) == []
    await ana.page.get_by_role("link", name="What is simulated?").click()
    await expect(ana.drawer).to_be_visible()
    assert await nameless(ana.page) == []


async def test_everything_in_the_form_has_a_name(ana):
    for provider in (SAMPLE, POSTEVERYWHERE):
        await ana.opens_form(provider=provider)
        assert await nameless(ana.page) == []
        await ana.platforms.click()
        assert await nameless(ana.page) == []
        await ana.page.keyboard.press("Escape")
        await ana.submits()
        await expect(ana.form.get_by_role("alert")).to_be_visible()
        assert await nameless(ana.page) == []
        await ana.page.keyboard.press("Escape")
        await expect(ana.form).to_be_hidden()


async def test_everything_on_cards_lists_drafts_and_home_has_a_name(ana):
    card = await ana.composes(PROMPT, POSTEVERYWHERE)
    await ana.presses(card, "Save draft")
    await ana.says("/drafts")
    await expect(ana.card("My drafts")).to_be_visible()
    assert await nameless(ana.page) == []
    await ana.presses(ana.card("My drafts"), f"Open {PROMPT}")
    await expect(ana.page.get_by_role("dialog", name="Draft")).to_be_visible()
    assert await nameless(ana.page) == []
    await ana.page.keyboard.press("Escape")
    await card.get_by_role("button", name="Discard").click()
    await expect(ana.page.get_by_role("dialog", name="Discard this draft?")).to_be_visible()
    assert await nameless(ana.page) == []
    await ana.page.keyboard.press("Escape")
    await ana.goes_to("Galley")
    await expect(ana.page.get_by_role("heading", name="My drafts")).to_be_visible()
    assert await nameless(ana.page) == []


async def test_the_cursor_stays_in_an_open_form_and_escape_leads_back(ana):
    await ana.opens_form()
    await expect(ana.prompt).to_be_focused()
    for _ in range(MOST_TABS // 2):
        await ana.page.keyboard.press("Tab")
        outside = "document.activeElement !== document.body && !document.activeElement.closest('dialog')"
        assert not await ana.page.evaluate(outside)
    await ana.page.keyboard.press("Escape")

    await expect(ana.form).to_be_hidden()
    await expect(ana.box).to_be_focused()


async def test_escape_answers_a_question_with_no_and_leads_back_to_its_button(ana):
    card = await ana.composes(PROMPT)
    discard = card.get_by_role("button", name="Discard")
    await discard.focus()
    await ana.page.keyboard.press("Enter")
    question = ana.page.get_by_role("dialog", name="Discard this draft?")
    await expect(question).to_be_visible()
    assert await question.evaluate("dialog => dialog.contains(document.activeElement)")
    await ana.page.keyboard.press("Escape")

    await expect(question).to_be_hidden()
    await expect(discard).to_be_focused()
    await expect(card.get_by_role("button", name="Save draft")).to_be_visible()


async def test_writing_a_brief_needs_no_mouse(ana):
    keyboard = ana.page.keyboard
    await keyboard.type(f"/compose {PROMPT}")
    await keyboard.press("Enter")
    await expect(ana.prompt).to_be_focused()
    await tabs_to(ana.platforms)
    await keyboard.press("Enter")
    await expect(ana.form.get_by_role("option", name="X", exact=True)).to_be_focused()
    for key in ("Space", "ArrowDown", "Space", "Escape"):
        await keyboard.press(key)
    await expect(ana.platforms).to_contain_text("Bluesky")
    await expect(ana.platforms).to_be_focused()
    await tabs_to(ana.variants)
    await keyboard.type("3")
    await keyboard.press("Enter")

    await expect(ana.card(PROMPT)).to_contain_text("Bluesky · variant 1 of 3")
    await expect(ana.form).to_be_hidden()
    await expect(ana.page.get_by_text("not open any more")).to_have_count(0)
    await expect(ana.box).to_be_focused()


async def test_a_card_and_the_list_of_drafts_need_no_mouse(ana):
    keyboard = ana.page.keyboard
    card = await ana.composes(PROMPT)
    await ana.box.focus()
    await tabs_to(card.get_by_role("button", name="Next variant for LinkedIn"), "Shift+Tab")
    await keyboard.press("Enter")
    await expect(card).to_contain_text("LinkedIn · variant 2 of 2")
    await tabs_to(card.get_by_role("button", name="Save draft"))
    await keyboard.press("Enter")
    await expect(card).to_contain_text("saved as draft")
    await tabs_to(ana.box)
    await keyboard.type("/drafts ")
    await keyboard.press("Enter")
    drafts = ana.card("My drafts")
    await expect(drafts).to_be_visible()
    await tabs_to(drafts.get_by_role("button", name=f"Open {PROMPT}"), "Shift+Tab")
    await keyboard.press("Enter")

    await expect(ana.page.get_by_role("dialog", name="Draft")).to_contain_text(PROMPT)
