"""What Prometheus reads of a Galley at work, and what a load balancer hears."""

import asyncio

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from playground.slack.limits import Failure
from tests.flows.person import PATIENCE
from tests.flows.plugins import Patient
from tests.flows.ways import both_ways

TOKEN = "not-a-real-token-0123"


@pytest.fixture
def own():
    return {"metrics_port": 0}


@pytest.fixture
def plugins():
    return (Patient,)


async def get(url, **headers):
    async with aiohttp.ClientSession(headers=headers) as session, session.get(url) as answer:
        return answer.status, await answer.text()


class Scrape:
    """The samples of one scrape, by name and labels."""

    def __init__(self, text):
        self.samples = [s for family in text_string_to_metric_families(text) for s in family.samples]

    def __call__(self, name, **labels):
        found = [s for s in self.samples if s.name == name and labels.items() <= s.labels.items()]
        return sum(sample.value for sample in found)

    def labels(self, name):
        return [sample.labels for sample in self.samples if sample.name == name]


async def scraped(world):
    status, text = await get(f"{world.probes}/metrics")
    assert status == 200
    return Scrape(text)


@both_ways
async def test_the_main_job_is_counted_at_every_edge(world, ana):
    await ana.starts("Dark mode is here", "posteverywhere", platforms=["linkedin", "x"], count=2)
    await (await ana.sees("Save draft", "Used 4 credits, 196 left")).click("Save draft")
    await ana.sees("saved as draft")
    seen = await scraped(world)

    assert seen("galley_runs_total") == 1
    assert seen("galley_runs_total", provider="posteverywhere", outcome="done") == 1
    assert seen("galley_run_seconds_count", provider="posteverywhere") == 1
    assert seen("galley_credits_used_total", provider="posteverywhere") == 4
    assert seen("galley_credits_left", provider="posteverywhere") == 196
    assert seen("galley_vendor_call_seconds_count", vendor="PostEverywhere", kind="paid", outcome="ok") == 2
    for method in ("views.open", "chat.postMessage", "chat.update"):
        assert seen("galley_slack_call_seconds_count", method=method, outcome="ok") >= 1
    assert seen("galley_decisions_total", action="saved") == 1
    for kind in ("command", "view", "action"):
        assert seen("galley_ack_seconds_count", kind=kind, outcome="ok") >= 1
    assert seen("galley_build_info") == 1
    assert seen("galley_runs_open") == 0
    assert seen("process_resident_memory_bytes") > 0


async def test_no_label_says_who_or_where(world, ana):
    await ana.composes("Dark mode is here", "posteverywhere")
    seen = await scraped(world)
    values = {value for sample in seen.samples for value in sample.labels.values()}

    for told in (world.team, ana.id, ana.channel, world.playground.base_url):
        assert not [value for value in values if told in value]


async def test_a_vendors_refusal_is_counted_as_such(world, ana):
    world.vendor.faults.once("bad_key")
    await ana.starts("Trouble", "posteverywhere")
    await ana.sees("Trouble", "run ", "Edit brief")
    seen = await scraped(world)

    assert seen("galley_runs_total", provider="posteverywhere", outcome="failed") == 1
    assert seen("galley_vendor_call_seconds_count", kind="paid", outcome="refused") == 1
    assert seen("galley_credits_used_total") == 0


async def test_an_answer_that_was_lost_is_counted_as_unsure(world, ana):
    world.vendor.faults.once("dropped_after")
    await ana.starts("Trouble", "posteverywhere", platforms=["x"])
    await ana.sees("Trouble", "Unsure")
    seen = await scraped(world)

    assert seen("galley_runs_total", provider="posteverywhere", outcome="unsure") == 1
    assert seen("galley_vendor_call_seconds_count", kind="paid", outcome="unknown") == 1


async def test_what_slack_puts_off_and_refuses_is_counted_apart(world, ana):
    world.expects("oops")
    world.playground.limits.fail("chat.postMessage", Failure(retry_after=1))
    world.playground.limits.fail("chat.update", Failure(error="oops", status=200, retry_after=None))
    await ana.composes("Dark mode is here", "posteverywhere")
    seen = await scraped(world)

    for method, outcome in (
        ("chat.postMessage", "rate_limited"),
        ("chat.postMessage", "ok"),
        ("chat.update", "refused"),
    ):
        assert seen("galley_slack_call_seconds_count", method=method, outcome=outcome) == 1


async def test_a_run_that_waits_is_open_and_one_that_is_stopped_counts_once(world, ana):
    await ana.composes("The first", "patient")
    card = await ana.starts("The second", "patient")
    await ana.sees("The second", "Cancel")
    waiting = await scraped(world)
    async with asyncio.timeout(PATIENCE):  # its first stage ends by itself
        while not waiting("galley_stages", queue="provider patient"):
            waiting = await scraped(world)
    assert waiting("galley_runs_open") == 1
    assert {"queue": "provider patient", "state": "waiting"} in waiting.labels("galley_stages")
    await card.click("Cancel")
    await ana.sees("Cancelled by")
    over = await scraped(world)

    assert over("galley_runs_total", provider="patient", outcome="cancelled") == 1
    assert over("galley_runs_total", provider="patient") == 2
    assert over("galley_runs_open") == 0


async def test_health_is_told_at_that_address_in_socket_mode_too(world):
    assert (await get(f"{world.probes}/healthz"))[0] == 200
    assert await get(f"{world.probes}/readyz") == (200, '{"status": "ready"}')


class TestBesideSlacksRequests:
    @pytest.fixture
    def transport(self):
        return "http"

    @pytest.fixture
    def own(self):
        return {"metrics_token": TOKEN}

    async def test_only_who_has_the_token_reads(self, world):
        address = f"{world.address}/metrics"
        assert (await get(address))[0] == 401
        assert (await get(address, Authorization=f"Bearer {TOKEN}x"))[0] == 401
        status, text = await get(address, Authorization=f"Bearer {TOKEN}")
        assert status == 200
        assert Scrape(text)("galley_build_info") == 1


class TestWithoutAToken:
    @pytest.fixture
    def transport(self):
        return "http"

    async def test_there_is_nothing_beside_slacks_requests(self, world):
        assert (await get(f"{world.address}/metrics"))[0] == 404


class TestWithAToken:
    @pytest.fixture
    def own(self):
        return {"metrics_token": TOKEN, "metrics_port": 0}

    async def test_the_own_address_asks_for_it_as_well(self, world):
        assert (await get(f"{world.probes}/metrics"))[0] == 401
        assert (await get(f"{world.probes}/healthz"))[0] == 200
