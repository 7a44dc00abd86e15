"""The real app against the playground: `world` for one story, with nothing refused and nothing broken."""

import logging

import pytest

from tests.flows.worlds import open_world


@pytest.fixture
def transport():
    """Socket Mode; the central stories are marked with `both_ways`."""
    return "socket"


@pytest.fixture
async def world(transport, tmp_path, caplog):
    """Galley with the sample provider and a simulated PostEverywhere.

    At the end, Slack must have refused nothing and Galley must have logged no error, but for what
    the story `expects`.
    """
    async with open_world(tmp_path, transport) as opened:
        yield opened
        refused = opened.refused()
    assert refused == []
    errors = [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR]
    assert [e for e in errors if not any(words in e for words in opened.expected)] == []


@pytest.fixture
def ana(world):
    return world.ana


@pytest.fixture
def ben(world):
    return world.ben
