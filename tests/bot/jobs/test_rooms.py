"""Paid calls keep to the limits of their vendor's key; a database that fails is waited for."""

import asyncio
import time
from datetime import timedelta
from typing import ClassVar

import pytest

from bot.domain.errors import StorageTrouble
from bot.domain.generations import State
from bot.domain.ports import RateLimit
from bot.jobs import housekeeping, queues, rooms
from tests.bot.jobs.fakes import TEAM, FakeProvider, generation, now, until, written

WINDOW = 1.0


class Counted(FakeProvider):
    """Notes when it was called."""

    limits: ClassVar[tuple[RateLimit, ...]] = (RateLimit(calls=3, seconds=WINDOW),)

    def __init__(self) -> None:
        super().__init__(self._answer)
        self.at: list[float] = []

    async def _answer(self, request, key):
        self.at.append(time.monotonic())
        return written(request)


@pytest.fixture(autouse=True)
def short(monkeypatch):
    for module in (queues, rooms):
        monkeypatch.setattr(module, "LAG", 0.2)


async def test_no_window_sees_more_calls_than_allowed(opened):
    provider = Counted()
    async with opened(provider) as bench:
        made = [await bench.start(generation(f"RUN{n}")) for n in range(9)]
        for run in made:
            await bench.slack.ended(run.id)

    calls = sorted(provider.at)
    assert len(calls) == 9
    assert all(later - earlier > WINDOW for earlier, later in zip(calls, calls[3:], strict=False))


async def test_what_another_process_counted_is_waited_for(opened, store):
    limits = tuple(RateLimit(calls=each.calls, seconds=each.seconds + 0.2) for each in Counted.limits)
    provider = Counted()
    async with opened(provider) as bench:
        began = time.monotonic()
        for _ in range(3):
            await store.room(queues.queue_of(provider), limits, now())
        await bench.run()

    assert provider.at[0] - began > WINDOW


async def test_a_run_stopped_while_there_is_no_room_is_not_paid_for(opened, store):
    provider = Counted()
    provider.limits = (RateLimit(calls=1, seconds=30),)
    await store.room(queues.queue_of(provider), (RateLimit(calls=1, seconds=30.2),), now())
    async with opened(provider) as bench:
        made = await bench.start()
        await until(lambda: bool(bench.slack.placed))
        await asyncio.sleep(0.3)
        await bench.engine.cancel(TEAM, made.id)
        ended, _ = await bench.slack.ended(made.id)

    assert (ended.state, provider.at) == (State.CANCELLED, [])


@pytest.mark.parametrize("method", ["generation", "change_generation", "intend", "add_draft"])
async def test_a_database_that_fails_for_a_moment_costs_nothing(opened, store, monkeypatch, method):
    team, provider = store.team(TEAM), FakeProvider()
    whole, failures = getattr(team, method), iter([True, False, True, True])

    async def failing(*args, **kwargs):
        if provider.keys and next(failures, False):
            raise StorageTrouble
        return await whole(*args, **kwargs)

    async with opened(provider) as bench:
        monkeypatch.setattr(team, method, failing)
        ended, draft = await bench.run()

    assert (ended.state, len(provider.keys)) == (State.DONE, 1)
    assert draft


async def test_what_nobody_saved_is_forgotten_when_its_time_is_over_and_not_before(opened, store):
    async with opened(FakeProvider()) as bench:
        await bench.run()
        runtime = bench.engine._runtime
        await housekeeping.forget(runtime)
        assert await bench.draft()
        object.__setattr__(runtime, "keep", timedelta(days=90))
        await housekeeping.forget(runtime)
        assert await bench.draft()
        object.__setattr__(runtime, "keep", timedelta(microseconds=1))
        await housekeeping.forget(runtime)

    assert await bench.draft() is None
    assert list(await store.team(TEAM).generations()) == []
