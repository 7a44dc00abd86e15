"""Every row of PowerPost's error table: what is raised, what a person reads, whether it may have cost."""

import httpx
import pytest

from bot.domain.errors import OutcomeUnknown, ProviderBusy, ProviderDown, ProviderError, ProviderUnreachable
from bot.domain.money import Charged
from tests.providers.powerpost_refusals import ROWS
from tests.providers.powerposts import STARTED, error, file, pieces, reply


def answer(row):
    if row.body is None:
        return httpx.Response(row.status, content=b"<html>oops</html>", headers={"X-Request-Id": "req-1"})
    return reply(row.body, row.status)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
async def test_a_refusal_becomes_the_right_error_after_one_call(powerpost, server, row):
    server.answers = [answer(row)]

    with pytest.raises(ProviderError) as caught:
        await powerpost.start(powerpost.request_model(topic="Dark mode"), key="run-1")

    raised = caught.value
    assert (type(raised), raised.message, raised.charged) == (row.kind, row.message, row.charged)
    assert (raised.provider, raised.status, raised.code) == ("PowerPost", row.status, row.code)
    assert raised.request_id == "req-1"
    assert {name: getattr(raised, name) for name in row.facts} == row.facts
    assert len(server.requests) == 1


@pytest.mark.parametrize("row", [r for r in ROWS if r.status != 413], ids=lambda row: row.id)
async def test_a_file_is_refused_in_the_same_words_and_never_charged(powerpost, server, row):
    server.answers = [answer(row)]

    with pytest.raises(ProviderError) as caught:
        await powerpost.upload(file(size=4), pieces(b"meow"))

    unclear = row.kind is OutcomeUnknown
    assert type(caught.value) is (ProviderDown if unclear else row.kind)
    assert unclear or caught.value.message == row.message
    assert caught.value.charged is Charged.NO


LIMITED = error("RATE_LIMIT_EXCEEDED", "Rate limit exceeded")
#: Noon of the tests' clock, in seconds since 1970.
NOW = 1_777_896_000


@pytest.mark.parametrize(
    ("body", "headers", "wait"),
    [
        (error("RATE_LIMIT_EXCEEDED", retryAfter=45), {"Retry-After": "7"}, 45.0),
        ({**LIMITED, "retryAfter": 20}, {"Retry-After": "7"}, 20.0),
        (error("RATE_LIMIT_EXCEEDED", retryAfter=2.5), {}, 2.5),
        (error("RATE_LIMIT_EXCEEDED", retryAfter=0), {}, 1.0),
        (error("RATE_LIMIT_EXCEEDED", retryAfter=-5), {}, 1.0),
        (error("RATE_LIMIT_EXCEEDED", retryAfter=3_600), {}, 120.0),
        (error("RATE_LIMIT_EXCEEDED", retryAfter="45"), {"Retry-After": "7"}, 7.0),
        (error("RATE_LIMIT_EXCEEDED", retryAfter=True), {"Retry-After": "7"}, 7.0),
        (LIMITED, {"Retry-After": "7", "X-RateLimit-Reset": str(NOW + 11)}, 7.0),
        (LIMITED, {"Retry-After": "Mon, 04 May 2026 12:00:20 GMT"}, 20.0),
        (LIMITED, {"Retry-After": "soon", "X-RateLimit-Reset": str(NOW + 11)}, 11.0),
        (LIMITED, {"X-RateLimit-Reset": str(NOW + 9_999)}, 120.0),
        (LIMITED, {"X-RateLimit-Reset": str(NOW - 9)}, 1.0),
        (LIMITED, {"X-RateLimit-Reset": "nan"}, 30.0),
        (LIMITED, {"X-RateLimit-Reset": "later"}, 30.0),
        (LIMITED, {}, 30.0),
        (None, {"Retry-After": "7"}, 7.0),
        ({}, {}, 30.0),
    ],
)
async def test_a_rate_limit_is_waited_for_as_long_as_it_says(powerpost, server, time, body, headers, wait):
    limited = (
        httpx.Response(429, content=b"<html>", headers=headers)
        if body is None
        else reply(body, 429, **headers)
    )
    server.answers = [limited]

    with pytest.raises(ProviderBusy) as caught:
        await powerpost.start(powerpost.request_model(topic="Dark mode"), key="run-1")

    assert [*time.slept, caught.value.retry_after][0] == pytest.approx(wait)
    assert len(time.slept) == min(2, int(60 // wait))
    assert caught.value.charged is Charged.NO


async def test_a_rate_limit_that_passes_is_not_noticed(powerpost, server, time):
    server.answers = [reply(error("RATE_LIMIT_EXCEEDED", retryAfter=4), 429), reply(STARTED)]

    await powerpost.start(powerpost.request_model(topic="Dark mode"), key="run-1")

    assert time.slept == [4.0]


async def test_a_vendor_out_of_reach_was_sent_nothing(powerpost, server):
    server.answers = [httpx.ConnectError("refused")]

    with pytest.raises(ProviderUnreachable):
        await powerpost.start(powerpost.request_model(topic="Dark mode"), key="run-1")

    assert len(server.requests) == 3


@pytest.mark.parametrize("lost", [httpx.ReadTimeout("slow"), httpx.RemoteProtocolError("gone")])
async def test_a_call_that_is_not_answered_is_unclear_and_made_once(powerpost, server, lost):
    server.answers = [lost]

    with pytest.raises(OutcomeUnknown):
        await powerpost.start(powerpost.request_model(topic="Dark mode"), key="run-1")

    assert len(server.requests) == 1
