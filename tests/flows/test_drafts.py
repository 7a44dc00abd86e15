"""`/drafts`: a private list to filter, search and turn, and a draft opened from it."""

from datetime import timedelta

import pytest

from bot.domain.ports import DraftQuery
from tests.flows.person import settled
from tests.flows.ways import both_ways


async def _saved(person, prompt, **fields):
    card = await person.composes(prompt, **fields)
    await card.click("Save draft")
    return await person.sees(prompt, "saved as draft")


@pytest.fixture
async def shelf(ana, ben):
    """Two drafts of Ana's, one of them discarded, and one of Ben's."""
    await _saved(ana, "Dark mode is here", platforms=["linkedin", "threads"])
    card = await _saved(ana, "Light mode is back")
    await card.click("Discard", agreeing="restore it")
    await _saved(ben, "Shoes for everyone")


@both_ways
async def test_the_list_is_private_and_shows_ones_own_drafts(ana, ben, shelf):
    await ana.says("/drafts")
    mine = await ana.sees_privately("My drafts", "1 draft", "Dark mode is here", "LinkedIn, Threads", "v1")
    assert "Shoes" not in mine.text
    assert "<@U1ANA>" in mine.text
    assert not ben.private


@both_ways
async def test_the_filters_change_the_same_private_message(ana, shelf):
    await ana.says("/drafts")
    seen = await ana.sees_privately("My drafts")
    await seen.click("Team")
    await ana.sees_privately("The team's drafts", "2 drafts", "Dark mode is here", "Shoes for everyone")
    await seen.click("Discarded")
    await ana.sees_privately("Discarded drafts", "Light mode is back")
    await seen.click("In review")
    await ana.sees_privately("Nothing waits for a review.")
    await seen.click("Approved")
    await ana.sees_privately("Nothing is approved yet.")
    assert len(ana.private) == 1


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("mine", "My drafts"),
        ("team", "The team's drafts"),
        ("review", "Drafts in review"),
        ("approved", "Approved drafts"),
        ("DISCARDED", "Discarded drafts"),
    ],
)
async def test_a_filters_word_begins_with_that_filter(ana, typed, heading):
    await ana.says(f"/drafts {typed}")
    await ana.sees_privately(heading)


async def test_without_drafts_the_list_says_how_to_begin(ana):
    await ana.says("/drafts")
    await ana.sees_privately("You have no drafts yet. Write one with `/compose`")


async def test_a_draft_that_is_not_saved_is_not_in_the_list(ana):
    await ana.composes("Dark mode is here")
    await ana.says("/drafts")
    await ana.sees_privately("You have no drafts yet.")


@both_ways
async def test_twenty_five_drafts_are_three_pages_forth_and_back(world, ana):
    await _saved(ana, "Draft number 0")
    await _copied(world, 24)
    await ana.says("/drafts")
    seen = await ana.sees_privately("25 drafts · page 1")
    pages = [_titles(seen)]
    await seen.click("Next")
    await ana.sees_privately("page 2", "Previous", "Next")
    pages.append(_titles(seen))
    await seen.click("Next")
    await ana.sees_privately("page 3", "Previous")
    pages.append(_titles(seen))
    assert "Next" not in seen.buttons
    assert [len(page) for page in pages] == [10, 10, 5]
    assert len({title for page in pages for title in page}) == 25
    await seen.click("Previous")
    await ana.sees_privately("page 2")
    await seen.click("Previous")
    await ana.sees_privately("page 1")
    assert _titles(seen) == pages[0]


async def _copied(world, count):
    """So many more drafts like the first, without the work of writing them."""
    (one,) = (await world.store.drafts(DraftQuery())).drafts
    for number in range(1, count + 1):
        at = one.updated_at + timedelta(seconds=number)
        copy = {"id": f"COPY{number:04}", "title": f"Draft number {number}", "updated_at": at}
        await world.store.add_draft(one.model_copy(update=copy))


def _titles(seen):
    return [block["text"]["text"] for block in seen.blocks if block["type"] == "section"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("shoes", ["Shoes for everyone"]),
        ("SHOES every", ["Shoes for everyone"]),
        ('"Shoes for', ["Shoes for everyone"]),
        ("-shoes", ["Dark mode is here"]),
        ('mode -"for everyone"', ["Dark mode is here"]),
        ("shoe*", ["Shoes for everyone"]),
        ("shoes OR dark", []),
        ("zebra", []),
        ("'; DROP TABLE drafts; --", []),
        ("NEAR(dark)", []),
        ("(dark", ["Dark mode is here"]),
    ],
)
async def test_search_takes_whatever_is_typed_as_words(ana, shelf, words, found):
    await ana.says(f"/drafts {words}")
    seen = await ana.sees_privately("The team's drafts", f"with “{words}”")
    assert [title for title in _titles(seen) if "`" not in title] == found


async def test_a_search_stays_when_the_filter_changes(ana, shelf):
    await ana.says("/drafts team dark")
    seen = await ana.sees_privately("1 draft with “dark”")
    await seen.click("Discarded")
    await ana.sees_privately("Discarded drafts", "with “dark”", "No draft here holds these words.")


@both_ways
async def test_a_draft_opens_with_its_texts_counts_and_history(ana, shelf):
    await ana.says("/drafts")
    await (await ana.sees_privately("Dark mode")).click("Open Dark mode is here")
    form = await ana.sees_form("Draft", "Dark mode is here", "LinkedIn", "Threads", "Activity")
    assert "v1 generated" in form.text
    assert "v1 saved" in form.text
    assert " / 3,000 · " in form.text
    assert len(form.captions) == 2


@both_ways
async def test_a_draft_is_discarded_and_restored_in_its_window_and_the_card_follows(ana, shelf):
    await ana.says("/drafts")
    await (await ana.sees_privately("Dark mode")).click("Open Dark mode is here")
    form = await ana.sees_form("saved as draft")
    await form.click("Discard", agreeing="It leaves the lists.")
    await ana.sees_form("discarded", "v1 discarded", "Restore")
    await ana.sees("Discarded by <@U1ANA>", "Dark mode is here")
    await form.click("Restore")
    await ana.sees_form("v1 restored", "saved as draft")
    await ana.sees("Dark mode is here", "LinkedIn", "saved as draft", "Regenerate")


async def test_a_window_closed_meanwhile_is_no_error(world, ana, shelf):
    await ana.says("/drafts")
    await (await ana.sees_privately("Dark mode")).click("Open Dark mode is here")
    form = await ana.sees_form("saved as draft")
    world.playground.limits.fail("chat.update")
    await form.click("Discard", agreeing="It leaves the lists.")
    await ana.people.close(ana.id, form.address)
    await ana.sees("Discarded by <@U1ANA>", "Dark mode is here")
    await settled()
    assert len(ana.private) == 1
    assert "Something broke" not in "\n".join(m.text for m in ana.messages(ana.direct))


async def test_a_saved_draft_whose_card_was_deleted_can_still_be_discarded(world, ana):
    world.expects("message_not_found")
    card = await _saved(ana, "Dark mode is here")
    world.workspace.remove(world.workspace.channels[ana.channel], card.ts)
    await ana.says("/drafts")
    await (await ana.sees_privately("Dark mode")).click("Open Dark mode is here")
    await (await ana.sees_form("saved as draft")).click("Discard", agreeing="It leaves the lists.")
    await ana.sees_form("v1 discarded", "Restore")
    assert len(ana.private) == 1


async def test_another_team_cannot_open_it_by_its_id(world, ana, shelf):
    await ana.says("/drafts")
    await (await ana.sees_privately("Dark mode")).click("Open Dark mode is here")
    form = await ana.sees_form("Draft")
    await ana.people.close(ana.id, form.address)
    click = world.delivered("block_actions")
    trigger = world.workspace.triggers.issue(ana.id, ana.channel)
    theirs = {
        "user": {**click["user"], "team_id": "T9OTHER"},
        "team": {"id": "T9OTHER"},
        "trigger_id": trigger,
    }
    await world.playground.outbox.ask("interactive", click | theirs)
    await ana.sees_privately("That is not here any more.")
    assert ana.form is None


async def test_another_team_sees_nothing_of_it(world, ana, shelf):
    await ana.says("/drafts team")
    body = {**world.delivered("/drafts"), "team_id": "T9OTHER"}
    await ana.sees_privately("2 drafts")
    await world.playground.outbox.ask("slash_commands", body)
    await ana.sees_privately("The team has no drafts yet.")


async def test_drafts_help_says_how_to_search(ana, ben):
    await ana.says("/drafts help")
    await ana.sees_privately("lists yours", "titles, texts and prompts")
    assert not ben.private
