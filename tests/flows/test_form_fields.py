"""Fields that only an installed provider has: options it looks up, files, links, rules for the whole form."""

import pytest

from bot.domain.errors import ProviderDown
from tests.flows.plugins import Atelier
from tests.flows.ways import both_ways

LINK = "https://example.com/shoe"


@pytest.fixture
def plugins():
    return (Atelier,)


@pytest.fixture
def atelier(world):
    return world.provider("atelier")


@pytest.fixture
async def form(ana):
    """Ana's form for the atelier."""
    await ana.opens("/compose Running shoes for everyone")
    return await ana.writes_with("atelier")


@both_ways
async def test_options_are_looked_up_as_a_person_types(ana, atelier, form):
    assert await ana.searches("brand", "acm") == ["Acme Shoes", "Acme Bags"]
    assert await ana.searches("brand", "acme ba") == ["Acme Bags"]
    assert await ana.submits(brand="b2", links=LINK) == {}
    await ana.sees("On Acme Bags", "Save draft")
    assert atelier.asked[0].brand == "b2"


async def test_no_option_fits_and_none_is_shown(ana, form):
    assert await ana.searches("brand", "zebra") == []


@pytest.mark.parametrize("failure", [ProviderDown("It is down."), RuntimeError("nobody foresaw this")])
async def test_trouble_while_looking_up_offers_nothing_and_says_nothing(world, ana, atelier, form, failure):
    world.expects("unexpected error")
    atelier.failure = failure
    before = len(ana.messages(ana.direct))
    assert await ana.searches("brand", "acm") == []
    assert len(ana.messages(ana.direct)) == before
    assert ana.notice == ""


async def test_the_brand_of_an_edited_brief_is_filled_in_and_can_be_sent_again(ana, atelier, form):
    await ana.searches("brand", "bolt")
    await ana.submits(brand="b3", links=LINK)
    card = await ana.sees("On Bolt & Nut", "Edit brief")
    await card.click("Edit brief")
    form = await ana.sees_form("Compose a post")
    assert form.value("brand") == "b3"
    assert await ana.submits() == {}
    await atelier.heard(2)
    assert atelier.asked[0].brand == atelier.asked[1].brand == "b3"


async def test_a_rule_of_the_whole_form_is_said_at_the_prompt(ana, form):
    await ana.searches("brand", "acme")
    complaints = await ana.submits(brand="b1")
    assert complaints == {"idea": "Add a picture or a link, so that there is something to show."}


async def test_an_address_that_is_none_is_said_at_its_field(ana, form):
    await ana.searches("brand", "acme")
    complaints = await ana.submits(brand="b1", links="https://example.com\nnot an address")
    assert "Line 2 is not a web address" in complaints["links"]


async def test_a_picture_goes_with_the_brief(ana, atelier, form):
    await ana.searches("brand", "acme")
    picture = ana.people.attach(ana.id, "shoe.png", b"p" * 900, "image/png")
    assert await ana.submits(brand="b1", pictures=picture) == {}
    await ana.sees("On Acme Shoes", "Save draft")
    (file,) = atelier.asked[0].pictures
    assert (file.name, file.size, file.mimetype) == ("shoe.png", 900, "image/png")


async def test_files_the_vendor_does_not_take_are_named(ana, form):
    await ana.searches("brand", "acme")
    large = ana.people.attach(ana.id, "large.png", b"p" * 2_000, "image/png")
    complaints = await ana.submits(brand="b1", pictures=large)
    assert complaints["pictures"] == "“large.png” has 2 kB; Atelier takes 1 kB at most."


async def test_pictures_of_an_edited_brief_can_be_kept_or_dropped(ana, atelier, form):
    await ana.searches("brand", "acme")
    shoe = ana.people.attach(ana.id, "shoe.png", b"p" * 900, "image/png")
    bag = ana.people.attach(ana.id, "bag.png", b"p" * 800, "image/png")
    await ana.submits(brand="b1", pictures=[shoe, bag])
    await (await ana.sees("On Acme Shoes", "Edit brief")).click("Edit brief")
    await ana.sees_form("Pictures: keep", "shoe.png", "bag.png")
    assert await ana.submits(**{"_keep.pictures": bag["id"]}) == {}
    await atelier.heard(2)
    assert [file.name for file in atelier.asked[1].pictures] == ["bag.png"]
