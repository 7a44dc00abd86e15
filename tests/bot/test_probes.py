"""Health and measurements from before Galley opens until after it has closed."""

import asyncio
import logging
from types import SimpleNamespace

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot import app, probes
from bot.app import Galley
from bot.domain.errors import NotReady
from bot.metrics import Metrics
from bot.probes import Standing
from bot.settings import read_settings


async def well():
    return None


async def broken():
    raise ConnectionError("postgresql://galley:secret@db/galley")


async def silent():
    await asyncio.sleep(60)


def galley_of(*, store=well, engine=well):
    """Galley, as far as its health goes."""

    async def open_runs():
        await store()
        return [("T1", "RUN1")]

    async def depth():
        return {("provider x", "waiting"): 2, ("", "under way"): 1}

    return Galley(
        slack=None,
        services=None,
        store=SimpleNamespace(ready=store, open_runs=open_runs),
        runner=SimpleNamespace(ready=engine, depth=depth),
        pages=(),
    )


@pytest.fixture
def standing():
    return Standing(Metrics())


@pytest.fixture
async def client(standing):
    async with TestClient(TestServer(probes.probes(standing, read_settings(_env_file=None)))) as opened:
        yield opened


async def readiness(client):
    answer = await client.get("/readyz")
    return answer.status, (await answer.json()).get("why")


async def test_readiness_follows_galley_from_its_start_to_its_end(client, standing):
    assert await readiness(client) == (503, "Galley is starting.")
    async with standing.up(galley_of()):
        assert await readiness(client) == (200, None)
    assert await readiness(client) == (503, "Galley is stopping.")
    assert (await client.get("/healthz")).status == 200


@pytest.mark.parametrize(
    ("galley", "why"),
    [
        (galley_of(store=broken), "The database does not answer (ConnectionError)."),
        (galley_of(store=silent), "The database does not answer (TimeoutError)."),
        (galley_of(engine=broken), "The engine does not answer (ConnectionError)."),
    ],
)
async def test_what_does_not_answer_is_named_and_nothing_more(client, standing, monkeypatch, galley, why):
    monkeypatch.setattr(app, "PATIENCE", 0.05)
    async with standing.up(galley):
        assert await readiness(client) == (503, why)


async def test_an_engine_that_is_closing_says_so_itself(client, standing):
    async def closing():
        raise NotReady("The engine is closing.")

    async with standing.up(galley_of(engine=closing)):
        assert await readiness(client) == (503, "The engine is closing.")


async def test_how_much_there_is_to_do_is_looked_up_at_each_scrape(client, standing):
    async with standing.up(galley_of()):
        text = await (await client.get("/metrics")).text()
    assert "galley_runs_open 1.0" in text
    assert 'galley_stages{queue="provider x",state="waiting"} 2.0' in text
    assert 'galley_stages{queue="none",state="under way"} 1.0' in text


@pytest.mark.parametrize("store", [broken, silent])
async def test_the_rest_is_told_when_that_cannot_be(client, standing, monkeypatch, caplog, store):
    monkeypatch.setattr(probes, "PATIENCE", 0.05)
    caplog.set_level(logging.WARNING, "bot.probes")
    async with standing.up(galley_of(store=store)):
        answer = await client.get("/metrics")
    assert answer.status == 200
    assert "galley_build_info" in await answer.text()
    assert "secret" not in caplog.text


async def test_a_scraper_gets_the_form_it_asks_for(client):
    plain = await client.get("/metrics", headers={"Accept": "text/plain;version=0.0.4"})
    modern = await client.get("/metrics", headers={"Accept": "application/openmetrics-text;version=1.0.0"})
    assert plain.content_type == "text/plain"
    assert modern.content_type == "application/openmetrics-text"
    assert (await modern.text()).endswith("# EOF\n")
