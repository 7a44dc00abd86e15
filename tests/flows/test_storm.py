"""Slack delivers everything four times at once, to two processes on one PostgreSQL: it is done once."""

import asyncio

import pytest
from aiohttp import ClientSession

from bot.domain.ports import DraftQuery
from playground.slack.delivery import NoAck
from playground.slack.fixtures import ANA, BEN
from playground.slack.http_delivery import HttpDelivery
from storage.location import open_store
from tests.flows.person import Person, settled
from tests.flows.processes import START, running
from tests.flows.worlds import open_playground, vendor_settings
from tests.patient import PATIENT

pytestmark = pytest.mark.kill

TIMES = 4


class Storm:
    """A delivery that is four, to each of two request URLs in turn and all at once."""

    connected = takes_events = True

    def __init__(self, ways):
        self._ways = ways

    async def deliver(self, envelope):
        deliveries = [self._ways[number % len(self._ways)].deliver(envelope) for number in range(TIMES)]
        answers = await asyncio.gather(*deliveries, return_exceptions=True)
        for answer in answers:
            if isinstance(answer, dict):
                return answer
        raise NoAck("dispatch_failed", "http_error")


@pytest.fixture
async def storm(tmp_path, postgres_url):
    """Ana and Ben in it, the simulated vendor, and the team's records."""
    own = {"GALLEY_DATABASE_URL": postgres_url}
    async with open_playground() as (playground, vendor), ClientSession() as session:
        keys = vendor_settings(playground, vendor)
        async with (
            running(tmp_path, playground, keys, http=True, **own) as first,
            running(tmp_path, playground, keys, http=True, **own) as second,
        ):
            playground.outbox.delivery = Storm(
                [
                    HttpDelivery(playground.workspace, PATIENT, session, f"{app.address}/slack/events")
                    for app in (first, second)
                ]
            )
            store = await open_store(postgres_url)
            try:
                records = store.team(playground.workspace.team.id)
                yield Person(playground, ANA), Person(playground, BEN), vendor, records
            finally:
                await store.close()


async def actions(records):
    """What was decided about the only draft."""
    (draft,) = (await records.drafts(DraftQuery())).drafts
    return [decision.action for decision in await records.decisions(draft.id)]


async def test_a_submission_is_one_run_on_one_card_paid_for_once(storm):
    ana, _, vendor, _ = storm
    await ana.opens("/compose Dark mode is here")
    assert await ana.submits() == {}
    await ana.sees("Used 1 credit, 199 left", "Save draft", within=START)
    await settled(1)

    assert (len(ana.cards()), vendor.charged) == (1, 1)


async def test_a_click_acts_once_whoever_clicks(storm):
    ana, ben, vendor, records = storm
    await ana.opens("/compose Dark mode is here")
    await ana.submits()
    card = await ana.sees("Save draft", within=START)
    theirs = await ben.sees("Save draft")
    await asyncio.gather(card.click("Save draft"), theirs.click("Save draft"))
    await ana.sees("v1 · saved as draft", within=START)
    await settled(1)
    assert await actions(records) == ["saved"]

    card = await ana.sees("Regenerate")
    await asyncio.gather(*(card.click("Regenerate", agreeing="This costs 1 credit") for _ in range(2)))
    await ana.sees("v2", "Used 1 credit, 198 left", within=START)
    await settled(1)

    assert (len(ana.cards()), vendor.charged) == (1, 2)


async def test_opening_the_home_draws_it_once(storm):
    ana, _, _, _ = storm
    await ana.opens_home("Compose")
    await settled(1)

    drawn = [e for e in ana.workspace.traffic if e.kind == "views.publish" and e.direction == "from app"]
    assert len(drawn) == 1
