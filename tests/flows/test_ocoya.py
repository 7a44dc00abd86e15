"""Ocoya in the whole app: a form in which everything depends on the workspace, and drafts that stay there."""

import pytest

from playground.vendors.ocoya.kinds import DRAFT, READ
from playground.vendors.ocoya.world import BAKERY, TEAS
from tests.flows.ocoyas import (
    PROMPT,
    chooses_workspace,
    composed,
    form,
    offered,
    open_ocoya,
    submitted,
    telling,
)
from tests.flows.person import settled

WRITE = "/post/ai"


@pytest.fixture
def vendor():
    return telling()


@pytest.fixture
def base():
    """Where Galley looks for Ocoya instead of where it is."""
    return ""


@pytest.fixture
async def world(vendor, tmp_path, base):
    async with open_ocoya(vendor, tmp_path, base) as world:
        yield world


async def test_what_can_be_chosen_is_that_of_the_workspace(ana):
    await ana.opens(f"/compose {PROMPT}")
    await ana.writes_with("ocoya")

    assert await ana.searches("brand", "") == ["No preference"]
    assert await offered(ana, "workspace") == [TEAS.name, BAKERY.name]
    assert await ana.searches("workspace", "bak") == [BAKERY.name]
    await chooses_workspace(ana, TEAS)
    assert await offered(ana, "brand") == ["No preference", "Paper Lantern", "Spring harvest"]
    assert await ana.searches("brand", "spr") == ["Spring harvest"]
    assert await offered(ana, "social_profiles", "insta") == ["paperlantern.teas (Instagram)"]


async def test_lists_are_asked_for_once_however_much_is_typed(ana, vendor):
    await form(ana)
    for words in ("", "p", "pa", "pap"):
        await ana.searches("brand", words)

    assert [len(vendor.calls.to(path)) for path in ("/workspaces", "/brand-kits")] == [1, 1]


async def test_another_workspace_drops_what_belonged_to_the_first(ana, vendor):
    await form(ana)
    await offered(ana, "brand")
    ana.fills(brand=TEAS.brands[0].id, tone="bold")
    await chooses_workspace(ana, BAKERY)

    assert ana.form.value("brand") == ""
    assert ana.form.value("tone") == "bold"
    assert await offered(ana, "brand") == ["No preference", "Crumb & Co."]
    assert await ana.submits() == {}
    await ana.sees("Save draft")
    (call,) = vendor.calls.to(WRITE)
    assert "brandId" not in call.body


async def test_a_brief_becomes_a_draft_there_and_a_card_here(ana, vendor):
    await form(ana)
    await offered(ana, "hashtag_library")
    card = await submitted(ana, hashtag_library=TEAS.libraries[0].id, tone="friendly", generate_image="yes")

    assert "#teatime" in card.captions[0]
    assert "It is saved as a draft in Ocoya, too." in card.text
    assert "Open Ocoya" in card.text
    (image,) = [block for block in card.blocks if block["type"] == "image"]
    assert image["image_url"].startswith("http://127.0.0.1")
    assert vendor.drafts == 1


async def test_a_draft_that_is_only_named_is_looked_for(ana, vendor):
    vendor.variants.choose(created="post_group_id")

    card = await composed(ana)

    assert "is saved as a draft in Ocoya, too" in card.text
    assert len(vendor.calls.to(WRITE)) == 1
    assert [call.status for call in vendor.calls.to("/post")] == [200]


async def test_a_draft_that_cannot_be_named_is_in_ocoya(ana, vendor):
    vendor.variants.choose(created="no_id")
    await form(ana)
    assert await ana.submits() == {}

    card = await ana.sees("The draft is saved in Ocoya; open Ocoya to read it.", "Open Ocoya")

    assert card.buttons == ["Edit brief"]
    assert vendor.drafts == 1


async def test_references_without_an_image_are_said_at_their_field(ana, vendor):
    await form(ana)

    complaints = await ana.submits(topic="Tea", reference_urls="https://example.com/a.png")

    assert complaints == {
        "topic": "Write at least 10 characters — Ocoya needs that much to work with.",
        "reference_urls": "These only guide the image: tick “Image”, or leave this empty.",
    }
    assert vendor.calls.to(WRITE) == ()


async def test_of_two_workspaces_one_must_be_chosen(ana, vendor):
    await ana.opens(f"/compose {PROMPT}")
    await ana.writes_with("ocoya")
    assert len(await offered(ana, "workspace")) == 2
    assert await ana.submits(tone="bold") == {"workspace": "Choose one: there are 2 of them."}
    assert vendor.calls.to(WRITE) == ()


async def test_where_that_was_not_known_yet_the_card_says_so_and_nothing_is_lost(world, ana, vendor):
    await ana.opens(f"/compose {PROMPT}")
    await ana.writes_with("ocoya")
    assert len(await offered(ana, "workspace")) == 2
    world.galley.services.choices._known.clear()
    assert await ana.submits(tone="bold") == {}

    card = await ana.sees("There are 2 workspaces in Ocoya: choose one.", "Nothing was charged.")
    await card.click("Edit brief")
    again = await ana.sees_form("Compose a post")

    assert (again.value("topic"), again.value("tone")) == (PROMPT, "bold")
    assert vendor.calls.to(WRITE) == ()


@pytest.mark.parametrize("base", ["http://127.0.0.1:9"])
async def test_a_vendor_out_of_reach_was_sent_nothing(ana, vendor, base):
    await ana.opens(f"/compose {PROMPT}")
    await ana.writes_with("ocoya")
    assert await ana.searches("workspace", "") == ["No preference"]
    assert await ana.submits(tone="bold") == {}

    card = await ana.sees("Nothing was sent", "Nothing was charged.", "Your brief is kept", "Try again")

    # The menus of the form were asked for in vain before, as often as there was time for.
    assert any(words in card.text for words in ("Ocoya could not be reached", "Ocoya is down"))
    assert card.buttons == ["Try again", "Use another provider", "Edit brief"]
    assert len(vendor.calls) == 0


async def test_a_vendor_that_has_moved_away_never_gets_the_key_there(ana, vendor):
    await form(ana)
    vendor.faults.once("moved", on=DRAFT)
    assert await ana.submits() == {}

    await ana.sees("Ocoya is having trouble", "Ocoya has moved to another address", "Nothing was charged.")

    assert vendor.drafts == 0


async def test_what_is_unclear_is_told_with_what_helps_and_never_sent_again(ana, vendor):
    vendor._production.draft(TEAS, {"prompt": "Spring harvest is here"})
    vendor.faults.once("dropped_after", on=DRAFT)
    await form(ana)
    assert await ana.submits() == {}

    card = await ana.sees("Unsure whether Ocoya did this", "Its drafts begin: “", "cannot tell whether")
    await card.click("Check again")
    await settled()
    await ana.sees("Unsure whether Ocoya did this", "Its drafts begin: “")

    assert len(vendor.calls.to(WRITE)) == 1
    assert card.buttons == ["Check again", "Try again", "Use another provider", "Edit brief"]


async def test_somebody_who_stops_the_wait_is_told_where_the_draft_is(ana, vendor):
    vendor.variants.choose(created="post_group_id")
    await form(ana)
    vendor.faults.once(*["internal_error"] * 3, on=READ)
    assert await ana.submits() == {}
    while not vendor.calls.to(WRITE):
        await vendor.calls.arrived(len(vendor.calls) + 1)

    await (await ana.sees("Cancel")).click("Cancel")
    await ana.sees("The draft is saved in Ocoya; open Ocoya to read it.")

    assert (vendor.drafts, len(vendor.calls.to("/post"))) == (1, 1)


async def test_the_health_of_the_key_is_told(ana, vendor):
    await ana.says("/galley status")
    await ana.sees_privately("Ocoya")
    vendor.faults.once("bad_key", on=READ)
    await ana.says("/galley status")
    await ana.sees_privately("check the Ocoya API key")


async def test_what_was_chosen_last_is_there_again_by_name(ana):
    await form(ana)
    await offered(ana, "brand")
    await submitted(ana, brand=TEAS.brands[1].id)

    again = await ana.opens("/compose Another thing to say")

    assert (again.value("workspace"), again.value("brand")) == (TEAS.id, TEAS.brands[1].id)
    assert "Spring harvest" in str(again.body["blocks"])
