"""Told to stop: what is under way ends or is parked, whoever asks hears "not ready", and nothing is lost."""

import pytest

from playground.slack.fixtures import ANA
from tests.flows.person import Person
from tests.flows.processes import START, running
from tests.flows.worlds import open_playground, vendor_settings

pytestmark = pytest.mark.kill


@pytest.fixture
def own():
    return {}


@pytest.fixture
def http():
    return True


@pytest.fixture
async def live(tmp_path, own, http):
    async with (
        open_playground() as (playground, vendor),
        running(tmp_path, playground, vendor_settings(playground, vendor), http=http, **own) as app,
    ):
        yield app, vendor, Person(playground, ANA)


async def under_way(vendor, ana, seconds):
    """A run whose paid call takes so long."""
    vendor.slow_down(seconds)
    await ana.opens("/compose Dark mode is here")
    await ana.submits()
    await vendor.calls.arrived(2)  # the balance, then the brief


async def test_a_call_under_way_comes_to_its_end_while_readiness_says_no(live):
    app, vendor, ana = live
    await under_way(vendor, ana, 2)
    app.terminate()
    await app.unready()
    assert (await app.status("/readyz"), await app.status("/healthz")) == (503, 200)
    assert await app.ended() == 0
    vendor.slow_down(0)
    await app.start()
    await ana.sees("Dark mode is here", "Used 1 credit, 199 left", "Save draft", within=START)
    assert (len(ana.cards()), vendor.charged) == (1, 1)


@pytest.mark.parametrize("http", [True, False], ids=["HTTP", "Socket Mode"])
@pytest.mark.parametrize("own", [{"GALLEY_STOP_SECONDS": 0.2}])
async def test_a_call_that_takes_too_long_is_parked_and_nothing_paid_twice(live, http, own):
    app, vendor, ana = live
    await under_way(vendor, ana, 60)
    assert await app.stop() == 0
    vendor.slow_down(0)
    await app.start()
    await ana.sees("Unsure whether PostEverywhere did this", within=START)
    assert (len(ana.cards()), vendor.charged) == (1, 1)


@pytest.mark.parametrize("own", [{"GALLEY_STOP_SECONDS": 60}])
async def test_a_second_signal_says_that_there_is_no_time(live, own):
    app, vendor, ana = live
    await under_way(vendor, ana, 60)
    app.terminate()
    await app.unready()
    assert await app.stop() == 0


async def test_a_brief_given_while_it_stops_is_written_after_the_next_start(live):
    app, vendor, ana = live
    await ana.opens("/compose Lights on")
    form = ana.form
    vendor.slow_down(3)
    await ana.people.submit(ana.id, form.address)
    await vendor.calls.arrived(2)
    await ana.opens("/compose Dark mode is here")
    app.terminate()
    await app.unready()
    assert await ana.submits() == {}
    assert await app.ended() == 0
    vendor.slow_down(0)
    await app.start()
    await ana.sees("Lights on", "Save draft", within=START)
    await ana.sees("Dark mode is here", "Save draft", within=START)
    assert (len(ana.cards()), vendor.charged) == (2, 2)
