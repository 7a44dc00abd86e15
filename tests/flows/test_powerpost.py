"""PowerPost in the whole app: its form, its jobs, files on their way, images back on the card."""

import pytest

from playground.vendors.powerpost import PowerPostSimulator
from tests.flows.worlds import open_powerpost

GENERATE, IMAGES = "/content/generate", "/images/generate"
FILM = 3_000_000


@pytest.fixture
def vendor():
    return PowerPostSimulator(seconds=0.2)


@pytest.fixture
async def world(vendor, tmp_path):
    async with open_powerpost(tmp_path, vendor) as opened:
        yield opened


async def composed(ana, **fields):
    await ana.opens("/compose We just shipped dark mode")
    assert await ana.submits(**fields) == {}
    return await ana.sees("Save draft", "run")


async def test_a_brief_becomes_a_caption_for_each_platform_with_youtubes_title(world, ana, vendor):
    card = await composed(ana, post_types=["x-post", "youtube-short", "youtube-video"])

    assert "*X*" in card.text
    assert "Title: " in card.text
    assert f"Used {vendor.charged} credits, {vendor.credits} left" in card.text
    assert len(vendor.calls.to(GENERATE)) == 1


async def test_a_film_goes_to_the_vendor_before_the_brief(ana, vendor):
    film = ana.people.attach(ana.id, "film.mp4", b"f" * FILM)

    await composed(ana, media=film, post_types=["tiktok-video"], topic="")

    assert [(media.name, media.size) for media in vendor.media] == [("film.mp4", FILM)]
    assert vendor.uploaded == FILM


async def test_images_are_made_after_the_captions_and_shown_with_them(world, ana, vendor):
    card = await composed(ana, images="ideogram-3", image_count=2)

    assert len([block for block in card.blocks if block["type"] == "image"]) == 2
    assert [len(vendor.calls.to(path)) for path in (GENERATE, IMAGES)] == [1, 1]
    assert f"Used {vendor.charged} credits" in card.text


async def test_what_does_not_go_together_is_said_at_its_field(ana, vendor):
    photo, film = (ana.people.attach(ana.id, name, b"x") for name in ("photo.png", "film.mp4"))
    await ana.opens("/compose")

    complaints = await ana.submits(topic="", media=[photo, film], images="gpt-image-1.5", image_size="feed")

    assert complaints == {
        "media": "Add images or a video, not both.",
        "image_size": "GPT Image 1.5 does not make this size. Choose another one.",
    }
    assert await ana.submits(media=[], images="none", image_size="square") == {
        "topic": "Say what the post is about, or add images or a video."
    }
    assert vendor.calls.to(GENERATE) == ()


async def test_a_job_that_fails_is_told_as_not_charged(ana, vendor):
    vendor.faults.always("job_failed")
    await ana.opens("/compose We just shipped dark mode")
    assert await ana.submits() == {}

    await ana.sees("PowerPost could not write this", "Nothing was charged.", "Try again")

    assert vendor.refunded == vendor.charged


async def test_a_start_whose_answer_is_lost_is_found_and_paid_for_once(ana, vendor):
    vendor.faults.once("dropped_after", on="captions")

    await composed(ana)

    assert len(vendor.calls.to(GENERATE)) == 1


async def test_images_that_cannot_be_made_leave_the_captions(ana, vendor):
    vendor.faults.once("out_of_credits", on="images")

    card = await composed(ana, images="flux2-flex")

    assert "No images: PowerPost refused: not enough credits." in card.text
