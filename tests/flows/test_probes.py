"""`galley run` over Socket Mode, looked after by machines: from its start to its end."""

import asyncio
import json

import aiohttp
import pytest

from playground.slack.fixtures import ANA
from tests.bot.jobs.fakes import until
from tests.bot.processes import started
from tests.flows.person import Person
from tests.flows.processes import START, free_port, running
from tests.flows.worlds import CAPTIONS, open_playground, vendor_settings

pytestmark = pytest.mark.kill


async def get(url):
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


async def test_it_is_ready_while_it_works_and_says_why_when_it_stops(tmp_path):
    port = free_port()
    own = {"GALLEY_METRICS_PORT": port, "GALLEY_LOG_FORMAT": "json"}
    async with (
        open_playground() as (playground, vendor),
        running(tmp_path, playground, vendor_settings(playground, vendor), **own) as app,
    ):
        address, ana = f"http://127.0.0.1:{port}", Person(playground, ANA)
        await ana.starts("Dark mode is here", "posteverywhere")
        await ana.sees("Dark mode is here", "Save draft", within=START)
        assert (await get(f"{address}/readyz"))[0] == 200
        assert (
            'galley_runs_total{outcome="done",provider="posteverywhere"} 1.0'
            in (await get(f"{address}/metrics"))[1]
        )
        vendor.slow_down(2)
        await ana.starts("Lights on", "posteverywhere")
        await until(lambda: len(vendor.calls.to(CAPTIONS)) == 2, seconds=START)
        app.terminate()
        told = await get(f"{address}/readyz")
        async with asyncio.timeout(START):
            while told[0] == 200:
                told = await get(f"{address}/readyz")
        assert json.loads(told[1])["why"] == "Galley is stopping."
        assert (await get(f"{address}/healthz"))[0] == 200
        assert await app.ended() == 0


async def test_an_address_that_is_taken_is_told_in_one_sentence(tmp_path):
    async with open_playground() as (playground, _):
        app, port = playground.workspace.app, playground.base_url.rpartition(":")[2]
        settings = {
            "SLACK_BOT_TOKEN": app.bot_token,
            "SLACK_APP_TOKEN": app.app_token,
            "SLACK_API_URL": playground.api_url,
            "GALLEY_METRICS_PORT": port,
        }
        async with started(tmp_path, "run", **settings) as process:
            said = (await asyncio.wait_for(process.stderr.read(), START)).decode()
            assert await process.wait() == 2
    assert f":{port}: " in said
    assert said.startswith("galley: Galley cannot listen at http://127.0.0.1:")
    assert "Traceback" not in said
