"""Messages: what is in them, what one may do with them, and the threads below them."""

from playwright.async_api import expect

from playground.slack.fixtures import BEN, GENERAL
from tests.browser.sampler_views import HOSTILE
from tests.browser.steps import composed, send


async def test_a_message_shortcut_gets_the_message(page, box, modal):
    await send(box, "Quote me on this")
    message = page.get_by_role("article").last
    await expect(message).to_contain_text("Quote me")
    await message.hover()
    await message.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Quote this").click()

    await expect(modal.get_by_label("Topic")).to_have_value("Quote me on this")


async def test_pressing_a_button_updates_the_message_for_everyone(page, playground, box, modal, open_page):
    ready = await composed(page, box, modal)
    ben = await open_page(playground, me=BEN)
    await ready.get_by_role("button", name="Save draft").click()

    await expect(ready.get_by_role("button", name="Saved")).to_be_visible()
    await expect(ben.get_by_role("button", name="Saved")).to_be_visible()


async def test_an_overflow_menu_is_answered_to_its_person_alone(page, playground, box, modal, open_page):
    ready = await composed(page, box, modal)
    ben = await open_page(playground, me=BEN)
    await ready.get_by_role("button", name="More options").click()
    await page.get_by_role("menuitem", name="Shorter").click()

    private = page.get_by_role("article").filter(has_text="Noted: shorter")
    await expect(private).to_contain_text("Only visible to you")
    await expect(ben.get_by_role("heading", name="Your post is ready")).to_be_visible()
    await expect(ben.get_by_text("Noted: shorter")).to_have_count(0)


async def test_a_menu_in_a_message_sends_the_choice(page, sampler, box, modal):
    ready = await composed(page, box, modal)
    await ready.get_by_label("Change tone").select_option("Formal")

    await expect(page.get_by_text("Noted: formal")).to_be_visible()


async def test_a_dangerous_button_asks_first(page, box, modal):
    ready = await composed(page, box, modal)
    asked = page.get_by_role("dialog", name="Discard it?")
    await ready.get_by_role("button", name="Discard").click()
    await asked.get_by_role("button", name="Keep").click()
    await expect(asked).to_be_hidden()
    await expect(ready).to_be_visible()

    await ready.get_by_role("button", name="Discard").click()
    await asked.get_by_role("button", name="Discard").click()
    await expect(ready).to_have_count(0)


async def test_a_thread_opens_takes_replies_and_closes_by_escape(page, box, modal):
    ready = await composed(page, box, modal)
    await ready.hover()
    await ready.get_by_role("link", name="Reply in thread").click()
    thread = page.get_by_role("complementary", name="Thread")
    reply = thread.get_by_role("textbox", name="Reply…")
    await expect(reply).to_be_focused()
    await send(reply, "What do you think, @sampler?")

    await expect(thread.get_by_text("You called?")).to_be_visible()
    await expect(ready.get_by_role("link", name="2 replies")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(thread).to_be_hidden()


async def test_ones_own_message_can_be_edited(page, box):
    await send(box, "Helo @ben & all")
    message = page.get_by_role("article").last
    await expect(message).to_contain_text("Helo")
    await message.hover()
    await message.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Edit message").click()
    edit = page.get_by_role("textbox", name="Edit message")
    await expect(edit).to_have_value("Helo @ben & all")
    await send(edit, "Hello @ben & all")

    await expect(message).to_contain_text("Hello @Ben Okafor & all(edited)")


async def test_ones_own_message_can_be_deleted_after_a_question(page, box):
    await send(box, "Oops")
    message = page.get_by_role("article").filter(has_text="Oops")
    await message.hover()
    await message.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Delete message").click()
    await page.get_by_role("dialog", name="Delete message").get_by_role("button", name="Delete").click()

    await expect(message).to_have_count(0)


async def test_somebody_elses_message_cannot_be_edited(page):
    message = page.get_by_role("article").filter(has_text="The 2.0 build")
    await message.hover()
    await message.get_by_role("button", name="More actions").click()

    await expect(page.get_by_role("menuitem", name="Copy link")).to_be_visible()
    await expect(page.get_by_role("menuitem", name="Edit message")).to_have_count(0)


async def test_a_reaction_is_given_and_taken_back(page):
    message = page.get_by_role("article").filter(has_text="The 2.0 build")
    await message.hover()
    await message.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="React with eyes").click()
    reaction = message.get_by_role("button", name="eyes, 1")
    await expect(reaction).to_have_attribute("aria-pressed", "true")
    await reaction.click()

    await expect(reaction).to_have_count(0)


async def test_a_permalink_leads_to_its_message(page, playground, open_page):
    workspace = playground.workspace
    channel = workspace.channels[GENERAL]
    first = next(iter(channel.messages))
    for number in range(40):
        workspace.post(channel, {"user": BEN, "text": f"Line {number}"})
    await page.goto(workspace.permalink(channel, first))

    found = page.get_by_role("article").filter(has_text="The 2.0 build")
    await expect(found).to_be_in_viewport()
    await expect(found).to_have_class("message first at")


async def test_hostile_text_is_shown_as_written_and_nothing_is_fetched_from_outside(page, box):
    await send(box, "/show")
    shown = page.get_by_role("article").last

    await expect(shown.get_by_text(HOSTILE)).to_be_visible()
    await expect(shown.get_by_role("img", name="A chart of signups")).to_contain_text("Not loaded")
    await expect(shown.get_by_text("<script>alert(1)</script>")).to_be_visible()
