"""The compose form while it is filled in: providers, prices, wrong answers, habits."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.money import Balance
from bot.domain.people import ChannelProfile
from bot.domain.platforms import Platform
from playground.slack.limits import Failure
from playground.vendors.posteverywhere import FEW_CREDITS_KEY
from tests.flows.person import settled
from tests.flows.ways import both_ways


@both_ways
async def test_another_provider_keeps_what_was_typed_and_chosen(ana):
    await ana.opens("/compose Dark mode")
    ana.fills(topic="Dark mode is here", tone="witty", length="long")
    await ana.chooses("platforms", "threads", "facebook")
    form = await ana.writes_with("sample")
    assert form.value("topic") == "Dark mode is here"
    assert form.value("tone") == "witty"
    assert form.value("length") == "long"
    assert form.value("platforms") == ["threads", "facebook"]


async def test_what_the_other_provider_does_not_offer_is_gone_with_its_form(ana):
    await ana.opens("/compose Dark mode")
    ana.fills(tone="urgent")
    form = await ana.writes_with("sample")
    assert form.value("tone") == "friendly"
    assert "Urgent" not in form.menu("tone")


async def test_another_provider_begins_with_its_own_defaults(ana):
    await ana.opens("/compose Dark mode")
    form = await ana.writes_with("sample")
    assert form.value("platforms") == ["linkedin", "x"]
    assert (await ana.writes_with("posteverywhere")).value("platforms") == []


async def test_where_it_goes_outlives_a_change_of_provider(ana):
    await ana.opens("/compose Dark mode")
    ana.fills(_where="me")
    assert (await ana.writes_with("sample")).value("_where") == "me"


async def test_two_quick_changes_of_provider_end_with_the_last(ana):
    await ana.opens("/compose Dark mode")
    await ana.chooses("_provider", "sample")
    await ana.chooses("_provider", "posteverywhere")
    await ana.chooses("_provider", "sample")
    await settled()
    assert '"sample"' in ana.form.body["private_metadata"]
    assert ana.form.value("platforms") == ["linkedin", "x"]


async def test_a_form_sent_before_the_other_provider_was_drawn_stays_open(world, ana):
    await ana.opens("/compose Dark mode")
    ana.fills(_provider="sample")
    assert await ana.submits() == {}
    form = await ana.sees_form("Sample writer is a sample")
    assert form.value("topic") == "Dark mode"
    assert world.paid_calls == 0
    assert await ana.submits() == {}
    await ana.sees("Save draft", "Sample writer")


@both_ways
async def test_the_price_follows_platforms_and_variants(ana):
    await ana.opens("/compose Dark mode")
    await ana.sees_form("Price: 1 credit, exact")
    await ana.chooses("platforms", "linkedin", "x", "threads")
    await ana.sees_form("Price: 3 credits, exact (3 platforms × 1, 1 credit per caption)")
    await ana.chooses("count", 4)
    await ana.sees_form("Price: 12 credits, exact (3 platforms × 4, 1 credit per caption)")
    await ana.writes_with("sample")
    await ana.sees_form("Price: free", "is a sample")


async def test_two_quick_changes_end_with_the_price_of_both(ana):
    await ana.opens("/compose Dark mode")
    await ana.chooses("platforms", "linkedin", "x")
    await ana.chooses("count", 3)
    await ana.sees_form("Price: 6 credits, exact")
    await settled()
    await ana.sees_form("Price: 6 credits, exact")


async def test_the_slower_of_two_redraws_does_not_undo_the_faster(world, ana):
    await ana.opens("/compose Dark mode")
    await ana.sees_form("200 credits left")
    world.playground.limits.fail("views.update", Failure(retry_after=1))
    await ana.chooses("platforms", "linkedin", "x")
    await ana.chooses("count", 3)
    await ana.sees_form("Price: 6 credits, exact")
    await settled(1.2)
    await ana.sees_form("Price: 6 credits, exact")


async def test_a_number_out_of_bounds_leaves_the_price_general(ana):
    await ana.opens("/compose Dark mode")
    await ana.chooses("count", 9)
    await ana.sees_form("Price: ", "1 credit per caption")


async def test_the_balance_is_asked_for_and_dated(ana):
    await ana.opens("/compose Dark mode")
    await ana.sees_form("200 credits left, just now")


async def test_a_balance_that_is_fresh_enough_is_shown_with_its_age(world, ana):
    known = Balance(credits=180, at=datetime.now(UTC) - timedelta(minutes=3))
    await world.store.save_balance("posteverywhere", known)
    await ana.opens("/compose Dark mode")
    await ana.sees_form("180 credits left, 3 minutes ago")
    assert len(world.vendor.calls) == 0


async def test_a_vendor_that_is_down_does_not_keep_the_form_closed(world, ana):
    world.vendor.faults.always("bad_key")
    await ana.opens("/compose Dark mode")
    await ana.sees_form("Balance: not known yet", "Price: 1 credit, exact")


@pytest.mark.parametrize("given", [{"POSTEVERYWHERE_API_KEY": FEW_CREDITS_KEY}], ids=["few credits"])
async def test_a_brief_that_costs_more_than_is_left_is_warned_of(ana):
    await ana.opens("/compose Dark mode")
    await ana.sees_form("2 credits left")
    await ana.chooses("count", 3)
    await ana.sees_form("⚠ This asks for 3 credits; the last known balance is 2.")


@both_ways
async def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(ana):
    await ana.opens("/compose")
    await ana.writes_with("sample")
    complaints = await ana.submits(topic="x" * 1_001, tone="witty", variants=4)
    too_long = "That is 1,001 characters; Sample writer takes 1,000 at most. Take out 1."
    assert complaints == {"topic": too_long}
    assert ana.form.value("topic") == "x" * 1_001
    assert ana.form.value("variants") == "4"
    assert ana.form.value("tone") == "witty"
    assert await ana.submits(topic="Dark mode is here", variants=2) == {}
    await ana.sees("Dark mode is here", "witty", "variant 1 of 2")


async def test_a_prompt_of_blanks_is_asked_for_in_our_words(ana):
    await ana.opens("/compose")
    await ana.writes_with("sample")
    complaints = await ana.submits(topic="   \n ")
    assert complaints["topic"] == "Write something — Sample writer needs a text to work with."


async def test_what_a_person_chose_is_there_next_time_but_not_the_prompt(ana, ben):
    await ana.composes("Dark mode", tone="witty", platforms=["threads"], variants=3, _where="here")
    form = await ana.opens("/compose")
    assert form.value("_provider") == "sample"
    assert (form.value("tone"), form.value("platforms"), form.value("variants")) == (
        "witty",
        ["threads"],
        "3",
    )
    assert form.value("topic") == ""
    assert (await ben.opens("/compose")).value("_provider") == "posteverywhere"


async def test_a_channel_decides_before_a_persons_habit(world, ana):
    await ana.composes("Dark mode", tone="witty")
    profile = ChannelProfile(
        provider="posteverywhere",
        platforms=(Platform.BLUESKY,),
        values={"posteverywhere": {"tone": "casual"}},
    )
    await world.store.save_channel(ana.channel, profile)
    form = await ana.opens("/compose")
    assert form.value("_provider") == "posteverywhere"
    assert (form.value("platforms"), form.value("tone")) == (["bluesky"], "casual")
    await ana.sees_form("Price: 1 credit, exact")


async def test_only_me_is_remembered_where_it_was_asked(ana):
    await ana.opens("/compose Dark mode")
    await ana.writes_with("sample")
    await ana.submits(_where="me")
    await ana.sees("Save draft", where=ana.direct)
    await ana.people.shortcut(ana.id, "compose")
    await ana.sees_form("as a direct message")
    await ana.submits(topic="Once more")
    await ana.sees("Once more", "Save draft", where=ana.direct)
    assert (await ana.opens("/compose")).value("_where") == "me"
