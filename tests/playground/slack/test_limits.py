import asyncio

import pytest
from aiohttp import ServerDisconnectedError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler

from playground.server import Playground
from playground.slack.fixtures import ANA, GENERAL, MARKETING, fresh_workspace
from playground.slack.limits import Failure
from tests.playground.slack.conftest import MANIFEST
from tests.playground.slack.kit import last, refused


async def test_a_call_is_rate_limited_on_demand(client, playground, session):
    playground.limits.fail("chat.postMessage", Failure(retry_after=7))
    headers = {"Authorization": "Bearer xoxb-playground"}
    body = {"channel": GENERAL, "text": "x"}
    url = f"{playground.api_url}chat.postMessage"
    async with session.post(url, json=body, headers=headers) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "7")
        assert (await answer.json())["error"] == "ratelimited"
    async with session.post(url, json=body, headers=headers) as answer:
        assert (await answer.json())["ok"]


async def test_the_sdk_retries_after_the_time_it_was_told(client, playground, workspace):
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))
    playground.limits.fail("chat.postMessage", Failure(retry_after=0), times=2)
    await client.chat_postMessage(channel=GENERAL, text="at last")

    assert last(workspace, GENERAL)["text"] == "at last"


async def test_a_call_fails_as_told(client, playground, workspace):
    playground.limits.fail("chat.postMessage", Failure(error="fatal_error", status=500, retry_after=None))
    await refused(client.chat_postMessage(channel=GENERAL, text="x"), "fatal_error")

    assert last(workspace, GENERAL)["text"] != "x"


async def test_an_answer_can_be_lost_though_the_work_was_done(client, playground, workspace):
    client.retry_handlers.clear()
    playground.limits.fail("chat.postMessage", Failure(status=0, performed=True))
    with pytest.raises(ServerDisconnectedError):
        await client.chat_postMessage(channel=GENERAL, text="done")

    assert last(workspace, GENERAL)["text"] == "done"


class TestEnforced:
    @pytest.fixture
    async def playground(self, clock):
        made = Playground(fresh_workspace(MANIFEST, clock), enforce_limits=True)
        await made.start()
        yield made
        await made.stop()

    async def test_a_channel_takes_one_message_a_second(self, client, clock):
        await client.chat_postMessage(channel=GENERAL, text="1")
        await client.chat_postMessage(channel=MARKETING, text="elsewhere")
        await refused(client.chat_postMessage(channel=GENERAL, text="2"), "ratelimited")
        clock.forward(1.1)

        await client.chat_postMessage(channel=GENERAL, text="2")

    async def test_a_tier_is_so_many_calls_a_minute(self, client, clock):
        for _ in range(20):
            await client.users_list()
        await refused(client.users_list(), "ratelimited")
        await client.users_info(user=ANA)
        clock.forward(61)

        await client.users_list()


async def test_nothing_is_enforced_unless_asked_for(client):
    for number in range(3):
        await client.chat_postMessage(channel=GENERAL, text=str(number))


async def test_a_method_is_closed_for_as_long_as_it_was_told(client, playground, workspace):
    playground.limits.close("users.list", 0.3)
    await refused(client.users_list(), "ratelimited")
    await client.users_info(user=ANA)
    await asyncio.sleep(0.4)

    assert (await client.users_list())["ok"]
