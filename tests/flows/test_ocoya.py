"""Ocoya in the whole app: a form in which everything depends on the workspace, and drafts that stay there."""

import pytest

from bot.app import open_galley
from bot.manifest import MANIFEST
from bot.play import local_settings
from playground.server import Playground
from playground.slack.fixtures import fresh_workspace
from playground.vendors.ocoya import OcoyaSimulator
from playground.vendors.ocoya.kinds import DRAFT, EDIT, READ
from playground.vendors.ocoya.world import BAKERY, TEAS
from tests.flows.person import settled
from tests.flows.worlds import World, connected

WRITE = "/post/ai"
PROMPT = "We are moving to a bigger kitchen"
DELETE = "Delete the earlier draft in Ocoya"
ASKS = "Each time makes a draft in Ocoya; the earlier one stays there until you delete it."
GONE = "There it cannot be brought back."


@pytest.fixture
def vendor():
    """As likely as any: the reply to a new draft holds its text."""
    simulator = OcoyaSimulator()
    simulator.variants.choose(created="full")
    return simulator


@pytest.fixture
def base():
    """Where Galley looks for Ocoya instead of where it is."""
    return ""


@pytest.fixture
async def world(vendor, tmp_path, base):
    playground = Playground(fresh_workspace(MANIFEST), extra_routes=vendor.routes())
    await playground.start()
    given = {"OCOYA_API_KEY": vendor.key, "OCOYA_BASE_URL": base or vendor.address(playground.base_url)}
    settings = local_settings(playground, tmp_path)
    try:
        async with (
            open_galley(settings, given=given, with_sample=True, env_file=None) as galley,
            connected("socket", playground, galley, settings),
        ):
            world = World(playground, vendor, galley)
            yield world
            assert world.refused() == []
    finally:
        await playground.stop()


async def form(ana, workspace=TEAS):
    """Ana's form, with a workspace chosen."""
    await ana.opens(f"/compose {PROMPT}")
    await ana.writes_with("ocoya")
    await ana.searches("workspace", "")
    await ana.chooses("workspace", workspace.id)
    return ana.form


async def composed(ana, *says, **fields):
    await form(ana)
    assert await ana.submits(**fields) == {}
    return await ana.sees("Save draft", "run", *says)


async def regenerated(ana):
    """Ana's card with a second text on it."""
    card = await composed(ana)
    await card.click("Regenerate", agreeing=ASKS)
    return await ana.sees("v2", "The earlier text is still there, as a draft in Ocoya.")


async def test_what_can_be_chosen_is_that_of_the_workspace(ana):
    await ana.opens(f"/compose {PROMPT}")
    await ana.writes_with("ocoya")

    assert await ana.searches("brand", "") == ["No preference"]
    assert await ana.searches("workspace", "") == ["No preference", TEAS.name, BAKERY.name]
    assert await ana.searches("workspace", "bak") == [BAKERY.name]
    await ana.chooses("workspace", TEAS.id)
    assert await ana.searches("brand", "") == ["No preference", "Paper Lantern", "Spring harvest"]
    assert await ana.searches("brand", "spr") == ["Spring harvest"]
    assert await ana.searches("social_profiles", "insta") == ["paperlantern.teas (Instagram)"]


async def test_lists_are_asked_for_once_however_much_is_typed(ana, vendor):
    await form(ana)
    for words in ("", "p", "pa", "pap"):
        await ana.searches("brand", words)

    assert [len(vendor.calls.to(path)) for path in ("/workspaces", "/brand-kits")] == [1, 1]


async def test_another_workspace_drops_what_belonged_to_the_first(ana, vendor):
    await form(ana)
    await ana.searches("brand", "")
    ana.fills(brand=TEAS.brands[0].id, tone="bold")
    await ana.searches("workspace", "")
    await ana.chooses("workspace", BAKERY.id)
    await settled()

    assert ana.form.value("brand") == ""
    assert ana.form.value("tone") == "bold"
    assert await ana.searches("brand", "") == ["No preference", "Crumb & Co."]
    assert await ana.submits() == {}
    await ana.sees("Save draft")
    (call,) = vendor.calls.to(WRITE)
    assert "brandId" not in call.body


async def test_a_brief_becomes_a_draft_there_and_a_card_here(ana, vendor):
    await form(ana)
    await ana.searches("hashtag_library", "")
    card = await _submitted(ana, hashtag_library=TEAS.libraries[0].id, tone="friendly", generate_image="yes")

    assert "#teatime" in card.captions[0]
    assert "It is saved as a draft in Ocoya, too." in card.text
    assert "Open Ocoya" in card.text
    (image,) = [block for block in card.blocks if block["type"] == "image"]
    assert image["image_url"].startswith("http://127.0.0.1")
    assert vendor.drafts == 1


async def _submitted(ana, **fields):
    assert await ana.submits(**fields) == {}
    return await ana.sees("Save draft", "run")


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


async def test_of_two_workspaces_one_must_be_chosen_and_nothing_is_lost(ana, vendor):
    await ana.opens(f"/compose {PROMPT}")
    await ana.writes_with("ocoya")
    assert await ana.submits(tone="bold") == {}

    card = await ana.sees("There are 2 workspaces in Ocoya: choose one.", "Nothing was charged.")
    await card.click("Edit brief")
    again = await ana.sees_form("Compose a post")

    assert (again.value("topic"), again.value("tone")) == (PROMPT, "bold")
    assert vendor.calls.to(WRITE) == ()


async def test_writing_again_asks_and_the_earlier_draft_can_be_deleted(world, ana, vendor):
    card = await regenerated(ana)
    assert vendor.drafts == 2

    await card.click(DELETE, agreeing=GONE)
    await ana.sees("v2", without=("still there",))

    assert vendor.drafts == 1
    assert not ana.private
    decisions = await world.store.decisions(await _draft(world))
    assert [d.action for d in decisions] == ["deleted the earlier draft in Ocoya"]


async def _draft(world):
    (generation, *_) = await world.store.generations()
    return generation.draft


async def test_deleting_twice_is_deleting_once(ana, vendor):
    card = await regenerated(ana)

    await card.double_click(DELETE, agreeing=GONE)
    await ana.sees("v2", without=("still there",))
    await settled()

    assert [call.method for call in vendor.calls if call.kind == EDIT] == ["DELETE"]
    assert not ana.private


async def test_a_draft_that_somebody_deleted_there_is_deleted(ana, vendor):
    card = await regenerated(ana)
    first = vendor._production.groups(TEAS)[-1]
    vendor._production.delete(first)

    await card.click(DELETE, agreeing=GONE)
    await ana.sees("v2", without=("still there",))

    assert vendor.drafts == 1


async def test_trouble_in_deleting_is_told_in_private_and_nothing_is_lost(ana, vendor):
    card = await regenerated(ana)
    vendor.faults.once("bad_key", on=EDIT)

    await card.click(DELETE, agreeing=GONE)
    await ana.sees_privately("check the Ocoya API key", "the earlier draft in Ocoya is still there")

    assert DELETE in card.buttons
    await card.click(DELETE, agreeing=GONE)
    await ana.sees("v2", without=("still there",))
    assert vendor.drafts == 1


async def test_an_earlier_draft_is_remembered_through_tries_that_fail(ana, vendor):
    card = await composed(ana)
    vendor.faults.once("invalid", "bad_key", on=DRAFT)
    await card.click("Regenerate", agreeing=ASKS)
    await ana.sees("Ocoya refused this brief", without=("still there",))
    await card.click("Regenerate", agreeing=ASKS)
    await ana.sees("does not accept Galley's key", without=("still there",))
    await card.click("Try again")
    await ana.sees("v2", "The earlier text is still there, as a draft in Ocoya.")

    await card.click(DELETE, agreeing=GONE)
    await ana.sees("v2", without=("still there",))

    assert vendor.drafts == 1


async def test_several_earlier_drafts_go_together(ana, vendor):
    card = await regenerated(ana)
    await card.click("Regenerate", agreeing=ASKS)
    await ana.sees("v3", "2 earlier texts are still there, each as a draft in Ocoya.")

    await card.click("Delete them at Ocoya", agreeing=GONE)
    await ana.sees("v3", without=("still there",))

    assert vendor.drafts == 1


async def test_a_button_of_a_card_that_has_moved_on_deletes_nothing(ana, vendor):
    card = await regenerated(ana)
    old = card.kept()
    await card.click("Regenerate", agreeing=ASKS)
    await ana.sees("v3")

    await old.click_late(DELETE)
    await ana.sees_privately("This card has moved on")

    assert vendor.drafts == 3


@pytest.mark.parametrize("base", ["http://127.0.0.1:9"])
async def test_a_vendor_out_of_reach_was_sent_nothing(ana, vendor, base):
    await ana.opens(f"/compose {PROMPT}")
    await ana.writes_with("ocoya")
    assert await ana.searches("workspace", "") == ["No preference"]
    assert await ana.submits(tone="bold") == {}

    card = await ana.sees("Ocoya could not be reached", "Nothing was sent.", "Nothing was charged.")

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

    card = await ana.sees("Unsure whether Ocoya wrote this", "Its drafts begin: “", "cannot tell whether")
    await card.click("Check again")
    await settled()
    await ana.sees("Unsure whether Ocoya wrote this", "Its drafts begin: “")

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
    await ana.searches("brand", "")
    await _submitted(ana, brand=TEAS.brands[1].id)

    again = await ana.opens("/compose Another thing to say")

    assert (again.value("workspace"), again.value("brand")) == (TEAS.id, TEAS.brands[1].id)
    assert "Spring harvest" in str(again.body["blocks"])
