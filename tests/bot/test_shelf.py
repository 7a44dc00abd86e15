"""`galley drafts list|show|export`, as an operator runs them, also while Galley has the database open."""

import asyncio
import json
import sqlite3
from contextlib import closing

import pytest

from bot import cli
from bot.domain.drafts import Status
from bot.domain.errors import ConfigurationError, StorageTrouble
from storage.location import open_store
from storage.reading import open_to_read
from tests.storage.records import draft, edited


async def filled(location, *drafts):
    store = await open_store(location)
    for one in drafts:
        await store.team(one.team).add_draft(one)
    await store.close()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path, monkeypatch):
    """Galley's database with three drafts of one team."""
    sqlite = f"sqlite:///{tmp_path}/galley.db"
    location = sqlite if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    asyncio.run(
        filled(
            location,
            draft("D1", title="Dark \x1b[2Jmode"),
            draft("D2", title="Spring sale", text="=1+1", minute=1),
            draft("D3", title="Never said", status=Status.DISCARDED),
        )
    )
    monkeypatch.setenv("GALLEY_DATABASE_URL", location)
    return location


def test_the_list_has_a_line_for_each_and_cannot_move_the_cursor(galley, url):
    code, printed, said = galley("drafts", "list")
    assert (code, said) == (0, "")
    assert printed == (
        "D2  draft  v1  2026-04-10 12:01  Spring sale\nD1  draft  v1  2026-04-10 12:00  Dark [2Jmode\n"
    )


def test_the_list_can_be_searched_filtered_and_cut(galley, url):
    assert galley("drafts", "list", "spring")[1].startswith("D2 ")
    assert galley("drafts", "list", "--status", "discarded")[1].startswith("D3 ")
    assert galley("drafts", "list", "zebra")[1] == "No draft is found.\n"
    assert "These are 1 of 2; --limit takes more." in galley("drafts", "list", "--limit", "1")[1]


def test_one_is_shown_with_its_texts(galley, url):
    code, printed, _ = galley("drafts", "show", "D2")
    assert code == 0
    assert "# Spring sale" in printed
    assert "=1+1" in printed
    code, _, said = galley("drafts", "show", "D9")
    assert code == 2
    assert "There is no draft 'D9'; `galley drafts list` says which there are." in said


def test_all_go_into_a_new_file_and_none_over_an_old_one(galley, url, tmp_path):
    code, printed, said = galley("drafts", "export", "--format", "csv", "--out", "drafts.csv")
    assert (code, printed, said) == (0, "", "2 drafts exported into drafts.csv.\n")
    content = (tmp_path / "drafts.csv").read_bytes().decode("utf-8-sig")
    assert ",'=1+1\r\n" in content
    code, _, said = galley("drafts", "export", "--out", "drafts.csv")
    assert code == 2
    assert "drafts.csv is there already; name another file." in said
    assert (tmp_path / "drafts.csv").read_bytes().decode("utf-8-sig") == content
    assert not list(tmp_path.glob(".*.part"))


def test_a_file_that_cannot_be_made_is_said(galley, url):
    code, _, said = galley("drafts", "export", "--out", "nowhere/drafts.md")
    assert code == 2
    assert "nowhere/drafts.md cannot be written: No such file or directory." in said


def test_without_a_file_they_come_to_the_screen_and_the_count_beside_it(
    url, capfdbinary, tmp_path, monkeypatch
):

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["galley", "drafts", "export", "--format", "json", "spring"])
    with pytest.raises(SystemExit):
        cli.main()
    printed, said = capfdbinary.readouterr()
    assert [one["id"] for one in json.loads(printed)["drafts"]] == ["D2"]
    assert said == b"1 draft exported.\n"


def test_of_several_teams_one_must_be_named(galley, url):
    asyncio.run(filled(url, draft("D1", team="T2", title="Theirs")))
    code, _, said = galley("drafts", "list")
    assert code == 2
    assert "There are drafts of several teams. Say whose: --team T1 or --team T2." in said
    assert "Theirs" in galley("drafts", "list", "--team", "T2")[1]
    assert "There are no drafts of a team 'T9'." in galley("drafts", "list", "--team", "T9")[2]


async def test_it_reads_while_galley_writes_and_changes_nothing(url):
    running = await open_store(url)
    reading = await open_to_read(url)
    await running.team("T1").change_draft("D1", edited("Lights off"))
    assert (await reading.team("T1").draft("D1")).latest.number == 2
    with pytest.raises(StorageTrouble):
        await reading.team("T1").change_draft("D1", edited("Never"))
    await reading.close()
    await running.close()


async def test_a_database_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(ConfigurationError, match="Galley makes it at its first start"):
        await open_to_read(f"sqlite:///{tmp_path}/none.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DELETE FROM _sqlite_migrations WHERE name = 'create_calls'", "last used by an older Galley"),
        ("UPDATE _sqlite_migrations SET name = 'unheard_of' WHERE name = 'create_calls'", "a newer Galley"),
    ],
)
async def test_tables_of_another_version_are_not_read(tmp_path, change, said):
    location = f"sqlite:///{tmp_path}/galley.db"
    await filled(location, draft())
    with closing(sqlite3.connect(tmp_path / "galley.db")) as by_hand, by_hand:
        by_hand.execute(change)
    with pytest.raises(ConfigurationError, match=said):
        await open_to_read(location)
