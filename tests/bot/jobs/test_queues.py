"""Providers that publish how often they may be called have a queue in front of them."""

from typing import ClassVar

import pytest
from dbos import DBOS

from bot.domain.generations import State
from bot.domain.ports import RateLimit
from bot.jobs.queues import limit_of, queue_of
from tests.bot.jobs.fakes import TEAM, FakeProvider, generation


def limited(*limits: tuple[int, float]) -> FakeProvider:
    class Limited(FakeProvider):
        limits: ClassVar[tuple[RateLimit, ...]]

    Limited.limits = tuple(RateLimit(calls=calls, seconds=seconds) for calls, seconds in limits)
    return Limited()


@pytest.mark.parametrize(
    ("limits", "kept"),
    [
        ([], None),
        ([(50, 60)], (50, 60)),
        ([(50, 60), (60, 3600)], (50, 60)),  # an hour's wait is the provider's to announce
        ([(50, 60), (1, 2)], (1, 2)),
        ([(60, 3600)], None),
    ],
)
def test_the_tightest_short_limit_is_kept(limits, kept):
    limit = limit_of(limited(*limits))

    assert (limit and (limit.calls, limit.seconds)) == kept


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
