"""What is sent again when a call or its answer is lost, and what is not."""

import httpx
import pytest

from bot.domain.errors import (
    OutcomeUnknown,
    ProviderDown,
    ProviderUnreachable,
)
from bot.domain.money import Charged

OK = httpx.Response(200, json={"fine": True})

UNSENT = [
    httpx.ConnectError("refused"),
    httpx.ConnectTimeout("slow"),
    httpx.PoolTimeout("full"),
    httpx.ProxyError("407"),
]
LOST = [
    httpx.ReadTimeout("slow"),
    httpx.WriteTimeout("slow"),
    httpx.ReadError("reset"),
    httpx.WriteError("broken pipe"),
    httpx.RemoteProtocolError("disconnected"),
    httpx.LocalProtocolError("odd"),
    TimeoutError(),
]


def name(error):
    return type(error).__name__


@pytest.mark.parametrize("error", UNSENT, ids=name)
async def test_a_paid_call_that_was_never_sent_is_made_again(api, server, time, error):
    server.answers = [error, error, OK]

    reply = await api.paid("/write", {})

    assert reply.body == {"fine": True}
    assert time.slept == [0.5, 1.0]


@pytest.mark.parametrize("error", UNSENT, ids=name)
async def test_after_three_attempts_a_vendor_is_unreachable(api, server, error):
    server.answers = [error]

    with pytest.raises(ProviderUnreachable, match=r"^Vendor could not be reached\.$") as caught:
        await api.paid("/write", {})

    assert len(server.requests) == 3
    assert (caught.value.provider, caught.value.charged) == ("Vendor", Charged.NO)


@pytest.mark.parametrize("error", LOST, ids=name)
async def test_a_paid_call_that_may_have_arrived_is_never_sent_again(api, server, error):
    server.answers = [error, OK]

    with pytest.raises(OutcomeUnknown, match="may have done the work") as caught:
        await api.paid("/write", {})

    assert len(server.requests) == 1
    assert caught.value.charged is Charged.MAYBE


@pytest.mark.parametrize("error", LOST, ids=name)
async def test_a_read_without_an_answer_is_made_again(api, server, error):
    server.answers = [error, error, OK]

    assert (await api.read("/me")).body == {"fine": True}


async def test_a_read_that_is_never_answered_means_that_the_vendor_is_down(api, server):
    server.answers = [httpx.ReadTimeout("slow")]

    with pytest.raises(ProviderDown, match=r"^Vendor did not answer\.$"):
        await api.read("/me")

    assert len(server.requests) == 3
