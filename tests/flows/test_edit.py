"""Editing a draft's texts: from its card and from an opened draft, alone and two at once."""

import pytest

from bot.domain.platforms import Platform
from tests.flows.person import settled
from tests.flows.ways import both_ways

LINKEDIN, X = Platform.LINKEDIN, Platform.X


@pytest.fixture
async def card(ana):
    """Ana's card with a text for LinkedIn and one for X."""
    return await ana.composes("Dark mode is here", platforms=["linkedin", "x"], variants=2)


async def stored(world):
    (run,) = await world.store.generations()
    return await world.store.draft(run.id)


async def texts_of(world):
    """Every version's texts, oldest first."""
    draft = await stored(world)
    return [version.texts for version in await world.store.versions(draft.id)]


async def edits(person, card, platform="LinkedIn"):
    """Press a platform's Edit; the form that opens."""
    await card.click(f"Edit the text for {platform}")
    return await person.sees_form("Edit the texts")


def box(form, platform, place=0, version=1):
    return form.value(f"text:{platform}:{place}:{version}")


@both_ways
async def test_a_text_is_edited_on_its_card_and_the_edit_is_a_version(world, ana, card):
    before = (await stored(world)).texts
    form = await edits(ana, card)
    assert box(form, "linkedin") == before[LINKEDIN]
    assert await ana.submits(**{"text:linkedin:0:1": "Dark mode. Finally."}) == {}
    await ana.sees("*LinkedIn* · edited", "Dark mode. Finally.", "v2 · not saved yet")
    assert ana.form is None
    assert await texts_of(world) == [before, {**before, LINKEDIN: "Dark mode. Finally."}]
    latest = (await stored(world)).latest
    assert (latest.author, latest.reason) == (ana.id, "edited")


async def test_the_platform_that_was_clicked_comes_first(ana, card):
    form = await edits(ana, card, "X")
    assert [b["label"]["text"] for b in form.blocks if b["type"] == "input"] == ["X", "LinkedIn"]
    assert "At most 280 characters, as X counts. Best with 1–3 hashtags. Now: " in form.text


async def test_several_platforms_are_one_version(world, ana, card):
    await edits(ana, card)
    assert await ana.submits(**{"text:linkedin:0:1": "Long", "text:x:0:1": "Short"}) == {}
    await ana.sees("Long", "Short", "v2")
    assert (await texts_of(world))[1:] == [{LINKEDIN: "Long", X: "Short"}]


async def test_a_form_submitted_as_it_was_makes_no_version(world, ana, card):
    await edits(ana, card)
    assert await ana.submits() == {}
    await settled()
    assert len(await texts_of(world)) == 1
    assert "v1 · not saved yet" in card.text


async def test_an_empty_text_is_said_at_the_field_and_what_was_typed_stays(ana, card):
    form = await edits(ana, card)
    wrong = await ana.submits(**{"text:linkedin:0:1": " \n", "text:x:0:1": "Short"})
    assert list(wrong) == ["text:linkedin:0:1"]
    assert wrong["text:linkedin:0:1"].startswith("Write something for LinkedIn")
    assert box(form, "x") == "Short"


async def test_facebooks_long_text_is_two_boxes_joined_exactly(world, ana):
    card = await ana.composes("Dark mode is here", platforms=["facebook"])
    await edits(ana, card, "Facebook")
    first, second = "a" * 2_999 + " ", "b" * 2_500
    boxes = {"text:facebook:0:1": first, "text:facebook:1:1": second}
    assert await ana.submits(**boxes) == {}
    await ana.sees("v2", "500 over Facebook's limit")
    assert (await stored(world)).texts[Platform.FACEBOOK] == first + second
    form = await edits(ana, card, "Facebook")
    assert (box(form, "facebook", 0, 2), box(form, "facebook", 1, 2)) == (first, second)
    assert await ana.submits() == {}
    assert len(await texts_of(world)) == 2


async def test_a_saved_draft_stays_saved_when_it_is_edited(ana, card):
    await card.click("Save draft")
    await ana.sees("saved as draft")
    await edits(ana, card)
    await ana.submits(**{"text:linkedin:0:1": "Mine"})
    await ana.sees("Mine", "v2 · saved as draft")


async def test_a_variant_that_was_picked_is_what_the_form_starts_with(world, ana, card):
    await card.click("Next variant for LinkedIn")
    await ana.sees("*LinkedIn* · variant 2 of 2")
    draft = await stored(world)
    form = await edits(ana, card)
    assert box(form, "linkedin") == draft.variants[LINKEDIN][1]
    await ana.submits(**{"text:x:0:1": "Short"})
    await ana.sees("Short", "*LinkedIn* · variant 2 of 2", "v3")  # what was picked is v2


async def test_after_an_edit_the_next_variant_can_still_be_had(ana, card):
    await edits(ana, card)
    await ana.submits(**{"text:linkedin:0:1": "Mine"})
    await ana.sees("*LinkedIn* · edited")
    await card.click("Next variant for LinkedIn")
    await ana.sees("*LinkedIn* · variant 1 of 2")


async def test_an_edit_of_a_draft_that_was_discarded_meanwhile_is_refused_and_stays_typed(ana, ben, card):
    form = await edits(ana, card)
    await (await ben.sees("Dark mode is here")).click("Discard", agreeing="restore it")
    await ana.sees("Discarded by <@U2BEN>")
    await ana.submits(**{"text:linkedin:0:1": "Mine"})
    await ana.sees_form("That did not work", "This draft is discarded")
    assert box(form, "linkedin") == "Mine"


@both_ways
async def test_a_draft_opened_from_the_list_is_edited_and_its_window_shows_it(ana, card):
    await card.click("Save draft")
    await ana.sees("saved as draft")
    await ana.says("/drafts")
    await (await ana.sees_privately("Dark mode")).click("Open Dark mode is here")
    await (await ana.sees_form("Draft", "saved as draft")).click("Edit")
    await ana.sees_form("Edit the texts")
    assert await ana.submits(**{"text:x:0:1": "Short and sweet"}) == {}
    await ana.sees_form("Draft", "Short and sweet", "v2 edited")
    await ana.sees("Short and sweet", "v2 · saved as draft")


@both_ways
async def test_two_people_edit_one_version_and_both_texts_are_shown(world, ana, ben, card):
    theirs = await ben.sees("Dark mode is here")
    await edits(ana, card)
    await edits(ben, theirs)
    assert await ana.submits(**{"text:linkedin:0:1": "Ana's words"}) == {}
    await ana.sees("Ana's words", "v2")
    assert await ben.submits(**{"text:linkedin:0:1": "Ben's words"}) == {}
    clash = await ben.sees_form("Edited meanwhile", "<@U1ANA> saved v2", "Ana's words", "v2 · edited")
    assert box(clash, "linkedin", 0, 2) == "Ben's words"
    assert "Both of you changed this one." in clash.text
    assert len(await texts_of(world)) == 2


@pytest.fixture
async def clash(ana, ben, card):
    """Ben's form after Ana saved first."""
    await edits(ben, await ben.sees("Dark mode is here"))
    await edits(ana, card)
    await ana.submits(**{"text:linkedin:0:1": "Ana's words"})
    await ana.sees("Ana's words")
    await ben.submits(**{"text:linkedin:0:1": "Ben's words"})
    return await ben.sees_form("Edited meanwhile")


async def linkedins(world):
    return [texts[LINKEDIN] for texts in (await texts_of(world))[1:]]


async def test_mine_becomes_the_newest_and_theirs_stays_a_version(world, ana, ben, clash):
    assert await ben.submits() == {}
    await ana.sees("Ben's words", "v3")
    assert await linkedins(world) == ["Ana's words", "Ben's words"]


async def test_theirs_stays_the_newest_and_mine_becomes_a_version(world, ana, ben, clash):
    assert await ben.submits(_newest="theirs") == {}
    await ana.sees("Ana's words", "v4")
    assert await linkedins(world) == ["Ana's words", "Ben's words", "Ana's words"]
    reasons = [v.reason for v in await world.store.versions((await stored(world)).id)]
    assert reasons[1:] == ["edited", "edited, not taken", "v2 again"]


async def test_a_clash_is_merged_by_hand(world, ana, ben, clash):
    assert await ben.submits(**{"text:linkedin:0:2": "Ana's and Ben's words"}) == {}
    await ana.sees("Ana's and Ben's words", "v3")
    assert await linkedins(world) == ["Ana's words", "Ana's and Ben's words"]


async def test_a_clash_that_is_closed_leaves_the_draft_as_it_is(world, ana, ben, clash):
    await ben.people.close(ben.id, clash.address)
    await ben.sees_no_form()
    assert await linkedins(world) == ["Ana's words"]


async def test_a_second_clash_is_shown_with_the_newest_text(world, ana, ben, card, clash):
    await edits(ana, card)
    await ana.submits(**{"text:linkedin:0:2": "Ana's second thought"})
    await ana.sees("Ana's second thought", "v3")
    assert await ben.submits() == {}
    again = await ben.sees_form("Edited meanwhile", "saved v3", "Ana's second thought")
    assert box(again, "linkedin", 0, 3) == "Ben's words"
    await ben.submits()
    await ana.sees("Ben's words", "v4")
    assert await linkedins(world) == ["Ana's words", "Ana's second thought", "Ben's words"]


async def test_two_people_who_edit_different_platforms_get_both_with_one_more_click(world, ana, ben, card):
    await edits(ben, await ben.sees("Dark mode is here"))
    await edits(ana, card)
    await ana.submits(**{"text:linkedin:0:1": "Ana's words"})
    await ana.sees("Ana's words")
    await ben.submits(**{"text:x:0:1": "Ben's words"})
    shown = await ben.sees_form(
        "Edited meanwhile", "You did not change this one", "Only you changed this one"
    )
    assert (box(shown, "linkedin", 0, 2), box(shown, "x", 0, 2)) == ("Ana's words", "Ben's words")
    await ben.submits()
    await ana.sees("Ana's words", "Ben's words", "v3")


async def test_two_people_who_wrote_the_same_do_not_clash(world, ana, ben, card):
    await edits(ben, await ben.sees("Dark mode is here"))
    await edits(ana, card)
    before = (await stored(world)).texts
    same = {"text:linkedin:0:1": "The same", "text:x:0:1": "The same"}
    await ana.submits(**same)
    await ana.sees("The same", "v2")
    await ben.submits(**same)
    await ben.sees_no_form()
    assert await texts_of(world) == [before, dict.fromkeys(before, "The same")]


async def test_an_edit_while_the_text_is_written_again_is_not_overwritten_by_it(world, ana, card):
    form = await edits(ana, card)
    await card.click("Regenerate")
    await ana.sees("v2 · not saved yet")
    await ana.submits(**{"text:linkedin:0:1": "Mine"})
    form = await ana.sees_form("Edited meanwhile", "v2 · generated")
    assert box(form, "linkedin", 0, 2) == "Mine"
