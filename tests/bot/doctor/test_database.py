"""The database as `galley doctor` sees it, in use or not: looked at, and left alone."""

import shutil
import sqlite3
from contextlib import closing

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from bot.jobs.slots import seated
from storage import looking
from storage.location import open_store
from storage.sqlite import open_sqlite
from tests.flows.processes import running
from tests.flows.worlds import open_playground, vendor_settings


class TestSqlite:
    async def test_one_in_use_is_looked_at_and_left_alone(self, report, given, slack, tmp_path):
        async with open_playground() as (playground, vendor):
            app = playground.workspace.app
            tokens = {"SLACK_BOT_TOKEN": app.bot_token, "SLACK_APP_TOKEN": app.app_token}
            async with running(tmp_path, playground, vendor_settings(playground, vendor)) as galley:
                told = await report(**given | tokens | {"SLACK_API_URL": playground.api_url})
                assert told.problems == []
                assert told.says("Database", "SQLite 3.", "with a write-ahead log", "free on its disk")
                assert told.says("✓ ok       Processes: one Galley is running on it.")
                assert galley.process.returncode is None
            told = await report()
            assert told.says("Processes: no Galley is running on it.")

    async def test_nothing_is_made_where_there_is_nothing(self, report, tmp_path):
        await report()
        assert list(tmp_path.iterdir()) == []

    async def test_older_tables_are_noted_and_not_brought_up_to_date(self, report, tmp_path):
        with closing(sqlite3.connect(tmp_path / "galley.db")) as database:
            database.execute("CREATE TABLE mine (id)")
        told = await report()
        assert told.problems == []
        assert told.says("! note", "brought up to date at the next start", "copy it")
        assert told.says("! note", "write-ahead log at the next start")
        with closing(sqlite3.connect(tmp_path / "galley.db")) as database:
            assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("mine",)]

    async def test_one_that_a_newer_galley_wrote_is_a_problem(self, report, tmp_path):
        await (await open_sqlite(str(tmp_path / "galley.db"))).close()
        with closing(sqlite3.connect(tmp_path / "galley.db")) as database, database:
            database.execute("UPDATE _sqlite_migrations SET name = 'create_tomorrow' WHERE rowid = 1")
        told = await report()
        assert told.problems == [told.says("newer Galley wrote it", "create_tomorrow", "Start that version")]

    async def test_a_file_that_is_none_is_a_problem(self, report, tmp_path):
        (tmp_path / "galley.db").write_text("A letter, and no database, long enough to be read as one." * 20)
        told = await report()
        assert told.problems == [told.says("cannot be read", "no SQLite database: name another one")]

    @pytest.mark.parametrize(
        ("url", "words"),
        [
            ("sqlite:///nowhere/galley.db", ("no folder", "make it, or name another one")),
            ("sqlite:///:memory:", ("needs a file",)),
            ("mysql://galley:hidden@db/galley", ("mysql://…", "no other kind")),
        ],
    )
    async def test_a_name_that_leads_nowhere_is_a_problem(self, report, url, words):
        told = await report(GALLEY_DATABASE_URL=url)
        assert told.problems == [told.says("✗ problem  Database", *words)]
        assert "hidden" not in "".join(told.lines)

    @pytest.mark.parametrize(("free", "state"), [(5_000_000, "✗ problem"), (500_000_000, "! note")])
    async def test_a_disk_that_is_nearly_full_is_found(self, report, monkeypatch, free, state):
        usage = shutil.disk_usage(".")._replace(free=free)
        monkeypatch.setattr(looking.shutil, "disk_usage", lambda _: usage)
        told = await report()
        assert told.says("Database", f"Only {free // 1_000_000}.0 MB free").startswith(state)

    @pytest.mark.parametrize(
        ("denied", "words"), [("galley.db", "not write to it"), ("", "may not write in")]
    )
    async def test_one_that_may_not_be_written_is_a_problem(
        self, report, tmp_path, monkeypatch, denied, words
    ):
        await (await open_sqlite(str(tmp_path / "galley.db"))).close()
        # Tests may run as root, who may write everywhere.
        monkeypatch.setattr(looking.os, "access", lambda path, _: path != tmp_path / denied)
        told = await report()
        assert told.problems == [told.says("✗ problem  Database", words)]


class TestPostgres:
    async def test_it_is_told_with_its_version_and_its_connections(self, report, postgres_url):
        told = await report(GALLEY_DATABASE_URL=postgres_url)
        assert told.problems == []
        assert told.says("Database: postgresql://…: galley_", "version", "connections used")
        assert told.says("! note", "brought up to date at the next start")
        assert told.says("Processes: no Galley is running on it.")
        async with seated(postgres_url, print), seated(postgres_url, print):
            told = await report()
        assert told.says("Processes: 2 Galleys are running on it.")

    async def test_one_with_tables_is_told_without_notes_and_one_of_a_newer_galley_is_a_problem(
        self, report, postgres_url
    ):
        await (await open_store(postgres_url)).close()
        told = await report(GALLEY_DATABASE_URL=postgres_url)
        assert not [line for line in told.notes if "Database" in line]
        with psycopg.connect(postgres_url) as database:
            database.execute("INSERT INTO galley_migrations VALUES ('create_tomorrow')")
        told = await report()
        assert told.problems == [told.says("newer Galley wrote it", "create_tomorrow")]

    async def test_one_that_only_reads_is_found(self, report, postgres_url):
        name = conninfo_to_dict(postgres_url)["dbname"]
        with psycopg.connect(postgres_url, autocommit=True) as database:
            database.execute(
                sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(
                    sql.Identifier(name)
                )
            )
        told = await report(GALLEY_DATABASE_URL=postgres_url)
        assert told.problems == [told.says("takes no changes", "name the primary")]

    async def test_one_that_does_not_answer_is_a_problem_and_its_password_is_not_told(
        self, report, unused_tcp_port
    ):
        url = f"postgresql://galley:hidden@127.0.0.1:{unused_tcp_port}/galley"
        told = await report(GALLEY_DATABASE_URL=url)
        (line,) = told.problems
        assert f"The database galley at 127.0.0.1:{unused_tcp_port} cannot be used" in line
        assert "Check that the server runs" in line
        assert "hidden" not in "".join(told.lines)

    @pytest.mark.parametrize("password", ["hid%den", "hid%zzden"])
    async def test_an_address_that_is_none_is_not_quoted(self, report, password):
        told = await report(GALLEY_DATABASE_URL=f"postgresql://galley:{password}@db/galley")
        assert told.problems == [told.says("Database", "no PostgreSQL address")]
        assert "den" not in "".join(told.problems)
