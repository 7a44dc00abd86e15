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

    assert (len(server.requests), time.slept) == (2, [2.5])


async def test_a_call_that_would_wait_long_is_not_sent(http, server, time):
    api = limited(http, Limit(calls=1, seconds=3_600, paid_only=True))
    server.answers = [OK]
    await api.paid("/write", {})

    with pytest.raises(ProviderBusy, match="there is room again in 61 minutes") as caught:
        await api.paid("/write", {})

    assert (len(server.requests), time.slept) == (1, [])
    assert (caught.value.retry_after, caught.value.charged) == (3_600.5, Charged.NO)


async def test_a_call_that_never_reached_the_vendor_does_not_use_up_a_limit(http, server):
    api = limited(http, Limit(calls=1, seconds=3_600))
    server.answers = [httpx.ConnectError("refused"), OK]

    assert (await api.paid("/write", {})).body == {"fine": True}


async def test_a_paid_call_sits_out_a_minute(http, server, time):
    api = limited(http, Limit(calls=1, seconds=60))
    server.answers = [OK]

    await api.paid("/write", {})
    await api.paid("/write", {})

    assert (len(server.requests), time.slept) == (2, [60.5])


async def test_a_read_is_not_kept_waiting_that_long(http, server, time):
    api = limited(http, Limit(calls=1, seconds=60))
    server.answers = [OK]
    await api.read("/me")

    with pytest.raises(ProviderBusy, match="there is room again in 61 seconds"):
        await api.read("/me")

    assert (len(server.requests), time.slept) == (1, [])


async def test_all_that_call_with_one_key_share_its_limits(http, server):
    one, other = (limited(http, Limit(calls=1, seconds=3_600)) for _ in range(2))
    server.answers = [OK]
    await one.paid("/write", {})

    with pytest.raises(ProviderBusy):
        await other.paid("/write", {})

    assert len(server.requests) == 1


async def test_another_limit_of_the_same_key_holds_besides(http, server):
    limited(http, Limit(calls=5, seconds=3_600))
    stricter = limited(http, Limit(calls=1, seconds=3_600))
    server.answers = [OK]
    await stricter.paid("/write", {})

    with pytest.raises(ProviderBusy):
        await stricter.paid("/write", {})


@pytest.mark.parametrize("other", [{"base_url": f"{BASE}/v2"}, {"headers": {"X-Key": SecretStr("another")}}])
async def test_another_key_or_address_is_counted_by_itself(http, server, other):
    limit = Limit(calls=1, seconds=3_600)
    facts = {"label": "Vendor", "base_url": BASE, "headers": {"X-Key": SecretStr(KEY)}, "limits": (limit,)}
    server.answers = [OK]

    await http.api(Vendor(**facts)).paid("/write", {})
    await http.api(Vendor(**{**facts, **other})).paid("/write", {})

    assert len(server.requests) == 2
