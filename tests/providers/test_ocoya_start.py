"""The reply to a new draft, whose body nobody documents: whatever it is, the draft was made."""

import logging

import httpx
import pytest

from bot.domain.captions import Finished, Link, Started
from bot.domain.errors import ProviderDown, ProviderRejected
from bot.domain.money import PriceBasis, Receipt
from bot.domain.platforms import Platform
from bot.domain.ports import Balances, Checks, Finds, Leaves, Limited, Offers, Polls, Splits, Uploads
from providers.ocoya.looking import Trace
from providers.ocoya.results import ELSEWHERE, NO_IMAGE, SAVED, UNSEEN
from tests.providers.doubles import BASE
from tests.providers.ocoyas import POST, WORKSPACE, brief_of, group, opened, reply

PICTURE = "https://cdn.ocoya.com/1.png"
CAPTION = {"caption": "Nice post"}


async def begin(provider, server, *answers, **fields):
    server.answers = list(answers)
    return await provider.start(brief_of(provider, **fields), key="run-1")


@pytest.mark.parametrize(
    "body",
    [
        {"postGroupId": POST},
        {"post_group_id": POST},
        {"id": POST},
        {"_id": POST},
        {"postId": POST},
        [{"postGroupId": POST}],
        [None, {"postGroupId": POST}],
        {"data": {"postGroupId": POST}},
        {"post": {"id": POST}},
        {"postGroup": {"id": POST}},
        {"result": {"id": POST}},
        [{"data": {"id": POST}}],
        {"postGroupId": POST, "caption": " ", "posts": [], "data": "text"},
    ],
)
async def test_a_draft_that_is_only_named_is_looked_for_after_two_seconds(ocoya, server, time, body):
    started = await begin(ocoya, server, reply(body, 201, **{"X-Request-Id": "req-1"}))

    assert isinstance(started, Started)
    assert Trace.read(started.remote_id) == Trace(
        post_id=POST, workspace=WORKSPACE, request_id="req-1", began=time.start
    )
    assert (started.poll_after, started.request_id) == (2.0, "req-1")
    assert started.so_far.notes == (UNSEEN,)
    assert len(server.requests) == 1


async def test_a_group_that_is_named_inside_goes_with_the_id_found_first(ocoya, server):
    started = await begin(ocoya, server, reply({"postGroupId": POST, "data": {"id": "other"}}, 201))

    assert Trace.read(started.remote_id).post_id == POST


async def test_that_an_image_is_wanted_is_remembered(ocoya, server):
    started = await begin(ocoya, server, reply({"postGroupId": POST}, 201), generate_image=True)

    assert Trace.read(started.remote_id).wants_image


@pytest.mark.parametrize(
    "body",
    [
        {"postGroupId": POST, **CAPTION},
        {"id": POST, "text": "Nice post"},
        {"id": POST, "content": "Nice post"},
        group(),
        [group()],
        {"data": group()},
        {"post": group()},
        {"postGroup": group()},
        {"result": {"id": POST, **CAPTION}},
        {"id": POST, "data": CAPTION},
    ],
)
async def test_a_caption_in_the_reply_is_the_result(ocoya, server, body):
    result = await begin(ocoya, server, reply(body, 201))

    assert isinstance(result, Finished)
    assert [(c.platform, c.text) for c in result.captions] == [(Platform.ANY, "Nice post")]
    assert result.notes == (SAVED,)
    assert result.links == (Link(label="Open Ocoya", url="https://app.ocoya.com"),)
    assert result.vendor_ids == {"post_group_id": POST, "workspace_id": WORKSPACE}
    assert result.receipt == Receipt()


async def test_a_caption_without_an_id_is_the_result_and_cannot_be_deleted(ocoya, server):
    result = await begin(ocoya, server, reply(CAPTION, 201))

    assert (result.captions[0].text, result.vendor_ids) == ("Nice post", {})


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
@pytest.mark.parametrize("content", [b"", b"Created", b"<html>", b"[]", b"{}", b"7", b'{"id"', b"null"])
async def test_a_reply_that_says_nothing_is_a_success_all_the_same(ocoya, server, status, content):
    result = await begin(ocoya, server, httpx.Response(status, content=content))

    assert isinstance(result, Finished)
    assert (result.captions, result.notes, result.vendor_ids) == ((), (UNSEEN,), {})
    assert len(server.requests) == 1


async def test_of_a_reply_that_says_nothing_the_keys_are_logged_and_no_values(ocoya, server, caplog):
    with caplog.at_level(logging.WARNING):
        await begin(ocoya, server, reply({"message": "A confidential thing", "ok": True}, 201))

    assert "keys ['message', 'ok']" in caplog.text
    assert "confidential" not in caplog.text


async def test_texts_of_networks_are_shown_where_they_differ(ocoya, server):
    posts = [
        {"provider": "GENERAL", "caption": "For all"},
        {"provider": "FACEBOOK", "caption": "For all"},
        {"provider": "TWITTER", "caption": "Short"},
        {"provider": "linkedin", "caption": "Long"},
    ]
    result = await begin(ocoya, server, reply(group(posts=posts), 201))

    assert [(c.platform, c.text) for c in result.captions] == [
        (Platform.ANY, "For all"),
        (Platform.X, "Short"),
        (Platform.LINKEDIN, "Long"),
    ]
    assert result.notes == (SAVED,)


async def test_networks_that_galley_does_not_know_are_told_of(ocoya, server):
    posts = [{"provider": "GENERAL", "caption": "For all"}, {"provider": "MASTODON", "caption": "Toot"}]
    result = await begin(ocoya, server, reply(group(posts=posts), 201))

    assert [c.text for c in result.captions] == ["For all"]
    assert result.notes == (SAVED, ELSEWHERE)


async def test_a_text_of_an_unknown_network_alone_is_shown(ocoya, server):
    result = await begin(
        ocoya, server, reply(group(posts=[{"provider": "MASTODON", "caption": "Toot"}]), 201)
    )

    assert [(c.platform, c.text) for c in result.captions] == [(Platform.ANY, "Toot")]


async def test_texts_of_networks_need_no_general_one(ocoya, server):
    result = await begin(ocoya, server, reply(group(posts=[{"provider": "X", "caption": "Short"}]), 201))

    assert [(c.platform, c.text) for c in result.captions] == [(Platform.X, "Short")]


async def test_an_image_in_the_reply_is_shown(ocoya, server):
    body = {"postGroupId": POST, **CAPTION, "mediaUrls": [PICTURE]}
    result = await begin(ocoya, server, reply(body, 201), generate_image=True)

    assert [(image.media_id, image.url) for image in result.images] == [(f"{POST}/1", PICTURE)]
    assert result.notes == (SAVED,)


@pytest.mark.parametrize(
    "url",
    [
        "http://cdn.ocoya.com/1.png",
        "javascript:alert(1)",
        "data:image/png;base64,A",
        "https://",
        "//x/1.png",
        "https://[1",
    ],
)
async def test_an_image_must_come_by_https(ocoya, server, url):
    body = {"postGroupId": POST, **CAPTION, "mediaUrls": [url]}
    result = await begin(ocoya, server, reply(body, 201), generate_image=True)

    assert (result.images, result.notes) == ((), (SAVED, NO_IMAGE))


async def test_of_a_vendor_on_this_machine_http_will_do(http, server):
    provider = opened(http, OCOYA_BASE_URL="http://127.0.0.1:3999/api")
    picture = "http://127.0.0.1:3999/1.png"
    result = await begin(provider, server, reply({"id": POST, **CAPTION, "image": picture}, 201))

    assert [image.url for image in result.images] == [picture]


async def test_the_only_workspace_need_not_be_chosen(ocoya_anywhere, server, time):
    workspaces = reply([{"id": WORKSPACE, "name": "Teas"}])
    created = reply({"postGroupId": POST}, 201)
    server.answers = [workspaces, created, created, workspaces, created]

    for _ in range(2):
        started = await ocoya_anywhere.start(brief_of(ocoya_anywhere), key="run-1")
        assert Trace.read(started.remote_id).workspace == WORKSPACE
    time.seconds += 600
    await ocoya_anywhere.start(brief_of(ocoya_anywhere), key="run-1")

    asked = [request.url.path.rpartition("/")[2] for request in server.requests]
    assert asked == ["workspaces", "ai", "ai", "workspaces", "ai"]


async def test_of_several_workspaces_one_must_be_chosen(ocoya_anywhere, server):
    with pytest.raises(ProviderRejected, match=r"^There are 2 workspaces in Ocoya: choose one\.$") as caught:
        await begin(ocoya_anywhere, server, reply([{"id": "cm1"}, {"id": "cm2"}]))

    assert caught.value.field == "workspace"
    assert len(server.requests) == 1


async def test_without_any_workspace_nothing_is_sent(ocoya_anywhere, server):
    with pytest.raises(ProviderRejected, match="No workspace in Ocoya"):
        await begin(ocoya_anywhere, server, reply([]))

    assert len(server.requests) == 1


async def test_workspaces_that_cannot_be_listed_cost_nothing(ocoya_anywhere, server):
    with pytest.raises(ProviderDown):
        await begin(ocoya_anywhere, server, reply({}, 500))

    assert {request.url.path for request in server.requests} == {"/api/v1/workspaces"}


def test_it_can_do_what_the_vendor_can_and_no_more(ocoya):
    can = {p.__name__ for p in (Polls, Finds, Offers, Leaves, Limited, Checks) if isinstance(ocoya, p)}

    assert can == {"Polls", "Finds", "Offers", "Leaves", "Limited", "Checks"}
    assert not any(isinstance(ocoya, p) for p in (Splits, Uploads, Balances))


def test_the_price_is_not_published(ocoya):
    assert ocoya.price(None).basis is ocoya.price(brief_of(ocoya)).basis is PriceBasis.UNPUBLISHED
    assert ocoya.price(None).credits is None


async def test_a_call_that_is_sent_on_within_the_vendors_domain_is_made_there(http, server):
    provider = opened(http, OCOYA_BASE_URL="https://app.ocoya.com/api/_public/v1")
    there = f"https://www.app.ocoya.com/api/_public/v1/post/ai?workspaceId={WORKSPACE}"
    moved = httpx.Response(308, headers={"Location": there})

    await begin(provider, server, moved, reply({"postGroupId": POST}, 201))

    first, second = server.requests
    assert (str(second.url), second.content, second.method) == (there, first.content, "POST")


async def test_the_key_gets_to_no_other_host(ocoya, server):
    with pytest.raises(ProviderDown, match="has moved"):
        await begin(ocoya, server, httpx.Response(307, headers={"Location": "https://ocoya.example/api"}))

    assert [request.url.host for request in server.requests] == [httpx.URL(BASE).host]
