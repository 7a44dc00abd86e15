"""Calls with a vendor's key are counted across all processes, and never more than its limits allow."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.domain.ports import RateLimit

THREE = (RateLimit(calls=3, seconds=60),)


def now():
    return datetime.now(UTC)


async def test_there_is_room_up_to_the_limit_and_then_it_is_said_for_how_long_not(store):
    waits = [await store.room("key", THREE, now()) for _ in range(4)]
    assert waits[:3] == [0, 0, 0]
    assert 55 < waits[3] <= 60


async def test_keys_are_apart(store):
    for _ in range(3):
        await store.room("key", THREE, now())
    assert await store.room("another", THREE, now()) == 0


async def test_all_limits_are_kept(store):
    both = (RateLimit(calls=5, seconds=60), RateLimit(calls=1, seconds=600))
    assert await store.room("key", both, now()) == 0
    assert 590 < await store.room("key", both, now()) <= 600


async def test_what_found_no_room_is_not_counted(store):
    one = (RateLimit(calls=1, seconds=0.2),)
    for _ in range(20):
        await store.room("key", one, now())
    await asyncio.sleep(0.25)
    assert await store.room("key", one, now()) == 0


async def test_of_many_at_once_no_more_than_allowed_find_room(store):
    waits = await asyncio.gather(*(store.room("key", THREE, now()) for _ in range(30)))
    assert waits.count(0) == 3


async def test_another_process_counts_the_same_calls(open_store):
    first, second = await open_store(), await open_store()
    waits = await asyncio.gather(
        *(store.room("key", THREE, now()) for store in (first, second) for _ in range(5))
    )
    assert waits.count(0) == 3


async def test_without_limits_there_is_room(store):
    assert await store.room("key", (), now()) == 0


async def test_calls_are_forgotten(store):
    for _ in range(3):
        await store.room("key", THREE, now())
    assert await store.forget(now() - timedelta(minutes=1), limit=10) == 0
    assert await store.forget(now() + timedelta(minutes=1), limit=10) == 3
    assert await store.room("key", THREE, now()) == 0
