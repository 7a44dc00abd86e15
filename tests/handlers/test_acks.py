"""Acknowledgements: told at once, kept, and missed where there is none."""

import asyncio
import json

import pytest
from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.listener import asyncio_runner
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.ports import UNREAD
from handlers.acks import LastingAck
from handlers.arrivals import WatchedApp

BODY = json.dumps({"command": "/compose", "team_id": "T1", "user_id": "U1"})


async def let_in(**_):
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1")


@pytest.fixture
def app():
    made = WatchedApp(
        meter=UNREAD, client=AsyncWebClient(), authorize=let_in, request_verification_enabled=False
    )

    @made.middleware
    async def supply(context, next_):
        context["ack"] = LastingAck()
        await next_()

    return made


@pytest.fixture
def never(monkeypatch):
    """Bolt's next look does not come."""

    async def sleep(_):
        await asyncio.Event().wait()

    monkeypatch.setattr(asyncio_runner.asyncio, "sleep", sleep)


async def dispatched(app):
    async with asyncio.timeout(2):
        return await app.async_dispatch(AsyncBoltRequest(body=BODY, mode="socket_mode"))


async def test_it_is_told_at_once_while_the_listener_goes_on(app, never):
    after, ended = asyncio.Event(), asyncio.Event()

    async def listener(ack):
        await asyncio.to_thread(int)
        await ack("Coming up.")
        await after.wait()
        ended.set()

    app.command("/compose")(listener)
    answer = await dispatched(app)
    assert (answer.status, answer.body) == (200, "Coming up.")
    after.set()
    await ended.wait()


async def test_what_fails_before_it_is_told_at_once_too(app, never):
    async def listener(ack):
        raise RuntimeError

    app.command("/compose")(listener)
    assert (await dispatched(app)).status == 500


async def test_what_fails_after_it_does_not_undo_it(app, never):
    failed = asyncio.Event()

    async def listener(ack):
        await ack()
        failed.set()
        raise RuntimeError

    app.command("/compose")(listener)
    assert (await dispatched(app)).status == 200
    await failed.wait()


async def test_a_listener_without_one_is_given_up_by_bolts_rule(app):
    async def listener(ack):
        pass

    app.command("/compose")(listener)
    app._async_listeners[0].ack_timeout = 0.03
    assert (await dispatched(app)).status == 404
