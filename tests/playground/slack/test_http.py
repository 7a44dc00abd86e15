import hashlib
import hmac
import json
from urllib.parse import parse_qs

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from playground.slack.fixtures import ANA, GENERAL
from tests.playground.slack.conftest import serving
from tests.playground.slack.kit import last, modal


class Recorder:
    """An app that keeps what it is sent and answers as told."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict, bytes]] = []
        self.status, self.headers, self.challenges = 200, {}, True

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.requests.append((request.headers, body))
        if b"url_verification" in body and self.challenges:
            return web.json_response({"challenge": json.loads(body)["challenge"]})
        return web.Response(status=self.status, headers=self.headers)


@pytest.fixture
async def recorder(playground):
    found = Recorder()
    server = web.Application()
    server.router.add_post("/slack/events", found.take)
    async with serving(server) as url:
        found.url = f"{url}/slack/events"
        yield found


async def sent(recorder, workspace, count=1):
    await workspace.until(lambda: len(recorder.requests) >= count)
    return recorder.requests[-1]


async def test_every_request_is_signed(recorder, playground, people, workspace):
    await playground.use_http(recorder.url)
    await people.say(ANA, GENERAL, "/note x")
    headers, body = recorder.requests[-1]

    timestamp = headers["X-Slack-Request-Timestamp"]
    base = f"v0:{timestamp}:".encode() + body
    digest = hmac.new(workspace.app.signing_secret.encode(), base, hashlib.sha256).hexdigest()
    assert headers["X-Slack-Signature"] == f"v0={digest}"
    verifier = SignatureVerifier(workspace.app.signing_secret)
    assert verifier.is_valid_request(body, {k.lower(): v for k, v in headers.items()})


async def test_a_command_is_a_form(recorder, playground, people):
    await playground.use_http(recorder.url)
    await people.say(ANA, GENERAL, "/note a & b")
    headers, body = recorder.requests[-1]

    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs(body.decode())["text"] == ["a & b"]


async def test_an_interaction_is_a_form_with_a_payload(recorder, playground, people):
    await playground.use_http(recorder.url)
    await people.shortcut(ANA, "note")
    headers, body = recorder.requests[-1]

    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert json.loads(parse_qs(body.decode())["payload"][0])["callback_id"] == "note"


async def test_an_event_is_json(recorder, playground, people, workspace):
    await playground.use_http(recorder.url)
    await people.say(ANA, GENERAL, "hello")
    headers, body = await sent(recorder, workspace, 2)

    assert headers["Content-Type"] == "application/json"
    assert json.loads(body)["event"]["text"] == "hello"
    assert "X-Slack-Retry-Num" not in headers


async def test_a_failed_event_is_tried_again_with_its_reason(recorder, playground, people, workspace):
    await playground.use_http(recorder.url)
    recorder.status = 500
    await people.say(ANA, GENERAL, "hello")
    headers, _ = await sent(recorder, workspace, 5)

    assert headers["X-Slack-Retry-Num"] == "3"
    assert headers["X-Slack-Retry-Reason"] == "http_error"


async def test_an_app_can_ask_not_to_be_told_again(recorder, playground, people, workspace):
    await playground.use_http(recorder.url)
    recorder.status, recorder.headers = 500, {"X-Slack-No-Retry": "1"}
    await people.say(ANA, GENERAL, "hello")
    await workspace.until(lambda: [e for e in workspace.traffic if e.error])
    recorder.status = 200
    await people.say(ANA, GENERAL, "marker")
    _, body = await sent(recorder, workspace, 3)

    assert json.loads(body)["event"]["text"] == "marker"


async def test_without_the_challenge_there_are_no_events(recorder, playground, people, workspace):
    recorder.challenges = False
    assert not await playground.use_http(recorder.url)
    await people.say(ANA, GENERAL, "unheard")
    await people.say(ANA, GENERAL, "/note heard")

    assert b"heard" in recorder.requests[-1][1]
    assert not [e for e in workspace.traffic if e.kind.startswith("event ")]


async def test_a_server_error_is_a_dispatch_failure(recorder, playground, people, workspace):
    await playground.use_http(recorder.url)
    recorder.status = 503
    await people.say(ANA, GENERAL, "/note x")

    assert workspace.notices[ANA] == "/note failed with the error “dispatch_failed”"


async def test_an_app_that_is_not_there_is_a_dispatch_failure(playground, people, workspace):
    assert not await playground.use_http("http://127.0.0.1:9/slack/events")
    await people.say(ANA, GENERAL, "/note x")

    assert workspace.notices[ANA] == "/note failed with the error “dispatch_failed”"


async def test_plain_text_in_answer_to_a_command_is_a_message(playground, people, workspace):
    async def answer(_request):
        return web.Response(text='{"not": "json"}')

    server = web.Application()
    server.router.add_post("/", answer)
    async with serving(server) as url:
        await playground.use_http(url)
        await people.say(ANA, GENERAL, "/note x")

    assert last(workspace, GENERAL)["text"] == '{"not": "json"}'


async def test_bolt_refuses_a_request_signed_with_another_secret(app, over_http, people, workspace):
    workspace.app = workspace.app.model_copy(update={"signing_secret": "another"})
    await people.say(ANA, GENERAL, "/note x")

    assert workspace.notices[ANA] == "/note failed with the error “dispatch_failed”"


async def test_bolt_refuses_a_request_that_is_stale(app, over_http, people, workspace, clock):
    clock.forward(-10 * 60)
    workspace.views.open(ANA, modal())
    await people.say(ANA, GENERAL, "/note x")

    assert workspace.notices[ANA] == "/note failed with the error “dispatch_failed”"
