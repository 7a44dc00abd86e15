"""One damaged record, by hand or by a newer Galley: it is named in the log and hides no other."""

import sqlite3
from contextlib import closing

import psycopg
import pytest

from bot.domain.errors import NotFound, UnreadableRecord
from bot.domain.people import ChannelProfile, PersonDefaults
from bot.domain.ports import DraftQuery
from storage.location import open_store
from tests.storage.records import draft, edited, generation

DAMAGES = {
    "cut short": "{",
    "of a newer Galley": draft("D2").model_dump_json().replace('"draft"', '"translated"'),
    "a secret text": '{"title": "Our secret plan"}',
}


@pytest.fixture(params=["sqlite", "postgres"])
def location(request, tmp_path):
    return f"{tmp_path}/galley.db" if request.param == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.fixture
async def team(location):
    store = await open_store(location)
    yield store.team("T1")
    await store.close()


def by_hand(location, statement, value):
    if location.startswith("postgresql"):
        with psycopg.connect(location, autocommit=True) as connection:
            connection.execute(statement.replace("?", "%s"), (value,))
    else:
        with closing(sqlite3.connect(location, isolation_level=None)) as connection:
            connection.execute(statement, (value,))


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
async def test_a_draft_is_left_out_of_lists_and_counted(location, team, damage, caplog):
    for number in range(1, 4):
        await team.add_draft(draft(f"D{number}", minute=number))
    by_hand(location, "UPDATE drafts SET record = ? WHERE id = 'D2'", damage)
    page = await team.drafts(DraftQuery())
    assert ([d.id for d in page.drafts], page.total, page.unreadable) == (["D3", "D1"], 3, 1)
    assert "T1/D2" in caplog.text
    assert "secret" not in caplog.text

    first = await team.drafts(DraftQuery(), limit=2)
    second = await team.drafts(DraftQuery(), after=first.after, limit=2)
    assert [[d.id for d in one.drafts] for one in (first, second)] == [["D3"], ["D1"]]


async def test_a_draft_that_is_opened_or_changed_says_so(location, team):
    await team.add_draft(draft())
    by_hand(location, "UPDATE drafts SET record = ? WHERE id = 'D1'", "{")
    for doing in (team.draft("D1"), team.change_draft("D1", edited("Lights off"))):
        with pytest.raises(UnreadableRecord, match="damaged and cannot be opened"):
            await doing
    assert len(await team.versions("D1")) == 1
    with pytest.raises(NotFound):
        await team.draft("D2")


async def test_a_run_hides_no_other(location, team, caplog):
    for name in ("G1", "G2"):
        await team.add_generation(generation(name))
    by_hand(location, "UPDATE generations SET record = ? WHERE id = 'G1'", "{")
    assert [g.id for g in await team.generations()] == ["G2"]
    with pytest.raises(UnreadableRecord):
        await team.change_generation("G1", lambda g: g)
    assert "T1/G1" in caplog.text


async def test_a_version_hides_no_other(location, team, caplog):
    await team.add_draft(draft())
    by_hand(location, "INSERT INTO versions (team, draft, number, record) VALUES ('T1', 'D1', 2, ?)", "{")
    assert [v.number for v in await team.versions("D1")] == [1]
    assert "Version T1/D1/2" in caplog.text


async def test_what_was_remembered_is_forgotten(location, team):
    await team.save_person("U1", PersonDefaults(provider="sample"))
    await team.save_channel("C1", ChannelProfile(provider="sample"))
    for table in ("persons", "channels"):
        by_hand(location, f"UPDATE {table} SET record = ?", "{")
    assert await team.person("U1") == PersonDefaults()
    assert await team.channel("C1") == ChannelProfile()
    await team.save_person("U1", PersonDefaults(provider="sample"))
    assert await team.person("U1") == PersonDefaults(provider="sample")
