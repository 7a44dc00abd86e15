"""Where an image that PostEverywhere made can be seen: looked up after it is on record, at no cost."""

import httpx
import pytest

from bot.domain.captions import Finished, Image
from bot.domain.errors import ProviderError
from bot.domain.money import Charged, Receipt
from providers.http import Vendor
from providers.posteverywhere import LIMITS, PostEverywhere
from providers.posteverywhere.wire import fault_in
from tests.providers.doubles import BASE
from tests.providers.pictures import SHORT, enveloped, made

URL, THUMBNAIL = "https://cdn.posteverywhere.ai/a1b2.png", "https://cdn.posteverywhere.ai/a1b2-s.png"


async def looked(posteverywhere, server, *answers):
    """What becomes of an image whose look-up is answered like this."""
    started = await made(posteverywhere, server, SHORT)
    server.answers = [httpx.Response(201), *answers]
    return await posteverywhere.poll(started.remote_id)


def seen(**data):
    return httpx.Response(200, json=enveloped({"id": "a1b2-c3", "upload_status": "ready", **data}))


async def test_a_look_is_free_and_gives_the_address(posteverywhere, server):
    result = await looked(posteverywhere, server, seen(url=URL, thumbnail_url=THUMBNAIL))

    assert result == Finished(
        images=(Image(media_id="a1b2-c3", url=URL, alt="Dark mode"),), receipt=Receipt(used=15, left=485)
    )
    assert [(r.method, str(r.url)) for r in server.requests[1:]] == [("GET", f"{BASE}/media/a1b2-c3")]


@pytest.mark.parametrize(
    ("data", "url"),
    [
        ({"url": None, "thumbnail_url": THUMBNAIL}, THUMBNAIL),
        ({"thumbnail_url": THUMBNAIL}, THUMBNAIL),
        ({"url": "", "thumbnail_url": THUMBNAIL}, THUMBNAIL),
        ({"url": "http://cdn.posteverywhere.ai/a.png", "thumbnail_url": THUMBNAIL}, THUMBNAIL),
        ({"url": "http://cdn.posteverywhere.ai/a.png"}, None),
        ({"url": "http://127.0.0.1/a.png"}, None),
        ({"url": "javascript:alert(1)", "thumbnail_url": "data:image/png;base64,"}, None),
        ({"url": "/media/a.png"}, None),
        ({"url": ["https://a.b"], "thumbnail_url": 7}, None),
        ({"url": None, "thumbnail_url": None}, None),
        ({}, None),
    ],
    ids=str,
)
async def test_only_a_safe_address_is_kept(posteverywhere, server, data, url):
    result = await looked(posteverywhere, server, seen(**data))

    assert [picture.url for picture in result.images] == [url]


BROKEN = {
    "bad key": httpx.Response(401, json={"error": {"code": "unauthorized"}}),
    "no scope": httpx.Response(403, json={}),
    "unknown": httpx.Response(404, json={"error": {"code": "not_found"}}),
    "busy": httpx.Response(429, headers={"Retry-After": "5"}),
    "broken": httpx.Response(500),
    "down": httpx.Response(503, json={"error": {"code": "service_unavailable"}}),
    "moved": httpx.Response(302, headers={"Location": "https://elsewhere.test"}),
    "page": httpx.Response(200, content=b"<html>"),
    "null": httpx.Response(200, json=None),
    "list": httpx.Response(200, json=[]),
    "no data": httpx.Response(200, json={"data": None}),
    "unreachable": httpx.ConnectError("no"),
    "silent": httpx.ReadTimeout("no"),
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
async def test_a_look_that_fails_leaves_the_image_without_a_preview(posteverywhere, server, answer):
    result = await looked(posteverywhere, server, answer)

    assert result.images == (Image(media_id="a1b2-c3", url=None, alt="Dark mode"),)
    assert result.receipt == Receipt(used=15, left=485)


async def test_a_look_is_repeated_when_the_vendor_stumbles(posteverywhere, server):
    result = await looked(posteverywhere, server, httpx.Response(503), seen(url=URL))

    assert [picture.url for picture in result.images] == [URL]


async def test_a_vendor_played_on_this_machine_may_show_its_images_without_tls(http, server):
    here = "http://127.0.0.1:3999/api/v1"
    vendor = Vendor(label="PostEverywhere", base_url=here, headers={}, limits=LIMITS, faults=fault_in)
    result = await looked(PostEverywhere(http.api(vendor)), server, seen(url="http://127.0.0.1:3999/a.png"))

    assert [picture.url for picture in result.images] == ["http://127.0.0.1:3999/a.png"]


async def test_words_for_those_who_hear_the_image_are_one_line_of_no_great_length(posteverywhere, server):
    started = await made(posteverywhere, server, SHORT, image_prompt="A fox\u202e\n\n" + "very " * 300)
    server.answers = [httpx.Response(201), seen(url=URL)]
    (picture,) = (await posteverywhere.poll(started.remote_id)).images

    assert picture.alt.startswith("A fox very very")
    assert (len(picture.alt) <= 300, "\n" in picture.alt) == (True, False)


@pytest.mark.parametrize("foreign", ["", "abc", "{}", '{"media_id": 7}', '{"job": "x"}'])
async def test_a_foreign_id_is_told_and_not_looked_up(posteverywhere, server, foreign):
    with pytest.raises(ProviderError, match="cannot read which image") as caught:
        await posteverywhere.poll(foreign)

    assert caught.value.charged is Charged.MAYBE
    assert not caught.value.retryable
    assert server.requests == []
