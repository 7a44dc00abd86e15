"""New drafts are shown while a campaign is made, as what they are: new drafts in this workspace."""

import pytest

from bot.domain.captions import Finished, Pending, Started
from bot.domain.errors import ProviderError
from bot.domain.money import Charged
from playground.vendors.ocoya.world import BAKERY, TEAS
from providers.ocoya import campaign_watch
from providers.ocoya.campaign_results import QUEUED
from providers.ocoya.campaign_watch import ENOUGH, LONG, NEW, TOO_MANY, UNPROVEN
from tests.playground.vendors.ocoya.kit import Caller
from tests.providers.campaign_world import entered


@pytest.fixture
def drafts(mcp):
    """Makes drafts at the vendor's, whoever they are of."""

    async def make(count, workspace=TEAS.id):
        for _ in range(count):
            answer = await Caller(mcp.web).draft(workspace)
            assert answer.status == 201
            mcp.time.seconds += 2  # the vendor takes sixty calls a minute

    return make


async def test_the_card_shows_the_campaign_at_once(door):
    door.world.vendor._production.pace = 3_600
    started = await door(watch=True)

    (first,) = await door.looked(started, looks=1)

    assert isinstance(started, Started)
    assert (started.poll_after, first.poll_after) == (2.0, 60.0)
    assert first.so_far.facts["Status"] == "GENERATING"
    assert first.so_far.facts[NEW] == "none yet"
    assert first.so_far.notes == (QUEUED,)


async def test_what_is_new_is_shown_and_what_was_there_is_not(door, drafts):
    await drafts(3)
    door.world.vendor._production.pace = 50
    started = await door(watch=True, campaign_posts=3)

    *looks, last = await door.looked(started)

    shown = [look.so_far.facts[NEW] for look in looks]
    assert shown == ["none yet", "1", "2"]
    assert (last.facts[NEW], last.notes[-1]) == ("3", ENOUGH)
    assert last.notes[0] == QUEUED
    assert UNPROVEN in last.notes
    assert len([note for note in last.notes if note.startswith("• ")]) == 3
    assert not [text for text in (*last.notes, *last.facts.values()) if "finished" in text.lower()]


async def test_drafts_of_others_count_and_other_workspaces_do_not(over_rest, drafts):
    over_rest.world.vendor._production.pace = 3_600
    started = await over_rest(watch=True)
    await drafts(2, BAKERY.id)
    await drafts(1)

    (look,) = await over_rest.looked(started, looks=1)

    assert look.so_far.facts[NEW] == "1"


async def test_of_many_drafts_some_are_shown(over_rest):
    over_rest.world.vendor._production.pace = 0
    started = await over_rest(watch=True, campaign_posts=30)

    (result,) = await over_rest.looked(started)

    lines = [note for note in result.notes if note.startswith("• ")]
    assert (len(lines), lines[-1]) == (6, "• and 25 more")


async def test_nobody_looks_for_longer_than_the_engine_waits(door):
    door.world.vendor._production.pace = 3_600
    began = door.world.time.seconds
    started = await door(watch=True)

    *looks, last = await door.looked(started)

    assert isinstance(last, Finished)
    assert last.notes == (QUEUED, LONG)
    assert {look.poll_after for look in looks} == {60.0}
    assert 28 * 60 <= door.world.time.seconds - began < 30 * 60


async def test_a_second_process_goes_on_looking(door):
    started = await door(watch=True, campaign_posts=3)
    async with entered(door.world, door.way) as other:
        *_, last = await other.looked(Started.model_validate_json(started.model_dump_json()))

    assert last.facts["Campaign"] == door.world.vendor.campaigns[0].id
    assert (last.facts[NEW], door.campaigns) == ("3", 1)


@pytest.mark.parametrize("fault", ["unavailable", "html_page", "rate_limit", "dropped_before", "truncated"])
async def test_a_look_that_sees_nothing_is_not_the_end(over_rest, fault):
    started = await over_rest(watch=True, campaign_posts=3)
    over_rest.world.vendor.faults.once(fault, fault, on="read")

    first, second, third = await over_rest.looked(started, looks=3)

    assert isinstance(first, Pending)
    assert first.so_far.facts["Campaign"]
    assert NEW not in first.so_far.facts
    assert (second.so_far, isinstance(third, Finished)) == (None, True)


async def test_trouble_that_lasts_ends_with_the_campaign(over_rest):
    started = await over_rest(watch=True)
    over_rest.world.vendor.faults.always("unavailable")

    *_, last = await over_rest.looked(started)

    assert last.facts["Campaign"]
    assert last.notes == (QUEUED, LONG)


@pytest.mark.parametrize("fault", ["bad_key", "not_found"])
async def test_what_may_not_be_looked_at_ends_with_the_campaign(over_rest, fault):
    started = await over_rest(watch=True)
    over_rest.world.vendor.faults.always(fault)

    (last,) = await over_rest.looked(started)

    assert isinstance(last, Finished)
    assert last.facts["Campaign"]
    assert last.notes[-1].startswith("Galley stopped looking for new drafts: Ocoya")


async def test_a_campaign_is_taken_although_nobody_can_watch(door):
    door.world.vendor.faults.once(*["bad_key"] * 3, on="read")

    result = await door(watch=True)

    assert isinstance(result, Finished)
    assert result.notes[-1].startswith("Galley cannot watch for new drafts: Ocoya refused")
    assert door.campaigns == 1


async def test_among_too_many_drafts_new_ones_cannot_be_told(door, drafts, monkeypatch):
    await drafts(3)
    monkeypatch.setattr(campaign_watch, "MOST", 3)

    result = await door(watch=True)

    assert (result.notes, door.campaigns) == ((QUEUED, TOO_MANY), 1)


async def test_without_a_key_nobody_can_watch(mcp):
    async with entered(mcp, "mcp", OCOYA_API_KEY="") as door:
        assert "watch" not in door.provider.request_model.model_fields
        started = campaign_watch.Watch(
            workspace=TEAS.id, queued=Finished(), wanted=3, known=(), began=mcp.time.now
        ).started()
        ended = await door.provider.poll(started.remote_id)

    assert ended.notes == ("Galley has no API key for Ocoya any more, so it stopped looking for new drafts.",)


@pytest.mark.parametrize("remote_id", ["", "{}", "7", '{"post_id": "p1"}'])
async def test_a_remote_id_of_another_version_is_told_and_may_have_cost_something(over_rest, remote_id):
    with pytest.raises(ProviderError, match="cannot read which campaign") as caught:
        await over_rest.provider.poll(remote_id)

    assert caught.value.charged is Charged.MAYBE
    assert not caught.value.retryable


async def test_what_is_remembered_of_hundreds_of_drafts_is_short(over_rest, drafts, monkeypatch):
    ids = [f"cm{n:023}" for n in range(499)]

    async def many(_api, _workspace):
        for id_ in ids:
            yield campaign_watch.Post(id=id_, texts={})

    monkeypatch.setattr(campaign_watch.posts, "drafts", many)
    started = await over_rest(watch=True)

    assert len(started.remote_id) < 7_000
    assert len({campaign_watch.mark_of(id_) for id_ in ids}) == 499
