"""Every row of the vendor's error table: what is raised, what a person reads, whether it may have cost."""

import httpx
import pytest

from bot.domain.errors import ProviderBusy, ProviderError, ProviderRejected
from providers.posteverywhere import PostEverywhereRequest
from tests.providers.doubles import KEY
from tests.providers.refusals import ROWS, error

BRIEF = PostEverywhereRequest(topic="Dark mode", platforms=("x",), count=3)
IMAGE = PostEverywhereRequest(topic="Dark mode", image="gemini-3-pro", image_only=True)
SHARES = pytest.mark.parametrize("share", [BRIEF, IMAGE], ids=["captions", "image"])


def answer(row):
    if row.body is None:
        return httpx.Response(row.status, content=b"<html>oops</html>", headers={"X-Request-Id": "a1b2c3d4"})
    return httpx.Response(row.status, json=row.body, headers={"X-Request-Id": "a1b2c3d4"})


@SHARES
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
async def test_a_refusal_becomes_the_right_error_after_one_call(posteverywhere, server, row, share):
    server.answers = [answer(row)]

    with pytest.raises(ProviderError) as caught:
        await posteverywhere.start(share, key="run-1")

    raised = caught.value
    assert (type(raised), raised.message, raised.charged) == (row.kind, row.message, row.charged)
    assert (raised.provider, raised.status, raised.code) == ("PostEverywhere", row.status, row.code)
    assert raised.request_id == "a1b2c3d4"
    assert {name: getattr(raised, name) for name in row.facts} == row.facts
    assert len(server.requests) == 1


@SHARES
@pytest.mark.parametrize("code", ["rate_limit_exceeded", "rate_limited"])
async def test_a_rate_limit_is_waited_for_and_then_told(posteverywhere, server, time, code, share):
    server.answers = [httpx.Response(429, json=error(code, "Slow down"), headers={"Retry-After": "12"})]

    with pytest.raises(ProviderBusy, match="wait 12 seconds") as caught:
        await posteverywhere.start(share, key="run-1")

    assert (caught.value.retry_after, caught.value.code, time.slept) == (12.0, code, [12.0, 12.0])


async def test_words_that_hold_a_piece_of_the_key_are_not_quoted(posteverywhere, server):
    server.answers = [httpx.Response(400, json=error(KEY[5:30], f"Bad token {KEY[10:22].upper()}!"))]

    with pytest.raises(ProviderRejected) as caught:
        await posteverywhere.start(BRIEF, key="run-1")

    assert (caught.value.message, caught.value.code) == ("PostEverywhere refused this brief.", None)


async def test_the_vendors_words_are_quoted_on_one_short_line(posteverywhere, server):
    server.answers = [httpx.Response(400, json=error("validation_error", "bad\n\x1b[31m" + "x" * 500))]

    with pytest.raises(ProviderRejected) as caught:
        await posteverywhere.start(BRIEF, key="run-1")

    quoted = caught.value.message.partition("“")[2].rstrip("”")
    assert quoted.startswith("bad [31mxxx")
    assert len(quoted) == 200


async def test_a_rate_limit_without_a_time_is_waited_for_until_its_window_ends(posteverywhere, server, time):
    reset = {"X-RateLimit-Reset": str(int(time.now.timestamp()) + 20)}
    server.answers = [httpx.Response(429, json=error("rate_limit_exceeded", "Slow down"), headers=reset)]

    with pytest.raises(ProviderBusy, match="is busy"):
        await posteverywhere.start(BRIEF, key="run-1")

    assert time.slept == [20.0, 1.0]
