"""Every store the contract holds for."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.domain.ports import Store, TeamStore
from storage.location import open_store as open_store_at
from storage.memory import MemoryStore
from storage.sqlite import open_sqlite

#: Opens the same records again, as another process would.
Open = Callable[[], Awaitable[Store]]


@pytest.fixture(params=["sqlite", "memory", "postgres"])
async def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Open]:
    memory = MemoryStore()

    async def open_memory() -> Store:
        return memory

    openers: dict[str, Open] = {
        "sqlite": lambda: open_sqlite(f"sqlite:///{tmp_path}/galley.db"),
        "memory": open_memory,
        "postgres": lambda: open_store_at(request.getfixturevalue("postgres_url")),
    }
    opened: list[Store] = []

    async def open_one() -> Store:
        opened.append(await openers[request.param]())
        return opened[-1]

    yield open_one
    for store in opened:
        await store.close()


@pytest.fixture
async def store(open_store: Open) -> Store:
    return await open_store()


@pytest.fixture
def team(store: Store) -> TeamStore:
    return store.team("T1")
