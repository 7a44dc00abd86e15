"""The main job, from a command to a saved draft, as a newcomer does it."""

import pytest
from playwright.async_api import expect

from tests.browser.visitor import POSTEVERYWHERE, SAMPLE, UNTIL_RELEASED

PROMPT = "Dark mode is here"
PROVIDERS = [SAMPLE, POSTEVERYWHERE]
RECEIPTS = {SAMPLE: "nothing was charged", POSTEVERYWHERE: "Used 6 credits, 194 left"}


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_from_a_command_to_a_saved_draft(ana, provider):
    await ana.opens_form(f"/compose {PROMPT}", provider)
    await expect(ana.prompt).to_have_value(PROMPT)
    await ana.chooses_platforms("LinkedIn", "X")
    await ana.variants.fill("3")
    await ana.submits()
    await expect(ana.form).to_be_hidden()

    card = ana.card(PROMPT)
    await expect(card).to_contain_text("LinkedIn · variant 1 of 3")
    await expect(card).to_contain_text("X · variant 1 of 3")
    await expect(card.get_by_text(" / 3,000 · ")).to_be_visible()
    await expect(card.get_by_text(" / 280 · ")).to_be_visible()
    await expect(card).to_contain_text(RECEIPTS[provider])
    await ana.presses(card, "Next variant for LinkedIn")
    await expect(card).to_contain_text("LinkedIn · variant 2 of 3")
    await expect(card).to_contain_text("X · variant 1 of 3")
    chosen = await card.get_by_role("paragraph").last.inner_text()
    await ana.presses(card, "Save draft")
    await expect(card).to_contain_text("saved as draft")

    await ana.says("/drafts")
    drafts = ana.card("My drafts")
    await expect(drafts).to_contain_text("1 draft")
    await expect(drafts).to_contain_text("X, LinkedIn · saved as draft")
    await ana.presses(drafts, f"Open {PROMPT}")
    draft = ana.page.get_by_role("dialog", name="Draft")
    await expect(draft.get_by_role("paragraph").last).to_have_text(chosen)


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_wrong_input_is_said_at_its_field_and_nothing_typed_is_lost(ana, provider):
    await ana.opens_form(provider=provider)
    await ana.prompt.fill("x" * 1_001)
    await ana.chooses_platforms("LinkedIn", "X")
    await ana.variants.fill("9")
    await ana.submits()
    await expect(ana.form.get_by_role("alert")).to_be_in_viewport()
    await expect(ana.variants).to_have_accessible_description("Must be 5 or less.")
    await expect(ana.variants).to_be_focused()

    await ana.variants.fill("2")
    await ana.submits()
    too_long = f"That is 1,001 characters; {provider} takes 1,000 at most. Take out 1."
    await expect(ana.form.get_by_role("alert")).to_have_text(too_long)
    await expect(ana.prompt).to_have_accessible_description(too_long)
    await expect(ana.prompt).to_be_focused()
    await expect(ana.prompt).to_have_value("x" * 1_001)
    await expect(ana.variants).to_have_value("2")
    await expect(ana.platforms).to_contain_text("LinkedIn")

    await ana.prompt.fill(PROMPT)
    await ana.submits()
    await expect(ana.card(PROMPT)).to_contain_text("LinkedIn · variant 1 of 2")


async def test_an_empty_prompt_is_asked_for(ana):
    await ana.opens_form()
    await ana.submits()

    await expect(ana.form.get_by_role("alert")).to_be_visible()
    await expect(ana.prompt).to_be_focused()


async def test_the_price_follows_what_is_chosen(ana):
    await ana.opens_form(provider=POSTEVERYWHERE)
    price = ana.form.get_by_text("Price:")
    await expect(price).to_contain_text("Price: 1 credit, exact")
    await ana.chooses_platforms("LinkedIn", "X")
    await expect(price).to_contain_text("Price: 2 credits, exact")
    await ana.variants.fill("3")
    await expect(price).to_contain_text("Price: 6 credits, exact")
    await expect(ana.form.get_by_text("200 credits left")).to_be_visible()


async def test_one_message_says_that_it_is_being_written_and_becomes_the_result(ana, play):
    play.posteverywhere.slow_down(UNTIL_RELEASED)
    await ana.opens_form(f"/compose {PROMPT}", POSTEVERYWHERE)
    await ana.chooses_platforms("LinkedIn", "X")
    await ana.submits()

    card = ana.card(PROMPT)
    words = "Writing for X and LinkedIn with PostEverywhere… — started by @Ana Ruiz"
    await expect(card.get_by_text(words)).to_be_visible()
    await expect(card.get_by_role("button", name="Cancel")).to_be_visible()
    play.posteverywhere.slow_down(0)
    await expect(card.get_by_role("button", name="Save draft")).to_be_visible()
    await expect(card).to_have_count(1)
    await expect(card).not_to_contain_text("Writing for")


async def test_every_word_typed_so_far_outlives_a_change_of_provider(ana):
    await ana.opens_form(provider=SAMPLE)
    await ana.prompt.fill(PROMPT)
    await ana.chooses_platforms("LinkedIn", "Bluesky")
    await ana.chooses_provider(POSTEVERYWHERE)

    await expect(ana.prompt).to_have_value(PROMPT)
    await expect(ana.platforms).to_contain_text("LinkedIn")
    await expect(ana.platforms).to_contain_text("Bluesky")
    await ana.chooses_provider(SAMPLE)
    await expect(ana.prompt).to_have_value(PROMPT)
    await expect(ana.platforms).to_contain_text("Bluesky")


async def test_the_next_form_begins_with_what_was_chosen_last(ana):
    await ana.opens_form(f"/compose {PROMPT}", POSTEVERYWHERE)
    await ana.chooses_platforms("Threads")
    await ana.form.get_by_label("Tone").select_option("Witty")
    await ana.submits()
    await expect(ana.card(PROMPT)).to_contain_text("witty")

    await ana.opens_form()
    await expect(ana.form.get_by_label("Tone")).to_have_value("witty")
    await expect(ana.platforms).to_contain_text("Threads")
    await expect(ana.prompt).to_have_value("")
