"""Beginning a run: what its answer must tell, and what becomes of an answer that does not."""

import httpx
import pytest

from bot.domain.errors import OutcomeUnknown, ProviderRejected
from bot.domain.money import Charged, Receipt
from bot.domain.platforms import Platform
from bot.domain.ports import Balances, Checks, Finds, Limited, Offers, Polls, Splits, Uploads
from providers.powerpost.images import ImageModel, ImageOrder, ImageSize
from providers.powerpost.jobs import Job, Stage
from tests.providers.powerposts import JOB, STARTED, file, reply


async def begin(powerpost, server, *answers, **fields):
    server.answers = list(answers)
    brief = powerpost.request_model(**{"topic": "Dark mode", "post_types": ("x-post",), **fields})
    return await powerpost.start(brief, key="run-1")


async def test_a_run_begins_with_captions_and_is_looked_at_after_two_seconds(powerpost, server, time):
    started = await begin(powerpost, server, reply(STARTED), post_types=("x-post", "youtube-short"))

    assert Job.read(started.remote_id) == Job(
        generation_id=JOB,
        platforms=(Platform.X, Platform.YOUTUBE),
        began=time.now,
        receipt=Receipt(used=10, left=90),
        stage=Stage.WRITING,
    )
    assert (started.poll_after, started.request_id) == (2.0, "req-1")


async def test_the_images_wanted_are_remembered(powerpost, server):
    started = await begin(
        powerpost, server, reply(STARTED), images="nano-banana-2", image_size="landscape", image_count=3
    )

    assert Job.read(started.remote_id).order == ImageOrder(
        model=ImageModel.NANO_BANANA, size=ImageSize.LANDSCAPE, quantity=3
    )


@pytest.mark.parametrize("status", [200, 201, 202, 299])
async def test_any_success_will_do(powerpost, server, status):
    started = await begin(powerpost, server, reply(STARTED, status))

    assert Job.read(started.remote_id).generation_id == JOB


@pytest.mark.parametrize(
    ("odd", "receipt"),
    [
        ({}, Receipt()),
        ({"credits_used": None, "remaining_credits": "90"}, Receipt()),
        ({"credits_used": True, "remaining_credits": -1}, Receipt()),
        ({"credits_used": 10.0, "remaining_credits": 90.5}, Receipt(used=10)),
    ],
)
async def test_credits_are_never_invented(powerpost, server, odd, receipt):
    started = await begin(powerpost, server, reply({"generation_id": JOB, "new": {"deep": [1]}, **odd}))

    assert Job.read(started.remote_id).receipt == receipt


@pytest.mark.parametrize(
    "answer",
    [
        reply({**STARTED, "generation_id": None}),
        reply({**STARTED, "generation_id": 7}),
        reply({**STARTED, "generation_id": ""}),
        reply({**STARTED, "generation_id": "../account/credits"}),
        reply({**STARTED, "generation_id": "x" * 201}),
        reply({"error": {"code": "INSUFFICIENT_CREDITS", "message": "No"}}),
        reply({}),
        reply([STARTED]),
        reply(JOB),
        reply(None),
        httpx.Response(200, content=b""),
        httpx.Response(200, content=b'{"generation_id": "660f'),
        httpx.Response(200, content=b"<html>"),
    ],
)
async def test_an_answer_without_an_id_is_unclear_and_not_asked_for_again(powerpost, server, answer):
    with pytest.raises(OutcomeUnknown, match="may have done the work") as caught:
        await begin(powerpost, server, answer)

    assert (caught.value.charged, len(server.requests)) == (Charged.MAYBE, 1)


async def test_files_that_did_not_get_there_are_not_asked_about(powerpost, server):
    with pytest.raises(ProviderRejected, match="did not get to PowerPost") as caught:
        await begin(powerpost, server, reply(STARTED), media=(file("a.png", media_id="m"), file("b.png")))

    assert (caught.value.field, server.requests) == ("media", [])


def test_it_offers_what_the_vendor_can_do_and_nothing_else(powerpost):
    ports = (Balances, Checks, Finds, Limited, Offers, Polls, Splits, Uploads)

    assert [port for port in ports if isinstance(powerpost, port)] == [
        Balances,
        Checks,
        Finds,
        Polls,
        Uploads,
    ]
