"""Slack's rate limits: one answer holds for all calls of a method, and nothing is called meanwhile."""

import asyncio

import pytest
from aiohttp import ClientSession

from bot.domain.errors import SlackBusy
from bot.manifest import MANIFEST
from handlers import limits
from handlers.clients import build_posting_client
from handlers.limits import RateLimits
from playground.server import Playground
from playground.slack.fixtures import GENERAL, fresh_workspace
from playground.slack.limits import Failure


@pytest.fixture
async def slack():
    playground = Playground(fresh_workspace(MANIFEST))
    await playground.start()
    playground.workspace.channels[GENERAL].members.append(playground.workspace.app.user_id)
    yield playground
    await playground.stop()


@pytest.fixture
async def client(slack):
    async with ClientSession(middlewares=[RateLimits(slack.api_url)]) as session:
        yield build_posting_client(slack.workspace.app.bot_token, slack.api_url, session)


def limited(slack):
    return [e.kind for e in slack.workspace.traffic if "ratelimited" in (e.error or "")]


def posted(slack):
    bot = slack.workspace.app.user_id
    return [m["text"] for m in slack.workspace.channels[GENERAL].messages.values() if m["user"] == bot]


async def test_all_calls_of_a_method_wait_for_what_one_was_told(slack, client):
    slack.limits.close("chat.postMessage", 1)
    await asyncio.gather(*(client.chat_postMessage(channel=GENERAL, text=f"{n}") for n in range(5)))
    assert sorted(posted(slack)) == [f"{n}" for n in range(5)]
    # Five went out before the first answer came; after it, nobody asked before the time was over.
    assert len(limited(slack)) <= 5


async def test_nobody_asks_while_a_method_is_closed(slack, client):
    slack.limits.close("chat.postMessage", 2)
    first = asyncio.create_task(client.chat_postMessage(channel=GENERAL, text="first"))
    await slack.workspace.until(lambda: limited(slack))
    await asyncio.sleep(0.2)  # for the answer to arrive
    await asyncio.gather(first, *(client.chat_postMessage(channel=GENERAL, text="more") for _ in range(5)))
    assert limited(slack) == ["chat.postMessage"]
    assert len(posted(slack)) == 6


async def test_one_brief_refusal_keeps_nobody_else_waiting(slack, client):
    slack.limits.fail("chat.postMessage", Failure(retry_after=1))
    first = asyncio.create_task(client.chat_postMessage(channel=GENERAL, text="first"))
    await slack.workspace.until(lambda: limited(slack))
    await client.chat_postMessage(channel=GENERAL, text="second")
    assert posted(slack) == ["second"]
    await first
    assert posted(slack) == ["second", "first"]


async def test_refusals_in_a_row_are_meant_for_all(slack, client, monkeypatch):
    monkeypatch.setattr(limits, "SPREAD", 0.0)
    slack.limits.fail("chat.postMessage", Failure(retry_after=1), times=3)
    refused = [asyncio.create_task(client.chat_postMessage(channel=GENERAL, text="r")) for _ in range(3)]
    await slack.workspace.until(lambda: len(limited(slack)) == 3)
    await asyncio.sleep(0.1)
    began = asyncio.get_running_loop().time()
    await client.chat_postMessage(channel=GENERAL, text="later")
    assert asyncio.get_running_loop().time() - began > 0.5
    await asyncio.gather(*refused)


async def test_one_method_s_limit_is_not_another_s(slack, client):
    slack.limits.close("chat.postMessage", 60)
    waiting = asyncio.create_task(client.chat_postMessage(channel=GENERAL, text="later"))
    await slack.workspace.until(lambda: limited(slack))
    assert (await client.conversations_info(channel=GENERAL))["ok"]
    waiting.cancel()


async def test_a_limit_again_and_again_is_sat_out_and_posts_once(slack, client):
    slack.limits.fail("chat.postMessage", Failure(retry_after=0), times=5)
    await client.chat_postMessage(channel=GENERAL, text="at last")
    assert posted(slack) == ["at last"]


@pytest.mark.parametrize("said", [None, 0])
async def test_a_limit_without_a_time_is_sat_out_for_a_moment(slack, client, monkeypatch, said):
    monkeypatch.setattr(limits, "UNSAID", 0.1)
    slack.limits.fail("chat.postMessage", Failure(retry_after=said))
    await client.chat_postMessage(channel=GENERAL, text="at last")
    assert posted(slack) == ["at last"]


async def test_longer_than_anybody_waits_is_told_at_once_with_the_time(slack, client):
    slack.limits.close("chat.postMessage", 600)
    with pytest.raises(SlackBusy, match="Try again in 600 seconds") as told:
        await client.chat_postMessage(channel=GENERAL, text="never")
    assert told.value.retry_after == pytest.approx(600, abs=5)
    assert posted(slack) == []


async def test_what_hangs_on_a_trigger_does_not_outwait_it(slack, client):
    slack.limits.close("views.open", 60)
    for _ in range(3):
        with pytest.raises(SlackBusy):
            await client.views_open(trigger_id="1.2.3", view={})
    assert limited(slack) == ["views.open"]
