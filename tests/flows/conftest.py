"""The real app against the playground: `world` for one story, with nothing refused and nothing broken."""

import logging
from functools import partial

import pytest

from handlers import homes, notifier
from handlers.pace import Pace
from tests.flows.plugins import install
from tests.flows.worlds import open_world


@pytest.fixture
def transport():
    """Socket Mode; the central stories are marked with `both_ways`."""
    return "socket"


@pytest.fixture
def plugins():
    """Providers that are installed besides; a file of stories may have its own."""
    return ()


@pytest.fixture
def given():
    """Settings of providers, by the name of their variable, other than the simulated vendor's."""
    return {}


@pytest.fixture
def own():
    """Settings of Galley's own, by the name of their field."""
    return {}


@pytest.fixture
def vendor_facts():
    """How the simulated vendor is made."""
    return {}


@pytest.fixture
def pace():
    """Seconds between two updates of a card: shorter than in Slack, for stories change cards all the time."""
    return 0.1


@pytest.fixture(autouse=True)
def paced(pace, monkeypatch):
    monkeypatch.setattr(notifier, "Pace", partial(Pace, pace))
    monkeypatch.setattr(homes, "PAUSE", 3 * pace)


@pytest.fixture
async def world(paced, transport, plugins, given, vendor_facts, own, tmp_path, monkeypatch, caplog):
    """Galley with the sample provider and a simulated PostEverywhere.

    At the end, Slack must have refused nothing and Galley must have logged no error, but for what
    the story `expects`.
    """
    if plugins:
        install(tmp_path / "site", plugins)
        monkeypatch.syspath_prepend(tmp_path / "site")
    async with open_world(tmp_path, transport, given, vendor_facts, own) as opened:
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
