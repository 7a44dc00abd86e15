"""Images that are to be asked for while the vendor is down: once, when it is back."""

import asyncio

import httpx
import pytest

from bot.domain.errors import KnownDown
from providers.http.circuits import PAUSE, SPAN
from providers.powerpost.jobs import Job
from tests.providers.powerposts import DONE, IMAGES_JOB, IMAGES_STARTED, reply
from tests.providers.test_powerpost_images import WRITING


async def test_images_wait_for_a_vendor_that_is_down_and_are_then_asked_for_once(powerpost, server, time):
    server.answers = [reply(DONE), httpx.ConnectError("refused")]
    between = await powerpost.poll(WRITING.started().remote_id)
    while powerpost.outage is None:
        time.seconds += SPAN
        await asyncio.gather(powerpost.check(), return_exceptions=True)
    for _ in range(3):
        with pytest.raises(KnownDown):
            await powerpost.poll(between.remote_id)

    time.seconds += PAUSE
    server.answers = [reply(DONE), reply(IMAGES_STARTED)]
    server.requests.clear()
    started = await powerpost.poll(between.remote_id)

    assert Job.read(started.remote_id).image_generation_id == IMAGES_JOB
    assert [request.method for request in server.requests] == ["GET", "POST"]
