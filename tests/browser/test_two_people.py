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


async def test_ben_sees_anas_edit_and_a_clash_loses_neither_text(ana, ben):
    card = await ana.composes(PROMPT)
    theirs = ben.card(PROMPT)
    mine = await edits(ana, card)
    await mine.get_by_label("LinkedIn", exact=True).fill("Ana was here first")
    his = await edits(ben, theirs)
    await his.get_by_label("LinkedIn", exact=True).fill("Ben was here, too")
    await mine.get_by_role("button", name="Save").click()
    await expect(theirs).to_contain_text("Ana was here first")
    await expect(theirs).to_contain_text("LinkedIn · edited")

    await his.get_by_role("button", name="Save").click()
    clash = ben.page.get_by_role("dialog", name="Edited meanwhile")
    await expect(clash).to_contain_text("@Ana Ruiz saved v2 while you were writing.")
    await expect(clash).to_contain_text("Ana was here first")
    await expect(clash.get_by_label("LinkedIn: yours")).to_have_value("Ben was here, too")
    await expect(card).to_contain_text("Ana was here first")

    await clash.get_by_role("button", name="Save").click()
    await expect(card).to_contain_text("Ben was here, too")
    await ana.presses(card, "History")
    history = ana.page.get_by_role("dialog", name="History")
    await expect(history).to_contain_text("v3 · edited · the newest")
    await history.get_by_role("button", name="Show v2").click()
    version = ana.page.get_by_role("dialog", name="Version 2")
    await expect(version).to_contain_text("Ana was here first")
    await version.get_by_role("button", name="Restore v2").click()
    await expect(theirs).to_contain_text("Ana was here first")


async def edits(person, card):
    """The form with the card's texts."""
    await person.presses(card, "Edit the text for LinkedIn")
    form = person.page.get_by_role("dialog", name="Edit the texts")
    await expect(form).to_be_visible()
    return form
