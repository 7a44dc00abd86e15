"""Every way in: shortcuts, the App Home, the commands that answer, and a channel without Galley."""

from playwright.async_api import expect

from tests.browser.visitor import SAMPLE

PROMPT = "Dark mode is here"


async def test_the_shortcuts_menu_opens_the_form_and_the_result_comes_directly(ana):
    await ana.page.get_by_role("button", name="Shortcuts").click()
    await ana.page.get_by_role("menuitem", name="Compose a post").click()
    await ana.chooses_provider(SAMPLE)
    await expect(ana.form).to_contain_text("The result comes to you as a direct message.")
    await ana.prompt.fill(PROMPT)
    await ana.submits()
    await expect(ana.form).to_be_hidden()
    await ana.reads_news()

    await expect(ana.card(PROMPT).get_by_role("button", name="Save draft")).to_be_visible()


async def test_a_message_can_be_drafted_from(ana):
    message = ana.main.get_by_role("article").filter(has_text="The 2.0 build is green")
    await message.hover()
    await message.get_by_role("button", name="More actions").click()
    await ana.page.get_by_role("menuitem", name="Draft a post from this").click()

    await expect(ana.prompt).to_have_value("Morning! The 2.0 build is green, dark mode and all 🎉")
    await expect(ana.form.get_by_label("This channel (#general)")).to_be_checked()


async def test_home_leads_from_nothing_to_the_first_draft_and_lists_it(ana):
    await ana.goes_to("Galley")
    home = ana.page.get_by_role("region", name="Home")
    await expect(home.get_by_role("heading", name="Your first draft in three steps")).to_be_visible()
    await home.get_by_role("button", name="Compose a post").click()
    await ana.chooses_provider(SAMPLE)
    await ana.prompt.fill(PROMPT)
    await ana.submits()
    await ana.page.get_by_role("link", name="Messages unread").click()
    await ana.presses(ana.card(PROMPT), "Save draft")
    await expect(ana.card(PROMPT)).to_contain_text("saved as draft")
    await ana.page.get_by_role("link", name="Home").click()

    await expect(home.get_by_role("heading", name="My drafts")).to_be_visible()
    await home.get_by_role("button", name=f"Open {PROMPT}").first.click()
    await expect(ana.page.get_by_role("dialog", name="Draft")).to_contain_text(PROMPT)


ANSWERS = {
    "/compose help": "/compose opens the form.",
    "/galley help": "Say what to write about",
    "/galley status": "✓ PostEverywhere: works",
    "/galley credits": "Sample writer: free, nothing to count",
    "/galley dance": "I do not know “dance”. These I know:",
    "/drafts team": "The team has no drafts yet.",
}


async def test_commands_answer_privately(ana):
    for command, words in ANSWERS.items():
        await ana.says(command)
        answer = ana.main.get_by_role("article").filter(has_text=words)
        await expect(answer).to_contain_text("Only visible to you")


async def test_status_says_what_does_not_work(ana):
    await ana.flips("Key not accepted")
    await ana.says("/galley status")

    await expect(ana.card("Providers")).to_contain_text("⚠ PostEverywhere: does not work now")


async def test_where_galley_is_not_the_form_says_so_and_the_card_comes_directly(ana):
    await ana.goes_to("random")
    await ana.opens_form(f"/compose {PROMPT}", SAMPLE)
    note = "Galley is not in #random yet, so the result will come to you directly."
    await expect(ana.form).to_contain_text(note)
    await ana.submits()
    await ana.reads_news()

    await expect(ana.card(PROMPT)).to_contain_text("Galley is not in #random, so the card is here.")


async def test_once_invited_galley_answers_in_the_channel(ana):
    await ana.goes_to("random")
    await ana.says("/invite @Galley")
    await expect(ana.main).to_contain_text("has joined the channel")
    await ana.composes(PROMPT)


async def test_only_me_keeps_the_result_out_of_the_channel(ana):
    await ana.opens_form(f"/compose {PROMPT}", SAMPLE)
    await ana.form.get_by_label("Only me (direct message)").check()
    await ana.submits()
    await ana.reads_news()
    await expect(ana.card(PROMPT)).to_be_visible()
    await ana.goes_to("general")

    await expect(ana.box).to_have_accessible_name("Message #general")
    await expect(ana.card(PROMPT)).to_have_count(0)
