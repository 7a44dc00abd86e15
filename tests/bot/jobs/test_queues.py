"""Providers that publish how often they may be called have a queue in front of them."""

from typing import ClassVar

import pytest
from dbos import DBOS
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.generations import State
from bot.domain.ports import Providers, RateLimit
from bot.jobs.queues import limit_for, limits_of, queue_of
from providers import configured
from providers.http import Http
from tests.bot.jobs.fakes import TEAM, FakeProvider, generation
from tests.providers.mcp_world import MemoryVault


def limited(*limits: tuple[int, float], name: str = "fake", by: str = "") -> FakeProvider:
    class Limited(FakeProvider):
        limits: ClassVar[tuple[RateLimit, ...]]

    Limited.name = name
    Limited.limits = tuple(RateLimit(calls=calls, seconds=seconds) for calls, seconds in limits)
    if by:
        Limited.limited_by = by
    return Limited()


def kept(*limits: tuple[int, float]) -> tuple[int, float] | None:
    limit = limit_for(RateLimit(calls=calls, seconds=seconds) for calls, seconds in limits)
    return limit and (limit.calls, limit.seconds)


@pytest.mark.parametrize(
    ("limits", "one"),
    [
        ([], None),
        ([(50, 60)], (50, 60)),
        ([(50, 60), (1, 2)], (1, 2)),
        ([(10, 1), (50, 60)], (10, 12)),
        ([(50, 60), (50, 30)], (50, 60)),
    ],
)
def test_one_limit_keeps_all_short_ones(limits, one):
    assert kept(*limits) == one


@given(st.lists(st.tuples(st.integers(1, 60), st.floats(0.5, 60)), min_size=1, max_size=4))
def test_calls_as_fast_as_the_one_limit_allows_break_none(limits):
    calls, seconds = kept(*limits)
    bursts = [number * seconds for number in range(int(61 / seconds) + 2)]

    for most, window in limits:
        within = sum(calls for at in bursts if at < window * (1 - 1e-9))
        assert within <= most


@pytest.mark.parametrize("seconds", [61, 3_600, 86_400])
def test_a_longer_limit_has_no_queue_for_its_wait_is_the_providers_to_announce(seconds):
    assert queue_of(limited((60, seconds))) is None
    assert limits_of(Providers((limited((50, 60), (60, seconds)),))) == {
        "provider fake": RateLimit(calls=50, seconds=60)
    }


def test_providers_that_share_a_key_share_a_queue_and_keep_the_limits_of_both():
    drafts = limited((50, 60), name="drafts")
    campaigns = limited((20, 60), name="campaigns", by="drafts")

    assert queue_of(drafts) == queue_of(campaigns) == "provider drafts"
    assert limits_of(Providers((drafts,), campaigns=(campaigns,))) == {
        "provider drafts": RateLimit(calls=20, seconds=60)
    }


def test_ocoyas_drafts_and_campaigns_share_a_queue_unless_each_person_has_an_own_permission():
    def queues(way: str) -> list[str | None]:
        given = {"OCOYA_API_KEY": "ocoya-0123456789", "OCOYA_CAMPAIGNS": way}
        providers = configured(Http(), env_file=None, given=given, vault=MemoryVault())
        return [queue_of(provider) for provider in (*providers.offered, *providers.campaigns)]

    assert queues("rest") == ["provider ocoya"] * 2
    assert queues("mcp") == ["provider ocoya", None]


def test_a_provider_without_limits_has_no_queue():
    assert queue_of(FakeProvider()) is None


async def test_calls_beyond_the_limit_wait_their_turn(opened):
    provider = limited((2, 60))
    async with opened(provider) as bench:
        for number in range(4):
            await bench.start(generation(f"RUN{number}"))
        await bench.slack.ended("RUN0")
        await bench.slack.ended("RUN1")
        queued = await DBOS.list_workflows_async(status="ENQUEUED")
        states = [(await bench.store.team(TEAM).generation(f"RUN{n}")).state for n in (2, 3)]

    assert len(provider.keys) == 2
    assert len(queued) == 2
    assert states == [State.RUNNING] * 2
    assert len(bench.slack.placed) == 4


async def test_a_changed_limit_holds_from_the_next_start(opened):
    async with opened(limited((1, 60))) as bench:
        await bench.start(generation("RUN0"))
        await bench.start(generation("RUN1"))
        await bench.slack.ended("RUN0")
    provider = limited((100, 60))
    async with opened(provider) as bench:
        ended, _ = await bench.slack.ended("RUN1")

    assert ended.state is State.DONE
