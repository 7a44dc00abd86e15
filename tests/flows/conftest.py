"""The real app against the playground, over Socket Mode and over HTTP."""

from contextlib import asynccontextmanager

import pytest

from bot.app import open_galley
from bot.manifest import MANIFEST
from bot.play import local_settings
from bot.serve import by_http, by_socket
from playground.server import Playground
from playground.slack.fixtures import ANA, BEN, fresh_workspace
from playground.vendors.posteverywhere import PostEverywhereSimulator
from tests.flows.person import Person


class World:
    """A playground with Galley connected to it, and the two people in it."""

    def __init__(self, playground, vendor, galley):
        self.playground, self.vendor, self.galley = playground, vendor, galley
        self.workspace = playground.workspace
        self.ana, self.ben = Person(playground, ANA), Person(playground, BEN)
        self.store = galley.store.team(self.workspace.team.id)


@asynccontextmanager
async def connected(transport, playground, galley, settings):
    if transport == "socket":
        async with by_socket(galley, playground.workspace.app.app_token):
            yield
    else:
        async with by_http(galley, settings.host, settings.port) as address:
            assert await playground.use_http(f"{address}/slack/events")
            yield


@asynccontextmanager
async def open_world(folder, transport="socket"):
    vendor = PostEverywhereSimulator()
    playground = Playground(fresh_workspace(MANIFEST), extra_routes=vendor.routes())
    await playground.start()
    settings = local_settings(playground, folder)
    keys = {
        "POSTEVERYWHERE_API_KEY": vendor.key,
        "POSTEVERYWHERE_BASE_URL": vendor.address(playground.base_url),
    }
    try:
        async with (
            open_galley(settings, given=keys, with_sample=True, env_file=None) as galley,
            connected(transport, playground, galley, settings),
        ):
            yield World(playground, vendor, galley)
    finally:
        await playground.stop()


@pytest.fixture(params=["socket", "http"])
async def world(request, tmp_path):
    """Galley with the sample provider and a simulated PostEverywhere."""
    async with open_world(tmp_path, request.param) as opened:
        yield opened


@pytest.fixture
def ana(world):
    return world.ana


@pytest.fixture
def ben(world):
    return world.ben
