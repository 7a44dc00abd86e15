"""A vendor goes down and comes back, as Ana sees it: told at once, asked again later, never paid twice."""

import asyncio

import pytest

from playground.vendors.powerpost import PowerPostSimulator
from providers.http import circuits
from tests.bot.jobs.fakes import until
from tests.flows.person import settled
from tests.flows.ways import both_ways
from tests.flows.worlds import open_powerpost

AGAIN, OTHER, EDIT = "Try again", "Use another provider", "Edit brief"
DOWN = (
    "PostEverywhere is down",
    "PostEverywhere has been down since",
    "Nothing was sent",
    "Nothing was charged.",
)


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    """A vendor is down as soon as its calls fail, and is asked again soon."""
    monkeypatch.setattr(circuits, "SPAN", 0.1)
    monkeypatch.setattr(circuits, "PAUSE", 2.0)


async def is_up(provider):
    """The pause is over: the next call goes out."""
    await until(lambda: not provider.outage)


async def brought_down(world, ana):
    """Ana's briefs fail one after the other, until the next one is not sent any more."""
    world.vendor.faults.always("unavailable")
    card = await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees("PostEverywhere is having trouble", "Nothing was charged.")
    while "PostEverywhere is down" not in card.text:
        sent = world.sent("chat.update")
        await card.click(AGAIN)
        await until(lambda sent=sent: world.sent("chat.update") > sent and AGAIN in card.buttons)
    await ana.sees(*DOWN)
    return card


@both_ways
async def test_the_next_brief_is_told_at_once_and_works_when_the_vendor_is_back(world, ana):
    await brought_down(world, ana)
    sent = world.paid_calls

    card = await ana.starts("We ship on Friday", "posteverywhere")
    await ana.sees(
        "We ship on Friday", *DOWN, "Your brief is kept.", "then try again, or use another provider"
    )
    assert card.buttons == [AGAIN, OTHER, EDIT]
    assert (world.paid_calls, world.vendor.charged) == (sent, 0)

    world.vendor.faults.off()
    await is_up(world.provider("posteverywhere"))
    await card.click(AGAIN)
    await ana.sees("We ship on Friday", "Used 1 credit, 199 left", "Save draft")
    assert (world.paid_calls, world.vendor.charged) == (sent + 1, 1)


async def test_a_paid_call_is_not_what_finds_out_that_the_vendor_is_still_down(world, ana):
    card = await brought_down(world, ana)
    sent = world.paid_calls
    await is_up(world.provider("posteverywhere"))
    heard = len(world.vendor.calls)

    await card.click(AGAIN)

    await until(lambda: len(world.vendor.calls) > heard)
    await settled()
    await ana.sees(*DOWN)
    assert world.paid_calls == sent
    assert {call.path for call in world.vendor.calls[heard:]} == {"/me"}


async def test_the_form_and_the_status_say_so_too(world, ana, monkeypatch):
    monkeypatch.setattr(circuits, "PAUSE", 60.0)
    await brought_down(world, ana)

    await ana.opens("/compose")
    await ana.writes_with("posteverywhere")
    await ana.sees_form("⚠ PostEverywhere has been down since", "Galley sends it nothing")
    await ana.says("/galley status")
    await ana.sees_privately(
        "⚠ PostEverywhere: does not work now", "has been down since", "asked again after"
    )


async def test_another_provider_writes_meanwhile(world, ana):
    card = await brought_down(world, ana)

    await card.click(OTHER)
    await ana.sees_form("Sample writer is a sample")
    await ana.submits()

    await ana.sees("Sample writer", "Save draft")


@pytest.fixture
def slow_vendor():
    return PowerPostSimulator(seconds=1.0)


async def test_work_that_was_paid_for_is_waited_for_until_the_vendor_is_back(slow_vendor, tmp_path):
    async with open_powerpost(tmp_path, slow_vendor) as world:
        ana, vendor = world.ana, slow_vendor
        await ana.opens("/compose We just shipped dark mode")
        assert await ana.submits() == {}
        await vendor.calls.arrived(1, "captions")
        vendor.faults.always("html_page")
        while not world.provider("powerpost").outage:
            await ana.says("/galley status")
            await asyncio.sleep(0.2)
        await settled(1)
        assert "Unsure" not in ana.cards()[0].text

        vendor.faults.off()

        await ana.sees("Save draft", f"{vendor.credits} left", within=30)
        assert (len(vendor.calls.to("/content/generate")), len(ana.cards())) == (1, 1)


async def test_an_unclear_call_stays_unsure_while_nobody_can_be_asked(slow_vendor, tmp_path, monkeypatch):
    monkeypatch.setattr(circuits, "PAUSE", 60.0)
    async with open_powerpost(tmp_path, slow_vendor) as world:
        ana, vendor = world.ana, slow_vendor
        await ana.opens("/compose We just shipped dark mode")
        vendor.faults.always("html_page")
        assert await ana.submits() == {}

        card = await ana.sees("Unsure whether PowerPost did this", "cannot be reached", within=30)

        assert world.provider("powerpost").outage
        assert len(vendor.calls.to("/content/generate")) == 1
        assert "Check again" in card.buttons
