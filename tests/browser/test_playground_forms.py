"""Modals: opening, filling in, going wrong, submitting, closing."""

import pytest
from playwright.async_api import expect

from playground.slack.fixtures import ANA
from tests.browser.steps import TOPIC, fill_in, send


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
