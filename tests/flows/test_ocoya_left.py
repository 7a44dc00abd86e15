"""A draft written anew at Ocoya: the one before stays there until somebody deletes it, once."""

import pytest

from playground.vendors.ocoya.kinds import DRAFT, EDIT
from playground.vendors.ocoya.world import TEAS
from tests.flows.ocoyas import composed, open_ocoya, telling
from tests.flows.person import settled

DELETE = "Delete the earlier draft in Ocoya"
ASKS = "Each run makes a draft in Ocoya; the earlier one stays there until you delete it."
GONE = "There it cannot be brought back."


@pytest.fixture
def vendor():
    return telling()


@pytest.fixture
async def world(vendor, tmp_path):
    async with open_ocoya(vendor, tmp_path) as world:
        yield world


async def regenerated(ana):
    """Ana's card with a second text on it."""
    card = await composed(ana)
    await card.click("Regenerate", agreeing=ASKS)
    return await ana.sees("v2", "The earlier text is still there, as a draft in Ocoya.")


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


async def test_a_discarded_draft_can_be_deleted_there_as_well(world, ana, vendor):
    card = await composed(ana)
    await card.click("Discard", agreeing="restore it")
    await ana.sees("Discarded by", "The text is still there, as a draft in Ocoya.")
    assert vendor.drafts == 1

    await card.click("Delete the draft in Ocoya", agreeing=GONE)
    await ana.sees("Discarded by <@U1ANA>", without=("still there",))
    assert vendor.drafts == 0
    assert not ana.private

    await card.click("Restore")
    seen = await ana.sees("saved as draft", without=("still there",))
    assert seen.captions
    assert "saved as a draft in Ocoya" not in seen.text
    (run,) = await world.store.generations()
    assert [d.action for d in await world.store.decisions(run.id)] == [
        "discarded",
        "deleted the draft in Ocoya",
        "restored",
    ]


async def test_a_discarded_draft_and_the_one_before_it_are_deleted_together(ana, vendor):
    card = await regenerated(ana)
    await card.click("Discard", agreeing="restore it")
    await ana.sees("Discarded by", "2 texts are still there, each as a draft in Ocoya.")

    await card.click("Delete them at Ocoya", agreeing=GONE)
    await ana.sees("Discarded by", without=("still there",))
    assert vendor.drafts == 0


async def test_a_draft_that_is_restored_keeps_its_text_there(ana, vendor):
    card = await composed(ana)
    await card.click("Discard", agreeing="restore it")
    await ana.sees("The text is still there, as a draft in Ocoya.")
    await card.click("Restore")

    await ana.sees("saved as draft", "It is saved as a draft in Ocoya, too.", without=("still there",))
    assert vendor.drafts == 1
