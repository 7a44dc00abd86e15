"""What Slack delivers twice happens once, and what is not from Slack does not happen."""

import asyncio
import itertools
import json
import time
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession

from playground.slack.delivery import Envelope, NoAck, Timing
from tests.flows.person import settled
from tests.flows.ways import both_ways

over_http = pytest.mark.parametrize("transport", ["http"])
COMMAND = {
    "command": "/compose",
    "text": "Dark mode",
    "team_id": "T0PLAYGROUND",
    "user_id": "U1ANA",
    "channel_id": "C1GENERAL",
    "channel_name": "general",
    "trigger_id": "",
    "response_url": "",
}


@both_ways
async def test_a_submission_delivered_again_makes_no_second_run(world, ana):
    await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees("Used 1 credit, 199 left")
    again = world.delivered("view_submission")
    answers = await asyncio.gather(*[world.playground.outbox.ask("interactive", again) for _ in range(3)])
    await settled()
    assert answers == [{}, {}, {}]
    assert (len(ana.cards()), world.vendor.charged) == (1, 1)


@both_ways
async def test_a_submission_delivered_four_times_at_once_makes_one_run(world, ana, monkeypatch):
    ask = world.playground.outbox.ask

    async def four_times(kind, payload):
        if payload.get("type") != "view_submission":
            return await ask(kind, payload)
        answers = await asyncio.gather(*(ask(kind, payload) for _ in range(4)))
        assert answers == [{}] * 4
        return {}

    monkeypatch.setattr(world.playground.outbox, "ask", four_times)
    await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees("Used 1 credit, 199 left")
    await settled(1.2)
    assert (len(ana.cards()), world.vendor.charged, len(await world.store.generations())) == (1, 1, 1)


@pytest.fixture
def deliver(world, monkeypatch):
    """Delivers the newest event of a kind again, as the how-manieth time."""
    ahead = itertools.count()
    monkeypatch.setattr(world.workspace, "clock", lambda: time.time() + next(ahead))  # each is signed anew

    async def deliver(kind, number, **changed):
        payload = {**world.delivered(kind), **changed}
        again = Envelope(kind="events_api", payload=payload, retry_number=number, retry_reason="http_timeout")
        return await world.playground.outbox.delivery.deliver(again)

    return deliver


@both_ways
async def test_an_event_delivered_four_times_is_handled_once(world, ana, deliver):
    await ana.opens_home("Compose")
    assert [await deliver("event app_home_opened", number) for number in (1, 2, 3)] == [{}] * 3
    await settled()
    assert world.sent("views.publish") == 1
    await ana.opens_home("Compose")
    assert world.sent("views.publish") == 2


@both_ways
async def test_an_event_delivered_four_times_at_once_is_handled_once(world, ana, deliver):
    await ana.opens_home("Compose")
    another = {"event_id": "Ev0ANOTHER"}
    answers = await asyncio.gather(*(deliver("event app_home_opened", n, **another) for n in range(4)))
    await settled()
    assert answers == [{}] * 4
    assert world.sent("views.publish") == 2


@both_ways
async def test_the_same_event_of_another_workspace_is_another_event(world, ana, deliver):
    await ana.opens_home("Compose")
    await deliver("event app_home_opened", 0, team_id="T0ANOTHER")
    await settled()
    assert world.sent("views.publish") == 2


@both_ways
async def test_an_event_that_cannot_be_noted_is_sent_again_and_handled_then(world, ana, deliver, monkeypatch):
    world.expects("unexpected error")
    await ana.opens_home("Compose")
    with monkeypatch.context() as broken:
        broken.setattr(world.galley.store, "first", _breaks)
        broken.setattr(world.playground.outbox.delivery, "_timing", Timing(ack_within=0.5))
        with pytest.raises(NoAck):
            await deliver("event app_home_opened", 0, event_id="Ev0ANOTHER")
    await deliver("event app_home_opened", 1, event_id="Ev0ANOTHER")
    await settled()
    assert world.sent("views.publish") == 2


async def _breaks(*_):
    raise ZeroDivisionError


@both_ways
async def test_a_click_delivered_again_acts_once(world, ana):
    card = await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees("Used 1 credit, 199 left")
    await card.click("Regenerate", agreeing="1 credit")
    await ana.sees("v2", "198 left")
    await world.playground.outbox.ask("interactive", world.delivered("block_actions"))
    await settled()
    assert world.vendor.charged == 2
    assert not ana.private


@both_ways
async def test_a_command_delivered_again_opens_one_form_and_says_nothing(world, ana):
    world.expects("exchanged_trigger_id")
    await ana.opens("/compose Dark mode is here")
    form = ana.form.address
    await world.playground.outbox.ask("slash_commands", world.delivered("/compose"))
    await settled()
    assert ana.form.address == form
    assert not ana.private


@pytest.fixture
def send(world):
    """Posts a `/compose` to Galley's address; returns the status."""

    async def send(headers, body=None):
        trigger = world.workspace.triggers.issue(world.ana.id, world.ana.channel)
        content = body or urlencode(COMMAND | {"trigger_id": trigger}).encode()
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        async with (
            ClientSession() as session,
            session.post(
                f"{world.address}/slack/events", data=content, headers=form | headers(content)
            ) as answer,
        ):
            return answer.status

    return send


@pytest.fixture
def signed(world):
    return world.playground.outbox.delivery.signed


@over_http
async def test_a_signed_request_is_taken(ana, send, signed):
    assert await send(signed) == 200
    await ana.sees_form("Compose a post")


@over_http
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": "v0=" + "0" * 64, "X-Slack-Request-Timestamp": str(int(time.time()))},
        {"X-Slack-Signature": "", "X-Slack-Request-Timestamp": "soon"},
    ],
    ids=["unsigned", "wrongly signed", "nonsense"],
)
async def test_a_request_that_slack_did_not_sign_is_refused(ana, send, headers):
    assert await send(lambda _: headers) == 401
    await settled()
    assert ana.form is None


@over_http
async def test_a_stale_request_is_refused(world, ana, send, signed, monkeypatch):
    monkeypatch.setattr(world.workspace, "clock", lambda: time.time() - 360)
    assert await send(signed) == 401
    await settled()
    assert ana.form is None


@over_http
async def test_a_replayed_request_is_refused(world, ana, send, signed):
    trigger = world.workspace.triggers.issue(ana.id, ana.channel)
    body = urlencode(COMMAND | {"trigger_id": trigger}).encode()
    headers = signed(body)
    assert await send(lambda _: headers, body) == 200
    await ana.sees_form("Compose a post")
    assert await send(lambda _: headers, body) == 401


@over_http
async def test_a_body_changed_on_the_way_is_refused(ana, send, signed):
    headers = signed(b"command=%2Fcompose")
    assert await send(lambda _: headers, b"command=%2Fgalley") == 401


@over_http
@pytest.mark.parametrize("body", [b"", b"payload=", b"payload=%7B", b"\xff\xfe", json.dumps([1]).encode()])
async def test_signed_nonsense_breaks_nothing(ana, send, signed, body):
    assert await send(signed, body or b" ") in {200, 400, 404}
    await ana.opens("/compose still there")
