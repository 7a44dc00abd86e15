"""Files on their way: from a form or a message in Slack, to the provider, and pictures back on the card."""

import pytest

from bot.domain.captions import Image
from bot.domain.errors import ProviderBusy
from playground.slack.limits import Failure
from tests.flows.person import settled
from tests.flows.studio import FILM, Studio
from tests.flows.ways import both_ways

REFUSED = Failure(error="invalid_blocks", status=200, retry_after=None)


@pytest.fixture
def plugins():
    return (Studio,)


@pytest.fixture
def studio(world):
    return world.provider("studio")


@pytest.fixture
def local(world):
    """A picture that the playground's Slack can load, for it is on this machine."""
    return Image(media_id="m1", url=f"{world.playground.base_url}/dog.png", alt="A dog in the dark")


def pictures_on(seen):
    return [(b["image_url"], b["alt_text"]) for b in seen.blocks if b["type"] == "image"]


@both_ways
async def test_files_of_the_form_reach_the_provider_before_the_brief(world, ana, studio):
    dog = ana.people.attach(ana.id, "dog.png", b"d" * 900)
    film = ana.people.attach(ana.id, "film.mp4", b"f" * FILM)
    await ana.composes("Dark mode", "studio", pictures=dog, film=film)

    assert studio.shelf == {
        "media-1": ("dog.png", b"d" * 900),
        "media-2": ("film.mp4", b"f" * FILM),
    }
    (brief,) = studio.asked
    assert [f.media_id for f in (*brief.pictures, *brief.film)] == ["media-1", "media-2"]
    assert max(studio.pieces) < FILM / 10


async def test_while_files_are_sent_the_card_says_so(ana, studio):
    studio.may_take.clear()
    dog = ana.people.attach(ana.id, "dog.png", b"d" * 900)
    card = await ana.starts("Dark mode", "studio", pictures=dog)
    assert "Sending 1 file to Studio…" in card.text
    studio.may_take.set()
    ready = await ana.sees("Save draft", without=["Sending"])
    assert ready.ts == card.ts


async def test_a_file_that_does_not_get_through_costs_nothing_and_can_be_sent_again(ana, studio):
    studio.failures = [ProviderBusy(retry_after=1)]
    dog = ana.people.attach(ana.id, "dog.png", b"d" * 900)
    await ana.starts("Dark mode", "studio", pictures=dog)
    card = await ana.sees("Studio is busy", "Nothing was charged.")
    assert studio.asked == []
    await card.click("Try again")
    await ana.sees("Save draft")
    assert len(studio.asked) == 1


async def test_a_file_that_is_gone_from_slack_is_said_and_the_brief_is_kept(world, ana, studio):
    dog = ana.people.attach(ana.id, "dog.png", b"d" * 900)
    world.workspace.files.remove(dog["id"])
    await ana.starts("Dark mode", "studio", pictures=dog)
    card = await ana.sees("A file of this brief did not get through", "“dog.png” is not in Slack any more")
    assert "Nothing was charged." in card.text
    await card.click("Edit brief")
    await ana.sees_form("Pictures: keep", "dog.png")
    assert studio.asked == []


@both_ways
async def test_the_files_of_a_message_come_along_each_to_its_field(ana, ben, studio):
    message = ben.shares("Dark mode", ("dog.png", b"d"), ("film.mp4", b"f" * 2_000))
    await ana.composes_from(message)
    await ana.writes_with("studio")
    await ana.sees_form("Pictures: keep", "dog.png", "Film: keep", "film.mp4")
    assert await ana.submits() == {}
    await ana.sees("Dark mode 0", "Save draft")
    assert sorted(studio.shelf.values()) == [("dog.png", b"d"), ("film.mp4", b"f" * 2_000)]


async def test_files_of_a_message_that_do_not_fit_are_named(ana, ben, studio):
    message = ben.shares("Dark mode", ("dog.png", b"d"), ("plan.pdf", b"p"), ("big.png", b"b" * 2_000))
    await ana.composes_from(message)
    await ana.sees_form("takes no files, so 3 files of the message stayed out.")
    form = await ana.writes_with("studio")
    assert "Studio does not take “plan.pdf”." in form.text
    assert "“big.png” has 2 kB; Studio takes 1 kB at most." in form.text
    assert form.value("_keep.pictures") == [message["files"][0]["id"]]


async def test_each_variant_shows_its_own_title(ana, studio):
    studio.titles = ("Watch this", "See that")
    card = await ana.composes("Dark mode", "studio")
    assert "Title: Watch this" in card.text
    await card.click("Next variant for YouTube")
    turned = await ana.sees("Title: See that")
    await turned.click("Save draft")
    await ana.sees("saved as draft")
    await ana.says("/drafts")
    drafts = await ana.sees_privately("Dark mode")
    await drafts.click("Open")
    await ana.sees_form("Title: See that")


@both_ways
async def test_pictures_are_on_the_card_and_in_the_opened_draft(ana, studio, local):
    studio.images = (local,)
    card = await ana.composes("Dark mode", "studio")
    assert pictures_on(card) == [(local.url, local.alt)]
    await card.click("Save draft")
    await ana.sees("saved as draft")
    await ana.says("/drafts")
    drafts = await ana.sees_privately("Dark mode")
    await drafts.click("Open")
    opened = await ana.sees_form("Pictures")
    assert pictures_on(opened) == [(local.url, local.alt)]


async def test_pictures_alone_are_a_draft(ana, studio, local):
    studio.images, studio.texts = (local,), False
    card = await ana.composes("Dark mode", "studio")
    assert card.fallback == "Dark mode: 1 picture is ready"
    await card.click("Save draft")
    await ana.sees("saved as draft")


async def test_a_picture_that_slack_cannot_load_becomes_a_link(world, ana, studio, local):
    world.expects("invalid_blocks")
    studio.images = (local,)
    world.playground.limits.fail("chat.update", REFUSED)
    card = await ana.composes("Dark mode", "studio")
    assert pictures_on(card) == []
    assert local.url in str(card.blocks)


async def test_an_opened_draft_whose_picture_slack_cannot_load_has_a_link(world, ana, studio, local):
    world.expects("invalid_arguments", "failed on demand")
    studio.images = (local,)
    card = await ana.composes("Dark mode", "studio")
    await card.click("Save draft")
    await ana.sees("saved as draft")
    await ana.says("/drafts")
    drafts = await ana.sees_privately("Dark mode")
    for method in ("views.open", "views.update"):  # opened at once, then drawn anew with the way to its card
        refused = Failure(error="invalid_arguments", status=200, retry_after=None)
        world.playground.limits.fail(method, refused)
    await drafts.click("Open")
    opened = await ana.sees_form("Pictures")
    assert pictures_on(opened) == []
    assert local.url in str(opened.blocks)


async def test_a_card_that_slack_refuses_for_another_reason_is_not_drawn_twice(world, ana, studio):
    world.expects("invalid_blocks")
    card = await ana.composes("Dark mode", "studio")
    await settled()  # else the run itself may be the one that is refused, and tries again
    drawn = world.sent("chat.update")
    world.playground.limits.fail("chat.update", REFUSED)
    world.expects("unexpected error", "Listener")
    await card.click("Save draft")
    await ana.sees_privately("Something broke")
    assert world.sent("chat.update") == drawn + 1
