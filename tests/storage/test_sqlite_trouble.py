"""The file fails while Galley runs: people get plain words, the log gets the reason, and nothing is lost."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from bot.domain.errors import StorageTrouble
from bot.domain.ports import DraftQuery
from storage.sqlite import open_sqlite
from tests.storage.records import NOON, draft, edited, generation


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "galley.db")


@pytest.fixture
async def store(path, monkeypatch):
    monkeypatch.setattr("storage.opening.BUSY_SECONDS", 0.05)
    opened = await open_sqlite(path)
    await opened.team("T1").add_draft(draft())
    yield opened
    await opened.close()


@pytest.fixture
def team(store):
    return store.team("T1")


async def pragma(store, setting):
    await store._connection._run(lambda: store._connection._database.execute(f"PRAGMA {setting}").fetchall())


async def edit_until_full(team):
    for number in range(100):
        await team.change_draft("D1", edited("Lights off " * 1_000, minute=number))


async def intend_until_full(team):
    for number in range(10_000):
        await team.intend(f"G{number}", "call 0", NOON)


async def test_a_full_disk_saves_nothing_and_reading_goes_on(store, team, caplog):
    await pragma(store, "max_page_count = 1")
    with pytest.raises(StorageTrouble, match="disk is full, so nothing was saved or charged"):
        await edit_until_full(team)
    kept = await team.draft("D1")
    assert [v.number for v in await team.versions("D1")][-1] == kept.latest.number
    assert (await team.drafts(DraftQuery(words="dark"))).total == 1
    assert "SQLITE_FULL" in caplog.text

    await pragma(store, "max_page_count = 1000000")
    assert (await team.change_draft("D1", edited("Room again"))).latest.number == kept.latest.number + 1


async def test_a_full_disk_notes_no_intent(store, team):
    await pragma(store, "max_page_count = 1")
    with pytest.raises(StorageTrouble, match="disk is full"):
        await intend_until_full(team)
    await pragma(store, "max_page_count = 1000000")
    async with asyncio.timeout(60):
        noted = [await team.intend(f"G{number}", "call 0", NOON) for number in range(1_000)]
    # Those before it are known, and the one that found no room is new.
    assert noted == sorted(noted, key=lambda at: at is None)
    assert noted[-1] is None


async def test_a_file_that_became_read_only_says_who_can_help(store, team):
    await pragma(store, "query_only = ON")
    with pytest.raises(StorageTrouble, match=r"may not write.*Tell whoever runs Galley"):
        await team.add_generation(generation())
    await pragma(store, "query_only = OFF")
    assert await team.add_generation(generation()) is True


async def test_a_locked_file_asks_to_try_again(store, team, path, caplog):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageTrouble, match="Try again in a minute"):
            await team.change_draft("D1", edited("Lights off"))
        assert await team.draft("D1") == draft()
    await team.change_draft("D1", edited("Lights off"))
    assert "SQLITE_BUSY" in caplog.text
    assert "Lights off" not in caplog.text


async def test_a_damaged_file_is_told_as_that(path):
    store = await open_sqlite(path)
    for number in range(300):
        await store.team("T1").add_generation(generation(f"G{number}"))
    await store.close()
    with closing(sqlite3.connect(path)) as database:
        page = database.execute("PRAGMA page_size").fetchone()[0]
        root = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'generations'").fetchone()[0]
    with open(path, "r+b") as file:  # noqa: ASYNC230, PTH123  # nothing else runs
        file.seek((root - 1) * page)
        file.write(b"\xff" * page)
    store = await open_sqlite(path)
    with pytest.raises(StorageTrouble, match="damaged"):
        await store.team("T1").generations()
    await store.close()


async def test_our_own_mistakes_are_not_called_trouble(store):
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await store._connection.read(lambda database: database.execute("SELECT * FROM nowhere"))
    assert await asyncio.wait_for(store.ready(), 5) is None
