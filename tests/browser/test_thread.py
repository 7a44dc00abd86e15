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
