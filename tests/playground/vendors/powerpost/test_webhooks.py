"""How the simulated PowerPost tells of jobs that have ended."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from playground.vendors.powerpost import SECOND_WORKSPACE, WORKSPACE, Hook, PowerPostSimulator


class Listener:
    """What was told, and what is answered to it."""

    def __init__(self) -> None:
        self.answers = asyncio.Event()
        self.answers.set()
        self.told: list[tuple[bytes, dict]] = []
        self.headers: list[dict[str, str]] = []
        self.came = asyncio.Event()
        self.status = 200
        self.url = ""

    async def hear(self, request: web.Request) -> web.Response:
        self.told.append((await request.read(), await request.json()))
        self.headers.append(dict(request.headers))
        self.came.set()
        await self.answers.wait()
        return web.Response(status=self.status, headers={"Location": "/elsewhere"})

    @property
    def bodies(self) -> list[dict]:
        return [body for _, body in self.told]


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    heard = Listener()
    app = web.Application()
    app.add_routes([web.post("/hook", heard.hear)])
    async with TestServer(app) as server:
        heard.url = str(server.make_url("/hook"))
        yield heard


@pytest.fixture
def told(simulator, listener):
    simulator.webhooks.set_up(WORKSPACE, Hook(url=listener.url))
    return listener


async def ended(api, simulator, later):
    later()
    await api.balance()
    await simulator.webhooks.delivered()


async def test_captions_are_told_with_their_outputs(api, simulator, later, told):
    generation = await api.started()
    await ended(api, simulator, later)
    (body,) = told.bodies
    outputs = (await api.poll(generation))["outputs"]
    assert body == {
        "event": "generation.completed",
        "timestamp": "2026-04-10T12:00:02Z",
        "workspace_id": WORKSPACE,
        "data": {"generation_id": generation, "status": "completed", "outputs": outputs},
    }


@pytest.mark.parametrize("name", ["job_failed", "job_failed_flat"])
async def test_a_failure_is_told_flatly(api, simulator, later, told, name):
    simulator.faults.once(name)
    generation = await api.started()
    await ended(api, simulator, later)
    assert [(body["event"], body["data"]) for body in told.bodies] == [
        (
            "generation.failed",
            {
                "generation_id": generation,
                "status": "failed",
                "error_code": "GENERATION_FAILED",
                "error_message": "Failed to generate content",
            },
        )
    ]


@pytest.mark.parametrize(
    ("fault", "event", "count"),
    [("", "image_generation.completed", 2), ("partial_images", "image_generation.failed", 1)],
)
async def test_images_are_told_by_an_event_of_their_own(api, simulator, later, told, fault, event, count):
    simulator.faults.once(fault)
    images = await api.drawing(quantity=2)
    await ended(api, simulator, later)
    (body,) = told.bodies
    assert (body["event"], body["data"]["image_generation_id"]) == (event, images)
    assert len(body["data"]["images"]) == count


async def test_an_end_is_told_once(api, simulator, later, told):
    await api.started()
    await ended(api, simulator, later)
    await ended(api, simulator, later)
    assert len(told.bodies) == 1


async def test_nothing_is_told_before_the_end(api, simulator, later, told):
    await api.started()
    later(1.9)
    await api.balance()
    await simulator.webhooks.delivered()
    assert told.bodies == []


async def test_another_workspace_is_told_nothing(api, simulator, later, told):
    api.workspace = SECOND_WORKSPACE
    await api.started()
    await ended(api, simulator, later)
    assert told.bodies == []


async def test_a_hook_can_be_taken_down(api, simulator, later, told):
    simulator.webhooks.set_up(WORKSPACE, None)
    await api.started()
    await ended(api, simulator, later)
    assert told.bodies == []


async def test_bodies_are_signed_where_a_header_is_named(api, simulator, later, listener):
    simulator.webhooks.set_up(WORKSPACE, Hook(url=listener.url, secret="lantern", header="X-Signature"))
    await api.started()
    await ended(api, simulator, later)
    expected = hmac.new(b"lantern", listener.told[0][0], hashlib.sha256).hexdigest()
    assert (listener.headers[0]["X-Signature"], listener.headers[0]["Content-Type"]) == (
        expected,
        "application/json",
    )


@pytest.mark.parametrize("status", [200, 302, 500])
async def test_a_delivery_is_noted_with_the_answer_and_not_repeated(api, simulator, later, told, status):
    told.status = status
    await api.started()
    await ended(api, simulator, later)
    assert [(delivery.event, delivery.status) for delivery in simulator.webhooks.deliveries] == [
        ("generation.completed", status)
    ]
    assert len(told.bodies) == 1


async def test_a_hook_that_nobody_answers_harms_nothing(api, simulator, later, unused_tcp_port):
    simulator.webhooks.set_up(WORKSPACE, Hook(url=f"http://127.0.0.1:{unused_tcp_port}/hook"))
    generation = await api.started()
    await ended(api, simulator, later)
    assert simulator.webhooks.deliveries[0].status is None
    assert (await api.poll(generation))["status"] == "completed"


async def test_closing_gives_up_what_is_under_way(api, simulator, later, told):
    told.answers.clear()
    await api.started()
    later()
    await api.balance()
    await told.came.wait()
    await simulator.webhooks.close()
    told.answers.set()
    assert simulator.webhooks.deliveries == []


@pytest.mark.parametrize("url", ["https://example.com/hook", "http://10.0.0.1/", "hook", ""])
def test_only_this_computer_is_called(simulator, url):
    with pytest.raises(ValueError, match="this computer"):
        simulator.webhooks.set_up(WORKSPACE, Hook(url=url))


class TestRealClock:
    @pytest.fixture
    def simulator(self):
        return PowerPostSimulator(seconds=0.05)

    async def test_an_end_is_told_though_nobody_polls(self, api, told):
        await api.started()
        async with asyncio.timeout(5):
            await told.came.wait()
        assert told.bodies[0]["event"] == "generation.completed"
