"""The simulated vendor, served as the playground serves it."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from playground.vendors.posteverywhere import BASE, PLAYGROUND_KEY, PostEverywhereSimulator
from playground.vendors.simulator import Simulator
from playground.vendors.words import Turns


class Clock:
    """A clock that tests set, in seconds since 1970."""

    now = 1_775_822_400.0

    def __call__(self) -> float:
        return self.now


class Caller:
    """Calls the vendor as a client of its API would."""

    def __init__(self, client: TestClient) -> None:
        self._client = client

    async def captions(self, body: object = None, key: str = PLAYGROUND_KEY, **values) -> ClientResponse:
        brief = {"topic": "Dark mode launch", **values} if body is None else body
        return await self.post("/ai/generate-caption", key, json=brief)

    async def image(self, body: object = None, key: str = PLAYGROUND_KEY, **values) -> ClientResponse:
        brief = {"prompt": "A lantern in the fog", **values} if body is None else body
        return await self.post("/ai/generate-image", key, json=brief)

    async def look(self, address: str) -> ClientResponse:
        """At an address that the vendor gave, without a key."""
        return await self._client.get(address[address.index("/vendors/") :])

    async def post(self, path: str, key: str | None = PLAYGROUND_KEY, **how) -> ClientResponse:
        return await self._client.post(BASE + path, headers=_headers(key, how), **how)

    async def get(self, path: str, key: str | None = PLAYGROUND_KEY, **how) -> ClientResponse:
        return await self._client.get(BASE + path, headers=_headers(key, how), **how)


def _headers(key: str | None, how: dict) -> dict[str, str]:
    given = how.pop("headers", {})
    return given if key is None else {"Authorization": f"Bearer {key}", **given}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def simulator(clock: Clock) -> PostEverywhereSimulator:
    return PostEverywhereSimulator(clock=clock)


@pytest.fixture
async def client(simulator: Simulator) -> AsyncIterator[TestClient]:
    app = web.Application()
    app.add_routes(simulator.routes())
    async with TestClient(TestServer(app)) as serving:
        yield serving


@pytest.fixture
def api(client: TestClient) -> Caller:
    return Caller(client)


@pytest.fixture
def always_first(monkeypatch):
    """Who asks again gets the same text."""
    monkeypatch.setattr(Turns, "of", lambda *_: 0)
