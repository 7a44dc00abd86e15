"""Several Galleys on one PostgreSQL: work is shared, and what a dead one was doing is taken over."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from playground.slack.fixtures import ANA, BEN
from tests.flows.person import Person
from tests.flows.processes import START, running
from tests.flows.worlds import CAPTIONS, open_playground, vendor_settings

pytestmark = pytest.mark.kill


@pytest.fixture
async def town(tmp_path, postgres_url):
    """Two Galleys over Socket Mode, between which Slack spreads what it sends."""
    async with open_playground() as (playground, vendor), AsyncExitStack() as opened:

        @asynccontextmanager
        async def one_more():
            keys = vendor_settings(playground, vendor)
            own = {"GALLEY_DATABASE_URL": postgres_url}
            async with running(tmp_path, playground, keys, **own) as app:
                yield app

        apps = [await opened.enter_async_context(one_more()) for _ in range(2)]
        yield apps, playground, vendor


async def briefs(person, count):
    """So many briefs of one person, one after the other."""
    for number in range(count):
        await person.opens(f"/compose Story {number} of {person.id}")
        assert await person.submits() == {}


async def all_cards(person, count, *words):
    """Wait until so many cards have all these words."""

    def look():
        cards = person.cards()
        return len(cards) == count and all(all(word in card.text for word in words) for card in cards)

    await person.workspace.until(look, 2 * START)


async def test_both_work_and_each_brief_is_written_once(town):
    _, playground, vendor = town
    ana, ben = Person(playground, ANA), Person(playground, BEN)
    await asyncio.gather(briefs(ana, 6), briefs(ben, 6))
    await all_cards(ana, 12, "Save draft")

    assert (vendor.charged, len(vendor.calls.to(CAPTIONS))) == (12, 12)


async def test_what_a_dead_one_was_doing_is_taken_over(town):
    (first, second), playground, vendor = town
    ana = Person(playground, ANA)
    vendor.slow_down(8)
    await briefs(ana, 8)
    await asyncio.wait_for(vendor.calls.arrived(8, "captions"), START)
    first.process.kill()
    await first.process.wait()
    vendor.slow_down(0)

    def ended():
        return [card for card in ana.cards() if {"Save draft", "Try again"} & set(card.buttons)]

    # What the other one had asked for is written; what the dead one had asked for, nobody can tell.
    await playground.workspace.until(lambda: len(ended()) == 8, 2 * START)
    assert second.process.returncode is None
    assert len(ana.cards()) == len(vendor.calls.to(CAPTIONS)) == 8


async def test_a_run_is_stopped_by_whichever_process_hears_of_it(town):
    apps, playground, vendor = town
    ana = Person(playground, ANA)
    vendor.slow_down(60)  # with its answer the runs would end without being stopped
    await briefs(ana, 4)
    await asyncio.wait_for(vendor.calls.arrived(4, "captions"), START)
    for card in ana.cards():
        await card.click("Cancel")
    await all_cards(ana, 4, "Stopping: nothing more is sent")

    for app in apps:  # else they would wait for the vendor before they stop
        app.process.kill()
        await app.process.wait()


async def test_a_deploy_that_overlaps_loses_nothing(tmp_path, postgres_url):
    async with open_playground() as (playground, vendor):
        keys, own = vendor_settings(playground, vendor), {"GALLEY_DATABASE_URL": postgres_url}
        ana = Person(playground, ANA)
        async with running(tmp_path, playground, keys, **own) as old:
            vendor.slow_down(1)
            await briefs(ana, 3)
            async with running(tmp_path, playground, keys, **own) as new:
                assert await old.stop() == 0
                await briefs(ana, 2)
                await all_cards(ana, 5, "Save draft")
                assert new.process.returncode is None

    assert (vendor.charged, len(vendor.calls.to(CAPTIONS))) == (5, 5)
