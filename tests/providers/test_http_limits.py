"""Our own limits: a call that has no room is not sent."""

import httpx
import pytest
from pydantic import SecretStr

from bot.domain.errors import (
    ProviderBusy,
)
from bot.domain.money import Charged
from providers.http import Limit, Vendor
from tests.providers.doubles import BASE, KEY

OK = httpx.Response(200, json={"fine": True})


def limited(http, *limits):
    return http.api(Vendor(label="Vendor", base_url=BASE, headers={"X-Key": SecretStr(KEY)}, limits=limits))


async def test_a_call_waits_a_moment_for_room(http, server, time):
    api = limited(http, Limit(calls=1, seconds=2))
    server.answers = [OK]

    await api.paid("/write", {})
    await api.paid("/write", {})

    assert (len(server.requests), time.slept) == (2, [2.0])


async def test_a_call_that_would_wait_long_is_not_sent(http, server, time):
    api = limited(http, Limit(calls=1, seconds=3_600, paid_only=True))
    server.answers = [OK]
    await api.paid("/write", {})

    with pytest.raises(ProviderBusy, match="there is room again in 60 minutes") as caught:
        await api.paid("/write", {})

    assert (len(server.requests), time.slept) == (1, [])
    assert (caught.value.retry_after, caught.value.charged) == (3_600.0, Charged.NO)


async def test_a_call_that_never_reached_the_vendor_does_not_use_up_a_limit(http, server):
    api = limited(http, Limit(calls=1, seconds=3_600))
    server.answers = [httpx.ConnectError("refused"), OK]

    assert (await api.paid("/write", {})).body == {"fine": True}


async def test_limits_are_counted_per_vendor(http, server):
    one, other = (limited(http, Limit(calls=1, seconds=3_600)) for _ in range(2))
    server.answers = [OK]

    await one.paid("/write", {})
    await other.paid("/write", {})

    assert len(server.requests) == 2
