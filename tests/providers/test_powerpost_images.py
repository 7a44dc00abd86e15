"""Images after the captions: asked for once, waited for, and never at the cost of the captions."""

import json
from datetime import UTC, datetime

import httpx
import pytest

from bot.domain.captions import Image, Pending, Started
from bot.domain.errors import OutcomeUnknown, ProviderBusy, ProviderUnreachable
from bot.domain.money import Receipt
from bot.domain.platforms import Platform
from providers.powerpost import PowerPost
from providers.powerpost.images import ImageModel, ImageOrder, ImageSize
from providers.powerpost.jobs import Job, Stage
from providers.powerpost.stages import UNCERTAIN
from tests.providers.doubles import BASE
from tests.providers.powerposts import (
    DONE,
    IMAGES_DONE,
    IMAGES_JOB,
    IMAGES_STARTED,
    JOB,
    error,
    image,
    reply,
)

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
ORDER = ImageOrder(model=ImageModel.IDEOGRAM, size=ImageSize.PORTRAIT, quantity=2)
WRITING = Job(
    generation_id=JOB,
    platforms=(Platform.X, Platform.YOUTUBE),
    began=NOON,
    receipt=Receipt(used=10, left=90),
    order=ORDER,
)
ORDERING = WRITING.model_copy(update={"stage": Stage.ORDERING})
DRAWING = WRITING.drawing(IMAGES_JOB, Receipt(used=8, left=82), NOON)
PICTURES = tuple(
    Image(
        media_id=f"img-{n}",
        url=f"https://powerpost.ai/storage/images/{n}.webp",
        alt="A phone at night",
    )
    for n in (1, 2)
)


async def ordered(powerpost, server, *answers):
    """Captions arrive, the images are asked for, and that is answered like this."""
    server.answers = [reply(DONE), reply(DONE), *answers]
    between = await powerpost.poll(WRITING.started().remote_id)
    return await powerpost.poll(between.remote_id)


async def drawn(powerpost, server, *answers, job=DRAWING):
    server.answers = [*answers, reply(DONE)]
    return await powerpost.poll(job.started().remote_id)


async def test_captions_that_arrive_are_put_on_record_before_images_are_asked_for(powerpost, server, time):
    server.answers = [reply(DONE)]

    between = await powerpost.poll(WRITING.started().remote_id)

    assert isinstance(between, Started)
    assert Job.read(between.remote_id) == ORDERING
    assert between.poll_after == 0
    assert [request.method for request in server.requests] == ["GET"]


async def test_a_run_that_is_stopped_there_has_its_captions(powerpost, server):
    server.answers = [reply(DONE)]

    so_far = (await powerpost.poll(WRITING.started().remote_id)).so_far

    assert (len(so_far.captions), so_far.receipt) == (2, Receipt(used=10, left=90))
    assert so_far.notes == ("No images: the run was stopped before they were asked for.",)


async def test_the_images_are_asked_for_in_the_vendors_post_mode(powerpost, server, time):
    started = await ordered(powerpost, server, reply(IMAGES_STARTED))

    request = server.requests[-1]
    assert (request.method, str(request.url)) == ("POST", f"{BASE}/images/generate")
    assert request.content == (
        b'{"generation_id":"%s","model":"ideogram-3","size":"portrait","quantity":2}' % JOB.encode()
    )
    assert Job.read(started.remote_id) == WRITING.drawing(IMAGES_JOB, Receipt(used=8, left=82), time.now)
    assert started.poll_after == 2.0


async def test_images_are_asked_for_once_however_often_that_stage_is_looked_at(powerpost, server):
    server.answers = [reply(DONE), reply(DONE), reply(IMAGES_STARTED), reply(DONE)]
    between = await powerpost.poll(WRITING.started().remote_id)
    await powerpost.poll(between.remote_id)

    again = await powerpost.poll(between.remote_id)

    assert len(again.captions) == 2
    assert again.notes == (UNCERTAIN,)
    assert [request.method for request in server.requests].count("POST") == 1


async def test_after_a_restart_images_that_may_have_been_asked_for_are_not_asked_for_again(powerpost, server):
    server.answers = [reply(DONE)]
    restarted = PowerPost(powerpost._api)

    result = await restarted.poll(ORDERING.started().remote_id)

    assert (len(result.captions), result.notes) == (2, (UNCERTAIN,))
    assert [request.method for request in server.requests] == ["GET"]


@pytest.mark.parametrize(
    ("answer", "note"),
    [
        (
            reply(error("INSUFFICIENT_CREDITS"), 402),
            "No images: PowerPost refused: not enough credits.",
        ),
        (
            reply(error("INSUFFICIENT_SCOPE", "Missing images:generate"), 403),
            "No images: PowerPost refused the key: it lacks the scope images:generate.",
        ),
        (
            reply(error("VALIDATION_ERROR", "Bad size"), 400),
            "No images: PowerPost refused this brief: “Bad size”",
        ),
        (
            reply(error("RATE_LIMIT_EXCEEDED", retryAfter=90), 429),
            "No images: PowerPost is busy and asks us to wait 2 minutes.",
        ),
        (httpx.ConnectError("refused"), "No images: PowerPost could not be reached."),
        (httpx.ReadTimeout("slow"), UNCERTAIN),
        (reply(error("INTERNAL_ERROR"), 500), UNCERTAIN),
        (reply({"status": "processing"}), UNCERTAIN),
        (reply({**IMAGES_STARTED, "image_generation_id": "../x"}), UNCERTAIN),
        (httpx.Response(200, content=b"<html>"), UNCERTAIN),
    ],
)
async def test_images_that_cannot_be_asked_for_leave_the_captions(powerpost, server, answer, note):
    result = await ordered(powerpost, server, answer)

    assert (len(result.captions), result.images) == (2, ())
    assert result.notes == (note,)
    # Where images may have been charged, too, no number would be surely true.
    assert result.receipt == (Receipt() if note == UNCERTAIN else Receipt(used=10, left=90))


async def test_trouble_before_the_images_are_asked_for_passes(powerpost, server):
    server.answers = [reply(DONE), reply(error("INTERNAL_ERROR"), 500), reply(DONE), reply(IMAGES_STARTED)]
    between = await powerpost.poll(WRITING.started().remote_id)
    with pytest.raises(OutcomeUnknown):
        await powerpost.poll(between.remote_id)

    assert Job.read((await powerpost.poll(between.remote_id)).remote_id).stage is Stage.DRAWING


@pytest.mark.parametrize(("after", "gap"), [(0, 3.0), (100, 5.0), (180, 5.0)])
async def test_images_under_way_are_waited_for(powerpost, server, time, after, gap):
    time.seconds += after

    assert await drawn(powerpost, server, reply({"status": "processing"})) == Pending(poll_after=gap)
    assert str(server.requests[0].url) == f"{BASE}/images/generations/{IMAGES_JOB}"


async def test_images_come_with_the_captions_and_both_prices(powerpost, server):
    result = await drawn(powerpost, server, reply(IMAGES_DONE))

    assert len(result.captions) == 2
    assert result.images == PICTURES
    assert (result.receipt, result.notes) == (Receipt(used=18, left=82), ())
    assert result.vendor_ids == {"generation_id": JOB, "image_generation_id": IMAGES_JOB}


async def test_images_that_failed_in_part_are_shown_as_far_as_they_are_there(powerpost, server):
    body = {**IMAGES_DONE, "status": "failed", "images": [image(1)], **error("GENERATION_FAILED")}

    result = await drawn(powerpost, server, reply(body))

    assert result.images == PICTURES[:1]
    assert result.notes == ("1 of 2 images arrived. PowerPost gives back what the others cost.",)
    assert result.receipt == Receipt()


@pytest.mark.parametrize(
    "told",
    [error("GENERATION_FAILED", "Oops"), {"error_code": "GENERATION_FAILED", "error_message": "Oops"}],
)
async def test_images_that_failed_altogether_are_not_charged(powerpost, server, told):
    result = await drawn(powerpost, server, reply({"status": "failed", "images": [], **told}))

    note = "No images: PowerPost could not make them (“Oops”). It gives back what they cost."
    assert (len(result.captions), result.images, result.notes) == (2, (), (note,))
    assert result.receipt == Receipt(used=10, left=90)


async def test_fewer_images_than_asked_for_are_noted(powerpost, server):
    result = await drawn(powerpost, server, reply({**IMAGES_DONE, "images": [image(1)]}))

    assert (result.images, result.notes) == (PICTURES[:1], ("1 of 2 images arrived.",))


@pytest.mark.parametrize(
    ("odd", "expected"),
    [
        ({"media_id": "m1"}, Image(media_id="m1", alt="A phone at night")),
        ({"media_id": "m1", "url": "javascript:alert(1)"}, Image(media_id="m1", alt="A phone at night")),
        ({"media_id": "m1", "url": 7}, Image(media_id="m1", alt="A phone at night")),
    ],
)
async def test_an_image_may_lack_an_address(powerpost, server, odd, expected):
    result = await drawn(powerpost, server, reply({**IMAGES_DONE, "images": [odd]}))

    assert result.images == (expected,)


@pytest.mark.parametrize("images", [None, {}, "x", [None, 7, "x", {}, {"media_id": 7}, {"url": "https://a"}]])
async def test_images_that_cannot_be_read_are_noted(powerpost, server, images):
    result = await drawn(powerpost, server, reply({**IMAGES_DONE, "images": images}))

    assert (result.images, result.notes) == ((), ("0 of 2 images arrived.",))


async def test_a_long_prompt_describes_an_image_in_short(powerpost, server):
    result = await drawn(powerpost, server, reply({**IMAGES_DONE, "prompt": "night\n" * 200}))

    assert len(result.images[0].alt) == 300
    assert "\n" not in result.images[0].alt


async def test_images_that_take_too_long_leave_the_captions(powerpost, server, time):
    time.seconds += 181

    result = await drawn(powerpost, server, reply({"status": "processing"}))

    assert (len(result.captions), result.images) == (2, ())
    assert result.notes == ("The images are not done yet; they will be in PowerPost.",)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (reply(error("RATE_LIMIT_EXCEEDED", retryAfter=9), 429), ProviderBusy),
        (httpx.ReadTimeout("slow"), OutcomeUnknown),
        (httpx.ConnectError("refused"), ProviderUnreachable),
    ],
)
async def test_trouble_in_looking_at_images_passes(powerpost, server, answer, kind):
    with pytest.raises(kind):
        await drawn(powerpost, server, answer)


async def test_trouble_that_lasts_leaves_the_captions(powerpost, server, time):
    time.seconds += 181

    result = await drawn(powerpost, server, reply(error("INTERNAL_ERROR"), 500))

    assert len(result.captions) == 2
    assert result.notes == ("The images cannot be fetched: PowerPost is having trouble (error 500).",)


async def test_images_that_may_not_be_looked_at_leave_the_captions(powerpost, server):
    refused = reply(error("INSUFFICIENT_SCOPE", "Missing images:read"), 403)

    result = await drawn(powerpost, server, refused)

    assert len(result.captions) == 2
    assert result.notes == (
        "The images cannot be fetched: PowerPost refused the key: it lacks the scope images:read.",
    )


async def test_a_missing_caption_is_noted_beside_the_images(powerpost, server):
    server.answers = [reply(IMAGES_DONE), reply({**DONE, "outputs": {"x": "One"}})]

    result = await powerpost.poll(DRAWING.started().remote_id)

    assert (result.images, result.notes) == (PICTURES, ("YouTube: no caption returned.",))


def test_a_remote_id_holds_ids_and_numbers_only():
    held = json.loads(DRAWING.started().remote_id)

    assert set(held) == {
        "generation_id",
        "platforms",
        "began",
        "receipt",
        "order",
        "stage",
        "image_generation_id",
        "image_receipt",
    }
