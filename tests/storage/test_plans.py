"""No query that a person waits for reads a whole table."""

import json

import psycopg
import pytest

from bot.domain.comments import Comment
from bot.domain.drafts import Status
from bot.domain.generations import CardRef
from bot.domain.money import Balance
from bot.domain.people import ChannelProfile, Decision, Permission, PersonDefaults
from bot.domain.ports import DraftQuery, RateLimit
from storage.postgres import drafts as postgres_drafts
from storage.postgres.search import draft_row
from storage.postgres.session import Session
from storage.postgres.store import open_postgres
from storage.postgres.texts import packed
from storage.sqlite import open_sqlite
from tests.storage.records import NOON, draft, edited, generation

#: An index that holds nothing but what is asked for, all of it.
OPEN_ONES = "SCAN generations USING INDEX generations_open_runs"
#: Not tables: a list given as a parameter, the full text index, which is asked by MATCH, and what is counted.
LOOKED_UP = ("SCAN json_each", "SCAN drafts_fts VIRTUAL TABLE INDEX 0:M", "SCAN (subquery-", OPEN_ONES)


@pytest.fixture
async def statements():
    """Every statement that the whole of a team's store runs, with what SQLite plans for it."""
    store = await open_sqlite(":memory:")
    database = store._connection._database
    traced = {}
    with database.tracer(traced.setdefault):
        await exercise(store)
    yield {
        sql: await store._connection.read(lambda db, sql=sql: plan(db, sql, traced[sql])) for sql in traced
    }
    await store.close()


async def exercise_all(store):
    """What belongs to no team."""
    await store.open_runs()
    await store.first("Ev1", NOON)
    await store.purge(NOON, limit=100)
    await store.forget(NOON, limit=100)
    await store.room("key", (RateLimit(calls=2, seconds=60),), NOON)
    await store.room("key", (RateLimit(calls=1, seconds=60),), NOON)


async def exercise_threads(team):
    await team.change_generation("G1", lambda g: g.with_card(CardRef(channel="C1", ts="1.0")))
    await team.draft_at("C1", "1.0")
    said = Comment(draft="D1", channel="C1", ts="2.0", author="U1", text="Nice", at=NOON)
    await team.save_comment(said)
    await team.comments("D1")
    await team.delete_comment("D1", "C1", "2.0")


async def exercise(store):
    await exercise_all(store)
    team = store.team("T1")
    await team.add_generation(generation())
    await team.change_generation("G1", lambda g: g.model_copy(update={"channel": "C2"}))
    await exercise_threads(team)
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
        DraftQuery(words='lights "every room" -dark'),
        DraftQuery(words="-dark"),
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
    await team.save_permission("U1", "acme", Permission(sealed=b"s", at=NOON))
    await team.permission("U1", "acme")
    await team.delete_permission("U1", "acme")


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


#: Drafts of a team that lack a word are nearly all, and where a team has nearly all rows, that is the table.
UNWANTED = "(true AND NOT"

#: Some thousand rows of fifty teams in every table, so that reading all of one is never the cheapest.
ROWS = 5_000
FILL = """
INSERT INTO generations SELECT 'T' || n % 50, 'F' || n, 'at ' || n, least(n % 20, 1), '', '{}' FROM numbers;
INSERT INTO versions SELECT team, id, 1, '{}' FROM drafts WHERE id LIKE 'F%';
INSERT INTO decisions SELECT team, id, 1, '{}' FROM drafts WHERE id LIKE 'F%';
INSERT INTO cards SELECT 'T' || n % 50, 'C2', n || '.0', 'F' || n, 'at ' || n FROM numbers;
INSERT INTO comments SELECT 'T' || n % 50, 'F' || n, n || '.0', 'C1', 'at ' || n, '{}' FROM numbers;
INSERT INTO persons SELECT 'T' || n % 50, 'F' || n, '{}' FROM numbers;
INSERT INTO channels SELECT 'T' || n % 50, 'F' || n, '{}' FROM numbers;
INSERT INTO balances SELECT 'T' || n % 50, 'F' || n, 'at ' || n, '{}' FROM numbers;
INSERT INTO permissions SELECT 'T' || n % 50, 'F' || n, 'acme', 'at ' || n, '' FROM numbers;
INSERT INTO intents SELECT 'T' || n % 50, 'F' || n, 'start', 'at ' || n FROM numbers;
INSERT INTO seen SELECT 'Ev0' || n, 'at ' || n FROM numbers;
INSERT INTO calls SELECT 'key ' || n % 50, 'at ' || n FROM numbers;
VACUUM ANALYZE
"""


@pytest.fixture
async def postgres_plans(postgres_url, monkeypatch):
    """Every statement that the whole of a team's store runs, with what PostgreSQL plans for it."""
    traced = {}
    for name in ("rows", "run"):
        monkeypatch.setattr(Session, name, noting(traced, getattr(Session, name)))
    store = await open_postgres(postgres_url)
    traced.clear()
    await exercise(store)
    await store.close()
    with psycopg.connect(postgres_url, autocommit=True) as by_hand:
        with by_hand.cursor() as cursor:
            cursor.executemany(postgres_drafts.ADD, [draft_row(filling(number)) for number in range(ROWS)])
        by_hand.execute(f"CREATE TEMP TABLE numbers AS SELECT n FROM generate_series(0, {ROWS - 1}) AS n")
        for statement in FILL.split(";"):
            by_hand.execute(statement)
        yield {sql: planned(by_hand, sql, values) for sql, values in traced.items()}


def noting(traced, method):
    async def noted(self, sql, **values):
        traced.setdefault(sql, packed(values))
        return await method(self, sql, **values)

    return noted


def filling(number):
    """A draft among thousands; every tenth word is in all of them."""
    text = " ".join(f"word{number * step % 997}" for step in range(1, 30))
    return draft(
        f"F{number}",
        team="T1" if number % 5 else f"T{number % 50}",
        author=f"U{number % 7}",
        text=f"{text} all",
        minute=number,
    )


def planned(connection, sql, values):
    return connection.execute(f"EXPLAIN (FORMAT JSON) {sql}", values).fetchone()[0]


def test_postgres_reads_no_whole_table(postgres_plans):
    scans = [sql for sql, plan in postgres_plans.items() if "Seq Scan" in json.dumps(plan)]
    assert [sql for sql in scans if UNWANTED not in sql] == []


async def test_postgres_plans_each_search_by_its_own_words(postgres_url):
    """With 10,000 drafts a plan for any words takes ten times as long (`bench/drafts`), not with a few."""
    store = await open_postgres(postgres_url)
    (found,) = await store._pool.read(lambda s: s.rows("SELECT current_setting('plan_cache_mode') AS mode"))
    await store.close()
    assert found["mode"] == "force_custom_plan"
