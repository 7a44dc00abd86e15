"""The application killed over a run at PowerPost and started again: over its film, its captions, its images.

Each run ends in its result, on its one card. What was paid for once is not paid for again, though
PowerPost has no way to say "only once": Galley looks in its list of captions before it asks anew. There
is no such list of images, so it says there what it cannot know, and asks for none again.
"""

import asyncio
from hashlib import sha256

import pytest

from playground.slack.fixtures import ANA
from playground.vendors.powerpost import PowerPostSimulator
from tests.bot.jobs.fakes import until
from tests.flows.person import PATIENCE, Person
from tests.flows.processes import START, running
from tests.flows.worlds import beside, powerpost_settings

pytestmark = pytest.mark.kill

GENERATE, IMAGES, UPLOAD = "/content/generate", "/images/generate", "/media/upload"
#: Far more than what may lie between two processes, on its way from one to the other.
FILM = b"film" * 10_000_000
#: Seconds a job takes that is over by the time it is asked for, and one that is not.
SHORT, LONG = 0.2, 5.0
UNCERTAIN = "Whether the images were made is uncertain"


@pytest.fixture
def vendor():
    return PowerPostSimulator(seconds=SHORT)


@pytest.fixture
async def playground(vendor):
    async with beside(vendor) as playground:
        yield playground


@pytest.fixture
async def app(vendor, playground, tmp_path):
    async with running(tmp_path, playground, powerpost_settings(playground, vendor)) as app:
        yield app


@pytest.fixture
def ana(app, playground):
    return Person(playground, ANA)


@pytest.fixture
def held(vendor, monkeypatch):
    """Kinds of calls that wait at the vendor's door, unread: a caller who goes away leaves nothing behind."""
    reply, kinds = vendor._service.reply, set()

    async def late(visit):
        if visit.endpoint.kind in kinds:
            await asyncio.Event().wait()
        return await reply(visit)

    monkeypatch.setattr(vendor._service, "reply", late)
    return kinds


async def starts(ana, film=b"", **fields):
    """A brief by command, or with a film from a message that has one: forms take small files only."""
    if film:
        await ana.composes_from(ana.shares("We just shipped dark mode", ("film.mp4", film)))
    else:
        await ana.opens("/compose We just shipped dark mode")
    assert await ana.submits(post_types=["x-post", "linkedin-post"], **fields) == {}


async def ends(ana, vendor, *words, calls=1, told=True):
    """The card with the result, the only one; where Galley was told of every charge it says so."""
    card = await ana.sees("Save draft", "*X*", "*LinkedIn*", *words, within=START)
    assert [seen.ts for seen in ana.cards()] == [card.ts]
    assert len(vendor.calls.to(GENERATE)) == calls
    assert (f"Used {vendor.charged} credits, {vendor.credits} left" in card.text) == told
    return card


async def test_killed_in_the_middle_of_a_film_it_is_sent_again_and_written_about(app, ana, vendor):
    await starts(ana, FILM)
    await until(lambda: vendor.uploaded, every=0.001)
    await app.kill()
    assert vendor.media == ()
    assert vendor.uploaded < len(FILM)
    await app.start()

    await ends(ana, vendor)

    assert [(media.name, media.sha256) for media in vendor.media] == [("film.mp4", sha256(FILM).hexdigest())]
    assert vendor.media[0].id in vendor.calls.to(GENERATE)[0].body


async def test_killed_before_it_heard_that_the_film_came_it_sends_it_again(app, ana, vendor):
    vendor.slow_down(60)
    await starts(ana, b"film" * 1_000)
    await until(lambda: vendor.media, every=0.001)
    await app.kill()
    vendor.slow_down(0)
    await app.start()

    await ends(ana, vendor)

    assert [media.name for media in vendor.media] == ["film.mp4"] * 2
    assert vendor.media[1].id in vendor.calls.to(GENERATE)[0].body


async def test_killed_before_the_vendor_took_the_paid_call_it_is_made_and_charged_once(
    app, ana, vendor, held
):
    held.add("captions")
    await starts(ana)
    await asyncio.wait_for(vendor.calls.arrived(1, "captions"), PATIENCE)
    await app.kill()
    held.clear()
    await app.start()

    await ends(ana, vendor, calls=2)

    assert [call.charged for call in vendor.calls.to(GENERATE)] == [0, vendor.charged]


async def test_killed_after_the_vendor_took_the_paid_call_it_is_found_and_not_made_again(app, ana, vendor):
    vendor.slow_down(60)
    await starts(ana)
    await until(lambda: vendor.charged, every=0.001)
    await app.kill()
    vendor.slow_down(0)
    await app.start()

    await ends(ana, vendor, told=False)

    assert vendor.calls.to(GENERATE)[0].charged == vendor.charged


async def test_killed_while_captions_are_written_they_are_waited_for(app, ana, vendor):
    vendor.let_jobs_take(LONG)
    await starts(ana)
    await asyncio.wait_for(vendor.calls.arrived(1, "poll"), PATIENCE)
    await app.kill()
    await app.start()

    await ends(ana, vendor)


@pytest.mark.parametrize("taken", [False, True], ids=["before", "after"])
async def test_killed_when_the_images_are_asked_for_none_are_asked_for_again(app, ana, vendor, held, taken):
    await starts(ana, images="ideogram-3", image_count=1)
    await asyncio.wait_for(vendor.calls.arrived(1, "captions"), PATIENCE)
    charged = vendor.charged
    if taken:
        vendor.slow_down(60)
    else:
        held.add("images")
    await asyncio.wait_for(vendor.calls.arrived(1, "images"), PATIENCE)
    await until(lambda: vendor.charged > charged or not taken, every=0.001)
    await app.kill()
    held.clear()
    vendor.slow_down(0)
    await app.start()

    await ends(ana, vendor, UNCERTAIN, told=False)

    assert len(vendor.calls.to(IMAGES)) == 1
    assert (vendor.charged > charged) == taken


async def test_killed_while_images_are_drawn_they_are_waited_for(app, ana, vendor):
    await starts(ana, images="ideogram-3", image_count=1)
    await asyncio.wait_for(vendor.calls.arrived(1, "captions"), PATIENCE)
    vendor.let_jobs_take(LONG)
    await until(
        lambda: any("/images/generations/" in call.path for call in vendor.calls.of("poll")), every=0.001
    )
    await app.kill()
    await app.start()

    card = await ends(ana, vendor)

    assert len([block for block in card.blocks if block["type"] == "image"]) == 1
    assert len(vendor.calls.to(IMAGES)) == 1
