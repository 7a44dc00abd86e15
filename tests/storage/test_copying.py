"""Everything from one database into another: all of it, letter by letter, or not without a word."""

import sqlite3
from contextlib import closing

import pytest

from bot.domain.comments import Comment
from bot.domain.drafts import Status
from bot.domain.errors import ConfigurationError
from bot.domain.generations import CardRef, State
from bot.domain.money import Balance
from bot.domain.people import ChannelProfile, Decision, Permission, PersonDefaults
from bot.domain.ports import DraftQuery
from storage import copying
from storage.location import open_store
from storage.tables import TABLES
from tests.storage.records import NOON, at, draft, edited, generation

ODD = "odd \0 \1 🎉 id"


@pytest.fixture
async def opened():
    """Opens stores, and closes them at the end."""
    stores = []

    async def open_one(location):
        stores.append(await open_store(location))
        return stores[-1]

    yield open_one
    for store in stores:
        await store.close()


@pytest.fixture
def paths(tmp_path):
    return [f"{tmp_path}/{name}.db" for name in ("first", "second")]


async def fill(store):
    for name in ("T1", "T2", ODD):
        team = store.team(name)
        for number in range(4):
            await team.add_generation(generation(f"G{number}", team=name, minute=number))
        await team.add_generation(generation(ODD, team=name, state=State.DONE, campaign="G1"))
        await team.change_generation(ODD, lambda g: g.with_card(CardRef(channel="C1", ts="1.0")))
        await team.save_comment(
            Comment(draft=ODD, channel="C1", ts="2.0", author="U1", text=ODD, at=NOON),
        )
        for one in (draft(team=name), draft(ODD, team=name, text=ODD, status=Status.WORKING)):
            await team.add_draft(one)
            await team.change_draft(one.id, edited("Écran sombre"))
            await team.decide(Decision(draft=one.id, version=2, person="U1", action="saved", at=NOON))
        await team.save_person("U1", PersonDefaults(provider="sample"))
        await team.save_channel("C1", ChannelProfile(provider="sample"))
        await team.save_balance("sample", Balance(credits=7, at=NOON))
        await team.save_permission("U1", "acme", Permission(sealed=bytes(range(256)), at=NOON))
        await team.intend(ODD, "call 0", NOON)
    await store.first("Ev1", NOON)


async def all_rows(store):
    return {table: list(await store.stored(table, None, 10_000)) for table in TABLES}


async def test_there_and_back_again_it_is_the_same(opened, paths, postgres_url, monkeypatch):
    monkeypatch.setattr(copying, "BATCH", 3)
    first, there, back = [await opened(location) for location in (paths[0], postgres_url, paths[1])]
    await fill(first)
    sums = await copying.copy(first, there)
    assert await copying.copy(there, back) == sums
    assert [found.rows for found in sums.values()] == [15, 6, 12, 6, 3, 3, 3, 3, 3, 3, 3, 1]
    assert await all_rows(first) == await all_rows(there) == await all_rows(back)


@pytest.mark.parametrize("to", ["sqlite", "postgres"])
async def test_the_copy_works_as_the_first_did(opened, paths, postgres_url, to):
    first = await opened(paths[0])
    await fill(first)
    second = await opened(postgres_url if to == "postgres" else paths[1])
    await copying.copy(first, second)
    team = second.team(ODD)
    assert sorted(await second.open_runs()) == sorted(await first.open_runs())
    assert await team.draft(ODD) == await first.team(ODD).draft(ODD)
    assert [d.id for d in (await team.drafts(DraftQuery(words="ecran som"))).drafts] == ["D1"]
    assert (await team.change_draft("D1", edited("More"), expected_version=2)).latest.number == 3
    assert await team.intend(ODD, "call 0", at(5)) == NOON
    assert await second.first("Ev1", at(5)) is False
    assert await team.add_generation(generation("G1", team=ODD)) is False


async def test_a_record_that_cannot_be_read_is_copied_as_it_is(opened, paths, postgres_url):
    first, second = await opened(paths[0]), await opened(postgres_url)
    await fill(first)
    with closing(sqlite3.connect(paths[0], isolation_level=None)) as by_hand:
        by_hand.execute("UPDATE drafts SET record = '{' WHERE id = 'D1'")
    await copying.copy(first, second)
    assert await all_rows(first) == await all_rows(second)


@pytest.mark.parametrize("table", ["seen", "drafts"])
async def test_a_database_that_is_not_empty_is_refused_untouched(opened, paths, postgres_url, table):
    first, second = await opened(paths[0]), await opened(postgres_url)
    await fill(first)
    await (second.first("Ev9", NOON) if table == "seen" else second.team("T1").add_draft(draft()))
    before = await all_rows(second)
    with pytest.raises(ConfigurationError, match=f"not empty.*{table}"):
        await copying.copy(first, second)
    assert await all_rows(second) == before


async def test_a_copy_that_differs_is_found_out(opened, paths, postgres_url):
    first, second = await opened(paths[0]), await opened(postgres_url)
    await fill(first)

    class Careless:
        stored = second.stored

        async def put(self, table, rows):
            changed = [{**row, "record": "{}"} for row in rows] if table == "persons" else rows
            await second.put(table, changed)

    with pytest.raises(ConfigurationError, match="copy of persons differs"):
        await copying.copy(first, Careless())
