"""Results that come to a person alone: all of it works there, and a card can go on to its channel."""

import pytest

from playground.slack.fixtures import RANDOM
from tests.flows.person import settled
from tests.flows.ways import both_ways

PROMPT = "Dark mode is here"


async def alone(person, prompt=PROMPT, where="me"):
    """Compose with the result for oneself; the card."""
    await person.opens(f"/compose {prompt}")
    await person.writes_with("sample")
    assert await person.submits(_where=where) == {}
    return await person.sees(prompt[:40].strip(), "Save draft", where=person.direct)


@both_ways
async def test_a_card_goes_to_its_channel_and_is_the_only_one_then(world, ana, ben):
    card = await alone(ana)
    await card.click("Post to #general", agreeing="Everybody in #general sees it there")
    shared = await ben.sees(PROMPT, "Save draft")
    await ana.sees("Shared in", "Its card and its thread are there now.", where=ana.direct)
    assert "Post to" not in shared.text
    await shared.click("Next variant for LinkedIn")
    await ana.sees("variant 2 of 2")
    await shared.click("Save draft")
    await ben.sees(PROMPT, "saved as draft")
    assert (len(ana.cards()), len(ana.cards(ana.direct))) == (1, 1)
    assert ana.cards(ana.direct)[0].buttons == []


async def test_pressing_twice_posts_once(world, ana):
    card = await alone(ana)
    await card.double_click("Post to #general", agreeing="Everybody")
    await ana.sees("Shared in", where=ana.direct)
    assert len(ana.cards()) == 1
    assert len(ana.cards()) == 1


async def test_the_buttons_work_in_the_direct_message(ana):
    card = await alone(ana)
    await card.click("Next variant for X")
    await ana.sees("variant 2 of 2", where=ana.direct)
    await card.click("Save draft")
    await ana.sees("saved as draft", where=ana.direct)
    await card.click("Discard", agreeing="restore")
    gone = await ana.sees("Discarded by", where=ana.direct)
    assert gone.buttons == ["Restore"]
    await gone.click("Restore")
    await ana.sees("saved as draft", "Post to #general", where=ana.direct)
    assert ana.cards() == []


@both_ways
async def test_a_card_that_could_not_go_to_its_channel_goes_there_after_an_invitation(world, ana, ben):
    world.expects("not_in_channel")
    ana.channel = ben.channel = RANDOM
    card = await alone(ana, where="here")
    assert "Galley is not in" in card.text
    await card.click("Post to #random", agreeing="This card moves there")
    await ana.sees("Galley cannot post there yet, so nothing was posted", where=ana.direct)
    assert ana.cards(RANDOM) == []
    ana.people.invite(ana.id, RANDOM)
    await card.click("Post to #random", agreeing="This card moves there")
    shared = await ben.sees(PROMPT, "Save draft")
    assert "Galley is not in" not in shared.text


async def test_a_later_run_is_shown_where_the_card_is_now(ana):
    card = await alone(ana)
    await card.click("Post to #general", agreeing="Everybody")
    shared = await ana.sees(PROMPT, "Save draft")
    await shared.click("Regenerate")
    await ana.sees(PROMPT, "v2")
    assert len(ana.cards()) == 1


async def test_what_was_asked_for_in_no_channel_stays_with_the_person(ana):
    ana.channel = ana.direct
    card = await ana.composes(PROMPT)
    assert not [label for label in card.buttons if label.startswith("Post to")]


@pytest.mark.parametrize("reply", [True, False])
async def test_the_thread_of_the_card_that_stays_behind_is_emptied_of_it(world, ana, reply):
    card = await alone(ana, "word " * 200)
    ana.channel = ana.direct
    if reply:
        await ana.says("A remark of mine", thread=card.ts)
    await card.click("Post to #general", agreeing="Everybody")
    await ana.sees("Shared in", where=ana.direct)
    assert len(ana.thread(card)) == reply


async def test_what_is_said_in_the_thread_that_stays_behind_changes_nothing(world, ana, ben):
    card = await alone(ana)
    await card.click("Post to #general", agreeing="Everybody")
    shared = await ben.sees(PROMPT, "Save draft")
    before = shared.text
    ana.channel = ana.direct
    await ana.says("no hashtags", card.ts)
    await ana.sees("This card is in #general now: say it in its thread there.", where=ana.direct)
    await settled()
    assert shared.text == before
    await ben.says("no hashtags", shared.ts)
    await ben.sees("v2 · no hashtags · free")


async def test_a_person_is_told_that_saving_puts_it_before_the_team(ana):
    card = await alone(ana)
    assert "Only you see this so far. A saved draft is the team's" in card.text
    await card.click("Save draft")
    await ana.sees("saved as draft", where=ana.direct, without=["Only you see this so far"])


async def test_nobody_is_told_so_in_a_channel(ana):
    assert "Only you see this so far" not in (await ana.composes(PROMPT)).text
