"""Repeated, late and simultaneous clicks: each acts once, and one card is the truth for all."""

import asyncio

import pytest

from bot.domain.ports import DraftQuery
from playground.slack.limits import Failure
from tests.flows.person import settled
from tests.flows.plugins import Choir, Parrot
from tests.flows.ways import both_ways


@pytest.fixture
def plugins():
    return (Parrot, Choir)


@pytest.fixture
def parrot(world):
    return world.provider("parrot")


async def _paid_card(world, ana):
    """Ana's card from PostEverywhere, as ready and as paid."""
    card = await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees("Used 1 credit, 199 left")
    return card


@both_ways
async def test_saving_twice_is_saving_once(world, ana):
    card = await ana.composes("Dark mode is here")
    await card.double_click("Save draft")
    await ana.sees("v1 · saved as draft")
    await settled()
    (draft,) = (await world.store.drafts(DraftQuery())).drafts
    assert [decision.action for decision in await world.store.decisions(draft.id)] == ["saved"]
    assert not ana.private


@both_ways
async def test_regenerating_twice_is_paid_once(world, ana):
    card = await _paid_card(world, ana)
    await card.double_click("Regenerate", agreeing="This costs 1 credit")
    await ana.sees("v2", "Used 1 credit, 198 left")
    await settled()
    assert (world.vendor.charged, world.paid_calls) == (2, 2)
    assert not ana.private


async def test_discarding_twice_is_discarding_once(ana):
    card = await ana.composes("Dark mode is here")
    await card.double_click("Discard", agreeing="You can restore it")
    await ana.sees("Discarded by <@U1ANA>")
    await settled()
    assert not ana.private


@both_ways
async def test_trying_again_twice_is_one_run(world, ana):
    world.vendor.faults.once("no_content")
    card = await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees("came up with nothing")
    await card.double_click("Try again")
    await ana.sees("Used 1 credit, 199 left")
    await settled()
    assert world.paid_calls == 2
    assert not ana.private


async def test_next_variant_twice_goes_one_variant_on(ana):
    card = await ana.composes("Dark mode is here", variants=5)
    await card.double_click("Next variant for X")
    await ana.sees("*X* · variant 2 of 5")
    await settled()
    assert "*X* · variant 2 of 5" in card.text


async def test_cancelling_twice_is_cancelling_once(ana, parrot):
    parrot.may_answer.clear()
    card = await ana.starts("Dark mode is here", "parrot")
    await parrot.heard()
    await card.double_click("Cancel")
    await ana.sees("Stopping")
    parrot.may_answer.set()
    await ana.sees("Save draft")
    assert not ana.private


async def test_a_late_cancel_is_answered_in_words_and_takes_nothing_away(ana, parrot):
    parrot.may_answer.clear()
    card = await ana.starts("Dark mode is here", "parrot")
    running = card.kept()
    parrot.may_answer.set()
    await ana.sees("Save draft")
    await running.click_late("Cancel")
    await ana.sees_privately("This run is done already.")
    assert "Save draft" in card.buttons


async def test_a_late_try_again_does_not_pay_again(world, ana):
    world.vendor.faults.once("no_content")
    card = await ana.starts("Dark mode is here", "posteverywhere")
    failed = (await ana.sees("came up with nothing")).kept()
    await card.click("Try again")
    await ana.sees("Used 1 credit, 199 left")
    await card.click("Regenerate", agreeing="1 credit")
    await ana.sees("v2", "Used 1 credit, 198 left")
    await failed.click_late("Try again")
    await settled()
    assert world.vendor.charged == 2
    assert "v2" in card.text
    assert "Used 1 credit, 198 left" in card.text


async def test_a_late_regenerate_does_not_pay_again(world, ana):
    card = await _paid_card(world, ana)
    first = card.kept()
    await card.click("Regenerate", agreeing="1 credit")
    await ana.sees("v2", "Save draft")
    await card.click("Regenerate", agreeing="1 credit")
    await ana.sees("v3", "Save draft")
    await first.click_late("Regenerate")
    await settled()
    assert world.vendor.charged == 3
    assert "v3 · not saved yet" in card.text


async def test_a_late_click_on_a_discarded_card_neither_saves_nor_pays(world, ana):
    card = await _paid_card(world, ana)
    before = card.kept()
    await card.click("Discard", agreeing="restore it")
    await ana.sees("Discarded by")
    await before.click_late("Regenerate")
    await ana.sees_privately("discarded")
    await before.click_late("Save draft")
    await settled()
    assert "Discarded" in card.text
    assert world.vendor.charged == 1


async def test_a_late_try_the_rest_again_after_a_new_version_changes_nothing(world, ana):
    choir = world.provider("choir")
    choir.failures = [ValueError("X is hoarse")]
    world.expects("broke, reference")
    card = await ana.starts("Dark mode is here", "choir", platforms=["linkedin", "x"])
    partly = (await ana.sees("Not written")).kept()
    await card.click("Regenerate", agreeing="known after the run")
    await ana.sees("v2", without=["Not written", "Writing"])
    await partly.click_late("Try the rest again")
    await settled()
    assert len(choir.asked) == 4
    assert "v2" in card.text


async def test_two_people_correct_one_failed_brief_and_neither_result_is_lost(world, ana, ben):
    world.vendor.faults.once("no_content")
    card = await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees("came up with nothing")
    await card.click("Edit brief")
    await (await ben.sees("came up with nothing")).click("Edit brief")
    await ana.sees_form("Compose a post")
    await ben.sees_form("Compose a post")
    await ana.submits(topic="Ana's words")
    await ben.submits(topic="Ben's words")
    await ana.sees("Ana's words", "Save draft")
    await ana.sees("Ben's words", "Save draft")
    assert len(ana.cards()) == 2


@both_ways
async def test_two_people_regenerate_at_once_and_it_is_paid_once(world, ana, ben):
    card = await _paid_card(world, ana)
    theirs = await ben.sees("Used 1 credit, 199 left")
    both = (card.double_click("Regenerate", "1 credit"), theirs.double_click("Regenerate", "1 credit"))
    await asyncio.gather(*both)
    await ben.sees("v2", "Used 1 credit, 198 left")
    await settled(1.2)
    assert (world.vendor.charged, world.paid_calls, len(ana.cards())) == (2, 2, 1)
    assert not ana.private + ben.private


@both_ways
async def test_two_people_save_at_once_and_it_is_saved_once(world, ana, ben):
    card = await ana.composes("Dark mode is here")
    theirs = await ben.sees("Save draft")
    await asyncio.gather(card.double_click("Save draft"), theirs.double_click("Save draft"))
    await ana.sees("v1 · saved as draft")
    await settled(1.2)
    (draft,) = (await world.store.drafts(DraftQuery())).drafts
    assert [decision.action for decision in await world.store.decisions(draft.id)] == ["saved"]
    assert not ana.private + ben.private


async def test_one_saves_while_another_discards_and_the_card_tells_what_is_on_record(world, ana, ben):
    card = await ana.composes("Dark mode is here")
    theirs = await ben.sees("Save draft")
    await asyncio.gather(card.click("Save draft"), theirs.click("Discard", agreeing="restore it"))
    await ana.sees("Discarded by <@U2BEN>")
    await settled(1.2)
    (run,) = await world.store.generations()
    draft = await world.store.draft(run.id)
    assert draft.status == "discarded"
    assert "Discarded by <@U2BEN>" in card.text
    actions = [decision.action for decision in await world.store.decisions(draft.id)]
    assert actions in (["saved", "discarded"], ["discarded"])


async def test_one_cancels_while_another_does_and_it_ends_once(ana, ben, parrot):
    parrot.may_answer.clear()
    card = await ana.starts("Dark mode is here", "parrot")
    await parrot.heard()
    theirs = await ben.sees("Cancel")
    await asyncio.gather(card.click("Cancel"), theirs.click("Cancel"))
    await ana.sees("Stopping")
    parrot.may_answer.set()
    await ana.sees("Save draft")
    assert not ana.private + ben.private


@both_ways
async def test_two_people_see_one_truth_on_one_card(ana, ben):
    await ana.composes("Dark mode is here", variants=3)
    await (await ben.sees("Dark mode is here")).click("Next variant for LinkedIn")
    await ana.sees("*LinkedIn* · variant 2 of 3")
    await (await ana.sees("Dark mode is here")).click("Save draft")
    await ben.sees("*LinkedIn* · variant 2 of 3", "saved as draft")


async def test_the_slower_of_two_redraws_does_not_undo_the_faster(world, ana, ben):
    card = await ana.composes("Dark mode is here", variants=3)
    world.playground.limits.fail("chat.update", Failure(retry_after=1))
    await asyncio.gather(card.click("Next variant for LinkedIn"), settled(0))
    await (await ben.sees("Dark mode is here")).click("Save draft")
    await ben.sees("saved as draft")
    await settled(1.5)
    assert "*LinkedIn* · variant 2 of 3" in card.text
    assert "saved as draft" in card.text
