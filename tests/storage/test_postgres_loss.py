"""PostgreSQL goes away at the worst moments: nothing is lost, nothing is done twice, and people are told."""

import asyncio
import logging
import tempfile
from pathlib import Path

import psycopg
import pytest

from bot.domain.errors import StorageTrouble
from bot.domain.generations import State
from bot.domain.people import Decision
from bot.domain.ports import DraftQuery
from storage.postgres.store import open_postgres
from tests.storage.proxy import way_to
from tests.storage.records import NOON, at, draft, edited, generation

KEPT = pytest.mark.parametrize("kept", [True, False], ids=["kept", "not kept"])


@pytest.fixture
async def way_and_store(postgres_url):
    # Short, because the path of a socket has to be.
    with tempfile.TemporaryDirectory() as folder:
        async with way_to(postgres_url, Path(folder)) as (way, url):
            store = await open_postgres(url)
            yield way, store
            await store.close()


@pytest.fixture
def way(way_and_store):
    return way_and_store[0]


@pytest.fixture
def team(way_and_store):
    return way_and_store[1].team("T1")


def break_at(way, statement, *, kept, times=1):
    way.breaks_at, way.answered, way.times = statement, kept, way.breaks + times


class TestUnknownCommit:
    @KEPT
    async def test_of_a_change_applies_it_once(self, way, team, kept):
        await team.add_draft(draft())
        break_at(way, b"COMMIT", kept=kept)
        changed = await team.change_draft("D1", edited("Lights off"), expected_version=1)
        assert way.breaks == 1
        assert await team.draft("D1") == changed
        assert [v.number for v in await team.versions("D1")] == [1, 2]

    @KEPT
    async def test_of_a_run_s_move_applies_it_once(self, way, team, kept):
        await team.add_generation(generation())
        break_at(way, b"COMMIT", kept=kept)
        changed = await team.change_generation("G1", lambda g: g.moved(State.RUNNING, at(1)))
        assert (way.breaks, changed.state) == (1, State.RUNNING)

    async def test_of_a_change_that_somebody_else_built_on_cannot_be_told(self, way, team, postgres_url):
        await team.add_draft(draft())
        other = await open_postgres(postgres_url)
        break_at(way, b"COMMIT", kept=True)
        way.meanwhile = lambda: other.team("T1").change_draft("D1", edited("Lights on", minute=2))
        with pytest.raises(StorageTrouble, match="cannot tell whether that was saved"):
            await team.change_draft("D1", edited("Lights off"))
        await other.close()
        assert [v.number for v in await team.versions("D1")] == [1, 2, 3]

    @KEPT
    async def test_of_a_new_run_is_still_its_first_time(self, way, team, kept):
        break_at(way, b"INSERT INTO generations", kept=kept)
        assert await team.add_generation(generation()) is True
        assert way.breaks == 1
        assert await team.add_generation(generation()) is False

    async def test_of_a_resend_is_not_its_first_time(self, way, team):
        await team.add_generation(generation())
        break_at(way, b"INSERT INTO generations", kept=True)
        assert await team.add_generation(generation(channel="C2")) is False

    async def test_of_an_intent_says_that_it_was_noted_and_never_that_it_is_new(self, way, team):
        break_at(way, b"INSERT INTO intents", kept=True)
        assert await team.intend("G1", "call 0", NOON) == NOON

    async def test_of_an_intent_that_was_not_kept_notes_it_now(self, way, team):
        break_at(way, b"INSERT INTO intents", kept=False)
        assert await team.intend("G1", "call 0", NOON) is None
        assert await team.intend("G1", "call 0", at(1)) == NOON

    @KEPT
    async def test_of_a_decision_logs_it_once(self, way, team, kept):
        await team.add_draft(draft())
        break_at(way, b"COMMIT", kept=kept)
        await team.decide(Decision(draft="D1", version=1, person="U1", action="saved", at=NOON))
        assert way.breaks == 1
        assert len(await team.decisions("D1")) == 1

    @KEPT
    async def test_of_a_new_draft_keeps_one_with_one_version(self, way, team, kept):
        break_at(way, b"COMMIT", kept=kept)
        assert await team.add_draft(draft()) == draft()
        assert len(await team.versions("D1")) == 1

    async def test_twice_is_told_as_unclear(self, way, team):
        await team.add_draft(draft())
        break_at(way, b"COMMIT", kept=False, times=2)
        with pytest.raises(StorageTrouble, match="cannot tell whether that was saved"):
            await team.change_draft("D1", edited("Lights off"))


class TestLoss:
    async def test_before_the_commit_repeats_the_change(self, way, team):
        await team.add_draft(draft())
        break_at(way, b"UPDATE drafts", kept=True)
        await team.change_draft("D1", edited("Lights off"))
        assert way.breaks == 1
        assert [v.number for v in await team.versions("D1")] == [1, 2]

    async def test_twice_before_the_commit_saved_nothing_and_says_so(self, way, team):
        await team.add_draft(draft())
        break_at(way, b"UPDATE drafts", kept=True, times=2)
        with pytest.raises(StorageTrouble, match="nothing was saved or charged"):
            await team.change_draft("D1", edited("Lights off"))
        assert await team.draft("D1") == draft()

    async def test_of_a_read_is_not_noticed(self, way, team):
        await team.add_draft(draft())
        break_at(way, b"SELECT count(*) AS total", kept=True)
        assert (await team.drafts(DraftQuery())).total == 1
        assert way.breaks == 1

    async def test_of_all_connections_is_not_noticed_either(self, postgres_url, caplog):
        store = await open_postgres(postgres_url)
        team = store.team("T1")
        await asyncio.gather(*(team.add_draft(draft(f"D{i}")) for i in range(30)))
        with psycopg.connect(postgres_url, autocommit=True) as by_hand:
            by_hand.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        await asyncio.gather(*(team.change_draft(f"D{i}", edited("Lights off")) for i in range(30)))
        assert {(await team.draft(f"D{i}")).latest.number for i in range(30)} == {2}
        await store.close()
        assert "PostgreSQL: " in caplog.text
        assert "Lights off" not in caplog.text


class TestOutage:
    async def test_is_told_and_ends_by_itself(self, postgres, postgres_url, monkeypatch, caplog):
        monkeypatch.setattr("storage.postgres.opening.PATIENCE", 0.3)
        monkeypatch.setattr("storage.postgres.opening.RECONNECT", 0.2)
        caplog.set_level(logging.CRITICAL, logger="psycopg.pool")
        store = await open_postgres(postgres_url)
        team = store.team("T1")
        await team.add_draft(draft())
        name = postgres_url.split("?")[0].rpartition("/")[2]
        with psycopg.connect(postgres.uri, autocommit=True) as by_hand:
            by_hand.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            by_hand.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
            )
            for doing in (
                store.ready,
                lambda: team.draft("D1"),
                lambda: team.change_draft("D1", edited("x")),
            ):
                with pytest.raises(StorageTrouble, match="nothing was saved or charged"):
                    await doing()
            by_hand.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        async with asyncio.timeout(20):
            while True:
                try:
                    await store.ready()
                    break
                except StorageTrouble:
                    await asyncio.sleep(0.05)
        assert await team.draft("D1") == draft()
        await store.close()


class TestCollisions:
    async def test_are_tried_once_more(self, team, way_and_store):
        _, store = way_and_store
        for name in ("A", "B"):
            await team.add_draft(draft(name))
        met = asyncio.Barrier(2)
        attempts = []

        async def crosswise(first, second):
            async def work(session, *, again):
                attempts.append(again)
                await session.rows("SELECT id FROM drafts WHERE id = %(id)s FOR UPDATE", id=first)
                if len(attempts) <= 2:
                    await met.wait()
                await session.rows("SELECT id FROM drafts WHERE id = %(id)s FOR UPDATE", id=second)
                return first

            return await store._pool.write(work)

        assert await asyncio.gather(crosswise("A", "B"), crosswise("B", "A")) == ["A", "B"]
        assert attempts == [False, False, False]
