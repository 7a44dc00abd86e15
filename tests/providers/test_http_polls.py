"""Looking once at work that has been paid for: what passes, what is final, and what neither says of money."""

import httpx
import pytest

from bot.domain.errors import (
    OutcomeUnknown,
    ProviderBusy,
    ProviderDenied,
    ProviderDown,
    ProviderError,
    ProviderRejected,
    ProviderUnreachable,
)
from bot.domain.money import Charged

LOST = [
    httpx.Response(500),
    httpx.Response(502, content=b"<html>"),
    httpx.Response(203, content=b"{"),
    httpx.Response(200),
    httpx.ReadTimeout("slow"),
    httpx.RemoteProtocolError("disconnected"),
]


async def test_a_look_is_a_get(api, server):
    server.answers = [httpx.Response(200, json={"status": "processing"})]

    reply = await api.poll("/jobs/1")

    assert [request.method for request in server.requests] == ["GET"]
    assert reply.body == {"status": "processing"}


@pytest.mark.parametrize("answer", LOST, ids=str)
async def test_a_look_that_did_not_work_is_left_to_the_next_one(api, server, time, answer):
    server.answers = [answer]

    with pytest.raises(OutcomeUnknown) as caught:
        await api.poll("/jobs/1")

    assert (caught.value.provider, len(server.requests), time.slept) == ("Vendor", 1, [])


async def test_a_busy_vendor_says_when_to_look_again(api, server, time):
    server.answers = [httpx.Response(429, headers={"Retry-After": "7"})]

    with pytest.raises(ProviderBusy) as caught:
        await api.poll("/jobs/1")

    assert (caught.value.retry_after, time.slept) == (7.0, [])


async def test_a_vendor_out_of_reach_may_be_looked_at_again(api, server):
    server.answers = [httpx.ConnectError("refused")]

    with pytest.raises(ProviderUnreachable):
        await api.poll("/jobs/1")

    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ProviderRejected),
        (401, ProviderDenied),
        (403, ProviderDenied),
        (404, ProviderRejected),
        (301, ProviderDown),
    ],
)
async def test_a_look_that_is_refused_is_final_and_may_have_been_charged(api, server, status, kind):
    server.answers = [httpx.Response(status)]

    with pytest.raises(ProviderError) as caught:
        await api.poll("/jobs/1")

    assert (type(caught.value), caught.value.charged) == (kind, Charged.MAYBE)


async def test_what_one_look_says_of_money_does_not_stick_to_its_kind(api, server):
    server.answers = [httpx.Response(403)]
    for ask in (api.poll, api.read):
        with pytest.raises(ProviderDenied) as caught:
            await ask("/jobs/1")

    assert caught.value.charged is Charged.NO
