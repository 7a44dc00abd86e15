"""What the provider is asked for in a thread: paid for once, and with a yes above one credit."""

import asyncio
import json

import pytest

from bot.domain.drafts import Status
from bot.domain.ports import DraftQuery
from playground.slack.delivery import Envelope
from tests.flows.person import settled
from tests.flows.plugins import Parrot
from tests.flows.test_thread import draft_of, parroted, reasons


@pytest.fixture
def plugins():
    return (Parrot,)


@pytest.fixture
def parrot(world):
    return world.provider("parrot")


async def paid_card(ana, **fields):
    card = await ana.starts("Dark mode is here", "posteverywhere", **fields)
    await ana.sees("Used", "left", "Save draft")
    return card


def briefs(world):
    """What the vendor was asked for, in order."""
    return [json.loads(call.body) for call in world.vendor.calls.to("/ai/generate-caption")]


def topics(world):
    return [brief["topic"] for brief in briefs(world)]


class TestOneCredit:
    async def test_shorter_is_one_call_with_the_old_text_and_one_line_in_the_thread(self, world, ana):
        card = await paid_card(ana, platforms=["x"])
        (old,) = card.captions
        await ana.says("shorter", card.ts)
        await ana.sees("v2 · shorter · 1 credit")
        assert (world.vendor.charged, world.paid_calls) == (2, 2)
        assert "shorter" in topics(world)[1]
        assert topics(world)[1].endswith(old)
        assert await reasons(world) == ["generated", "shorter"]
        assert "v2" in card.text
        assert len(ana.cards()) == 1

    async def test_rewrite_says_what_the_person_says(self, world, ana):
        card = await paid_card(ana, platforms=["x"])
        await ana.says("rewrite: begin with a question & a <b>", card.ts)
        await ana.sees("v2 · rewrite: begin with a question & a <b> · 1 credit")
        assert "begin with a question & a <b>" in topics(world)[1]

    async def test_tone_is_the_provider_s_own(self, world, ana):
        card = await paid_card(ana, platforms=["x"])
        await ana.says("tone casual", card.ts)
        await ana.sees("v2 · tone casual · 1 credit")
        assert briefs(world)[-1]["tone"] == "casual"

    async def test_a_tone_that_it_has_not_says_which_there_are_and_costs_nothing(self, world, ana):
        card = await paid_card(ana, platforms=["x"])
        await ana.says("tone: baroque", card.ts)
        await ana.sees_privately("“baroque” is no tone of this provider. It has: ", "casual")
        assert world.vendor.charged == 1

    async def test_only_the_platform_that_is_meant_is_written_anew(self, world, ana):
        card = await paid_card(ana, platforms=["linkedin", "x"])
        first, _ = card.captions
        await ana.says("x only: longer", card.ts)
        await ana.sees("v2 · longer (X only) · 1 credit")
        assert briefs(world)[-1]["platform"] in {"x", "twitter"}
        assert (world.vendor.charged, card.captions[0]) == (3, first)

    async def test_a_text_too_long_for_the_provider_is_refused_before_anything_is_sent(self, world, ana):
        card = await paid_card(ana, platforms=["linkedin"])
        await ana.says(f"use: {'Dark mode is here. ' * 60}", card.ts)
        await ana.sees("v2 · use")
        await ana.says("shorter", card.ts)
        told = "longer than the 1,000 that the provider takes. Nothing was sent or charged."
        await ana.sees_privately(told)
        assert world.vendor.charged == 1

    async def test_regenerate_after_it_writes_the_whole_brief_again(self, world, ana):
        card = await paid_card(ana, platforms=["linkedin", "x"])
        await ana.says("x only: longer", card.ts)
        await ana.sees("v2 · longer (X only)")
        await card.click("Regenerate", agreeing="2 credits")
        await ana.sees("v3", "Save draft")
        assert topics(world)[-2:] == ["Dark mode is here"] * 2

    async def test_a_failure_is_told_with_what_it_cost(self, world, ana):
        card = await paid_card(ana, platforms=["x"])
        world.vendor.faults.once("no_content")
        await ana.says("shorter", card.ts)
        await ana.sees("shorter did not work: ", "Nothing was charged. The text is as it was.")
        assert await reasons(world) == ["generated"]


class TestFreeOfCharge:
    async def test_again_makes_new_variants(self, world, ana):
        card = await ana.composes("Dark mode is here", variants=2)
        await ana.says("again x3", card.ts)
        await ana.sees("v2 · again x3 · free")
        assert "*X* · variant 1 of 3" in card.text

    async def test_again_of_a_provider_without_variants_asks_it_several_times(self, ana, parrot):
        card = await parroted(ana, x="Dark mode is here.")
        await ana.says("again x3", card.ts)
        await ana.sees("v2 · again x3 · price not told by the provider")
        assert "*X* · variant 1 of 3" in card.text
        assert len(parrot.asked) == 4


class TestPrice:
    async def test_above_one_credit_it_asks_first_and_does_it_once(self, world, ana, ben):
        card = await paid_card(ana, platforms=["linkedin", "x"])
        await ana.says("shorter", card.ts)
        question = await ben.sees("shorter costs 2 credits at PostEverywhere.")
        assert world.vendor.charged == 2
        await question.double_click("Do it")
        await ana.sees("v2 · shorter · 2 credits")
        await settled()
        assert world.vendor.charged == 4
        assert "shorter · started" in question.text
        assert question.buttons == []
        assert not ana.private + ben.private

    async def test_asked_with_a_mention_in_other_words_it_is_the_same(self, world, ana):
        card = await paid_card(ana, platforms=["linkedin", "x"])
        await ana.says("@galley please make it shorter", card.ts)
        await (await ana.sees("shorter costs 2 credits")).click("Do it")
        await ana.sees("v2 · shorter · 2 credits")
        assert world.vendor.charged == 4

    async def test_not_now_costs_nothing(self, world, ana):
        card = await paid_card(ana, platforms=["linkedin", "x"])
        await ana.says("again x3", card.ts)
        question = await ana.sees("again x3 costs 6 credits")
        late = question.kept()
        await question.click("Not now")
        await ana.sees("again x3 · not now, nothing was charged")
        await late.click_late("Do it")
        await ana.sees("was answered or taken back already")
        assert world.vendor.charged == 2

    async def test_it_expires_when_the_draft_moves_on(self, world, ana, ben):
        card = await paid_card(ana, platforms=["linkedin", "x"])
        await ana.says("shorter", card.ts)
        question = await ana.sees("shorter costs 2 credits")
        await ben.says("x only: use: Mine", card.ts)
        await ben.sees("v2 · use (X only)")
        await question.click("Do it")
        await ana.sees("The draft has moved on since, so nothing was done")
        assert (world.vendor.charged, card.captions[1]) == (2, "Mine")

    async def test_it_does_what_was_said_when_the_price_was_told(self, world, ana):
        card = await paid_card(ana, platforms=["linkedin", "x"])
        said = await ana.says("rewrite: as a question", card.ts)
        question = await ana.sees("costs 2 credits")
        ana.people.edit(ana.id, ana.channel, said["ts"], "rewrite: as a poem")
        await settled()
        await question.click("Do it")
        await ana.sees("v2 · rewrite: as a question · 2 credits")

    async def test_taken_back_it_is_not_done(self, world, ana):
        card = await paid_card(ana, platforms=["linkedin", "x"])
        said = await ana.says("shorter", card.ts)
        question = await ana.sees("costs 2 credits")
        ana.people.delete(ana.id, ana.channel, said["ts"])
        await settled()
        await question.click("Do it")
        await ana.sees("was answered or taken back already")
        assert world.vendor.charged == 2


class TestTwoPeople:
    async def test_two_edits_at_once_are_two_versions(self, world, ana, ben):
        card = await parroted(ana, x="Dark mode 🌙 is here. #a", linkedin="One")
        await asyncio.gather(ana.says("x only: no emoji", card.ts), ben.says("x only: no hashtags", card.ts))
        await ana.sees("v2 · ")
        await ana.sees("v3 · ")
        assert card.captions == ["Dark mode is here.", "One"]
        assert set(await reasons(world)) == {"generated", "no emoji (X only)", "no hashtags (X only)"}

    async def test_two_texts_at_once_both_survive(self, world, ana, ben):
        card = await parroted(ana, x="Dark mode")
        await asyncio.gather(ana.says("use: Ana's", card.ts), ben.says("use: Ben's", card.ts))
        await ana.sees("v3 · use · free")
        versions = await world.store.versions((await draft_of(world)).id)
        assert {v.texts["x"] for v in versions[1:]} == {"Ana's", "Ben's"}

    async def test_two_paid_ones_at_once_are_one_run_and_the_other_is_told(self, world, ana, ben):
        card = await paid_card(ana, platforms=["x"])
        world.vendor.slow_down(0.5)
        await asyncio.gather(ana.says("shorter", card.ts), ben.says("longer", card.ts))
        await ana.sees("v2 · ", "1 credit")
        await settled()
        assert world.vendor.charged == 2
        (told,) = ana.private + ben.private
        assert "This draft is being written just now" in told

    async def test_an_edit_while_the_provider_writes_is_not_lost(self, world, ana, ben, parrot):
        card = await parroted(ana, x="Dark mode", linkedin="One")
        parrot.may_answer.clear()
        await ana.says("x only: shorter", card.ts)
        await parrot.heard(2)
        await ben.says("linkedin: use: Ben's", card.ts)
        await ben.sees("v2 · use (LinkedIn only)")
        parrot.may_answer.set()
        await ana.sees("v3 · shorter (X only)")
        assert card.captions[1] == "Ben's"


async def test_a_resend_of_the_reply_acts_once(world, ana):
    card = await paid_card(ana, platforms=["x"])
    await ana.says("shorter", card.ts)
    await ana.sees("v2 · shorter · 1 credit")
    said = next(
        e.payload
        for e in world.workspace.traffic
        if e.kind == "event message" and e.payload["event"].get("text") == "shorter"
    )
    for number, event_id in ((1, said["event_id"]), (2, "Ev0ANOTHER")):
        again = Envelope(
            kind="events_api",
            payload={**said, "event_id": event_id},
            retry_number=number,
            retry_reason="http_timeout",
        )
        await world.playground.outbox.delivery.deliver(again)
    await settled()
    assert world.vendor.charged == 2
    assert len(await reasons(world)) == 2


async def test_only_one_draft_comes_of_it(world, ana):
    card = await paid_card(ana, platforms=["x"])
    await ana.says("shorter", card.ts)
    await ana.sees("v2 · shorter")
    page = await world.store.drafts(DraftQuery(statuses=tuple(Status)))
    assert len(page.drafts) == 1
