"""From a submitted brief to its card, and what can be done with the card."""

import time

import pytest

from bot.domain.errors import ProviderRejected
from tests.flows.person import settled
from tests.flows.plugins import Parrot, Patient
from tests.flows.ways import both_ways


@pytest.fixture
def plugins():
    return (Parrot, Patient)


@pytest.fixture
def parrot(world):
    return world.provider("parrot")


@both_ways
async def test_progress_is_shown_before_the_vendor_answers_and_becomes_the_result(world, ana, parrot):
    parrot.may_answer.clear()
    await ana.opens("/compose Dark mode is here")
    await ana.writes_with("parrot")
    submitted = time.monotonic()
    await ana.submits(platforms=["linkedin", "x"])
    progress = await ana.sees("Writing for LinkedIn and X with Parrot… — started by", "Cancel")
    assert time.monotonic() - submitted < 3  # a second on an idle machine
    parrot.may_answer.set()
    card = await ana.sees("LinkedIn", "Save draft", without=["Writing"])
    assert card.ts == progress.ts
    assert world.sent("chat.postMessage") == 1
    assert len(ana.cards()) == 1


@both_ways
async def test_the_card_counts_as_each_platform_does_and_tells_the_costs(world, ana):
    await ana.starts("Dark mode is here", "posteverywhere", platforms=["linkedin", "x"], count=2)
    card = await ana.sees("Save draft", "*LinkedIn* · variant 1 of 2", "*X* · variant 1 of 2")
    for counts in (" / 3,000 · ", " / 280 · "):
        assert counts in card.text
    assert "Used 4 credits, 196 left · run" in card.text
    assert card.fallback == "Dark mode is here: 2 captions for LinkedIn and X are ready"
    assert (world.vendor.charged, world.paid_calls) == (4, 2)


@both_ways
async def test_next_variant_shows_the_other_wording_of_that_platform_only(ana):
    card = await ana.composes("Dark mode is here")
    x = text_of(card, "X")
    await card.click("Next variant for LinkedIn")
    await ana.sees("*LinkedIn* · variant 2 of 2", "*X* · variant 1 of 2")
    assert text_of(card, "X") == x
    await card.click("Next variant for LinkedIn")
    await ana.sees("*LinkedIn* · variant 1 of 2")


def text_of(card, platform):
    """What a card shows for a platform, down to the count."""
    return card.text.partition(f"*{platform}*")[2].partition(" hashtag")[0]


@both_ways
async def test_a_variant_chosen_after_saving_can_be_saved_as_a_new_version(ana):
    card = await ana.composes("Dark mode is here")
    await card.click("Save draft")
    await ana.sees("v1 · saved as draft", without=["Save draft", "Save changes"])
    await card.click("Next variant for X")
    await ana.sees("saved as draft, changed since", "Save changes")
    await card.click("Save changes")
    await ana.sees("v2 · saved as draft", without=["Save changes", "changed since"])


@both_ways
async def test_regenerate_asks_for_its_price_and_writes_a_new_version_on_the_same_card(world, ana):
    card = await ana.starts("Dark mode is here", "posteverywhere", platforms=["linkedin"], count=2)
    await ana.sees("Used 2 credits, 198 left")
    await card.click("Regenerate", agreeing="This costs 2 credits at PostEverywhere.")
    await ana.sees("v2 · not saved yet", "Used 2 credits, 196 left")
    assert len(ana.cards()) == 1
    assert world.vendor.charged == 4


async def test_the_card_says_that_it_is_written_again_and_keeps_the_text_meanwhile(ana, parrot):
    card = await ana.composes("Dark mode is here", "parrot")
    parrot.may_answer.clear()
    await card.click("Regenerate", agreeing="known after the run")
    await ana.sees("Writing for LinkedIn with Parrot…", "Dark mode is here", "Cancel", without=["Save draft"])
    parrot.may_answer.set()
    await ana.sees("v2", "Save draft", without=["Writing"])


async def test_a_text_that_could_not_be_written_again_stays_as_it_was(world, ana):
    card = await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees("Used 1 credit, 199 left")
    (text,) = card.captions
    world.vendor.faults.once("out_of_credits")
    await card.click("Regenerate", agreeing="This costs 1 credit")
    await ana.sees("not enough credits", "Nothing was charged.", "What is below is as it was.", "v1")
    assert text in card.captions
    await card.click("Try again")
    await ana.sees("v2", "Used 1 credit, 198 left", without=["not enough"])
    assert len(ana.cards()) == 1


@both_ways
async def test_the_brief_of_a_card_can_be_edited_into_a_new_card(ana):
    card = await ana.composes("Dark mode is here", tone="witty", variants=3, platforms=["threads"])
    await card.click("Edit brief")
    form = await ana.sees_form("Compose a post")
    assert form.value("topic") == "Dark mode is here"
    assert (form.value("tone"), form.value("variants")) == ("witty", "3")
    assert form.value("platforms") == ["threads"]
    await ana.submits(topic="Light mode is back")
    await ana.sees("Light mode is back", "Save draft")
    assert len(ana.cards()) == 2
    assert "Dark mode is here" in card.text


@both_ways
async def test_the_brief_of_a_failed_run_is_corrected_on_the_same_card(world, ana):
    world.vendor.faults.once("validation_error")
    card = await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees("PostEverywhere refused this brief")
    await card.click("Edit brief")
    assert (await ana.sees_form("Compose a post")).value("topic") == "Dark mode is here"
    await ana.submits(topic="Dark mode, in other words")
    await ana.sees("Dark mode, in other words", "Save draft")
    assert len(ana.cards()) == 1
    assert "refused" not in card.text


@both_ways
async def test_discard_asks_first_and_can_be_taken_back(ana):
    card = await ana.composes("Dark mode is here")
    await card.click("Discard", agreeing="You can restore it")
    await ana.sees("Discarded by <@U1ANA>. The text is kept.", without=["LinkedIn"])
    await card.click("Restore")
    await ana.sees("Dark mode is here", "LinkedIn", "saved as draft")


@both_ways
async def test_a_run_is_stopped_while_the_vendor_works_and_what_it_brings_is_kept(ana, parrot):
    parrot.may_answer.clear()
    card = await ana.starts("Dark mode is here", "parrot")
    await parrot.heard()
    await card.click("Cancel")
    await ana.sees("Stopping: nothing more is sent", without=["Cancel"])
    parrot.may_answer.set()
    await ana.sees("Dark mode is here", "Save draft")


async def test_a_stopped_run_that_brings_nothing_can_be_tried_again(ana, parrot):
    parrot.may_answer.clear()
    parrot.failures = [ProviderRejected("Parrots do not say such things.")]
    card = await ana.starts("Dark mode is here", "parrot")
    await parrot.heard()
    await card.click("Cancel")
    parrot.may_answer.set()
    await ana.sees("Cancelled", "Nothing was charged.", "Your brief is kept.")
    await card.click("Try again")
    await ana.sees("Dark mode is here", "Save draft")
    assert len(ana.cards()) == 1


async def test_a_run_that_waits_for_its_turn_is_stopped_before_anything_is_sent(world, ana):
    patient = world.provider("patient")
    await ana.composes("Dark mode is here", "patient")
    card = await ana.starts("Light mode is back", "patient")
    await card.click("Cancel")
    await ana.sees("Light mode is back", "Cancelled by <@U1ANA>. Nothing was charged.")
    await settled()
    assert len(patient.asked) == 1


async def test_a_run_is_stopped_from_the_home(ana, parrot):
    parrot.may_answer.clear()
    await ana.starts("Dark mode is here", "parrot")
    await parrot.heard()
    home = await ana.opens_home("Running now", "Writing for LinkedIn", "Cancel")
    await home.click("Cancel")
    await ana.sees("Stopping: nothing more is sent")
    parrot.may_answer.set()
    await ana.sees("Dark mode is here", "Save draft")
    home = await ana.opens_home("Needs you", "Dark mode is here")
    assert "Running now" not in home.text


async def test_a_late_cancel_on_the_home_is_answered_directly_and_the_home_is_drawn_anew(ana, parrot):
    parrot.may_answer.clear()
    await ana.starts("Dark mode is here", "parrot")
    home = await ana.opens_home("Running now")
    parrot.may_answer.set()
    await ana.sees("Dark mode is here", "Save draft")
    await home.click("Cancel")
    await ana.sees("This run is done already.", where=ana.direct)
    await ana.sees_home("Needs you", "Dark mode is here")
