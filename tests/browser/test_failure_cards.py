"""What goes wrong at the vendor, switched on as a person would, and the card that tells of it."""

from dataclasses import dataclass

import pytest
from playwright.async_api import expect

from tests.browser.visitor import POSTEVERYWHERE, POWERPOST

PROMPT = "Dark mode is here"
#: Milliseconds until Galley stops asking a vendor that limits its rate.
WHILE_BUSY = 15_000


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A switch of the drawer, and the four parts of its card."""

    switch: str
    title: str
    charged: str = "Nothing was charged."
    did: str = "Your brief is kept."
    advice: str
    asks_before_trying_again: bool = False


TROUBLES = [
    Trouble(
        switch="Out of credits",
        title="PostEverywhere refused: not enough credits",
        charged="Nothing was charged. This needs 1 credit. The balance is 0 credits.",
        advice="Top up at PostEverywhere and try again, or ask for less, or use another provider.",
    ),
    Trouble(
        switch="Rate limit",
        title="PostEverywhere is busy",
        did="Galley stopped asking for now.",
        advice="Wait 2 seconds, then try again, or use another provider.",
    ),
    Trouble(
        switch="Key not accepted",
        title="PostEverywhere does not accept Galley's key",
        advice="Ask whoever runs Galley to check the key; /galley status shows when it works.",
    ),
    Trouble(
        switch="Vendor down",
        title="PostEverywhere is having trouble",
        advice="Try again in a few minutes, or use another provider.",
    ),
    Trouble(
        switch="Dropped after the work",
        title="Unsure whether PostEverywhere did this",
        charged="Galley cannot tell whether it was charged: your balance at PostEverywhere shows it.",
        did="Galley did not send it again, because that could charge twice.",
        advice="Look at PostEverywhere first: it may be there. Trying again may charge a second time.",
        asks_before_trying_again=True,
    ),
]


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.switch)
async def test_a_failure_says_what_happened_and_once_it_has_passed_trying_again_works(ana, trouble):
    await ana.flips(trouble.switch)
    await ana.opens_form(f"/compose {PROMPT}", POSTEVERYWHERE)
    await ana.submits()
    failed = ana.card(trouble.title)
    await expect(failed).to_be_visible(timeout=WHILE_BUSY)
    for words in (trouble.charged, trouble.did, trouble.advice, PROMPT):
        await expect(failed).to_contain_text(words)

    await ana.flips(trouble.switch)
    await ana.presses(failed, "Try again", "Send it again" if trouble.asks_before_trying_again else None)
    card = ana.card(PROMPT)
    await expect(card.get_by_role("button", name="Save draft")).to_be_visible()
    await expect(failed).to_have_count(0)
    await expect(card).to_contain_text("Used 1 credit")


async def test_sending_again_what_may_have_been_charged_can_be_thought_better_of(ana, play):
    await ana.flips("Dropped after the work")
    await ana.opens_form(f"/compose {PROMPT}", POSTEVERYWHERE)
    await ana.submits()
    failed = ana.card("Unsure whether PostEverywhere did this")
    await ana.presses(failed, "Try again", "Not now")

    await expect(ana.page.get_by_role("dialog")).to_have_count(0)
    await expect(failed).to_be_visible()
    assert play.posteverywhere.charged == 1


async def test_edit_brief_reopens_the_form_filled_in_and_its_card_is_used_again(ana):
    await ana.flips("Out of credits")
    await ana.opens_form(f"/compose {PROMPT}", POSTEVERYWHERE)
    await ana.chooses_platforms("LinkedIn", "Bluesky")
    await ana.variants.fill("3")
    await ana.submits()
    failed = ana.card("PostEverywhere refused: not enough credits")
    await ana.presses(failed, "Edit brief")
    await expect(ana.prompt).to_have_value(PROMPT)
    await expect(ana.platforms).to_contain_text("Bluesky")
    await expect(ana.platforms).to_contain_text("LinkedIn")
    await expect(ana.variants).to_have_value("3")

    await ana.page.keyboard.press("Escape")
    await ana.flips("Out of credits")
    await ana.presses(failed, "Edit brief")
    await ana.variants.fill("1")
    await ana.submits()
    await expect(ana.card(PROMPT)).to_contain_text("Used 2 credits")
    await expect(failed).to_have_count(0)


async def test_another_provider_gets_the_prompt(ana):
    await ana.flips("Vendor down")
    await ana.opens_form(f"/compose {PROMPT}", POSTEVERYWHERE)
    await ana.submits()
    failed = ana.card("PostEverywhere is having trouble")
    await ana.presses(failed, "Use another provider")
    await expect(ana.form.get_by_role("option", name=POWERPOST, selected=True)).to_be_attached()
    await expect(ana.prompt).to_have_value(PROMPT)
    await ana.submits()

    await expect(ana.card(PROMPT)).to_contain_text(f"{POWERPOST} · ")
    await expect(failed).to_have_count(0)


async def test_credits_that_are_used_up_show_in_the_form_before_anything_is_sent(ana, play):
    await ana.page.get_by_role("link", name="What is simulated?").click()
    await ana.vendor.get_by_role("button", name="Use up the credits").click()
    await expect(ana.vendor.get_by_text("Credits left")).to_be_visible()
    await ana.opens_form(provider=POSTEVERYWHERE)

    warning = "⚠ This asks for 1 credit; the last known balance is 0."
    await expect(ana.form.get_by_text(warning)).to_be_visible()
