"""A copy of the file while it is used: whole, checked, nobody else's to read, and never over another one."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from bot.domain.errors import ConfigurationError
from storage.backup import backup
from storage.sqlite import open_sqlite
from tests.storage.records import draft, edited, generation


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "galley.db")


@pytest.fixture
async def store(path):
    opened = await open_sqlite(path)
    await opened.team("T1").add_draft(draft())
    yield opened
    await opened.close()


async def test_a_copy_is_a_database_of_its_own(store, path, tmp_path):
    copy = tmp_path / "copy.db"
    counts = backup(f"sqlite:///{path}", copy)
    assert (counts["drafts"], counts["versions"], counts["generations"]) == (1, 1, 0)
    await store.team("T1").change_draft("D1", edited("Later"))
    again = await open_sqlite(str(copy))
    assert await again.team("T1").draft("D1") == draft()
    await again.close()
    assert copy.stat().st_mode & 0o777 == 0o600


async def test_one_made_while_others_write_is_of_one_moment(store, path, tmp_path):
    team = store.team("T1")

    async def write():
        for number in range(300):
            await team.change_draft("D1", edited(f"{number}"))

    writing = asyncio.create_task(write())
    for number in range(3):
        await asyncio.to_thread(backup, path, tmp_path / f"copy{number}.db")
        with closing(sqlite3.connect(tmp_path / f"copy{number}.db")) as copy:
            (newest,) = copy.execute("SELECT json_extract(record, '$.latest.number') FROM drafts").fetchone()
            assert copy.execute("SELECT max(number), count(*) FROM versions").fetchone() == (newest, newest)
    await writing
    assert (await team.draft("D1")).latest.number == 301


async def test_a_file_that_is_there_is_left_alone(store, path, tmp_path):
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(ConfigurationError, match="there already"):
        backup(path, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "precious"


async def test_a_damaged_database_makes_no_copy(store, path, tmp_path):
    for number in range(300):
        await store.team("T1").add_generation(generation(f"G{number}"))
    await store.close()
    with closing(sqlite3.connect(path)) as database:
        page = database.execute("PRAGMA page_size").fetchone()[0]
        root = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'generations'").fetchone()[0]
    with open(path, "r+b") as file:  # noqa: ASYNC230, PTH123  # nothing else runs
        file.seek((root - 1) * page)
        file.write(b"\xff" * page)
    with pytest.raises(ConfigurationError, match="damaged"):
        backup(path, tmp_path / "copy.db")
    assert [one.name for one in tmp_path.iterdir()] == ["galley.db"]


@pytest.mark.parametrize("target", ["/nowhere/copy.db", "/dev/full/copy.db"])
async def test_a_place_that_cannot_be_written_is_told(store, path, target, tmp_path):
    with pytest.raises(ConfigurationError, match="cannot be made"):
        backup(path, type(tmp_path)(target))


def test_no_database_is_not_copied_and_not_made(tmp_path):
    with pytest.raises(ConfigurationError, match="no database"):
        backup(f"{tmp_path}/galley.db", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []
