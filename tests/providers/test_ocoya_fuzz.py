"""Whatever Ocoya answers, the adapter returns a result or raises a provider's error."""

import json
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.domain.captions import Finished, Started
from bot.domain.errors import ProviderError
from bot.domain.generations import Failure
from providers.http import Http
from providers.ocoya.looking import Trace
from providers.ocoya.workspaces import FIELDS
from tests.providers.doubles import Server, Time
from tests.providers.ocoyas import POST, WORKSPACE, brief_of, group, opened

TRACE = Trace(post_id=POST, workspace=WORKSPACE, wants_image=True)
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
NAMES = st.sampled_from(
    [
        *("postGroupId", "post_group_id", "id", "_id", "postId", "data", "post", "postGroup", "result"),
        *("caption", "text", "content", "posts", "provider", "options", "creatives", "image", "imageUrl"),
        *("mediaUrls", "media", "url", "status", "items", "results", "workspaces", "brandKits", "brands"),
        *("socialProfile", "name", "title", "network", "message", "error", "errors", "hasMore"),
    ]
)
TEXTS = st.text(st.characters(categories=("L", "N", "P", "S", "Z", "C")))
WORDS = st.sampled_from(
    [
        POST,
        WORKSPACE,
        "DRAFT",
        "POSTED",
        "GENERAL",
        "TWITTER",
        "https://cdn.ocoya.com/1.png",
        "http://x",
        "{}",
    ]
)

leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS, WORDS)
bodies = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=6)),
    max_leaves=25,
)
contents = st.one_of(
    st.binary(max_size=200),
    st.sampled_from([b"<html><body>502</body></html>", b"", b'{"postGroupId": "cm', b"[[[[", b"null"]),
    bodies.map(lambda body: json.dumps(body).encode()),
    st.dictionaries(NAMES, bodies, max_size=4).map(lambda body: json.dumps([{**group(), **body}]).encode()),
)
successes = st.sampled_from([200, 201, 202, 204, 299])
statuses = st.one_of(
    successes, st.sampled_from([400, 401, 403, 404, 408, 422, 429, 500, 502, 504]), st.integers(200, 999)
)
latin = st.text(st.characters(codec="latin-1", exclude_categories=("Cc",)))
headers = st.fixed_dictionaries(
    {},
    optional={
        "X-RateLimit-Reset": st.one_of(st.integers().map(str), st.floats().map(str), latin),
        "Retry-After": st.one_of(st.integers(-5, 10**6).map(str), latin),
        "Location": st.one_of(latin, st.just("https://app.ocoya.com/x"), st.just("https://[")),
    },
)


@asynccontextmanager
async def talking_to(server, **settings_):
    async with Http(transport=httpx.MockTransport(server), timing=Time().timing) as http:
        yield opened(http, **settings_)


def answering(status, content, headers):
    lines = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    return Server([lambda _: httpx.Response(status, content=content, headers=lines)])


def calls_of(provider):
    brief = brief_of(provider, generate_image=True)
    return [
        lambda: provider.start(brief, key="k"),
        lambda: provider.poll(TRACE.started(Finished()).remote_id),
        lambda: provider.find(brief, NOON),
        *(lambda field=field: provider.choices(field, {}) for field in FIELDS),
        lambda: provider.remove({"post_group_id": POST, "workspace_id": WORKSPACE}),
        provider.check,
    ]


@settings(max_examples=100, deadline=None)
@given(status=statuses, content=contents, headers=headers, fixed=st.booleans())
async def test_any_answer_is_a_result_or_a_providers_error(status, content, headers, fixed):
    server = answering(status, content, headers)
    async with talking_to(server, **({} if fixed else {"OCOYA_WORKSPACE_ID": ""})) as provider:
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
@given(status=successes, made=contents, listed=contents, later=statuses)
async def test_after_a_success_a_run_ends_in_a_result_whatever_comes_then(status, made, listed, later):
    posted = []

    def answer(request):
        posted.extend([request.url.path] if request.method == "POST" else [])
        first = request.method == "POST"
        return httpx.Response(status if first else later, content=made if first else listed)

    async with talking_to(Server([answer])) as provider:
        found = await provider.start(brief_of(provider, generate_image=True), key="k")
        for _ in range(3):
            if isinstance(found, Started):
                found = await provider.poll(found.remote_id)

    assert isinstance(found, Finished)
    assert found.notes
    assert len(posted) == 1
    assert all(image.url.startswith("https://") for image in found.images)


@settings(max_examples=100, deadline=None)
@given(status=statuses, content=contents)
async def test_a_paid_call_is_repeated_only_after_a_rate_limit(status, content):
    server = Server([httpx.Response(status, content=content), httpx.Response(201)])
    async with talking_to(server) as provider:
        with suppress(ProviderError):
            await provider.start(brief_of(provider), key="k")

    assert len(server.requests) == 1 or status == 429
