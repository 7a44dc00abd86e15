"""What is particular to the store on PostgreSQL: opening it, its history, and several processes."""

import asyncio
import sys
from pathlib import Path

import psycopg
import pytest

from bot.domain.errors import ConfigurationError
from bot.domain.people import Decision
from storage.location import open_store
from storage.postgres.migrations import STEPS
from storage.postgres.store import open_postgres
from tests.storage.records import NOON, at, draft, edited, generation


@pytest.fixture
async def store(postgres_url):
    opened = await open_postgres(postgres_url)
    yield opened
    await opened.close()


@pytest.fixture
def by_hand(postgres_url):
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        yield connection


class TestHistory:
    @pytest.mark.parametrize("table", ["versions", "decisions"])
    @pytest.mark.parametrize("verb", ["UPDATE {} SET record = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
    async def test_cannot_be_changed_even_by_hand(self, store, by_hand, table, verb):
        team = store.team("T1")
        await team.add_draft(draft())
        await team.decide(Decision(draft="D1", version=1, person="U1", action="saved", at=NOON))
        with pytest.raises(psycopg.IntegrityError, match=table):
            by_hand.execute(verb.format(table))

    async def test_a_saved_draft_cannot_be_deleted_even_by_hand(self, store, by_hand):
        await store.team("T1").add_draft(draft())
        with pytest.raises(psycopg.IntegrityError, match="nobody saved"):
            by_hand.execute("DELETE FROM drafts")


async def refusal(url):
    with pytest.raises(ConfigurationError) as refused:
        await open_store(url)
    assert "s3cret" not in refused.value.message
    return refused.value.message


class TestRefusals:
    async def test_no_address_at_all(self):
        assert "postgresql://user@host" in await refusal("postgresql://u:s3cret@[::x/galley")

    async def test_a_server_that_is_not_there(self):
        told = await refusal("postgresql://u:s3cret@127.0.0.1:1/galley")
        assert "galley at 127.0.0.1:1" in told
        assert "Check that the server runs" in told

    async def test_a_database_that_is_not_there(self, postgres):
        assert "Create it first" in await refusal(postgres.uri.replace("/postgres?", "/nowhere?"))

    async def test_a_user_that_is_not_there(self, postgres_url):
        assert "Create it first" in await refusal(postgres_url.replace("postgres:@", "nobody:s3cret@"))

    async def test_a_wrong_password(self, locked_out):
        assert "password in GALLEY_DATABASE_URL is wrong" in await refusal(locked_out)

    async def test_a_user_who_may_not_create_tables(self, newcomer):
        assert "must be allowed to create tables" in await refusal(newcomer)

    async def test_a_database_that_is_read_only(self, postgres_url, by_hand):
        by_hand.execute(f"ALTER DATABASE {by_hand.info.dbname} SET default_transaction_read_only = on")
        assert "name the primary" in await refusal(postgres_url)

    async def test_a_server_that_is_too_old(self, postgres_url, monkeypatch):
        monkeypatch.setattr("storage.postgres.opening.OLDEST", 99)
        assert "needs 99 or newer" in await refusal(postgres_url)

    async def test_a_database_with_few_letters(self, postgres):
        with psycopg.connect(postgres.uri, autocommit=True) as connection:
            connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
        url = postgres.uri.replace("/postgres?", "/latin?")
        told = await refusal(url)
        postgres.drop(url)
        assert "LATIN1" in told

    async def test_tables_of_a_newer_galley(self, store, postgres_url, by_hand):
        by_hand.execute("INSERT INTO galley_migrations (name) VALUES ('create_brand_kits')")
        assert "newer Galley (unknown: create_brand_kits)" in await refusal(postgres_url)

    async def test_somebody_else_s_tables(self, postgres_url, by_hand):
        by_hand.execute("CREATE TABLE drafts (id integer)")
        assert "a database of its own" in await refusal(postgres_url)
        assert by_hand.execute("SELECT to_regclass('generations')").fetchone() == (None,)


@pytest.fixture
def newcomer(postgres_url, by_hand):
    """The URL of somebody who may connect, and nothing else."""
    by_hand.execute("CREATE ROLE newcomer LOGIN PASSWORD 'other'")
    yield postgres_url.replace("postgres:@", "newcomer:s3cret@")
    by_hand.execute("DROP ROLE newcomer")


@pytest.fixture
def locked_out(newcomer, by_hand):
    """The URL of somebody whose password is another one."""
    rules = Path(by_hand.execute("SHOW hba_file").fetchone()[0])
    before = rules.read_text()
    rules.write_text("local all newcomer scram-sha-256\n" + before)
    by_hand.execute("SELECT pg_reload_conf()")
    yield newcomer
    rules.write_text(before)
    by_hand.execute("SELECT pg_reload_conf()")


OPEN_AND_ADD = """
import asyncio, sys
from storage.location import open_store
from tests.storage.records import at, draft, edited, generation

async def main():
    input()
    store = await open_store(sys.argv[1])
    team = store.team("T1")
    firsts = 0
    for number in range(20):
        firsts += await team.add_generation(generation(f"G{number}"))
        firsts += await team.intend(f"G{number}", "call 0", at(int(sys.argv[2]))) is None
    await team.add_draft(draft())
    for number in range(10):
        await team.change_draft("D1", edited(f"{sys.argv[2]}.{number}"))
    await store.close()
    print(firsts)

asyncio.run(main())
"""


async def test_processes_that_start_at_once_on_an_empty_database_share_the_work(postgres_url, by_hand):
    processes = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", OPEN_AND_ADD, postgres_url, str(number)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        for number in range(4)
    ]
    outcomes = await asyncio.gather(*(process.communicate(b"go\n") for process in processes))
    assert [error.decode() for _, error in outcomes] == [""] * 4
    assert sum(int(said) for said, _ in outcomes) == 40
    assert by_hand.execute("SELECT count(*), max(number) FROM versions").fetchone() == (41, 41)
    assert by_hand.execute("SELECT count(*) FROM galley_migrations").fetchone() == (len(STEPS),)


async def test_of_many_writers_in_two_stores_none_is_lost(store, postgres_url):
    other = await open_postgres(postgres_url)
    await store.team("T1").add_draft(draft())
    await store.team("T1").add_generation(generation())
    await asyncio.gather(
        *(one.team("T1").change_draft("D1", edited(f"{i}")) for one in (store, other) for i in range(20))
    )
    assert (await store.team("T1").draft("D1")).latest.number == 41
    assert await other.team("T1").intend("G1", "start", at(1)) is None
    assert await store.team("T1").intend("G1", "start", at(2)) == at(1)
    await other.close()


async def test_commits_wait_for_the_disk_whatever_the_database_says(postgres_url, by_hand):
    by_hand.execute(f"ALTER DATABASE {by_hand.info.dbname} SET synchronous_commit = off")
    store = await open_postgres(postgres_url)
    rows = await store._pool.read(lambda session: session.rows("SHOW synchronous_commit"))
    await store.close()
    assert rows == [{"synchronous_commit": "on"}]
