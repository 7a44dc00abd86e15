"""The whole application killed at its worst moments and started again: one card, one charge or "Unsure"."""

import pytest

from playground.slack.fixtures import ANA
from playground.slack.limits import Failure
from tests.flows.person import Person, settled
from tests.flows.processes import START, running
from tests.flows.worlds import CAPTIONS, open_playground, vendor_settings

pytestmark = pytest.mark.kill

#: Slack keeps the application waiting longer than it lives; nothing was done, or it was.
UNDONE = Failure(retry_after=60)
DONE = Failure(retry_after=60, performed=True)


@pytest.fixture
async def live(tmp_path):
    async with (
        open_playground() as (playground, vendor),
        running(tmp_path, playground, vendor_settings(playground, vendor)) as app,
    ):
        yield app, playground, vendor, Person(playground, ANA)


async def test_killed_while_the_vendor_works_it_says_unsure_and_asks_before_paying_again(live):
    app, _, vendor, ana = live
    vendor.slow_down(60)
    await ana.opens("/compose Dark mode is here")
    await ana.submits()
    await vendor.calls.arrived(2)  # the balance, then the brief
    await app.kill()
    vendor.slow_down(0)
    await app.start()
    card = await ana.sees("Unsure whether PostEverywhere did this", within=START)
    assert (len(ana.cards()), vendor.charged, len(vendor.calls.to(CAPTIONS))) == (1, 1, 1)
    await card.click("Try again", agreeing="may charge a second time")
    await ana.sees("Used 1 credit, 198 left", "Save draft")
    assert (len(ana.cards()), vendor.charged) == (1, 2)


async def test_killed_at_once_after_a_submission_the_run_is_taken_up(live):
    app, _, vendor, ana = live
    await ana.opens("/compose Dark mode is here")
    await ana.submits()
    await app.kill()
    await app.start()
    await ana.sees("Dark mode is here", "Save draft", within=START)
    assert (len(ana.cards()), vendor.charged) == (1, 1)


async def test_killed_before_a_submission_the_form_is_kept_and_can_be_sent_again(live):
    app, _, vendor, ana = live
    await ana.opens("/compose Dark mode is here")
    await app.kill()
    assert "trouble connecting" in (await ana.submits())[""]
    await app.start()
    assert await ana.submits() == {}
    await ana.sees("Dark mode is here", "Save draft", within=START)
    assert (len(ana.cards()), vendor.charged) == (1, 1)


@pytest.mark.parametrize("failure", [UNDONE, DONE], ids=["not posted", "posted"])
async def test_killed_while_the_card_is_placed_there_is_one_card(live, failure):
    app, playground, vendor, ana = live
    playground.limits.fail("chat.postMessage", failure)
    await ana.opens("/compose Dark mode is here")
    await ana.submits()
    await _waits(playground, "chat.postMessage")
    await app.kill()
    await app.start()
    await ana.sees("Dark mode is here", "Save draft", within=START)
    assert (len(ana.cards()), vendor.charged) == (1, 1)


async def test_killed_before_the_result_is_shown_it_is_shown_and_not_paid_again(live):
    app, playground, vendor, ana = live
    playground.limits.fail("chat.update", UNDONE)
    await ana.opens("/compose Dark mode is here")
    await ana.submits()
    await _waits(playground, "chat.update")
    await app.kill()
    await app.start()
    await ana.sees("Dark mode is here", "Used 1 credit, 199 left", within=START)
    assert (len(ana.cards()), vendor.charged, len(vendor.calls.to(CAPTIONS))) == (1, 1, 1)


async def test_killed_between_an_image_and_the_look_at_it_the_image_is_kept_and_not_paid_again(live):
    app, _, vendor, ana = live
    vendor.faults.once("rate_limit", on="media")
    await ana.opens("/compose Dark mode is here")
    await ana.submits(image="gemini-3-pro")
    await vendor.calls.arrived(4)  # the balance, captions and image, the look
    await settled()
    assert "Save draft" not in ana.cards()[0].text
    await app.kill()
    await app.start()
    card = await ana.sees("Dark mode is here", "Used 6 credits, 194 left", within=START)
    assert [block["alt_text"] for block in card.blocks if block["type"] == "image"] == ["Dark mode is here"]
    assert (len(ana.cards()), vendor.charged, len(vendor.calls.to("/ai/generate-image"))) == (1, 6, 1)


async def _paid_card(ana):
    await ana.opens("/compose Dark mode is here")
    await ana.submits()
    return await ana.sees("Used 1 credit, 199 left", within=START)


async def test_killed_while_a_wish_in_the_thread_is_written_it_says_unsure_and_is_not_paid_again(live):
    app, _, vendor, ana = live
    card = await _paid_card(ana)
    vendor.slow_down(60)
    await ana.says("shorter", card.ts)
    await vendor.calls.arrived(len(vendor.calls) + 1)
    await app.kill()
    vendor.slow_down(0)
    await app.start()
    await ana.sees("shorter: it is not known whether PostEverywhere did it", within=START)
    assert (vendor.charged, len(vendor.calls.to(CAPTIONS))) == (2, 2)
    await card.click("Try again", agreeing="may charge a second time")
    await ana.sees("v2 · shorter · 1 credit", within=START)
    assert (vendor.charged, len(ana.cards())) == (3, 1)


async def test_killed_between_a_wish_and_its_result_it_is_taken_up_and_paid_once(live):
    app, playground, vendor, ana = live
    card = await _paid_card(ana)
    playground.limits.fail("chat.update", UNDONE)
    await ana.says("shorter", card.ts)
    await _waits(playground, "chat.update")
    await app.kill()
    await app.start()
    await ana.sees("v2 · shorter · 1 credit", within=START)
    await settled()
    said = [m for m in ana.thread(card) if "v2 · shorter · 1 credit" in m.text]
    assert (vendor.charged, len(said)) == (2, 1)


async def _waits(playground, method):
    """The application was told to wait with this method."""

    def told():
        return [
            e for e in playground.workspace.traffic if e.kind == method and "on demand" in (e.error or "")
        ]

    await playground.workspace.until(told, START)
