"""The simulated Ocoya, served as the playground serves it, by a clock that tests set."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from playground.vendors.ocoya import OcoyaSimulator
from tests.playground.vendors.ocoya.kit import Browser, Caller, Rpc


@pytest.fixture
def simulator(clock) -> OcoyaSimulator:
    return OcoyaSimulator(clock=clock)


@pytest.fixture
async def client(simulator: OcoyaSimulator) -> AsyncIterator[TestClient]:
    app = web.Application()
    app.add_routes(simulator.routes())
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.fixture
def api(client: TestClient) -> Caller:
    return Caller(client)


@pytest.fixture
async def served(simulator: OcoyaSimulator, client: TestClient) -> AsyncIterator[str]:
    """The MCP server's address, while it is open."""
    base_url = str(client.make_url("")).rstrip("/")
    async with simulator.serving(base_url):
        yield simulator.mcp_address(base_url)


@pytest.fixture
async def rpc(served: str, client: TestClient, simulator: OcoyaSimulator) -> Rpc:
    return await Rpc(client, simulator).open()


@pytest.fixture
def browser(client: TestClient) -> Browser:
    return Browser(client)
