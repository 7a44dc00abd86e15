import pytest
from playwright.async_api import expect

from playground.slack.fixtures import ANA, BEN, GENERAL, RANDOM
from tests.browser.sampler import HOSTILE

TOPIC = "We shipped version 2.0 today"


@pytest.fixture
def box(page):
    return page.get_by_role("textbox", name="Message #general")


@pytest.fixture
def modal(page):
    return page.get_by_role("dialog", name="Compose a post")


async def send(box, text):
    await box.fill(text)
    await box.press("Enter")


async def fill_in(modal, topic=TOPIC):
    await modal.get_by_label("Topic").fill(topic)
    await modal.get_by_label("Platforms").click()
    await modal.get_by_role("option", name="LinkedIn").check()
    await modal.page.keyboard.press("Escape")


async def composed(page, box, modal):
    """The message that a submitted brief becomes."""
    await send(box, "/compose")
    await fill_in(modal)
    await modal.get_by_role("button", name="Compose").click()
    main = page.get_by_role("main")
    ready = main.get_by_role("article").filter(has=page.get_by_role("heading", name="Your post is ready"))
    await expect(ready).to_be_visible()
    return ready


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


async def test_the_first_field_has_the_cursor_when_a_modal_opens(box, modal):
    await send(box, "/compose")

    await expect(modal.get_by_label("Provider")).to_be_focused()


async def test_wrong_input_is_said_at_the_field_and_nothing_typed_is_lost(page, box, modal):
    await send(box, "/compose")
    await fill_in(modal, "short")
    await modal.get_by_role("button", name="Compose").click()

    topic = modal.get_by_label("Topic")
    await expect(modal.get_by_role("alert")).to_have_text("Say a little more: ten characters at least.")
    await expect(topic).to_have_accessible_description("Say a little more: ten characters at least. 5 / 80")
    await expect(topic).to_be_focused()
    await expect(topic).to_have_value("short")
    await expect(modal.get_by_label("Platforms")).to_contain_text("LinkedIn")

    await topic.fill(TOPIC)
    await topic.press("Control+Enter")
    await expect(modal).to_be_hidden()
    await expect(page.get_by_text(TOPIC)).to_be_visible()


async def test_the_submit_button_shows_that_the_app_is_at_work(page, sampler, box, modal):
    await send(box, "/compose")
    await fill_in(modal)
    sampler.ready.clear()
    submit = modal.get_by_role("button", name="Compose")
    await submit.click()
    await expect(submit).to_have_attribute("aria-busy", "true")
    await modal.get_by_label("Topic").press("Control+Enter")
    sampler.ready.set()

    await expect(modal).to_be_hidden()
    await expect(page.get_by_role("heading", name="Your post is ready")).to_have_count(1)


async def test_an_answer_that_does_not_come_leaves_the_form_as_it_was(sampler, box, modal):
    await send(box, "/compose")
    await fill_in(modal)
    sampler.ready.clear()
    await modal.get_by_role("button", name="Compose").click()

    await expect(modal.get_by_role("alert")).to_have_text("We had some trouble connecting. Try again?")
    await expect(modal.get_by_label("Topic")).to_have_value(TOPIC)
    sampler.ready.set()


async def test_a_required_field_is_asked_for_before_the_app_hears_of_it(sampler, box, modal):
    await send(box, "/compose")
    await modal.get_by_role("button", name="Compose").click()

    await expect(modal.get_by_role("alert").first).to_be_visible()
    assert sampler.submitted == []


async def test_a_list_takes_no_more_than_it_may_hold(page, box, modal):
    await send(box, "/compose")
    platforms = modal.get_by_label("Platforms")
    await platforms.click()
    for name in ("LinkedIn", "X"):
        await modal.get_by_role("option", name=name, exact=True).check()
    await modal.get_by_role("option", name="Bluesky").click()

    await expect(page.get_by_text("Choose at most 2.")).to_be_visible()
    await expect(modal.get_by_role("option", name="Bluesky")).not_to_be_checked()
    await expect(platforms).to_contain_text("LinkedIn")
    await expect(platforms).not_to_contain_text("Bluesky")


async def test_a_searchable_menu_asks_the_app_and_sends_what_was_chosen(sampler, box, modal):
    await send(box, "/compose")
    await fill_in(modal)
    city = modal.get_by_label("City")
    await city.press_sequentially("ber")
    choices = modal.get_by_role("listbox").get_by_role("option")
    await expect(choices).to_have_text(["Berlin", "Bern"])
    await city.press("ArrowDown")
    await city.press("Enter")
    await expect(modal.get_by_role("button", name="Remove Bern")).to_be_visible()
    await modal.get_by_role("button", name="Compose").click()

    await expect(modal).to_be_hidden()
    assert sampler.submitted[-1]["city"]["selected_option"]["value"] == "bern"


async def test_a_searchable_menu_of_many_keeps_several_and_lets_go_of_each(sampler, box, modal):
    await send(box, "/compose")
    await fill_in(modal)
    visited = modal.get_by_label("Visited")
    for city in ("Lisbon", "London"):
        await visited.fill(city)
        await modal.get_by_role("option", name=city).click()
    await modal.get_by_role("button", name="Remove Lisbon").click()
    await modal.get_by_role("button", name="Compose").click()

    await expect(modal).to_be_hidden()
    assert [o["value"] for o in sampler.submitted[-1]["visited"]["selected_options"]] == ["london"]


async def test_changing_the_provider_redraws_the_form_and_keeps_what_was_typed(box, modal):
    await send(box, "/compose")
    await modal.get_by_label("Topic").fill(TOPIC)
    await modal.get_by_label("Provider").select_option("Two")

    await expect(modal.get_by_label("Link")).to_be_visible()
    await expect(modal.get_by_label("Variants")).to_be_hidden()
    await expect(modal.get_by_label("Topic")).to_have_value(TOPIC)


async def test_a_form_outlives_a_reload(page, box, modal):
    await send(box, "/compose")
    await fill_in(modal)
    async with page.expect_response("**/type/**"):
        await modal.get_by_label("Variants").fill("3")
        await modal.get_by_label("Variants").blur()
    await page.reload()

    await expect(modal.get_by_label("Topic")).to_have_value(TOPIC)
    await expect(modal.get_by_label("Variants")).to_have_value("3")
    await expect(modal.get_by_label("Platforms")).to_contain_text("LinkedIn")


async def test_characters_are_counted_as_code_points_while_one_types(modal, box):
    await send(box, "/compose")
    await modal.get_by_label("Topic").fill("🎉" * 81)

    await expect(modal.get_by_text("81 / 80")).to_be_visible()


async def test_chosen_files_are_named_and_sent(playground, sampler, modal, box):
    await send(box, "/compose")
    await fill_in(modal)
    chosen = [{"name": name, "mimeType": "text/plain", "buffer": b"hello"} for name in ("a.txt", "b.txt")]
    await modal.get_by_label("Reference files").set_input_files(chosen)
    await expect(modal.get_by_role("listitem")).to_have_text(["a.txt", "b.txt"])
    await modal.get_by_role("button", name="Compose").click()

    await expect(modal).to_be_hidden()
    files = sampler.submitted[-1]["files"]["files"]
    assert [playground.workspace.files.content(f["id"]) for f in files] == [b"hello", b"hello"]


async def test_files_survive_a_refused_submission_and_a_reload(page, playground, sampler, modal, box):
    await send(box, "/compose")
    await fill_in(modal, "short")
    await modal.get_by_label("Reference files").set_input_files(
        [{"name": "a.txt", "mimeType": "text/plain", "buffer": b"hello"}]
    )
    await modal.get_by_role("button", name="Compose").click()
    await expect(modal.get_by_role("alert")).to_be_visible()
    await page.reload()
    await modal.get_by_label("Topic").fill(TOPIC)
    await modal.get_by_role("button", name="Compose").click()

    await expect(modal).to_be_hidden()
    assert [f["name"] for f in sampler.submitted[-1]["files"]["files"]] == ["a.txt"]


@pytest.mark.parametrize("way", ["Escape", "Cancel", "Close"])
async def test_a_modal_closes_by_escape_cancel_and_cross(page, playground, box, modal, way):
    await send(box, "/compose")
    await expect(modal).to_be_visible()
    if way == "Escape":
        await page.keyboard.press("Escape")
    else:
        await modal.get_by_role("button", name=way).click()

    await expect(modal).to_be_hidden()
    assert playground.workspace.top(ANA) is None


async def test_the_shortcuts_menu_runs_a_global_shortcut(page, modal):
    await page.get_by_role("button", name="Shortcuts").click()
    await page.get_by_role("menuitem", name="Compose a post").click()

    await expect(modal).to_be_visible()


async def test_a_message_shortcut_gets_the_message(page, box, modal):
    await send(box, "Quote me on this")
    message = page.get_by_role("article").last
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


async def test_hostile_text_is_shown_as_written_and_nothing_is_fetched_from_outside(page, box):
    await send(box, "/show")
    shown = page.get_by_role("article").last

    await expect(shown.get_by_text(HOSTILE)).to_be_visible()
    await expect(shown.get_by_role("img", name="A chart of signups")).to_contain_text("Not loaded")
    await expect(shown.get_by_text("<script>alert(1)</script>")).to_be_visible()


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
    await expect(page.get_by_text("News")).to_be_visible()
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
