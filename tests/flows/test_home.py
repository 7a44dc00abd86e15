"""The App Home: what needs one, what one has, what runs; and it follows what happens meanwhile."""

from datetime import timedelta

from bot.domain.copies import renamed
from bot.domain.ports import DraftQuery
from handlers import homes
from tests.flows.person import settled
from tests.flows.ways import both_ways


async def saved(person, prompt):
    card = await person.composes(prompt)
    await card.click("Save draft")
    return await person.sees(prompt, "saved as draft")


@both_ways
async def test_a_newcomer_is_one_click_from_the_first_draft(ana):
    home = await ana.opens_home("Your first draft in three steps")
    assert "Search drafts" not in home.buttons
    await home.click("Compose a post")
    await ana.sees_form("Compose a post")


@both_ways
async def test_an_open_home_follows_what_its_person_does(ana):
    await ana.opens_home("three steps")
    card = await ana.composes("Dark mode is here")
    home = await ana.sees_home("Needs you", "Dark mode is here", "not saved yet")
    await card.click("Save draft")
    await ana.sees_home("My drafts", "Dark mode is here", "saved as draft")
    assert "Needs you" not in home.text


@both_ways
async def test_what_another_person_does_is_on_it_too(ana, ben):
    await ana.opens_home("three steps")
    card = await saved(ben, "Shoes for everyone")
    await ana.sees_home("Recent team drafts", "Shoes for everyone", "<@U2BEN>")
    await card.click("Discard", agreeing="It leaves the lists.")
    await ana.sees_home("Your first draft in three steps")


async def test_another_s_unsaved_result_is_not_shown(ana, ben):
    await ana.opens_home("three steps")
    await ben.composes("Shoes for everyone")
    await settled(1)
    assert "Shoes" not in ana.home.text


async def test_what_another_process_changed_is_found_out(world, ana, monkeypatch):
    monkeypatch.setattr(homes, "EVERY", 0.2)
    await saved(ana, "Dark mode is here")
    await ana.opens_home("Dark mode is here")
    (draft,) = (await world.store.drafts(DraftQuery())).drafts
    later = draft.updated_at + timedelta(seconds=1)
    await world.store.change_draft(draft.id, lambda d: renamed(d, "Renamed elsewhere", later))
    await ana.sees_home("Renamed elsewhere")


async def test_a_home_that_another_process_drew_is_drawn_once_more(world, ana):
    world.expects("hash_conflict")
    await saved(ana, "Dark mode is here")
    await ana.opens_home("Dark mode is here")
    world.workspace.views.publish(ana.id, {"type": "home", "blocks": [{"type": "divider"}]}, None)
    await ana.cards()[0].click("Discard", agreeing="It leaves the lists.")
    await ana.sees_home("Your first draft in three steps")


async def test_nothing_new_is_not_drawn(world, ana):
    await saved(ana, "Dark mode is here")
    await ana.opens_home("Dark mode is here")
    before = world.sent("views.publish")
    world.galley.services.homes.changed(world.workspace.team.id)
    await settled(1)
    assert world.sent("views.publish") == before


async def test_many_changes_are_few_drawings(world, ana, monkeypatch):
    monkeypatch.setattr(homes, "PAUSE", 1.0)
    card = await saved(ana, "Dark mode is here")
    await ana.opens_home("saved as draft")
    before = world.sent("views.publish")
    for _ in range(4):
        await card.click("Discard", agreeing="It leaves the lists.")
        await (await ana.sees("Discarded by")).click("Restore")
        await ana.sees("saved as draft")
    await ana.sees_home("saved as draft")
    await settled(homes.PAUSE)
    assert world.sent("views.publish") - before <= 4


@both_ways
async def test_ones_own_drafts_are_paged(world, ana):
    await saved(ana, "Draft number 0")
    (one,) = (await world.store.drafts(DraftQuery())).drafts
    for number in range(1, 7):
        at = one.updated_at + timedelta(seconds=number)
        copy = {"id": f"COPY{number}", "title": f"Draft number {number}", "updated_at": at}
        await world.store.add_draft(one.model_copy(update=copy))
    home = await ana.opens_home("Draft number 6")
    await home.click("Next")
    home = await ana.sees_home("Draft number 0", "Previous")
    await home.click("Previous")
    await ana.sees_home("Next")


async def test_a_brief_that_failed_waits_until_it_is_followed_up(world, ana, ben):
    world.vendor.faults.once("unavailable")
    await ana.opens_home("three steps")
    await ben.opens_home("three steps")
    await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees("having trouble")
    home = await ana.sees_home(
        "Needs you", "Dark mode is here", "Nothing came of this brief", "having trouble"
    )
    assert "Needs you" not in ben.home.text
    await home.click("Edit brief")
    assert (await ana.sees_form("Compose a post")).value("topic") == "Dark mode is here"
    await ana.submits()
    await ana.sees("Used 1 credit, 199 left")
    await ana.sees_home("Dark mode is here", "not saved yet")
    assert "Nothing came of this brief" not in ana.home.text


async def test_a_run_that_is_unsure_is_said_to_be_so(world, ana):
    world.vendor.faults.once("dropped_after")
    await ana.opens_home("three steps")
    await ana.starts("Dark mode is here", "posteverywhere")
    home = await ana.sees_home("Needs you", "Dark mode is here", "It is not known whether this was written")
    assert "Check again" not in home.buttons
