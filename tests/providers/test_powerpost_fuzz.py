"""Whatever PowerPost answers, the adapter returns a result or raises a provider's error."""

import json
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.domain.errors import ProviderError
from bot.domain.generations import Failure
from bot.domain.money import Receipt
from bot.domain.platforms import Platform
from providers.http import Http
from providers.powerpost import PowerPost
from providers.powerpost.images import ImageModel, ImageOrder, ImageSize
from providers.powerpost.jobs import Job, Stage
from providers.settings import Environment
from tests.providers.doubles import Server, Time
from tests.providers.powerposts import DONE, GIVEN, file, pieces

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
WRITING = Job(
    generation_id="job-1",
    platforms=(Platform.X, Platform.YOUTUBE),
    began=NOON,
    order=ImageOrder(model=ImageModel.FLUX, size=ImageSize.SQUARE, quantity=2),
)
ORDERING = WRITING.model_copy(update={"stage": Stage.ORDERING})
DRAWING = WRITING.drawing("images-1", Receipt(used=3), NOON)
NAMES = st.sampled_from(
    [
        "generation_id",
        "image_generation_id",
        "media_id",
        "status",
        "credits_used",
        "remaining_credits",
        "outputs",
        "images",
        "url",
        "prompt",
        "x",
        "youtube",
        "title",
        "description",
        "error",
        "error_code",
        "error_message",
        "code",
        "message",
        "retryAfter",
        "data",
        "next_cursor",
        "has_more",
        "created_at",
        "platforms",
        "research_mode",
        "balance",
    ]
)
TEXTS = st.text(st.characters(categories=("L", "N", "P", "S", "Z", "C")))
WORDS = st.sampled_from(["completed", "failed", "processing", "job-1", "Dark mode", "2026-05-04T12:00:00Z"])

leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS, WORDS)
bodies = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=6)),
    max_leaves=25,
)
contents = st.one_of(
    st.binary(max_size=200),
    bodies.map(lambda body: json.dumps(body).encode()),
    st.dictionaries(NAMES, bodies, max_size=4).map(lambda body: json.dumps({**DONE, **body}).encode()),
)
statuses = st.one_of(
    st.sampled_from([200, 201, 204, 400, 401, 402, 403, 404, 413, 422, 429, 500, 502]), st.integers(200, 999)
)
latin = st.text(st.characters(codec="latin-1"))
headers = st.fixed_dictionaries(
    {},
    optional={
        "Retry-After": st.one_of(st.integers(-5, 10**6).map(str), latin),
        "X-RateLimit-Reset": st.one_of(st.integers().map(str), st.floats().map(str), latin),
        "X-Request-Id": st.text(st.characters(codec="latin-1", exclude_categories=("Cc",))),
    },
)


def raw(headers):
    """Headers as bytes from the wire, whatever they mean; a line end cannot be in one."""
    lines = ((name, "".join(value.splitlines())) for name, value in headers.items())
    return [(name.encode(), value.encode("latin-1")) for name, value in lines]


@asynccontextmanager
async def talking_to(server):
    async with Http(transport=httpx.MockTransport(server), timing=Time().timing) as http:
        provider = PowerPost.open(Environment(env_file=None, given=GIVEN), http)
        assert provider
        yield provider


def calls_of(provider):
    brief = provider.request_model(topic="Dark mode", post_types=("x-post", "youtube-short"))
    return [
        lambda: provider.start(brief, key="k"),
        lambda: provider.poll(WRITING.model_copy(update={"order": None}).started().remote_id),
        lambda: provider.poll(WRITING.started().remote_id),
        lambda: provider.poll(ORDERING.started().remote_id),
        lambda: provider.poll(DRAWING.started().remote_id),
        lambda: provider.find(brief, NOON),
        lambda: provider.upload(file(size=4), pieces(b"meow")),
        provider.balance,
        provider.check,
    ]


@settings(max_examples=100, deadline=None)
@given(status=statuses, content=contents, headers=headers)
async def test_any_answer_is_a_result_or_a_providers_error(status, content, headers):
    server = Server([lambda _: httpx.Response(status, content=content, headers=raw(headers))])
    async with talking_to(server) as provider:
        for call in calls_of(provider):
            try:
                result = await call()
            except ProviderError as error:
                told(error)
            else:
                assert not isinstance(result, BaseModel) or result.model_dump_json().encode()


def told(error):
    """It can be kept and shown."""
    assert Failure.of(error).model_dump_json().encode()
    assert len(error.message) < 400
    assert "\n" not in error.message


@settings(max_examples=100, deadline=None)
@given(status=statuses, content=contents)
async def test_a_paid_call_is_repeated_only_after_a_rate_limit(status, content):
    server = Server([httpx.Response(status, content=content), httpx.Response(200)])
    async with talking_to(server) as provider:
        with suppress(ProviderError):
            await provider.start(provider.request_model(topic="Dark mode"), key="k")

    assert len(server.requests) == 1 or status == 429


@settings(max_examples=80, deadline=None)
@given(answers=st.lists(st.tuples(statuses, contents), min_size=1, max_size=6))
async def test_images_are_paid_for_at_most_once_whatever_is_answered(answers):
    rest, answered = iter(answers), []

    def answer(request):
        status, content = next(rest, (200, b""))
        answered.append((request.method, status))
        return httpx.Response(status, content=content)

    server = Server([httpx.Response(200, json=DONE), httpx.Response(200, json=DONE), answer])
    async with talking_to(server) as provider:
        between = await provider.poll(WRITING.started().remote_id)
        for _ in range(4):
            with suppress(ProviderError):
                await provider.poll(between.remote_id)

    assert [status for method, status in answered if method == "POST" and status != 429][1:] == []
