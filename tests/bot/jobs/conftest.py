"""An open engine over records in memory."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

import pytest

from bot.domain.ports import UNREAD, Meter, Provider, Providers, Store
from bot.jobs import engine as engine_module
from bot.jobs.engine import open_engine
from storage.memory import MemoryStore
from tests.bot.jobs.fakes import IMPATIENT, Bench, FakeFiles, FakeSlack, now

Opener = Callable[..., AbstractAsyncContextManager[Bench]]


@pytest.fixture
def database_url(tmp_path) -> str:
    return f"sqlite:///{tmp_path}/galley.db"


@pytest.fixture
def slack() -> FakeSlack:
    return FakeSlack()


@pytest.fixture
def files() -> FakeFiles:
    return FakeFiles()


@pytest.fixture
def store() -> Store:
    return MemoryStore()


@pytest.fixture
def patience(monkeypatch) -> Callable[..., None]:
    """Set how long trouble is sat out."""

    def be(**pauses: float) -> None:
        monkeypatch.setattr(engine_module, "PATIENCE", replace(IMPATIENT, **pauses))

    be()
    return be


@pytest.fixture
def opened(database_url, store, slack, files, patience) -> Opener:
    """Open an engine for some providers; may be done again once the first is closed."""

    @asynccontextmanager
    async def open_bench(*providers: Provider, meter: Meter = UNREAD) -> AsyncIterator[Bench]:
        async with open_engine(
            database_url=database_url,
            store=store,
            providers=Providers(providers),
            notifier=slack,
            files=files,
            clock=now,
            meter=meter,
        ) as engine:
            yield Bench(engine, store, slack)

    return open_bench
