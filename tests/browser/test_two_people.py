"""Ana and Ben side by side, each in a tab."""

from playwright.async_api import expect

from tests.browser.visitor import POSTEVERYWHERE, UNTIL_RELEASED

PROMPT = "Dark mode is here"


async def test_ben_sees_anas_card_come_and_change(ana, ben, play):
    play.posteverywhere.slow_down(UNTIL_RELEASED)
    await ana.opens_form(f"/compose {PROMPT}", POSTEVERYWHERE)
    await ana.submits()
    seen = ben.card(PROMPT)
    await expect(seen).to_contain_text("started by @Ana Ruiz")
    play.posteverywhere.slow_down(0)
    await expect(seen).to_contain_text("not saved yet")
    await ana.presses(ana.card(PROMPT), "Save draft")

    await expect(seen).to_contain_text("saved as draft")
    await expect(seen.get_by_role("button", name="Save draft")).to_have_count(0)


async def test_ben_presses_a_button_on_anas_card_and_she_sees_it(ana, ben):
    card = await ana.composes(PROMPT)
    await ben.presses(ben.card(PROMPT), "Next variant for LinkedIn")

    await expect(card).to_contain_text("LinkedIn · variant 2 of 2")
    await expect(card).to_contain_text("LinkedIn · variant 2 of 2")


async def test_anas_list_of_drafts_is_hers_alone(ana, ben):
    await ana.says("/drafts")
    await expect(ana.card("My drafts")).to_contain_text("Only visible to you")
    await ana.says("Did you see my list?")

    await expect(ben.main).to_contain_text("Did you see my list?")
    await expect(ben.card("My drafts")).to_have_count(0)


async def test_anas_open_form_is_hers_alone(ana, ben):
    await ana.opens_form(f"/compose {PROMPT}")
    await ben.says("Morning, Ana")

    await expect(ben.main).to_contain_text("Morning, Ana")
    await expect(ben.form).to_have_count(0)
