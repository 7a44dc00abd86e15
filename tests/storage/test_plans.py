"""No query that a person waits for reads a whole table."""

import pytest

from bot.domain.drafts import Status
from bot.domain.money import Balance
from bot.domain.people import ChannelProfile, Decision, PersonDefaults
from bot.domain.ports import DraftQuery
from storage.sqlite import open_sqlite
from tests.storage.records import NOON, draft, edited, generation

#: Not tables: a list given as a parameter, and the full text index, which is asked by MATCH.
LOOKED_UP = ("SCAN json_each", "SCAN drafts_fts VIRTUAL TABLE INDEX 0:M")


@pytest.fixture
async def statements():
    """Every statement that the whole of a team's store runs, with what SQLite plans for it."""
    store = await open_sqlite(":memory:")
    database = store._connection._database
    traced = {}
    with database.tracer(traced.setdefault):
        await exercise(store.team("T1"))
    yield {
        sql: await store._connection.read(lambda db, sql=sql: plan(db, sql, traced[sql])) for sql in traced
    }
    await store.close()


async def exercise(team):
    await team.add_generation(generation())
    await team.change_generation("G1", lambda g: g.model_copy(update={"channel": "C2"}))
    await team.generations()
    await team.generations(open_only=True)
    await team.add_draft(draft())
    await team.change_draft("D1", edited("Lights off"))
    await team.versions("D1")
    await team.decide(Decision(draft="D1", version=1, person="U1", action="saved", at=NOON))
    await team.decisions("D1")
    for query in (
        DraftQuery(),
        DraftQuery(author="U1"),
        DraftQuery(words="lights"),
        DraftQuery(author="U1", words="lights", statuses=(Status.DRAFT,)),
    ):
        await team.drafts(query)
        await team.drafts(query, after="2026-04-10T12:00:00+00:00 D9")
    await team.save_person("U1", PersonDefaults())
    await team.person("U1")
    await team.save_channel("C1", ChannelProfile())
    await team.channel("C1")
    await team.save_balance("sample", Balance(credits=1, at=NOON))
    await team.balance("sample")
    await team.intend("G1", "start", NOON)


def plan(database, sql, values):
    if not sql.lstrip().startswith(("SELECT", "UPDATE", "INSERT")) or "sqlite_master" in sql:
        return []
    return [row["detail"] for row in database.query(f"EXPLAIN QUERY PLAN {sql}", values)]


def test_nothing_scans(statements):
    scans = {
        sql: detail
        for sql, details in statements.items()
        for detail in details
        if "SCAN" in detail and not detail.startswith(LOOKED_UP)
    }
    assert scans == {}


def test_every_search_uses_an_index(statements):
    searches = [detail for details in statements.values() for detail in details if "SEARCH" in detail]
    assert len(searches) > 15
    assert all("INDEX" in detail or "PRIMARY KEY" in detail for detail in searches)


def test_lists_are_read_in_order_and_not_sorted(statements):
    sorted_ones = [
        sql
        for sql, details in statements.items()
        if any("TEMP B-TREE" in detail for detail in details) and "MATCH" not in sql
    ]
    assert sorted_ones == []
