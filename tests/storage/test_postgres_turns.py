"""Turns and firsts of several processes on one PostgreSQL, some of which are killed."""

import asyncio
import sys

import pytest

from bot.domain.errors import StorageTrouble
from storage.postgres.store import open_postgres
from tests.storage.records import NOON, at

HOLD = """
import asyncio, sys
from storage.location import open_store

async def main():
    store = await open_store(sys.argv[1])
    async with store.team("T1").alone("tokens"):
        print("held", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
    await store.close()

asyncio.run(main())
"""


@pytest.fixture
async def stores(postgres_url):
    opened = [await open_postgres(postgres_url) for _ in range(2)]
    yield opened
    for store in opened:
        await store.close()


@pytest.fixture
async def holder(postgres_url):
    """Another process that has the name; it lets go when it reads a line."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", HOLD, postgres_url),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert await process.stdout.readline() == b"held\n"
    yield process
    if process.returncode is None:
        process.kill()
    await process.wait()


async def taken(store):
    async with store.team("T1").alone("tokens"):
        return True


async def is_kept_waiting(task):
    await asyncio.wait([task], timeout=0.3)
    return not task.done()


async def test_another_process_waits_until_it_is_let_go(stores, holder):
    waiting = asyncio.create_task(taken(stores[0]))
    assert await is_kept_waiting(waiting)
    holder.stdin.write(b"go\n")
    assert await asyncio.wait_for(waiting, 10)


@pytest.mark.kill
async def test_a_killed_process_lets_go(stores, holder):
    waiting = asyncio.create_task(taken(stores[0]))
    assert await is_kept_waiting(waiting)
    holder.kill()
    assert await asyncio.wait_for(waiting, 10)


async def test_other_names_do_not_wait(stores, holder):
    async with (
        asyncio.timeout(10),
        stores[0].team("T1").alone("others"),
        stores[1].team("T2").alone("tokens"),
    ):
        pass


async def test_two_stores_take_turns(stores):
    inside, most = 0, 0

    async def visit(store):
        nonlocal inside, most
        async with store.team("T1").alone("tokens"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.001)
            inside -= 1

    await asyncio.gather(*(visit(store) for store in stores for _ in range(10)))
    assert most == 1


async def test_a_key_is_new_to_one_of_two_stores(stores):
    seen = await asyncio.gather(*(store.first("Ev1", at(i)) for i in range(20) for store in stores))
    assert seen.count(True) == 1


async def test_a_server_that_is_not_there_is_told(postgres, postgres_url, stores):
    gone = postgres.database()
    store = await open_postgres(gone)
    postgres.drop(gone)
    with pytest.raises(StorageTrouble, match="nothing was saved or charged"):
        async with store.team("T1").alone("tokens"):
            pass
    await store.close()
    assert await stores[0].first("Ev1", NOON)
