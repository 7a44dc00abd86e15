"""The simulated PowerPost, served as the playground serves it, by a clock that tests set."""

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient

from playground.vendors.powerpost import PowerPostSimulator
from tests.playground.vendors.powerpost.kit import Caller


@pytest.fixture
def simulator(clock) -> PowerPostSimulator:
    return PowerPostSimulator(clock=clock)


@pytest.fixture
async def api(client: TestClient, simulator: PowerPostSimulator) -> AsyncIterator[Caller]:
    yield Caller(client)
    await simulator.webhooks.close()


@pytest.fixture
def later(clock):
    """Let jobs end."""

    def move(seconds: float = 2.0) -> None:
        clock.now += seconds

    return move
