"""What is particular to the store on SQLite: its thread, its file, its history and its plans."""

import asyncio
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psutil
import pytest

from bot.domain.people import Decision, Permission
from storage.sqlite import open_sqlite
from tests.storage.records import NOON, draft, edited, generation


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "galley.db")


@pytest.fixture
async def store(path):
    opened = await open_sqlite(path)
    yield opened
    await opened.close()


class TestThread:
    async def test_one_thread_of_its_own_does_everything(self, store):
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1, thread_name_prefix="taken"))
        seen = set()

        def note(record):
            seen.add(threading.current_thread().name)
            return record

        team = store.team("T1")
        await team.add_draft(draft())
        await asyncio.gather(*(team.change_draft("D1", note) for _ in range(5)))
        assert seen == {"storage_0"}

    async def test_a_change_whose_await_is_cancelled_happens_whole_or_not_at_all(self, store):
        team = store.team("T1")
        await team.add_draft(draft())
        begun, go_on = threading.Event(), threading.Event()

        def slowly(before):
            begun.set()
            go_on.wait(5)
            return edited("Lights off")(before)

        running = asyncio.create_task(team.change_draft("D1", slowly))
        waiting = asyncio.create_task(team.change_draft("D1", edited("Never")))
        await asyncio.to_thread(begun.wait, 5)
        running.cancel()
        waiting.cancel()
        outcomes = await asyncio.gather(running, waiting, return_exceptions=True)
        go_on.set()
        assert [type(o) for o in outcomes] == [asyncio.CancelledError] * 2
        assert [v.reason for v in await team.versions("D1")] == ["generated", "edited"]
        assert (await team.draft("D1")).latest.number == 2

    async def test_serves_every_event_loop(self, store):
        def from_another_loop():
            return asyncio.run(store.team("T1").add_generation(generation()))

        assert await asyncio.to_thread(from_another_loop) is True
        assert await store.team("T1").add_generation(generation()) is False

    async def test_closing_waits_for_what_is_under_way(self, path):
        store = await open_sqlite(path)
        adds = [asyncio.create_task(store.team("T1").add_generation(generation(f"G{i}"))) for i in range(20)]
        await asyncio.sleep(0)
        await store.close()
        assert all(await asyncio.gather(*adds))

    async def test_a_closed_store_lets_go_of_the_file(self, path):
        await (await open_sqlite(path)).close()
        assert path not in {one.path for one in psutil.Process().open_files()}

    async def test_a_closed_store_is_not_ready_and_may_be_closed_again(self, path):
        store = await open_sqlite(path)
        await store.close()
        await store.close()
        with pytest.raises(RuntimeError):
            await store.ready()


class TestHistory:
    @pytest.mark.parametrize("table", ["versions", "decisions"])
    @pytest.mark.parametrize("verb", ["UPDATE {} SET record = 'x'", "DELETE FROM {}"])
    async def test_cannot_be_changed_even_by_hand(self, store, path, table, verb):
        team = store.team("T1")
        await team.add_draft(draft())
        await team.decide(Decision(draft="D1", version=1, person="U1", action="saved", at=NOON))
        with closing(sqlite3.connect(path)) as by_hand, pytest.raises(sqlite3.IntegrityError, match=table):
            by_hand.execute(verb.format(table))

    async def test_a_saved_draft_cannot_be_deleted_even_by_hand(self, store, path):
        await store.team("T1").add_draft(draft())
        with (
            closing(sqlite3.connect(path)) as by_hand,
            pytest.raises(sqlite3.IntegrityError, match="nobody saved"),
        ):
            by_hand.execute("DELETE FROM drafts")


class TestIntents:
    async def test_reach_the_disk_before_they_are_answered(self, store):
        statements = await traced(store, store.team("T1").intend("G1", "start", NOON))
        assert statements.index("PRAGMA synchronous = FULL") < statements.index("BEGIN IMMEDIATE")
        assert statements[-1] == "PRAGMA synchronous = NORMAL"

    async def test_that_fail_leave_the_connection_as_it_was(self, store):
        def fail(database):
            raise LookupError

        with pytest.raises(LookupError):
            await store._connection.write(fail, durable=True)
        level = await store._connection.read(lambda db: db.execute("PRAGMA synchronous").fetchone())
        assert level == (1,)


class TestPermissions:
    async def test_reach_the_disk_too(self, store):
        team, permission = store.team("T1"), Permission(sealed=b"s", at=NOON)
        for doing in (team.save_permission("U1", "acme", permission), team.delete_permission("U1", "acme")):
            statements = await traced(store, doing)
            assert statements.index("PRAGMA synchronous = FULL") < statements.index("BEGIN IMMEDIATE")


async def traced(store, doing):
    """The statements that something runs, in order."""
    statements = []
    with store._connection._database.tracer(lambda sql, _: statements.append(sql)):
        await doing
    return statements
