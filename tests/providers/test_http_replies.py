"""What refusals and unreadable answers become."""

import json

import httpx
import pytest

from bot.domain.errors import (
    OutcomeUnknown,
    OutOfCredits,
    ProviderDenied,
    ProviderDown,
    ProviderRejected,
)
from providers.http.reply import LARGEST

OK = httpx.Response(200, json={"fine": True})


@pytest.mark.parametrize(
    ("status", "paid", "kind", "message"),
    [
        (400, True, ProviderRejected, "Vendor refused this brief."),
        (404, True, ProviderRejected, "Vendor refused this brief."),
        (451, True, ProviderRejected, "Vendor refused this brief."),
        (401, True, ProviderDenied, "Vendor refused the key: it is invalid, or may not do this."),
        (403, True, ProviderDenied, "Vendor refused the key: it is invalid, or may not do this."),
        (402, True, OutOfCredits, "Vendor refused: not enough credits."),
        (302, True, OutcomeUnknown, "it may have done the work"),
        (303, True, OutcomeUnknown, "it may have done the work"),
        (308, True, ProviderDown, "Vendor has moved to another address"),
        (301, False, ProviderDown, "Vendor has moved to another address"),
        (408, True, OutcomeUnknown, "it may have done the work"),
        (500, True, OutcomeUnknown, "Vendor failed (error 500) after it had the brief"),
        (502, True, OutcomeUnknown, "it may have done the work"),
        (503, True, OutcomeUnknown, "it may have done the work"),
        (504, True, OutcomeUnknown, "it may have done the work"),
        (599, True, OutcomeUnknown, "it may have done the work"),
    ],
)
async def test_a_refusal_is_told_once_in_plain_words(api, server, status, paid, kind, message):
    server.answers = [httpx.Response(status, content=b"<html>", headers={"X-Request-Id": "r1"})]

    with pytest.raises(kind) as caught:
        await (api.paid("/write", {}) if paid else api.read("/me"))

    assert len(server.requests) == 1
    assert type(caught.value) is kind
    assert message in caught.value.message
    assert (caught.value.status, caught.value.request_id) == (status, "r1")


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
async def test_a_read_is_repeated_when_the_vendor_fails(api, server, time, status):
    server.answers = [httpx.Response(status), httpx.Response(status), OK]

    assert (await api.read("/me")).body == {"fine": True}
    assert time.slept == [0.5, 1.0]


async def test_a_read_that_keeps_failing_means_that_the_vendor_is_down(api, server):
    server.answers = [httpx.Response(503)]

    with pytest.raises(ProviderDown, match=r"^Vendor is having trouble \(error 503\).$"):
        await api.read("/me")

    assert len(server.requests) == 3


async def test_a_redirect_is_not_followed_so_that_the_key_stays_with_the_vendor(api, server):
    server.answers = [httpx.Response(307, headers={"Location": "https://elsewhere.test/"}), OK]

    with pytest.raises(ProviderDown):
        await api.paid("/write", {})

    assert [r.url.host for r in server.requests] == ["vendor.test"]


@pytest.mark.parametrize("content", [b"", b"<html>", b'{"cut', b"x" * (LARGEST + 1)], ids=len)
async def test_a_paid_answer_that_cannot_be_read_is_handed_on_and_means_unclear(api, server, content):
    server.answers = [httpx.Response(200, content=content)]

    reply = await api.paid("/write", {})

    assert reply.body is None
    assert isinstance(api.unreadable(reply), OutcomeUnknown)


async def test_a_read_answer_that_cannot_be_read_is_asked_for_again(api, server):
    server.answers = [httpx.Response(200, content=b"<html>"), OK]

    assert (await api.read("/me")).body == {"fine": True}


async def test_reads_without_sense_mean_that_the_vendor_is_down(api, server):
    server.answers = [httpx.Response(200, content=b"<html>")]

    with pytest.raises(ProviderDown, match="makes no sense"):
        await api.read("/me")


async def test_a_body_that_is_not_what_its_encoding_says_leaves_the_status(api, server):
    server.answers = [
        lambda _: httpx.Response(
            402, headers={"Content-Encoding": "gzip"}, stream=httpx.ByteStream(b"not gzip")
        )
    ]

    with pytest.raises(OutOfCredits):
        await api.paid("/write", {})


async def test_the_request_id_of_a_success_is_kept(api, server):
    server.answers = [httpx.Response(200, content=json.dumps({"meta": {"request_id": "a1"}}))]

    assert (await api.paid("/write", {})).request_id == "a1"
