"""What HTTP mode refuses before any listener sees it."""

import hashlib
import hmac
import io
import json
import time

import pytest
from aiohttp.test_utils import TestClient, TestServer
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.http import LARGEST_BODY, ReplayGuard, web_app

SECRET = "not-a-real-secret"


class Service:
    def __init__(self):
        self.broken, self.heard = False, []

    async def ready(self):
        if self.broken:
            raise RuntimeError("no database")


@pytest.fixture
def service():
    return Service()


@pytest.fixture
async def slack(service):
    bolt = AsyncApp(
        client=AsyncWebClient(token="xoxb-test"),
        signing_secret=SECRET,
        authorize=lambda: None,
        ssl_check_enabled=True,
    )

    @bolt.middleware
    async def hear(body, next_):
        service.heard.append(body)
        await next_()

    async with TestClient(TestServer(web_app(bolt, ready=service.ready))) as client:
        yield client


BODY = json.dumps({"type": "url_verification", "challenge": "c1"})


def signed(body=BODY, at=None, secret=SECRET):
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
        "Content-Type": "application/json",
    }


async def test_a_signed_request_is_answered(slack):
    answer = await slack.post("/slack/events", data=BODY, headers=signed())
    assert (answer.status, await answer.json()) == (200, {"challenge": "c1"})


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Content-Type": "application/json"}, id="unsigned"),
        pytest.param(signed(secret="another"), id="signed by somebody else"),
        pytest.param(signed(at=time.time() - 3600), id="stale"),
        pytest.param(signed(at=time.time() + 3600), id="from the future"),
        pytest.param(signed(body="{}"), id="signed for another body"),
    ],
)
async def test_a_request_that_is_not_slacks_is_refused(slack, service, headers):
    answer = await slack.post("/slack/events", data=BODY, headers=headers)
    assert answer.status == 401
    assert service.heard == []


async def test_the_same_request_twice_is_refused_the_second_time(slack):
    headers = signed()
    assert (await slack.post("/slack/events", data=BODY, headers=headers)).status == 200
    assert (await slack.post("/slack/events", data=BODY, headers=headers)).status == 401


async def test_a_resend_signed_anew_is_answered(slack):
    now = time.time()
    assert (await slack.post("/slack/events", data=BODY, headers=signed(at=now))).status == 200
    assert (await slack.post("/slack/events", data=BODY, headers=signed(at=now + 1))).status == 200


async def test_a_body_beyond_anything_slack_sends_is_refused(slack):
    body = "x" * (LARGEST_BODY + 1)
    answer = await slack.post("/slack/events", data=io.BytesIO(body.encode()), headers=signed(body))
    assert answer.status == 413


def test_signatures_are_forgotten_once_they_would_be_stale_anyway():
    now = [0.0]
    guard = ReplayGuard(lambda: now[0])
    guard.take("old")
    now[0] = 1_000.0
    guard.take("new")
    assert (guard.seen("old"), guard.seen("new")) == (False, True)


async def test_health_is_about_the_process_and_readiness_about_what_it_needs(slack, service):
    assert (await slack.get("/healthz")).status == 200
    assert (await slack.get("/readyz")).status == 200
    service.broken = True
    unready = await slack.get("/readyz")
    assert (unready.status, await unready.json()) == (503, {"status": "not ready", "why": "RuntimeError"})
    assert (await slack.get("/healthz")).status == 200
