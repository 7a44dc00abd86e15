"""Text that looks like markup, other scripts, and letters of many parts: shown as written."""

import pytest
from playwright.async_api import expect

from tests.browser.visitor import POSTEVERYWHERE, SAMPLE

HOSTILE = "<!channel> *bold* <@U2BEN> &amp; more"
RTL = "مرحبا بالعالم"
FAMILY = "Our 👨‍👩‍👧‍👦 day"


@pytest.mark.parametrize("provider", [SAMPLE, POSTEVERYWHERE])
async def test_text_that_looks_like_markup_is_shown_as_written_and_pings_nobody(ana, provider):
    await ana.opens_form(provider=provider)
    await ana.prompt.fill(HOSTILE)
    await ana.submits()
    card = ana.card(HOSTILE)
    await expect(card.get_by_role("button", name="Save draft")).to_be_visible()

    await expect(card.get_by_role("paragraph").filter(has_text=HOSTILE).first).to_be_visible()
    assert await card.locator(".mention").all_inner_texts() == ["@Ana Ruiz"]
    await ana.presses(card, "Save draft")
    await expect(card).to_contain_text("saved as draft")
    await ana.says("/drafts")
    await expect(ana.card("My drafts")).to_contain_text(HOSTILE)


async def test_what_comes_with_the_command_is_the_prompt_as_typed(ana):
    await ana.opens_form(f"/compose {HOSTILE}")

    await expect(ana.prompt).to_have_value(HOSTILE)


async def test_other_scripts_keep_their_direction_and_their_letters_together(ana):
    card = await ana.composes(RTL)
    await expect(card.get_by_role("heading", name=RTL)).to_have_css("direction", "rtl")
    await expect(card.get_by_role("paragraph").filter(has_text=RTL).first).to_be_visible()

    card = await ana.composes(FAMILY)
    await expect(card.get_by_role("paragraph").filter(has_text=FAMILY).first).to_be_visible()
