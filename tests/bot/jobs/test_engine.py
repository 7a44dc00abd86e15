"""Opening and closing: what was left behind is taken up, what is under way is not lost."""

import asyncio
import logging
import sqlite3
from contextlib import closing
from datetime import timedelta

import psutil
import pytest
from dbos import DBOS

from bot.domain.captions import Pending, Started
from bot.domain.errors import ConfigurationError, NotReady
from bot.domain.generations import State
from bot.jobs import database, housekeeping
from bot.jobs.database import engine_url
from tests.bot.jobs.fakes import TEAM, Answers, FakeProvider, PollingProvider, generation, until, written

RESULT = written(FakeProvider.request_model())


def break_workflow(database_url: str, workflow: str) -> None:
    path = engine_url(database_url).removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as engine, engine:
        engine.execute("UPDATE workflow_status SET status = 'ERROR' WHERE workflow_uuid = ?", [workflow])


class TestClosing:
    async def test_lets_a_call_under_way_come_to_its_end(self, opened):
        answers = Answers()
        async with opened(FakeProvider(answers)) as bench:
            await bench.start()
            await answers.asked.wait()
            asyncio.get_running_loop().call_later(0.1, answers.give, RESULT)
        kept = await bench.store.team(TEAM).generation("RUN1")

        assert kept.parts[0].result == RESULT

    async def test_leaves_a_call_that_takes_too_long_unsure_at_the_next_start(self, opened, patience):
        patience(closing=0.05)
        answers = Answers()
        async with opened(FakeProvider(answers)) as bench:
            await bench.start()
            await answers.asked.wait()
        provider = FakeProvider()
        async with opened(provider) as bench:
            ended, _ = await bench.slack.ended("RUN1")

        assert ended.state is State.UNSURE
        assert provider.keys == []
        assert len(bench.slack.placed) == 1

    async def test_interrupts_a_wait_that_the_next_start_goes_on_with(self, opened):
        first = PollingProvider(Pending(poll_after=600))
        async with opened(first) as bench:
            await bench.start()
            await until(lambda: bool(first.polled))
        second = PollingProvider(RESULT)
        async with opened(second) as bench:
            ended, draft = await bench.slack.ended("RUN1")

        assert (ended.state, first.keys, second.keys) == (State.DONE, ["T1:RUN1:0"], [])
        assert draft

    async def test_leaves_a_step_that_breaks_meanwhile_to_the_next_start(self, opened):
        answers = Answers()
        async with opened(FakeProvider(answers)) as bench:
            await bench.start()
            await answers.asked.wait()
            asyncio.get_running_loop().call_later(0.1, answers.give, RuntimeError())
        left = await bench.store.team(TEAM).generation("RUN1")
        async with opened(FakeProvider()) as bench:
            ended, _ = await bench.slack.ended("RUN1")

        assert left.state is State.RUNNING
        assert [f.kind for f in ended.failures] == ["unsure"]

    async def test_leaves_a_start_that_comes_too_late_to_the_next_start(self, opened):
        provider = FakeProvider()
        async with opened(provider) as bench:
            await bench.engine.drain()
            await bench.start()
            assert provider.keys == []
            with pytest.raises(NotReady, match="closing"):
                await bench.engine.ready()
        async with opened(FakeProvider()) as bench:
            ended, _ = await bench.slack.ended("RUN1")

        assert ended.state is State.DONE

    async def test_gives_the_loop_back_its_threads(self, opened):
        async with opened(FakeProvider()) as bench:
            await bench.run()

        assert await asyncio.to_thread(lambda: 1) == 1


class TestOpening:
    async def test_takes_up_what_was_stored_but_never_started(self, opened, store):
        await store.team(TEAM).add_generation(generation())
        async with opened(FakeProvider()) as bench:
            ended, _ = await bench.slack.ended("RUN1")

        assert ended.state is State.DONE

    async def test_is_possible_without_the_engine_s_file(self, opened, tmp_path):
        first = PollingProvider(Pending(poll_after=600))
        async with opened(first) as bench:
            await bench.start()
            await until(lambda: bool(first.polled))
        for file in tmp_path.glob("galley-engine*"):
            file.unlink()
        second = PollingProvider(RESULT)
        async with opened(second) as bench:
            ended, _ = await bench.slack.ended("RUN1")

        assert (ended.state, second.keys, len(bench.slack.placed)) == (State.DONE, [], 1)

    @pytest.mark.parametrize("broken", ["T1:RUN1", "T1:RUN1:0"])
    async def test_takes_up_what_broke_inside_the_engine(self, opened, database_url, broken):
        first = PollingProvider(Pending(poll_after=600))
        async with opened(first) as bench:
            await bench.start()
            await until(lambda: bool(first.polled))
        break_workflow(database_url, broken)
        async with opened(PollingProvider(RESULT)) as bench:
            ended, _ = await bench.slack.ended("RUN1")

        assert (ended.state, len(bench.slack.placed)) == (State.DONE, 1)

    async def test_leaves_alone_what_broke_after_its_run_was_over(self, opened, database_url):
        async with opened(FakeProvider()) as bench:
            await bench.run()
        break_workflow(database_url, "T1:RUN1:0")
        provider = FakeProvider()
        async with opened(provider) as bench:
            await housekeeping.sweep(bench.engine._runtime)

        assert provider.keys == []

    async def test_is_refused_while_another_engine_has_the_file(self, opened, database_url):
        path = engine_url(database_url).removeprefix("sqlite:///")
        with closing(sqlite3.connect(f"{path}.lock", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(ConfigurationError, match="in use by another Galley"):
                async with opened(FakeProvider()):
                    pytest.fail("It opened.")

    async def test_is_refused_twice_in_one_process(self, opened):
        async with opened(FakeProvider()):
            with pytest.raises(RuntimeError, match="open in this process"):
                async with opened(FakeProvider()):
                    pytest.fail("It opened.")

    async def test_opens_no_port(self, opened):
        async with opened(FakeProvider()):
            assert [c for c in psutil.Process().net_connections() if c.status == "LISTEN"] == []

    async def test_leaves_logging_to_our_own_handlers(self, opened):
        async with opened(FakeProvider()):
            logger = logging.getLogger("dbos")

            assert [type(handler) for handler in logger.handlers] == [logging.NullHandler]
            assert logger.propagate


@pytest.mark.parametrize(
    ("records", "engine"),
    [
        ("sqlite:///galley.db", "sqlite:///galley-engine.db"),
        ("sqlite:////var/lib/galley.db", "sqlite:////var/lib/galley-engine.db"),
        ("postgresql://db/galley", "postgresql://db/galley"),
    ],
)
def test_the_engine_s_tables_are_beside_the_records(records, engine):
    assert engine_url(records) == engine


@pytest.mark.parametrize("url", ["sqlite:///:memory:", ":memory:", "mysql://db/galley"])
def test_a_database_that_would_not_outlive_the_process_is_refused(url):
    with pytest.raises(ConfigurationError, match="needs a file or PostgreSQL"):
        engine_url(url)


@pytest.mark.parametrize(
    ("url", "connections"), [("sqlite:///e.db", 1), ("postgresql://db/galley", database.CONNECTIONS)]
)
def test_an_engine_holds_no_more_connections_than_it_uses(url, connections):
    assert database._config(url, "slot-3").get("sys_db_pool_size") == connections


async def test_an_open_engine_is_ready(opened):
    async with opened(FakeProvider()) as bench:
        await bench.engine.ready()


async def test_a_purge_forgets_what_ended_before_and_nothing_else(opened):
    answers = Answers()

    async def answer(request, key) -> Started | object:
        return written(request) if ":RUN1:" in key else await answers(request, key)

    async with opened(FakeProvider(answer)) as bench:
        await bench.run()
        await bench.start(generation("RUN2"))
        await answers.asked.wait()
        await until(lambda: len(bench.engine._runtime.running) == 1)

        assert await bench.engine.purge(timedelta(hours=1)) == 0
        assert await bench.engine.purge(timedelta(0)) == 3
        assert {w.workflow_id for w in await DBOS.list_workflows_async()} == {"T1:RUN2:0"}
        answers.give(RESULT)


async def test_housekeeping_goes_on_after_a_failure(opened, monkeypatch, store, caplog):
    whole = store.open_runs

    async def break_down_once():
        monkeypatch.setattr(store, "open_runs", whole)
        raise OSError

    monkeypatch.setattr(store, "open_runs", break_down_once)
    monkeypatch.setattr(housekeeping, "SWEEP", 0.01)
    await store.team(TEAM).add_generation(generation())
    async with opened(FakeProvider()) as bench:
        ended, _ = await bench.slack.ended("RUN1")

    assert ended.state is State.DONE
    assert "Housekeeping failed" in caplog.text
