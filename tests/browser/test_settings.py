"""A channel's settings, clicked: what they change in the next form and on the next card."""

from playwright.async_api import expect

from tests.browser.visitor import SAMPLE

PROMPT = "Our cheap new plan"


async def test_what_ana_sets_is_in_bens_form_and_held_against_his_text(ana, ben):
    await ana.says("/galley settings")
    form = ana.page.get_by_role("dialog", name="Settings")
    await form.get_by_label("Default provider").select_option(SAMPLE)
    await expect(form.get_by_label("Tone")).to_be_visible()
    await form.get_by_label("Tone").select_option("Witty")
    await form.get_by_label("Banned words").fill("cheap, synergy")
    await form.get_by_label("Required phrases").fill("Terms apply")
    await form.get_by_role("button", name="Save").click()
    await expect(ben.main).to_contain_text("changed Galley's settings of #general")

    await ben.opens_form(f"/compose {PROMPT}")
    await expect(ben.form).to_contain_text("Defaults of #general: Sample writer · Witty")
    await ben.submits()
    card = ben.card(PROMPT)
    await expect(card).to_contain_text("Uses 1 banned word: “cheap” · lacks “Terms apply”")
    await ben.presses(card, "Save draft", "Save it")
    await expect(ana.card(PROMPT)).to_contain_text("saved as draft")


async def test_a_card_goes_from_a_direct_message_to_its_channel(ana, ben):
    await ana.opens_form(f"/compose {PROMPT}", SAMPLE)
    await ana.form.get_by_label("Only me").check()
    await ana.submits()
    await ana.reads_news()
    card = ana.card(PROMPT)
    await ana.presses(card, "Post to #general", "Post it")
    await expect(ana.main).to_contain_text("Its card and its thread are there now.")
    await expect(ben.card(PROMPT)).to_contain_text("not saved yet")
