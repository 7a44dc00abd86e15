"""The row of buttons under each text of a card: shorten to fit, and the menu."""

import asyncio

import pytest

from bot.domain.platforms import Platform, measure
from tests.flows.person import settled
from tests.flows.ways import both_ways

LONG = "Dark mode is here at last. " * 12 + "#dark #mode"


@pytest.fixture
async def card(ana):
    return await ana.composes("Dark mode is here", platforms=["x"])


async def write(person, card, text, version=1, made=0):
    await card.click("Edit the text for X")
    await person.sees_form("Edit the texts")
    assert await person.submits(**{f"text:x:0:{version}": text}) == {}
    await person.sees(f"v{made or version + 1} ·")


async def draft_of(world):
    (run,) = await world.store.generations()
    return await world.store.draft(run.id)


async def choose(card, entry):
    """Choose in the only menu of a card by its words."""
    block, menu = next((b, e) for b, e in card._elements() if e["type"] == "overflow")
    value = next(o["value"] for o in menu["options"] if o["text"]["text"] == entry)
    await card.person.people.click(
        card.person.id, card.address, block["block_id"], menu["action_id"], [value]
    )


def entries(card):
    (menu,) = [e for _, e in card._elements() if e["type"] == "overflow"]
    return [option["text"]["text"] for option in menu["options"]]


@both_ways
async def test_a_text_over_the_limit_is_shortened_to_fit_for_free(world, ana, card):
    assert "Shorten to fit" not in card.buttons
    await write(ana, card, LONG)
    await ana.sees("55 over X's limit", "Shorten to fit")
    await card.click("Shorten to fit X")
    await ana.sees("v3 ·", without=["over X's limit", "Shorten to fit"])
    draft = await draft_of(world)
    found = measure(Platform.X, draft.texts[Platform.X])
    assert not found.over
    assert draft.texts[Platform.X].endswith("#dark #mode")
    assert (draft.latest.reason, draft.latest.author) == ("fit", ana.id)
    assert [v.texts[Platform.X] for v in await world.store.versions(draft.id)][1] == LONG
    assert not world.paid_calls


async def test_shortening_twice_is_shortening_once(world, ana, card):
    await write(ana, card, LONG)
    await card.double_click("Shorten to fit X")
    await ana.sees("v3 ·")
    await settled()
    assert len(await world.store.versions((await draft_of(world)).id)) == 3
    assert not ana.private


async def test_two_people_shorten_at_once_and_see_one_truth(world, ana, ben, card):
    await write(ana, card, LONG)
    theirs = await ben.sees("Shorten to fit")
    await asyncio.gather(card.click("Shorten to fit X"), theirs.click("Shorten to fit X"))
    await ben.sees("v3 ·", without=["Shorten to fit"])
    await settled()
    assert len(await world.store.versions((await draft_of(world)).id)) == 3
    assert not ana.private + ben.private


async def test_a_late_shorten_does_no_harm(world, ana, card):
    await write(ana, card, LONG)
    late = card.kept()
    await write(ana, card, "Short by now", version=2)
    await late.click_late("Shorten to fit X")
    await settled()
    assert (await draft_of(world)).texts == {Platform.X: "Short by now"}
    assert not ana.private


@both_ways
async def test_the_menu_takes_hashtags_and_emoji_out(world, ana, card):
    await write(ana, card, "Dark mode 🎉 is here #dark")
    assert entries(card)[:2] == ["No hashtags", "No emoji"]
    await choose(card, "No hashtags")
    await ana.sees("Dark mode 🎉 is here\n", "v3 ·")
    assert entries(card)[0] == "No emoji"
    await choose(card, "No emoji")
    await ana.sees("Dark mode is here", "v4 ·", without=["🎉"])
    reasons = [v.reason for v in await world.store.versions((await draft_of(world)).id)]
    assert reasons == ["generated", "edited", "no hashtags", "no emoji"]


async def test_a_menu_entry_with_nothing_to_do_says_so_privately(world, ana, card):
    await write(ana, card, "Dark mode is here")
    await choose(card, "No emoji")
    await ana.sees_privately("X: nothing to do: there is no emoji in it.")
    assert (await draft_of(world)).latest.number == 2


async def test_a_text_to_copy_is_shown_as_it_is(ana, card):
    await write(ana, card, "*Dark* <!channel> :tada: #dark")
    await choose(card, "Copy as plain text")
    form = await ana.sees_form("Copy the text", "30 / 280 · 1 hashtag")
    (block,) = [b for b in form.blocks if b["type"] == "rich_text"]
    assert block["elements"] == [
        {
            "type": "rich_text_preformatted",
            "elements": [{"type": "text", "text": "*Dark* <!channel> :tada: #dark"}],
        }
    ]


async def test_a_text_is_compared_with_the_version_before(ana, card):
    assert "Compare with the version before" not in entries(card)
    await write(ana, card, "Dark mode is here")
    await write(ana, card, "Light mode is here", version=2)
    await choose(card, "Compare with the version before")
    form = await ana.sees_form("Version 2", "From v2 to v3.", "1 word added, 1 removed")
    (block,) = [b for b in form.blocks if b["type"] == "rich_text"]
    assert block["elements"][0]["elements"] == [
        {"type": "text", "text": "Dark", "style": {"strike": True}},
        {"type": "text", "text": " "},
        {"type": "text", "text": "Light", "style": {"bold": True}},
        {"type": "text", "text": " mode is here"},
    ]
    assert await ana.submits() == {}
    await ana.sees("Dark mode is here", "v4 ·")
    assert ana.form is None


async def test_a_variant_that_was_picked_is_compared_with_the_last_version(ana):
    card = await ana.composes("Dark mode is here", platforms=["x"], variants=2)
    await card.click("Next variant for X")
    await ana.sees("*X* · variant 2 of 2")
    await choose(card, "Compare with the version before")
    await ana.sees_form("Version 1", "From v1 to what the card shows.")


async def test_a_discarded_draft_is_not_shortened_by_an_old_button(world, ana, card):
    await write(ana, card, LONG)
    late = card.kept()
    await card.click("Discard", agreeing="restore it")
    await ana.sees("Discarded by")
    await late.click_late("Shorten to fit X")
    await ana.sees_privately("This draft is discarded, so its text stays as it is.")
    assert (await draft_of(world)).texts == {Platform.X: LONG}


async def test_undo_finds_the_way_back_to_a_variant_that_was_only_picked(world, ana, card):
    await card.click("Next variant for X")
    await ana.sees("variant 2 of 2")
    picked = (await draft_of(world)).texts[Platform.X]
    await choose(card, "No hashtags")
    await ana.sees("v3 ·")
    await ana.says("undo", card.ts)
    await ana.sees("v4 · undo · free · as v2")
    assert (await draft_of(world)).texts[Platform.X] == picked
    reasons = [v.reason for v in await world.store.versions((await draft_of(world)).id)]
    assert reasons == ["generated", "picked", "no hashtags", "undone"]


async def test_an_edit_keeps_a_variant_that_was_only_picked(world, ana, card):
    await card.click("Next variant for X")
    await ana.sees("variant 2 of 2")
    picked = (await draft_of(world)).texts[Platform.X]
    await write(ana, card, "My own words", version=1, made=3)
    versions = await world.store.versions((await draft_of(world)).id)
    assert [v.texts[Platform.X] for v in versions[1:]] == [picked, "My own words"]


async def test_an_edit_that_changes_nothing_makes_no_version_of_a_picked_variant(world, ana, card):
    await card.click("Next variant for X")
    await ana.sees("variant 2 of 2")
    await card.click("Edit the text for X")
    await ana.sees_form("Edit the texts")
    assert await ana.submits() == {}
    await settled()
    assert (await draft_of(world)).latest.number == 1
