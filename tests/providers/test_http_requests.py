"""What leaves for a vendor."""

import httpx
import pytest

from providers.http import Vendor
from tests.providers.doubles import BASE, KEY

OK = httpx.Response(200, json={"fine": True})


async def test_a_paid_call_posts_compact_json_with_the_vendors_headers(api, server):
    server.answers = [OK]

    await api.paid("/write", {"topic": "é — 😀", "count": 2})

    (request,) = server.requests
    assert (request.method, str(request.url)) == ("POST", f"{BASE}/write")
    assert request.content == '{"topic":"é — 😀","count":2}'.encode()
    assert request.headers["X-Key"] == KEY
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["Accept"] == "application/json"


async def test_a_read_sends_no_body(api, server):
    server.answers = [OK]

    await api.read("/me")

    assert (server.requests[0].method, server.requests[0].content) == ("GET", b"")


async def test_cookies_of_a_vendor_are_not_kept(api, server):
    server.answers = [httpx.Response(200, json={}, headers={"Set-Cookie": "session=1; Path=/"})]

    await api.read("/me")
    await api.read("/me")

    assert "cookie" not in server.requests[1].headers


@pytest.mark.parametrize(("paid", "seconds"), [(True, 120), (False, 10)])
async def test_a_paid_call_may_take_two_minutes_and_a_read_ten_seconds(api, server, paid, seconds):
    server.answers = [OK]

    await (api.paid("/write", {}) if paid else api.read("/me"))

    assert server.requests[0].extensions["timeout"]["read"] == seconds
    assert server.requests[0].extensions["timeout"]["connect"] == 10


@pytest.mark.parametrize("answer", [httpx.Response(204), httpx.Response(200, text="deleted"), OK])
async def test_a_deletion_sends_no_body_and_needs_none(api, server, answer):
    server.answers = [answer]

    assert (await api.delete("/post/1")).ok

    (request,) = server.requests
    assert (request.method, str(request.url), request.content) == ("DELETE", f"{BASE}/post/1", b"")


async def test_a_deletion_is_repeated_when_the_vendor_stumbles(api, server, time):
    server.answers = [httpx.ReadTimeout("slow"), httpx.Response(503), httpx.Response(204)]

    assert (await api.delete("/post/1")).status == 204
    assert time.slept == [0.5, 1.0]


@pytest.mark.parametrize(("paid", "seconds"), [(True, 180), (False, 30)])
async def test_a_vendor_and_a_call_may_be_given_longer(http, server, paid, seconds):
    server.answers = [OK]
    vendor = Vendor(label="Slow", base_url=BASE, headers={}, read_timeout=30)
    api = http.api(vendor)

    await (api.paid("/write", {}, read_timeout=180) if paid else api.read("/me"))

    assert server.requests[0].extensions["timeout"]["read"] == seconds
