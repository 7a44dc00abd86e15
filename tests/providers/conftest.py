"""The real client and adapters, over a vendor that answers as told."""

from collections.abc import AsyncIterator
from datetime import datetime

import httpx
import pytest
from pydantic import SecretStr

from playground.vendors.powerpost import PowerPostSimulator
from providers.http import Api, Http, Vendor
from providers.ocoya import Ocoya, wire
from providers.posteverywhere import LIMITS, PostEverywhere
from providers.posteverywhere.wire import fault_in
from providers.powerpost import PowerPost
from providers.settings import Environment
from tests.providers.campaign_world import Door, entered
from tests.providers.doubles import BASE, KEY, Server, Time
from tests.providers.mcp_world import McpWorld, served
from tests.providers.ocoyas import KEY as OCOYA_KEY
from tests.providers.ocoyas import opened
from tests.providers.powerpost_world import Runs, connected
from tests.providers.powerposts import GIVEN


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
async def http(server: Server, time: Time) -> AsyncIterator[Http]:
    async with Http(transport=httpx.MockTransport(server), timing=time.timing) as http:
        yield http


@pytest.fixture
def api(http: Http) -> Api:
    """The API of a vendor whose error bodies say nothing."""
    return http.api(
        Vendor(label="Vendor", base_url=BASE, headers={"X-Key": SecretStr(KEY)}),
    )


@pytest.fixture
def posteverywhere(http: Http) -> PostEverywhere:
    vendor = Vendor(
        label="PostEverywhere",
        base_url=BASE,
        headers={"Authorization": SecretStr(f"Bearer {KEY}")},
        limits=LIMITS,
        faults=fault_in,
    )
    return PostEverywhere(http.api(vendor))


@pytest.fixture
def ocoya_api(http: Http) -> Api:
    headers = {"X-API-Key": SecretStr(OCOYA_KEY)}
    return http.api(Vendor(label="Ocoya", base_url=BASE, headers=headers, faults=wire.fault_in))


@pytest.fixture
def ocoya(http: Http) -> Ocoya:
    """As the settings open it, in a workspace of theirs."""
    return opened(http)


@pytest.fixture
def ocoya_anywhere(http: Http) -> Ocoya:
    """As the settings open it without a workspace: each brief names its own."""
    return opened(http, OCOYA_WORKSPACE_ID="")


@pytest.fixture
def powerpost(http: Http) -> PowerPost:
    """As the settings open it, with everything that settings can add."""
    provider = PowerPost.open(Environment(env_file=None, given=GIVEN), http)
    assert provider
    return provider


@pytest.fixture
def simulated(time: Time) -> PowerPostSimulator:
    """The playground's PowerPost, by the clock of the tests."""
    return PowerPostSimulator(clock=lambda: datetime.timestamp(time.now))


@pytest.fixture
async def runs(simulated: PowerPostSimulator, time: Time) -> AsyncIterator[Runs]:
    """The real adapter, speaking to it."""
    async with connected(simulated, time) as provider:
        yield Runs(provider, time)


@pytest.fixture
async def mcp(time: Time) -> AsyncIterator[McpWorld]:
    """The playground's Ocoya with its MCP server, by the clock of the tests."""
    async with served(time) as world:
        yield world


@pytest.fixture
async def over_mcp(mcp: McpWorld) -> AsyncIterator[Door]:
    async with entered(mcp, "mcp") as door:
        yield door


@pytest.fixture
async def over_rest(mcp: McpWorld) -> AsyncIterator[Door]:
    async with entered(mcp, "rest") as door:
        yield door


@pytest.fixture(params=["mcp", "rest"])
async def door(mcp: McpWorld, request: pytest.FixtureRequest) -> AsyncIterator[Door]:
    """Ocoya's campaigns, through one door after the other."""
    async with entered(mcp, request.param) as door:
        yield door
