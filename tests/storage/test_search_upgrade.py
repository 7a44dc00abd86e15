"""Drafts of a Galley before are found as those of this one."""

import sqlite3
from contextlib import closing

import psycopg
import pytest
from sqlite_utils import Database

from bot.domain.ports import DraftQuery
from storage.location import open_store
from storage.migrations import MIGRATIONS
from storage.rows import draft_row
from tests.storage.records import draft, edited

STEP = "search_within_runs_of_signs"
OLD = draft("D1", title="Écran sombre", text="今日は新しい製品を発表します", prompt="dark mode")


async def found(store, typed):
    return [d.id for d in (await store.team("T1").drafts(DraftQuery(words=typed))).drafts]


async def check(location):
    store = await open_store(location)
    for typed in ("製品", "ecran", '"dark mode"'):
        assert await found(store, typed) == ["D1"]
    await store.team("T1").change_draft("D1", edited("moonlight"))
    assert (await found(store, "製品"), await found(store, "moonlight")) == ([], ["D1"])
    await store.team("T1").add_draft(draft("D2", text="新製品"))
    assert await found(store, "製品") == ["D2"]
    await store.close()


async def test_on_sqlite(tmp_path):
    with closing(sqlite3.connect(tmp_path / "galley.db", isolation_level=None)) as by_hand:
        database = Database(by_hand)
        MIGRATIONS.apply(database, stop_before=STEP)
        raw = {"title": OLD.title, "texts": "\n\n".join(OLD.texts.values()), "prompt": OLD.prompt}
        database.table("drafts").insert({**draft_row(OLD), **raw})
    await check(f"sqlite:///{tmp_path}/galley.db")


@pytest.mark.parametrize("count", [1, 1_200])
async def test_on_postgres(postgres_url, count):
    store = await open_store(postgres_url)
    for number in range(1, count):
        await store.team("T2").add_draft(draft(f"E{number}", team="T2"))
    await store.team("T1").add_draft(OLD)
    await store.close()
    with psycopg.connect(postgres_url, autocommit=True) as by_hand:
        words = " ecran sombre \n 今日は新しい製品を発表します \n dark mode "
        by_hand.execute("UPDATE drafts SET tokens = '', words = %s", [words])
        by_hand.execute("DELETE FROM galley_migrations WHERE name = %s", [STEP])
    await check(postgres_url)
