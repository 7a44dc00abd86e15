"""A draft's history: every version listed, shown, compared and restored; none is ever lost."""

import pytest

from bot.domain.platforms import Platform
from tests.flows.person import settled
from tests.flows.ways import both_ways

X = Platform.X


@pytest.fixture
async def card(ana):
    """Ana's card after two edits."""
    card = await ana.composes("Dark mode is here", platforms=["x"])
    await _write(ana, card, "Second", 1)
    await _write(ana, card, "Third", 2)
    return card


async def _write(person, card, text, version):
    await card.click("Edit the text for X")
    await person.sees_form("Edit the texts")
    assert await person.submits(**{f"text:x:0:{version}": text}) == {}
    await person.sees(text, f"v{version + 1} ·")


async def _versions(world):
    (run,) = await world.store.generations()
    return await world.store.versions(run.id)


@both_ways
async def test_every_version_is_listed_with_its_reason_and_whose_it_is(ana, card):
    await card.click("Save draft")
    await ana.sees("saved as draft")
    await card.click("History")
    form = await ana.sees_form(
        "History", "3 versions.", "v3 · edited · the newest\nThird", "v2 · edited\nSecond"
    )
    assert "v1 · generated" in form.text
    assert form.text.index("v3 ·") < form.text.index("v2 ·") < form.text.index("v1 ·")
    assert "saved · just now" in form.text
    assert form.text.count("<@U1ANA>") == 4


@both_ways
async def test_a_version_is_shown_and_restored_as_a_new_one(world, ana, card):
    await card.click("History")
    await (await ana.sees_form("History")).click("Show v2")
    form = await ana.sees_form("Version 2", "Second", "6 / 280 · 0 hashtags", "Restore v2")
    assert form.captions == ["Second"]
    assert await ana.submits() == {}
    await ana.sees("Second", "v4 ·")
    await ana.sees_form("History", "4 versions.", "v4 · v2 again · the newest\nSecond")
    versions = await _versions(world)
    assert [v.texts[X] for v in versions][1:] == ["Second", "Third", "Second"]
    assert versions[3].author == ana.id


async def test_a_version_is_compared_with_the_present_and_with_the_one_before(ana, card):
    await card.click("History")
    await (await ana.sees_form("History")).click("Show v2")
    await (await ana.sees_form("Version 2", "Second")).click("Compare with the present text")
    form = await ana.sees_form("Version 2", "From v2 to v3. Struck through: only in v2. Bold: only in v3.")
    assert form.captions == ["Second Third"]
    await form.click("Compare with the version before")
    form = await ana.sees_form("From v1 to v2.")
    await form.click("Show the whole text")
    await ana.sees_form("Version 2", "6 / 280", "Restore v2")


async def test_the_newest_version_has_nothing_to_restore(ana, card):
    await card.click("History")
    await (await ana.sees_form("History")).click("Show v3")
    form = await ana.sees_form("Version 3", "Third", "Compare with the version before")
    assert "Restore" not in form.text
    assert "Compare with the present text" not in form.buttons


async def test_restoring_what_somebody_else_restored_meanwhile_makes_no_second_version(world, ana, ben, card):
    theirs = await ben.sees("Dark mode is here")
    for person, seen in ((ana, card), (ben, theirs)):
        await seen.click("History")
        await (await person.sees_form("History")).click("Show v2")
        await person.sees_form("Version 2", "Restore v2")
    await ana.submits()
    await ben.sees("Second", "v4 ·")
    await ben.submits()
    await ben.sees_form("History", "4 versions.")
    await settled()
    assert len(await _versions(world)) == 4


async def test_a_restored_version_loses_nothing_that_another_wrote_meanwhile(world, ana, ben, card):
    await card.click("History")
    await (await ana.sees_form("History")).click("Show v2")
    await ana.sees_form("Version 2", "Restore v2")
    await _write(ben, await ben.sees("Third"), "Ben's", 3)
    await ana.submits()
    await ben.sees("Second", "v5 ·")
    assert [v.texts[X] for v in await _versions(world)][1:] == ["Second", "Third", "Ben's", "Second"]


@both_ways
async def test_from_an_opened_draft_all_three_windows_follow(ana, card):
    await card.click("Save draft")
    await ana.sees("saved as draft")
    await ana.says("/drafts")
    await (await ana.sees_privately("Dark mode")).click("Open Dark mode is here")
    await (await ana.sees_form("Draft", "saved as draft")).click("History")
    await (await ana.sees_form("History", "3 versions.")).click("Show v2")
    await ana.sees_form("Version 2", "Restore v2")
    await ana.submits()
    form = await ana.sees_form("History", "4 versions.")
    await ana.sees("Second", "v4 · saved as draft")
    await ana.people.close(ana.id, form.address)
    await ana.sees_form("Draft", "Second", "v4 v2 again")


@both_ways
async def test_undo_goes_one_step_back_each_time_until_the_first_version(world, ana, card):
    first = (await _versions(world))[0].texts[X]
    await card.click("History")
    await (await ana.sees_form("History")).click("Undo v3 · edited")
    await ana.sees("Second", "v4 ·")
    await (await ana.sees_form("History", "v4 · undone · the newest")).click("Undo v4 · undone")
    await ana.sees(first, "v5 ·")
    form = await ana.sees_form("History", "v5 · undone · the newest")
    assert not [label for label in form.buttons if label.startswith("Undo")]
    assert [v.texts[X] for v in await _versions(world)] == [first, "Second", "Third", "Second", first]


async def test_undoing_twice_at_once_is_undoing_once(world, ana, card):
    await card.click("History")
    await (await ana.sees_form("History")).double_click("Undo v3 · edited")
    await ana.sees("Second", "v4 ·")
    await settled()
    assert len(await _versions(world)) == 4


async def test_undo_on_an_old_screen_does_not_take_back_what_another_wrote(world, ana, ben, card):
    await card.click("History")
    form = await ana.sees_form("History")
    await _write(ben, await ben.sees("Third"), "Ben's", 3)
    await form.click("Undo v3 · edited")
    await ana.sees_form("History", "v4 · edited · the newest")
    assert [v.texts[X] for v in await _versions(world)][1:] == ["Second", "Third", "Ben's"]


async def test_many_versions_are_turned_like_pages(world, ana, card):
    (run,) = await world.store.generations()
    for number in range(4, 61):
        await world.store.change_draft(
            run.id,
            lambda d, n=number: d.edited({X: f"Text {n}"}, by=ana.id, reason="edited", at=d.updated_at),
        )
    await card.click("History")
    form = await ana.sees_form("60 versions.", "v60 ·", "v36 ·")
    assert "v35 ·" not in form.text
    await form.click("Earlier versions")
    await (await ana.sees_form("v35 ·", "v11 ·", "Newest versions")).click("Earlier versions")
    last = await ana.sees_form("v10 ·", "v1 · generated")
    assert "Earlier versions" not in last.buttons
    await last.click("Newest versions")
    await ana.sees_form("v60 ·")


async def test_a_discarded_drafts_versions_can_be_read_and_none_is_restored(world, ana, card):
    await card.click("Save draft")
    await ana.sees("saved as draft")
    await card.click("History")
    await (await ana.sees_form("History")).click("Show v1")
    await ana.sees_form("Version 1", "Restore v1")
    (run,) = await world.store.generations()
    await world.galley.services.drafts.discard(world.team, ana.id, run.id)
    await ana.submits()
    await ana.sees_form("That did not work", "This draft is discarded")
    assert len(await _versions(world)) == 3


async def test_undo_of_a_variant_that_was_only_picked_goes_back_to_the_newest_version(world, ana, card):
    await card.click("Next variant for X")
    await ana.sees("variant 1 of")
    await card.click("History")
    await (await ana.sees_form("History", "3 versions.")).click("Undo the other variant")
    await ana.sees_form("History", "v5 · undone · the newest", "v4 · picked")
    await ana.sees("Third", "v5 ·")


async def test_undoing_a_picked_variant_twice_at_once_is_undoing_once(world, ana, card):
    await card.click("Next variant for X")
    await ana.sees("variant 1 of")
    await card.click("History")
    await (await ana.sees_form("History", "3 versions.")).double_click("Undo the other variant")
    await ana.sees_form("History", "v5 · undone · the newest")
    await settled()
    assert [v.reason for v in await _versions(world)][3:] == ["picked", "undone"]
