"""Slack's rate limits, as people meet them: delayed, told so, never twice, and the last state is shown."""

import asyncio
from itertools import pairwise

import pytest

from handlers import notifier
from handlers.pace import EVERY
from playground.slack.limits import Failure
from tests.flows.person import settled
from tests.flows.plugins import Choir, Parrot
from tests.flows.ways import both_ways


@pytest.fixture
def plugins():
    return (Parrot, Choir)


@pytest.fixture
def pace():
    return EVERY


@pytest.fixture
def soon(monkeypatch):
    """People are told of a delay sooner."""
    monkeypatch.setattr(notifier, "LONG", 0.3)


def updates(world, card, of="chat.update"):
    """When the app's updates of this card reached Slack, with what came of them."""
    called = [e for e in world.workspace.traffic if e.kind == of and e.direction == "from app"]
    return [(e.at, e.error) for e in called if e.payload.get("ts") == card.ts]


def assert_a_second_apart(world, card):
    times = [at for at, _ in updates(world, card)]
    assert all(later - earlier >= 1.0 for earlier, later in pairwise(times)), times
    return len(times)


@pytest.fixture(autouse=True)
def limits_are_expected(world):
    world.expects("ratelimited")


@both_ways
@pytest.mark.parametrize(
    "method",
    ["chat.postMessage", "chat.update", "conversations.open", "conversations.info", "views.update"],
)
async def test_a_limit_of_some_seconds_delays_a_run_and_no_more(world, ana, method):
    world.playground.limits.close(method, 2)
    world.playground.limits.fail(method, Failure(retry_after=0))
    await ana.opens("/compose Dark mode is here")
    await ana.writes_with("sample")
    if method == "conversations.open":
        await ana.chooses("_where", "me")
    assert await ana.submits() == {}
    where = ana.direct if method == "conversations.open" else None
    await ana.sees("Dark mode is here", "Save draft", where=where)
    assert len(ana.cards(where)) == 1
    assert world.sent(method) >= 2


async def test_whoever_waits_long_for_the_card_is_told_in_private_and_gets_one(world, ana, ben, soon):
    world.playground.limits.close("chat.postMessage", 2)
    card = await ana.starts("Dark mode is here")
    await ana.sees_privately("Slack is slow", "Your brief is kept")
    await ana.sees("Dark mode is here", "Save draft")
    assert len(ana.private) == 1
    assert not ben.private
    assert len(ana.cards()) == 1
    assert card.ts


async def test_whoever_waits_long_for_what_they_clicked_is_told_in_private(world, ana, ben, soon):
    card = await ana.composes("Dark mode is here")
    world.playground.limits.close("chat.update", 3)
    await (await ben.sees("Save draft")).click("Save draft")
    await ben.sees_privately("What you did is done", "no need to click again")
    await ana.sees("v1 · saved as draft")
    assert not ana.private
    assert "saved as draft" in card.text


@both_ways
async def test_a_form_that_slack_does_not_open_in_time_is_told_at_once(world, ana):
    world.playground.limits.close("views.open", 60)
    await ana.says("/compose Dark mode")
    await ana.sees_privately("Slack asks Galley to slow down", "Nothing is lost", "Try again in")
    await ana.says("/compose Dark mode")
    await settled()
    assert world.sent("views.open") == 1
    assert ana.form is None


async def test_clicks_during_a_limit_end_in_one_update_with_the_last_state(world, ana, ben):
    card = await ana.composes("Dark mode is here", variants=5)
    await settled(1.1)
    before = len(updates(world, card))
    world.playground.limits.close("chat.update", 2)
    await card.click("Next variant for LinkedIn")
    await (await ben.sees("Save draft")).click("Next variant for X")
    await card.click("Save draft")
    await ben.sees("*LinkedIn* · variant 2 of 5", "*X* · variant 2 of 5", "saved as draft")
    await settled(1.5)
    made = updates(world, card)[before:]
    assert [error is None for _, error in made] == [False, True]


@both_ways
async def test_several_people_who_click_at_once_do_not_update_a_card_more_than_once_a_second(world, ana, ben):
    card = await ana.composes("Dark mode is here", variants=5)
    at_ben_s = await ben.sees("Dark mode is here")
    for platform in ("LinkedIn", "X"):
        await asyncio.gather(
            *(seen.click(f"Next variant for {platform}") for seen in (card, at_ben_s, card, at_ben_s))
        )
    await asyncio.gather(card.click("Save draft"), at_ben_s.click("Save draft"))
    await ana.sees("*LinkedIn* · variant 2 of 5", "*X* · variant 2 of 5", "saved as draft")
    await settled(2.1)
    assert 2 <= assert_a_second_apart(world, card) <= 5
    assert "saved as draft" in card.text


async def test_the_parts_of_a_run_and_those_who_click_meanwhile_share_one_pace(world, ana, ben):
    card = await ana.starts("Dark mode is here", "choir", platforms=["linkedin", "x", "facebook"])
    await ana.sees("Save draft")
    await asyncio.gather(card.click("Regenerate", agreeing="known after the run"), settled(0))
    await ben.sees("v2", "Save draft")
    await settled(1.1)
    assert assert_a_second_apart(world, card) > 1
    assert "Writing" not in card.text


async def test_the_first_update_of_a_card_does_not_wait(world, ana):
    card = await ana.composes("Dark mode is here")
    posted = next(e for e in world.workspace.traffic if e.kind == "chat.postMessage")
    first = updates(world, card)[0][0]
    assert first - posted.at < 1.0
