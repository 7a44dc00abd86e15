"""What the webhook route answers, and that nobody can make it answer otherwise."""

import asyncio
import gzip
import hashlib
import hmac
import io
import json
from contextlib import asynccontextmanager
from urllib.parse import quote

import httpx
import pytest
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.ports import Providers
from bot.services.news import News
from handlers.http import LARGEST_BODY, SERVING, web_app
from handlers.webhooks import routes
from providers.http import Http
from providers.powerpost import PowerPost
from providers.sample import Sample
from providers.settings import Environment
from tests.flows.person import settled
from tests.providers.powerposts import GIVEN, IMAGES_JOB, JOB

TOKEN, SECRET = "0123456789abcdef0123456789abcdef", "lantern-0123456789"
ADDRESS = f"/webhooks/powerpost/{TOKEN}"
TOLD = {**GIVEN, "POWERPOST_WEBHOOK_TOKEN": TOKEN}
SIGNED = {**TOLD, "POWERPOST_WEBHOOK_SIGNATURE_HEADER": "X-Signature", "POWERPOST_WEBHOOK_SECRET": SECRET}

#: A request of which more is to come.
BEGUN = (
    f"POST {ADDRESS} HTTP/1.1\r\nHost: galley\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n".encode()
)
#: Slack's own requests are not what this is about.
BOLT = AsyncApp(client=AsyncWebClient(), signing_secret="s", authorize=lambda: None)


class Runner:
    """Notes whom it was told to wake."""

    def __init__(self):
        self.woken = []

    def wake(self, job):
        self.woken.append(job)

    async def ready(self):
        """Always."""


@asynccontextmanager
async def listening(runner, given=TOLD):
    """The routes, with a PowerPost and a provider whose vendor says nothing by itself."""
    powerpost = PowerPost.open(
        Environment(env_file=None, given=given), Http(transport=httpx.MockTransport(lambda _: None))
    )
    news = News(Providers((powerpost, Sample())), runner)
    server = TestServer(web_app(BOLT, ready=runner.ready, others=routes(news)))
    await server.start_server(**SERVING)
    async with TestClient(server) as client:
        yield client


@pytest.fixture
def runner():
    return Runner()


@pytest.fixture
async def web(runner):
    async with listening(runner) as client:
        yield client


@pytest.fixture
async def signed_web(runner):
    async with listening(runner, SIGNED) as client:
        yield client


def event(name="generation.completed", **data):
    return json.dumps({"event": name, "timestamp": "…", "workspace_id": "w", "data": data}).encode()


def signature(body):
    return hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()


async def test_a_job_that_is_told_of_is_asked_for_as_often_as_it_is_told(web, runner):
    answers = [await web.post(ADDRESS, data=event(generation_id=JOB, status="completed")) for _ in range(2)]

    assert [answer.status for answer in answers] == [204, 204]
    assert runner.woken == [f'"generation_id":"{JOB}"'] * 2


@pytest.mark.parametrize(
    "address",
    [
        f"/webhooks/powerpost/{TOKEN[:-1]}",
        f"/webhooks/powerpost/{TOKEN}0",
        "/webhooks/powerpost/%FF%00",
        f"/webhooks/sample/{TOKEN}",
        f"/webhooks/nobody/{TOKEN}",
        f"/webhooks//{TOKEN}",
        "/webhooks/powerpost/",
        "/webhooks/powerpost",
        f"{ADDRESS}/more",
    ],
)
async def test_any_other_address_is_not_found(web, runner, address):
    answer = await web.post(address, data=event(generation_id=JOB))

    assert answer.status == 404
    assert runner.woken == []


async def test_without_a_token_there_is_no_address(runner):
    async with listening(runner, GIVEN) as web:
        assert (await web.post(ADDRESS, data=event(generation_id=JOB))).status == 404


async def test_it_is_for_posting_only(web):
    assert (await web.get(ADDRESS)).status == 405


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[" * 100_000,
        b"null",
        event("post.published", post_id="post-1"),
        event("something.new"),
        event(generation_id=7),
    ],
)
async def test_what_names_no_job_is_taken_all_the_same(web, runner, body):
    assert (await web.post(ADDRESS, data=body)).status == 204
    assert runner.woken == []


async def test_an_unknown_event_about_a_job_is_a_reason_to_ask_too(web, runner):
    body = event("image_generation.delayed", generation_id=JOB, image_generation_id=IMAGES_JOB)

    assert (await web.post(ADDRESS, data=body)).status == 204
    assert runner.woken == [f'"generation_id":"{JOB}"', f'"image_generation_id":"{IMAGES_JOB}"']


async def test_with_a_secret_the_signature_decides(signed_web, runner, caplog):
    body = event(generation_id=JOB)
    told = [{}, {"X-Signature": signature(body + b" ")}, {"X-Signature": f"sha256={signature(body)}"}]
    statuses = [(await signed_web.post(ADDRESS, data=body, headers=h)).status for h in told]

    assert statuses == [401, 401, 204]
    assert runner.woken == [f'"generation_id":"{JOB}"']
    warnings = [r.getMessage() for r in caplog.records if r.name == "handlers.webhooks"]
    assert warnings == ["A webhook for powerpost was refused: its signature is missing or wrong"] * 2


async def test_a_body_is_no_larger_than_others(web, runner):
    body = event(generation_id=JOB, outputs="x" * LARGEST_BODY)

    assert (await web.post(ADDRESS, data=io.BytesIO(body))).status == 413
    assert runner.woken == []


async def test_a_body_is_read_as_it_came(signed_web, runner):
    packed = gzip.compress(event(generation_id=JOB))
    headers = {"Content-Encoding": "gzip", "X-Signature": signature(packed)}

    assert (await signed_web.post(ADDRESS, data=packed, headers=headers)).status == 204
    assert runner.woken == []


@pytest.mark.parametrize("rest", [b"", b"nonsense\r\n"])
async def test_a_body_that_does_not_come_whole_is_not_waited_for(web, monkeypatch, rest):
    monkeypatch.setattr("handlers.webhooks.PATIENCE", 0.2)
    reader, writer = await asyncio.open_connection(web.host, web.port)
    writer.write(BEGUN)
    await settled(0.05)
    writer.write(rest)
    answer = await asyncio.wait_for(reader.readline(), 10)
    writer.close()

    assert answer.split()[1] == b"400"


async def test_a_caller_who_goes_away_is_no_error(web, runner, caplog):
    _, writer = await asyncio.open_connection(web.host, web.port)
    writer.write(BEGUN)
    await settled(0.05)
    writer.close()
    await settled(0.05)

    assert (await web.post(ADDRESS, data=event(generation_id=JOB))).status == 204
    assert len(runner.woken) == 1
    assert [r for r in caplog.records if r.levelname == "ERROR"] == []


names = st.sampled_from(["event", "data", "generation_id", "image_generation_id", "status", "workspace_id"])
leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.sampled_from([JOB, IMAGES_JOB])
)
values = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=4)),
    max_leaves=15,
)
bodies = st.one_of(
    st.binary(max_size=200),
    values.map(lambda value: json.dumps(value).encode()),
    st.fixed_dictionaries({"data": st.dictionaries(names, values)}).map(lambda b: json.dumps(b).encode()),
)
headers = st.fixed_dictionaries(
    {},
    optional={
        "X-Signature": st.text(st.characters(min_codepoint=32, max_codepoint=126)),
        "Content-Type": st.sampled_from(["application/json", "text/plain; charset=nonsense", "image/png"]),
        "Content-Encoding": st.sampled_from(["identity", "gzip", "deflate", "nonsense"]),
    },
)
paths = st.one_of(st.just(TOKEN), st.text(min_size=1, max_size=40))


@settings(max_examples=100, deadline=None)
@given(
    secret=st.booleans(),
    told=st.lists(st.tuples(paths, bodies, headers, st.booleans()), min_size=1, max_size=8),
)
async def test_nothing_that_is_sent_breaks_it(secret, told):
    runner = Runner()
    async with listening(runner, SIGNED if secret else TOLD) as web:
        for token, body, extra, sign in told:
            given_headers = {**extra, **({"X-Signature": signature(body)} if sign else {})}
            address = f"/webhooks/powerpost/{quote(token, safe='')}"
            answer = await web.post(address, data=body, headers=given_headers)
            assert answer.status in {204, 401, 404}
        last = event(generation_id=JOB)
        answer = await web.post(ADDRESS, data=last, headers={"X-Signature": signature(last)})
    assert answer.status == 204
    assert all(job.split('":"')[0] in ('"generation_id', '"image_generation_id') for job in runner.woken)
    assert runner.woken[-1] == f'"generation_id":"{JOB}"'
