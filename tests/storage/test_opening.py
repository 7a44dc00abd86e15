"""Opening a database: the file's settings, two processes at once, and plain words when it fails."""

import asyncio
import os
import sqlite3
import sys
from contextlib import closing

import psutil
import pytest
from sqlite_utils import Database

from bot.domain.errors import ConfigurationError
from storage.migrations import MIGRATIONS
from storage.opening import connect, path_of
from storage.sqlite import open_sqlite
from tests.storage.records import generation


class TestLocation:
    @pytest.mark.parametrize(
        ("location", "path"),
        [
            ("sqlite:///galley.db", "galley.db"),
            ("sqlite:////var/lib/galley.db", "/var/lib/galley.db"),
            ("sqlite:///my drafts.db", "my drafts.db"),
            ("sqlite:///:memory:", ":memory:"),
            ("galley.db", "galley.db"),
            ("/var/lib/galley.db", "/var/lib/galley.db"),
        ],
    )
    def test_is_a_url_or_a_path(self, location, path):
        assert path_of(location) == path

    @pytest.mark.parametrize(
        "location",
        [
            "postgresql://localhost/galley",
            "sqlite://galley.db",
            "sqlite://",
            "sqlite:///",
            "sqlite:///a.db?mode=ro",
        ],
    )
    def test_that_is_no_sqlite_file_is_refused(self, location):
        with pytest.raises(ConfigurationError, match=r"sqlite:///galley\.db"):
            path_of(location)


class TestFile:
    def test_has_a_log_that_outlives_a_killed_process(self, tmp_path):
        with closing(connect(f"{tmp_path}/galley.db")) as database:
            names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            facts = {name: database.execute(f"PRAGMA {name}").fetchone()[0] for name in names}
        assert facts == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 10_000}

    def test_is_left_alone_when_it_is_up_to_date(self, tmp_path):
        connect(f"{tmp_path}/galley.db").close()
        with closing(connect(f"{tmp_path}/galley.db")) as database:
            names = [row["name"] for row in database.query("SELECT name FROM _sqlite_migrations")]
        assert len(names) == len(set(names)) > 0

    @pytest.mark.parametrize("last", [m.name for m in MIGRATIONS.pending(Database(memory=True))][1:])
    async def test_of_an_older_galley_is_brought_up_to_date(self, tmp_path, last):
        path = f"{tmp_path}/galley.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as older:
            MIGRATIONS.apply(Database(older), stop_before=last)
        with closing(connect(path)) as database:
            assert MIGRATIONS.pending(database) == []

    async def test_can_be_none_at_all(self):
        store = await open_sqlite(":memory:")
        assert await store.team("T1").add_generation(generation()) is True
        await store.close()


class TestRefusals:
    async def refusal(self, path):
        with pytest.raises(ConfigurationError) as refused:
            await open_sqlite(str(path))
        assert str(path) in refused.value.message
        return refused.value.message

    async def test_a_missing_folder(self, tmp_path):
        assert "Its folder must exist" in await self.refusal(tmp_path / "nowhere" / "galley.db")

    async def test_a_folder_that_is_a_file(self):
        assert "Its folder must exist" in await self.refusal("/dev/null/galley.db")

    async def test_a_folder_in_place_of_the_file(self, tmp_path):
        await self.refusal(tmp_path)

    async def test_another_kind_of_file(self, tmp_path):
        (tmp_path / "notes.txt").write_text("Not a database. " * 100)
        assert "no SQLite database" in await self.refusal(tmp_path / "notes.txt")

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    async def test_a_file_that_may_only_be_read(self, tmp_path):
        path = tmp_path / "galley.db"
        connect(str(path)).close()
        path.chmod(0o400)
        assert "permissions" in await self.refusal(path)

    async def test_a_file_that_stays_locked(self, tmp_path, monkeypatch):
        monkeypatch.setattr("storage.opening.BUSY_SECONDS", 0.05)
        path = tmp_path / "galley.db"
        connect(str(path)).close()
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert "locked" in await self.refusal(path)

    async def test_a_file_of_a_newer_galley(self, tmp_path):
        path = tmp_path / "galley.db"
        with closing(connect(str(path))) as database:
            row = {"migration_set": "galley", "name": "create_brand_kits", "applied_at": "2027-01-01"}
            database.table("_sqlite_migrations").insert(row)
        with pytest.raises(ConfigurationError, match=r"newer Galley.*create_brand_kits"):
            await open_sqlite(str(path))

    async def test_a_sqlite_without_what_is_needed(self, tmp_path, monkeypatch):
        monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
        with pytest.raises(ConfigurationError, match="too old"):
            await open_sqlite(str(tmp_path / "galley.db"))

    def test_leave_the_file_closed(self, tmp_path):
        path = tmp_path / "notes.txt"
        path.write_text("Not a database. " * 100)
        with pytest.raises(ConfigurationError):
            connect(str(path))
        assert str(path) not in {one.path for one in psutil.Process().open_files()}


OPEN_AND_ADD = """
import asyncio, sys
sys.path.insert(0, ".")
from storage.sqlite import open_sqlite
from tests.storage.records import generation

async def main():
    input()
    store = await open_sqlite(sys.argv[1])
    for number in range(20):
        await store.team("T1").add_generation(generation(f"{sys.argv[2]}-{number}"))
    await store.close()

asyncio.run(main())
"""


async def test_processes_that_open_a_new_file_at_once_all_get_it(tmp_path):
    path = str(tmp_path / "galley.db")
    processes = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", OPEN_AND_ADD, path, str(number)),
            stdin=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        for number in range(4)
    ]
    outcomes = await asyncio.gather(*(process.communicate(b"go\n") for process in processes))
    assert [error.decode() for _, error in outcomes] == [""] * 4
    store = await open_sqlite(path)
    assert len(await store.open_runs()) == 80
    await store.close()
