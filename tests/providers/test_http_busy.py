"""A vendor that asks us to wait."""

import httpx
import pytest

from bot.domain.errors import (
    ProviderBusy,
)
from bot.domain.money import Charged
from providers.http import Vendor

OK = httpx.Response(200, json={"fine": True})


@pytest.mark.parametrize("paid", [True, False], ids=["paid", "read"])
async def test_a_busy_vendor_is_asked_again_after_the_time_it_names(api, server, time, paid):
    server.answers = [httpx.Response(429, headers={"Retry-After": "7"}), OK]

    reply = await (api.paid("/write", {}) if paid else api.read("/me"))

    assert reply.body == {"fine": True}
    assert time.slept == [7.0]


async def test_a_date_to_retry_after_is_waited_for(api, server, time):
    server.answers = [httpx.Response(429, headers={"Retry-After": "Mon, 04 May 2026 12:00:20 GMT"}), OK]

    await api.paid("/write", {})

    assert time.slept == [20.0]


async def test_a_busy_vendor_that_names_no_time_is_asked_again_with_backoff(api, server, time):
    server.answers = [httpx.Response(429), httpx.Response(429, headers={"Retry-After": "soon"}), OK]

    await api.paid("/write", {})

    assert time.slept == [0.5, 1.0]


async def test_a_vendor_that_stays_busy_is_asked_three_times(api, server, time):
    server.answers = [httpx.Response(429, headers={"Retry-After": "10"})]

    with pytest.raises(ProviderBusy, match="asks us to wait 10 seconds") as caught:
        await api.paid("/write", {})

    assert (len(server.requests), time.slept) == (3, [10.0, 10.0])
    assert (caught.value.retry_after, caught.value.charged) == (10.0, Charged.NO)


async def test_a_wait_beyond_the_budget_is_left_to_the_person(api, server, time):
    server.answers = [httpx.Response(429, headers={"Retry-After": "1800"})]

    with pytest.raises(ProviderBusy, match="wait 30 minutes") as caught:
        await api.paid("/write", {})

    assert (len(server.requests), time.slept) == (1, [])
    assert caught.value.retry_after == 1800.0


async def test_waits_that_add_up_beyond_the_budget_end_the_call(api, server, time):
    server.answers = [httpx.Response(429, headers={"Retry-After": "40"})]

    with pytest.raises(ProviderBusy):
        await api.paid("/write", {})

    assert time.slept == [40.0]


def asking(seconds):
    return httpx.Response(429, headers={"Retry-After": str(seconds)})


async def test_what_a_vendor_asked_for_holds_for_every_call_with_that_key(api, server, time):
    server.answers = [asking(1_800), OK]
    with pytest.raises(ProviderBusy):
        await api.read("/me")
    time.seconds += 300

    for call in (api.read("/me"), api.poll("/jobs/1"), api.paid("/write", {}), api.delete("/post/1")):
        with pytest.raises(
            ProviderBusy, match="asked us to wait; there is room again in 25 minutes"
        ) as caught:
            await call
        assert (caught.value.retry_after, caught.value.charged) == (1_500.0, Charged.NO)

    assert (len(server.requests), time.slept) == (1, [])
    time.seconds += 1_500
    assert (await api.paid("/write", {})).ok


async def test_a_short_wait_is_sat_out_by_other_paid_calls_too(api, server, time):
    server.answers = [asking(40), OK]
    with pytest.raises(ProviderBusy):
        await api.poll("/jobs/1")

    assert (await api.paid("/write", {})).ok
    assert time.slept == [40.0]


async def test_a_long_wait_after_a_paid_call_lets_free_calls_go_on(api, server):
    server.answers = [asking(1_800), OK]
    with pytest.raises(ProviderBusy):
        await api.paid("/write", {})

    assert (await api.read("/me")).ok
    with pytest.raises(ProviderBusy):
        await api.paid("/write", {})


async def test_no_slip_of_a_vendors_closes_it_for_more_than_an_hour(api, server, time):
    server.answers = [asking(86_400), OK]
    with pytest.raises(ProviderBusy):
        await api.paid("/write", {})
    time.seconds += 3_600

    assert (await api.paid("/write", {})).ok


async def test_one_vendors_wait_is_not_anothers(http, api, server):
    server.answers = [asking(1_800), OK]
    with pytest.raises(ProviderBusy):
        await api.read("/me")
    other = http.api(Vendor(label="Other", base_url="https://other.test", headers={}))

    assert (await other.read("/me")).ok
