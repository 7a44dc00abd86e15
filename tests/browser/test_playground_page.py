"""The page around the messages: the composer, the sidebar, the panels, and keeping up with the world."""

from playwright.async_api import expect

from playground.slack.fixtures import BEN, GENERAL, RANDOM
from tests.browser.steps import send


async def test_a_slash_offers_commands_and_enter_completes_then_sends(page, box, modal):
    await box.press_sequentially("/com")
    await expect(page.get_by_role("option", name="/compose")).to_be_visible()
    await expect(page.get_by_role("option", name="/show")).to_be_hidden()
    await box.press("Enter")
    await expect(box).to_have_value("/compose ")
    await box.press("Enter")

    await expect(modal).to_be_visible()


async def test_shift_and_enter_start_a_new_line(page, box):
    await box.press_sequentially("one")
    await box.press("Shift+Enter")
    await box.press_sequentially("two")
    await box.press("Enter")

    await expect(page.get_by_role("article").last).to_contain_text("one\ntwo")


async def test_an_unknown_command_is_answered_privately(page, box):
    await send(box, "/nope")

    await expect(page.get_by_role("status").filter(has_text="not a valid command")).to_be_visible()
    await expect(box).to_be_focused()


async def test_the_shortcuts_menu_runs_a_global_shortcut(page, modal):
    await page.get_by_role("button", name="Shortcuts").click()
    await page.get_by_role("menuitem", name="Compose a post").click()

    await expect(modal).to_be_visible()


async def test_the_home_tab_is_drawn_by_the_app_when_it_is_opened(page, modal):
    await page.get_by_role("navigation", name="Workspace").get_by_role("link", name="Sampler").click()
    await expect(page.get_by_role("heading", name="Your drafts")).to_be_visible()
    await page.get_by_role("button", name="New post").click()
    await expect(modal).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_role("link", name="Messages").click()

    await expect(page.get_by_role("textbox", name="Message Sampler")).to_be_focused()


async def test_the_app_can_be_added_where_it_is_not_a_member(page, playground):
    await page.get_by_role("link", name="random").click()
    await page.get_by_role("button", name="Add Sampler").click()

    await expect(page.get_by_text("has joined the channel")).to_be_visible()
    assert playground.workspace.app_is_in(playground.workspace.channels[RANDOM])


async def test_what_one_types_survives_what_others_say(page, playground, box):
    await box.press_sequentially("half a sen")
    for number in range(3):
        await playground.people.say(BEN, GENERAL, f"Noise {number}")
    await expect(page.get_by_text("Noise 2")).to_be_visible()
    await page.keyboard.type("tence")

    await expect(box).to_have_value("half a sentence")
    await expect(box).to_be_focused()


async def test_an_open_menu_survives_what_others_say(page, playground):
    await page.get_by_role("button", name="Shortcuts").click()
    await playground.people.say(BEN, GENERAL, "Noise")

    await expect(page.get_by_text("Noise")).to_be_visible()
    await expect(page.get_by_role("menuitem", name="Compose a post")).to_be_visible()


async def test_unsent_words_wait_in_their_channel(page, box):
    await box.press_sequentially("not yet")
    await page.get_by_role("link", name="marketing").click()
    await expect(page.get_by_role("textbox", name="Message #marketing")).to_have_value("")
    await page.get_by_role("link", name="general").click()

    await expect(box).to_have_value("not yet")


async def test_a_channel_with_news_is_marked_until_one_looks(page, playground):
    marketing = page.get_by_role("link", name="marketing")
    await playground.people.say(BEN, "C2MARKETING", "News")
    await expect(marketing.get_by_role("img", name="unread")).to_be_visible()
    await marketing.click()
    await expect(page.get_by_text("News", exact=True)).to_be_visible()
    await page.get_by_role("link", name="general").click()

    await expect(page.get_by_role("textbox", name="Message #general")).to_be_focused()
    await expect(marketing.get_by_role("img", name="unread")).to_have_count(0)


async def test_two_tabs_are_two_people(page, playground, box, open_page):
    ben = await open_page(playground, me=BEN)
    await send(box, "Hello Ben")
    await expect(ben.get_by_role("article").last).to_contain_text("Hello Ben")
    await send(ben.get_by_role("textbox", name="Message #general"), "Hello Ana")

    await expect(page.get_by_role("article").last).to_contain_text("Hello Ana")


async def test_the_traffic_drawer_lists_filters_unfolds_and_clears(page, box, modal):
    await page.get_by_role("link", name="Traffic").click()
    drawer = page.get_by_role("complementary", name="Traffic")
    await send(box, "/compose now")
    await modal.get_by_role("button", name="Cancel").click()
    await expect(modal).to_be_hidden()
    await drawer.get_by_role("searchbox", name="Filter traffic").fill("/compose")
    await expect(drawer.get_by_text("chat.postMessage")).to_have_count(0)
    entry = drawer.get_by_role("listitem").filter(visible=True).filter(has_text="/compose").last
    await entry.locator("summary").click()
    await expect(entry.get_by_text('"now"')).to_be_visible()
    await drawer.get_by_role("button", name="Clear").click()

    await expect(drawer.get_by_text("Nothing yet")).to_be_visible()


async def test_the_page_says_when_the_playground_is_gone(page, playground):
    lost = page.get_by_role("status").filter(has_text="does not answer")
    await expect(lost).to_have_count(0)
    await page.route_web_socket("**/updates", lambda socket: socket.close())
    await page.reload()

    await expect(lost).to_be_visible()
