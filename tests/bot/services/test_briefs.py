"""What a form starts with."""

import pytest

from bot.domain.generations import Generation
from bot.domain.people import ChannelProfile
from bot.services.briefs import Briefs
from bot.services.profiles import Profiles
from tests.bot.services.conftest import NoteRequest, PostRequest


@pytest.fixture
def briefs(store, providers, clock):
    return Briefs(store, Profiles(store, clock), providers)


async def test_a_newcomer_starts_with_the_first_provider(briefs, notes):
    start = await briefs.start("T1", "U1", "C1", "Hello")
    assert (start.provider, dict(start.values)) == (notes, {"prompt_text": "Hello"})


async def test_a_person_starts_with_what_they_used_last_but_not_with_its_prompt(briefs, posts):
    used = PostRequest(topic="Old news", tone="calm", count=3)
    await briefs.remember("T1", "U1", posts, used, only_me=True)
    start = await briefs.start("T1", "U1", "C1")
    assert (start.provider, start.only_me) == (posts, True)
    assert dict(start.values) == {"tone": "calm", "count": 3}


async def test_what_belongs_to_one_brief_alone_is_not_remembered(briefs, posts):
    used = PostRequest(topic="Old news", motif="A red fox", share="half", count=3)
    await briefs.remember("T1", "U1", posts, used, only_me=True)
    assert dict((await briefs.start("T1", "U1", "C1")).values) == {"tone": "loud", "count": 3}


async def test_what_one_person_used_means_nothing_to_another_person_or_team(briefs, posts, notes):
    await briefs.remember("T1", "U1", posts, PostRequest(topic="x"), only_me=False)
    assert (await briefs.start("T1", "U2", "C1")).provider is notes
    assert (await briefs.start("T2", "U1", "C1")).provider is notes


async def test_a_channel_decides_before_a_persons_habit(briefs, posts, notes, store):
    await store.team("T1").save_channel(
        "C1", ChannelProfile(provider="posts", values={"posts": {"tone": "calm"}})
    )
    await briefs.remember("T1", "U1", notes, NoteRequest(prompt_text="abc"), only_me=False)
    start = await briefs.start("T1", "U1", "C1")
    assert (start.provider, dict(start.values)) == (posts, {"tone": "calm"})


async def test_a_provider_that_is_gone_is_not_started_with(briefs, notes, store):
    await store.team("T1").save_channel("C1", ChannelProfile(provider="gone"))
    assert (await briefs.start("T1", "U1", "C1")).provider is notes


async def test_habits_of_each_provider_are_kept_apart(briefs, notes, posts):
    await briefs.remember("T1", "U1", posts, PostRequest(topic="x", count=4), only_me=False)
    await briefs.remember("T1", "U1", notes, NoteRequest(prompt_text="abc"), only_me=False)
    await briefs.remember("T1", "U1", posts, PostRequest(topic="x", count=2), only_me=False)
    assert (await briefs.start("T1", "U1", None)).values["count"] == 2


def test_another_provider_keeps_the_prompt_under_its_own_name(briefs, notes, posts):
    carried = briefs.carried(posts, {"prompt_text": "Dark mode", "tone": "loud"}, notes)
    assert carried.values["topic"] == "Dark mode"
    assert carried.values["tone"] == "loud"


def test_what_nobody_touched_does_not_replace_what_another_form_begins_with(briefs, notes, posts):
    carried = briefs.carried(posts, {"prompt_text": "Dark mode", "tone": "calm"}, notes)
    assert "tone" not in carried.values


@pytest.mark.parametrize("known", [True, False])
def test_what_a_share_is_for_is_not_carried_to_another_provider(briefs, posts, known):
    values = {"topic": "Dark mode", "share": "half"}
    carried = briefs.carried(posts, values, posts if known else None)
    assert dict(carried.values) == {"topic": "Dark mode"}


def generation_of(provider, request, clock):
    return Generation(
        id="RUN1", team="T1", channel="C1", person="U1", provider=provider, request=request,
        parts=(), created_at=clock(),
    )  # fmt: skip


async def test_an_edited_brief_is_filled_in_as_it_was(briefs, store, posts, clock):
    request = {"topic": "Dark mode", "tone": "calm", "count": 2}
    await store.team("T1").add_generation(generation_of("posts", request, clock))
    start = await briefs.again("T1", "RUN1")
    assert (start.provider, dict(start.values)) == (posts, request)


async def test_a_brief_of_a_provider_that_is_gone_keeps_its_prompt(briefs, store, notes, clock):
    request = {"what": "Dark mode is here at last", "mood": "up"}
    await store.team("T1").add_generation(generation_of("gone", request, clock))
    start = await briefs.again("T1", "RUN1")
    assert start.provider is notes
    assert start.values["prompt_text"] == "Dark mode is here at last"


async def test_use_another_provider_goes_to_the_next_one(briefs, store, posts, clock):
    await store.team("T1").add_generation(
        generation_of("notes", {"prompt_text": "Dark mode", "tone": "loud"}, clock)
    )
    start = await briefs.elsewhere("T1", "RUN1")
    assert start.provider is posts
    assert start.values["topic"] == "Dark mode"
