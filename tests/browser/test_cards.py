"""The buttons of a card after the first result: write it again, think again, take it up again, stop it."""

from playwright.async_api import expect

from tests.browser.visitor import POSTEVERYWHERE, UNTIL_RELEASED

PROMPT = "Dark mode is here"


async def test_regenerate_asks_about_the_cost_and_writes_the_next_version(ana):
    card = await ana.composes(PROMPT, POSTEVERYWHERE)
    await expect(card).to_contain_text("v1 · not saved yet")
    await card.get_by_role("button", name="Regenerate").click()
    question = ana.page.get_by_role("dialog", name="Write it again?")
    await expect(question).to_contain_text("This costs 1 credit at PostEverywhere.")
    await question.get_by_role("button", name="Not now").click()
    await expect(card).to_contain_text("v1 · not saved yet")

    await ana.presses(card, "Regenerate", "Write it again")
    await expect(card).to_contain_text("v2 · not saved yet")
    await expect(card).to_contain_text("Used 1 credit, 198 left")


async def test_a_sample_is_written_again_without_a_question(ana):
    card = await ana.composes(PROMPT)
    await ana.presses(card, "Regenerate")

    await expect(card).to_contain_text("v2 · not saved yet")


async def test_a_discarded_draft_leaves_the_list_and_can_be_restored(ana):
    card = await ana.composes(PROMPT)
    await ana.presses(card, "Save draft")
    await expect(card).to_contain_text("saved as draft")
    await ana.presses(card, "Discard", "Keep it")
    await expect(card).to_contain_text("saved as draft")
    await ana.presses(card, "Discard", "Discard")
    await expect(card).to_contain_text("Discarded by @Ana Ruiz. The text is kept.")
    await ana.says("/drafts")
    drafts = ana.card("My drafts")
    await expect(drafts).to_contain_text("You have no drafts yet.")

    await ana.presses(card, "Restore")
    await expect(card).to_contain_text("X · variant 1 of 2")
    await ana.says("/drafts")
    await expect(drafts.last).to_contain_text(PROMPT)


async def test_a_draft_can_be_discarded_where_it_was_opened(ana):
    card = await ana.composes(PROMPT)
    await ana.presses(card, "Save draft")
    await ana.says("/drafts")
    await ana.presses(ana.card("My drafts"), f"Open {PROMPT}")
    draft = ana.page.get_by_role("dialog", name="Draft")
    await draft.get_by_role("button", name="Discard").click()
    question = ana.page.get_by_role("dialog", name="Discard this draft?")
    await question.get_by_role("button", name="Discard").click()

    await expect(draft.get_by_role("button", name="Restore")).to_be_visible()
    await draft.get_by_role("button", name="Close").last.click()
    await expect(card).to_contain_text("Discarded by @Ana Ruiz")


async def test_edit_brief_on_a_card_opens_the_form_as_it_was(ana):
    card = await ana.composes(PROMPT)
    await ana.presses(card, "Edit brief")
    await expect(ana.prompt).to_have_value(PROMPT)
    await ana.prompt.fill("Dark mode is here to stay")
    await ana.submits()

    await expect(ana.card("Dark mode is here to stay")).to_contain_text("v1 · not saved yet")
    await expect(card.get_by_role("button", name="Save draft")).to_be_visible()


async def test_what_was_paid_for_before_a_cancel_is_kept(ana, play):
    play.posteverywhere.slow_down(UNTIL_RELEASED)
    await ana.opens_form(f"/compose {PROMPT}", POSTEVERYWHERE)
    await ana.submits()
    await play.posteverywhere.calls.arrived(2)  # the balance, then the brief
    card = ana.card(PROMPT)
    await ana.presses(card, "Cancel")
    await expect(card).to_contain_text(
        "Stopping: nothing more is sent; what PostEverywhere was asked already"
    )
    play.posteverywhere.slow_down(0)

    await expect(card.get_by_role("button", name="Save draft")).to_be_visible()
    await expect(card).to_contain_text("Used 1 credit, 199 left")


async def test_a_run_cancelled_before_it_was_paid_for_keeps_its_brief(ana):
    await ana.flips("Rate limit")
    await ana.opens_form(f"/compose {PROMPT}", POSTEVERYWHERE)
    await ana.submits()
    card = ana.card(PROMPT)
    await ana.presses(card, "Cancel")
    await expect(card).to_contain_text("Cancelled by @Ana Ruiz. Nothing was charged.", timeout=15_000)
    await ana.flips("Rate limit")
    await ana.presses(card, "Try again")

    await expect(card.get_by_role("button", name="Save draft")).to_be_visible()


async def test_filters_of_the_list_change_it_in_place(ana):
    card = await ana.composes(PROMPT)
    await ana.presses(card, "Save draft")
    await ana.says("/drafts")
    await ana.presses(ana.card("My drafts"), "Approved")
    await expect(ana.card("Approved drafts")).to_contain_text("Nothing is approved yet.")
    await ana.presses(ana.card("Approved drafts"), "Mine")

    await expect(ana.card("My drafts")).to_contain_text(PROMPT)
