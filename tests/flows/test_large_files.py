"""A large film goes through the application to the vendor, and is never in its memory."""

import asyncio

import psutil

from playground.slack.fixtures import ANA
from playground.vendors.powerpost import PowerPostSimulator
from tests.flows.person import Person
from tests.flows.processes import START, running
from tests.flows.worlds import beside, powerpost_settings

MB = 1_000_000
#: The film has 60 MB. Half a megabyte is usual; the rest is room for what a machine may do meanwhile.
MOST = 10 * MB


async def test_a_film_of_60_megabytes_takes_no_room(tmp_path):
    vendor = PowerPostSimulator(seconds=0)
    async with (
        beside(vendor) as playground,
        running(tmp_path, playground, powerpost_settings(playground, vendor)) as app,
    ):
        ana, process = Person(playground, ANA), psutil.Process(app.process.pid)
        await _sends(ana, vendor, bytes(MB))
        await ana.sees("Save draft", within=START)
        before = process.memory_info().rss
        sending, sizes = asyncio.create_task(_sends(ana, vendor, bytes(60 * MB))), []
        while not sending.done():
            await asyncio.wait({sending}, timeout=0.01)
            sizes.append(process.memory_info().rss)
        await sending

    assert [media.size for media in vendor.media] == [MB, 60 * MB]
    assert max(sizes) - before < MOST


async def _sends(ana, vendor, film):
    """From a message with a film to the call that has something written about it."""
    calls = len(vendor.calls.of("captions"))
    await ana.composes_from(ana.shares("We just shipped dark mode", ("film.mp4", film)))
    assert await ana.submits() == {}
    await asyncio.wait_for(vendor.calls.arrived(calls + 1, "captions"), START)
