"""The hand-written floor is a fair one: it loses nothing, and does no recorded step twice."""

import asyncio
from collections import Counter
from contextlib import asynccontextmanager, nullcontext

import pytest

from bench.lease.engine import lease_engine
from bench.lease.postgres import postgres_table
from bench.lease.sqlite import sqlite_table

LEASE = 0.4


@pytest.fixture(params=["sqlite", "postgres"])
def table(request, tmp_path):
    """Open the tables, again and again the same ones."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None

    @asynccontextmanager
    async def opened():
        if url:
            async with postgres_table(url) as found:
                yield found
        else:
            with sqlite_table(str(tmp_path / "lease.db")) as found:
                yield found

    return opened


class Work:
    """Two steps; the second waits until it may end."""

    def __init__(self):
        self.done = Counter()
        self.may_end = asyncio.Event()
        self.steps = {"first": self.first, "second": self.second}

    async def first(self, job):
        self.done[job, "first"] += 1
        return ""

    async def second(self, job):
        self.done[job, "begun"] += 1
        await self.may_end.wait()
        self.done[job, "second"] += 1
        return ""

    async def until(self, step, count):
        async with asyncio.timeout(10):
            while sum(times for (_, done), times in self.done.items() if done == step) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.01)


async def test_what_one_engine_leaves_the_next_one_ends_and_does_no_recorded_step_again(table):
    work = Work()
    async with table() as first, lease_engine(first, work.steps, LEASE) as engine:
        await asyncio.gather(*(engine.start(f"job {n}", "") for n in range(30)))
        await engine.start("job 0", "")
        await work.until("begun", 30)
    work.may_end.set()
    async with table() as second, lease_engine(second, work.steps, LEASE):
        await work.until("second", 30)

    assert {step: times for (job, step), times in work.done.items() if job == "job 0"} == {
        "first": 1,
        "begun": 2,
        "second": 1,
    }
    assert set(work.done.values()) == {1, 2}


async def test_it_closes_in_the_moment_in_which_a_job_comes(table):
    work = Work()
    async with asyncio.timeout(10), table() as open_table:
        async with lease_engine(open_table, work.steps, LEASE) as engine:
            await asyncio.sleep(LEASE / 8)
            await engine.start("job", "")
        assert not engine.jobs


async def test_what_is_being_done_is_not_taken_over(table):
    work, other = Work(), Work()
    async with table() as first, lease_engine(first, work.steps, LEASE) as engine:
        await engine.start("job", "")
        await work.until("begun", 1)
        beside = table() if first.shared else nullcontext()
        async with beside as second:
            if second:
                async with lease_engine(second, other.steps, LEASE):
                    await asyncio.sleep(3 * LEASE)
        work.may_end.set()
        await work.until("second", 1)

    assert other.done == {}
