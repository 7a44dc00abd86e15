"""The thread of a card in the playground's page: a reply is said, and its result seen."""

from playwright.async_api import expect

PROMPT = "Dark mode is here"


async def test_a_reply_in_the_thread_changes_the_card(ana, ben):
    card = await ana.composes(PROMPT)
    await expect(card).to_contain_text('reply "help" in the thread to refine')
    thread = await ana.opens_thread(card)
    await ana.replies(thread, "no hashtags")

    await expect(thread).to_contain_text("v2 · no hashtags · free")
    await expect(card).to_contain_text("v2")
    await expect(ben.card(PROMPT)).to_contain_text("v2")


async def test_help_is_for_the_one_who_asks(ana, ben):
    card = await ana.composes(PROMPT)
    thread = await ana.opens_thread(card)
    await ana.replies(thread, "help")

    await expect(thread).to_contain_text("hashtags: #darkmode #launch")
    theirs = await ben.opens_thread(ben.card(PROMPT))
    await expect(theirs).not_to_contain_text("hashtags: #darkmode #launch")


async def test_ones_own_reply_can_be_edited_where_it_stands(ana):
    card = await ana.composes(PROMPT)
    thread = await ana.opens_thread(card)
    await ana.replies(thread, "Lovly")
    mine = thread.get_by_role("article").filter(has_text="Lovly")
    await mine.hover()
    await mine.get_by_role("button", name="More actions").click()
    await ana.page.get_by_role("menuitem", name="Edit message").click()
    box = thread.get_by_role("textbox", name="Edit message")
    await box.fill("Lovely")
    await box.press("Enter")

    await expect(thread).to_contain_text("Lovely")
    await expect(thread).not_to_contain_text("Lovly")


async def test_shorter_is_shorter_and_still_about_the_same(ana):
    card = await ana.composes(PROMPT)
    thread = await ana.opens_thread(card)
    await ana.replies(thread, "x only: shorter")
    await expect(thread).to_contain_text("v2 · shorter (X only)")
    await ana.replies(thread, "diff")
    await expect(thread).to_contain_text("removed")
    await expect(card).to_contain_text(PROMPT)
    await expect(card).not_to_contain_text("Make it shorter")
