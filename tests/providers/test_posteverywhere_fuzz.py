"""Whatever a vendor answers, the adapter returns a result or raises a provider's error."""

import json
from contextlib import asynccontextmanager, suppress

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.domain.errors import ProviderError
from bot.domain.generations import Failure
from providers.http import Http, Vendor
from providers.posteverywhere import PostEverywhere, PostEverywhereRequest
from providers.posteverywhere.images import Picture
from providers.posteverywhere.wire import KINDS, fault_in
from tests.providers.doubles import BASE, KEY, Server, Time

BRIEF = PostEverywhereRequest(topic="Dark mode", platforms=("x",), count=2)
IMAGE = PostEverywhereRequest(topic="Dark mode", image="gemini-3-pro", image_only=True)
PICTURE = Picture(media_id="a1b2", alt="Dark mode").started().remote_id
NAMES = st.sampled_from(
    [
        "data",
        "error",
        "meta",
        "request_id",
        "captions",
        "media_id",
        "media_ids",
        "url",
        "thumbnail_url",
        "credits_used",
        "credits_remaining",
        "code",
        "message",
        "details",
        "needed",
        "available",
        "retryable",
        "field",
        "quota",
        "ai_credits",
        "used",
        "limit",
        "bonus",
        "scopes",
        "api_key",
        "organization",
        "entitled",
    ]
)
TEXTS = st.text(st.characters(categories=("L", "N", "P", "S", "Z", "C")))

ADDRESSES = st.sampled_from(["https://a.b/c.png", "http://a.b/c.png", "a1b2", "../me", "//a.b"])
leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), TEXTS, ADDRESSES, st.sampled_from([*KINDS])
)
bodies = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=6)),
    max_leaves=25,
)
contents = st.one_of(st.binary(max_size=200), bodies.map(lambda body: json.dumps(body).encode()))
statuses = st.one_of(
    st.sampled_from([200, 201, 204, 207, 400, 401, 402, 403, 422, 429, 500, 502, 503]), st.integers(200, 999)
)
headers = st.fixed_dictionaries(
    {},
    optional={
        "Retry-After": st.one_of(st.integers(-5, 10**6).map(str), st.text(st.characters(codec="latin-1"))),
        "X-Request-Id": st.text(st.characters(codec="latin-1", exclude_categories=("Cc",))),
        "Content-Type": st.sampled_from(["application/json", "text/html", "application/json; charset=utf-7"]),
    },
)


def raw(headers):
    """Headers as bytes from the wire, whatever they mean; a line end cannot be in one."""
    lines = ((name, "".join(value.splitlines())) for name, value in headers.items())
    return [(name.encode(), value.encode("latin-1")) for name, value in lines]


@asynccontextmanager
async def talking_to(server):
    async with Http(transport=httpx.MockTransport(server), timing=Time().timing) as http:
        vendor = Vendor(
            label="PostEverywhere", base_url=BASE, headers={"Authorization": SecretStr(KEY)}, faults=fault_in
        )
        yield PostEverywhere(http.api(vendor))


@settings(max_examples=300, deadline=None)
@given(status=statuses, content=contents, headers=headers)
async def test_any_answer_is_a_result_or_a_providers_error(status, content, headers):
    server = Server([lambda _: httpx.Response(status, content=content, headers=raw(headers))])
    async with talking_to(server) as provider:
        for call in (
            lambda: provider.start(BRIEF, key="k"),
            lambda: provider.start(IMAGE, key="k"),
            provider.balance,
            provider.check,
        ):
            try:
                result = await call()
            except ProviderError as error:
                told(error)
            else:
                assert result is None or result.model_dump_json().encode()


@settings(max_examples=300, deadline=None)
@given(status=statuses, content=contents, headers=headers)
async def test_an_image_is_there_and_safe_to_show_whatever_a_look_at_it_brings(status, content, headers):
    server = Server([lambda _: httpx.Response(status, content=content, headers=raw(headers))])
    async with talking_to(server) as provider:
        (picture,) = (await provider.poll(PICTURE)).images

    assert (picture.media_id, picture.alt) == ("a1b2", "Dark mode")
    assert picture.url is None or picture.url.startswith("https://")


@settings(max_examples=200, deadline=None)
@given(status=statuses, content=contents)
async def test_what_an_image_is_remembered_by_leads_back_to_it(status, content):
    server = Server([httpx.Response(status, content=content)])
    async with talking_to(server) as provider:
        with suppress(ProviderError):
            started = await provider.start(IMAGE, key="k")
            (picture,) = (await provider.poll(started.remote_id)).images
            assert str(server.requests[-1].url) == f"{BASE}/media/{picture.media_id}"


def told(error):
    """It can be kept and shown."""
    assert Failure.of(error).model_dump_json().encode()
    assert len(error.message) < 400
    assert "\n" not in error.message


@settings(max_examples=200, deadline=None)
@given(status=statuses, content=contents, share=st.sampled_from([BRIEF, IMAGE]))
async def test_a_paid_call_is_repeated_only_after_a_rate_limit(status, content, share):
    server = Server([httpx.Response(status, content=content), httpx.Response(200)])
    async with talking_to(server) as provider:
        with suppress(ProviderError):
            await provider.start(share, key="k")

    assert len(server.requests) == 1 or status == 429
