"""Captions and reads of the real adapter at the playground's PostEverywhere."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.errors import (
    NoContent,
    OutcomeUnknown,
    OutOfCredits,
    ProviderBusy,
    ProviderDenied,
    ProviderDown,
    ProviderError,
    ProviderRejected,
)
from bot.domain.money import Receipt
from bot.domain.platforms import Platform, measure
from playground.vendors.posteverywhere import FEW_CREDITS_KEY, NO_AI_KEY, PostEverywhereSimulator
from playground.vendors.posteverywhere.faults import CAPTIONS
from providers.posteverywhere import PostEverywhere, PostEverywhereRequest
from tests.providers.posteverywhere_world import Switch, connected

BRIEF = PostEverywhereRequest(topic="30% off running shoes through Monday", platforms=("linkedin",), count=3)


@pytest.fixture(params=["enveloped", "bare"])
def vendor(request) -> PostEverywhereSimulator:
    return PostEverywhereSimulator(bare=request.param == "bare")


@pytest.fixture
async def provider(vendor, time) -> AsyncIterator[PostEverywhere]:
    async with connected(vendor, vendor.key, time) as provider:
        yield provider


@pytest.mark.parametrize("platform", Platform)
async def test_every_platform_is_written_for(provider, vendor, platform):
    brief = BRIEF.changed(platforms=() if platform is Platform.ANY else (platform,))
    before = vendor.credits

    result = await provider.start(brief, key="run-1")

    assert [caption.platform for caption in result.captions] == [platform] * 3
    assert all(measure(platform, caption.text).over == 0 for caption in result.captions)
    assert result.receipt == Receipt(used=3, left=before - 3)
    assert vendor.charged == 3


@pytest.mark.parametrize("tone", PostEverywhereRequest.model_fields["tone"].annotation)
@pytest.mark.parametrize("length", PostEverywhereRequest.model_fields["length"].annotation)
async def test_every_tone_and_length_is_accepted(provider, tone, length):
    result = await provider.start(BRIEF.changed(tone=tone, length=length, include_emojis=False), key="run-1")

    assert len(result.captions) == 3


async def test_the_balance_is_what_is_left(provider, vendor):
    await provider.start(BRIEF, key="run-1")

    balance = await provider.balance()

    assert (balance.credits, balance.floor) == (vendor.credits, vendor.credits)


async def test_a_good_key_passes_the_check(provider):
    await provider.check()


async def test_a_key_without_the_ai_scope_is_told_before_and_at_the_call(vendor, time):
    async with connected(vendor, NO_AI_KEY, time) as provider:
        with pytest.raises(ProviderDenied, match="lacks the ai scope"):
            await provider.check()
        with pytest.raises(ProviderDenied, match="lacks the ai scope or is invalid"):
            await provider.start(BRIEF, key="run-1")


async def test_too_few_credits_are_told_with_both_numbers(vendor, time):
    async with connected(vendor, FEW_CREDITS_KEY, time) as provider:
        with pytest.raises(OutOfCredits, match="this needs 3, you have 2"):
            await provider.start(BRIEF, key="run-1")


async def test_an_unknown_key_is_refused(vendor, time):
    async with connected(vendor, "pe_live_" + "0" * 32, time) as provider:
        with pytest.raises(ProviderDenied, match="lacks the read scope or is invalid"):
            await provider.check()


SWITCHES = {
    "bad_key": Switch(kind=ProviderDenied),
    "missing_scope": Switch(kind=ProviderDenied),
    "out_of_credits": Switch(kind=OutOfCredits, facts={"needed": 3, "available": 0}),
    "no_subscription": Switch(kind=ProviderDenied),
    "validation_error": Switch(kind=ProviderRejected, facts={"field": "topic"}),
    "circuit_breaker": Switch(kind=ProviderRejected),
    "rate_limit": Switch(kind=ProviderBusy, calls=3, facts={"retry_after": 2.0}),
    "unavailable": Switch(kind=ProviderDown),
    "internal_error": Switch(kind=OutcomeUnknown),
    "no_content": Switch(kind=NoContent),
    "html_page": Switch(kind=OutcomeUnknown),
    "empty_body": Switch(kind=OutcomeUnknown, charged=3),
    "truncated": Switch(kind=OutcomeUnknown, charged=3),
    "wrong_types": Switch(kind=OutcomeUnknown, charged=3),
    "dropped_before": Switch(kind=OutcomeUnknown),
    "dropped_after": Switch(kind=OutcomeUnknown, charged=3),
}


@pytest.mark.parametrize("name", SWITCHES)
async def test_a_fault_becomes_its_error_and_is_paid_for_once_at_most(provider, vendor, name):
    expected = SWITCHES[name]
    vendor.faults.always(name)

    with pytest.raises(ProviderError) as caught:
        await provider.start(BRIEF, key="run-1")

    assert type(caught.value) is expected.kind
    assert {fact: getattr(caught.value, fact) for fact in expected.facts} == expected.facts
    assert len(vendor.calls.to("/ai/generate-caption")) == expected.calls
    assert vendor.charged == expected.charged


def test_every_fault_of_the_simulator_is_tried(vendor):
    of_captions = {name for name, fault in vendor.faults.faults.items() if CAPTIONS in fault.strikes}
    assert set(SWITCHES) | {"fewer"} == of_captions


async def test_fewer_captions_are_kept_and_noted(provider, vendor):
    vendor.faults.always("fewer")

    result = await provider.start(BRIEF, key="run-1")

    assert len(result.captions) == 2
    assert result.notes == ("LinkedIn: 2 of 3 captions arrived.",)


async def test_a_rate_limit_that_passes_is_waited_for(provider, vendor, time):
    vendor.faults.once("rate_limit", "")

    result = await provider.start(BRIEF, key="run-1")

    assert (len(result.captions), time.slept) == (3, [2.0])
    assert vendor.charged == 3


@pytest.mark.parametrize(
    "name", ["unavailable", "internal_error", "html_page", "dropped_before", "rate_limit"]
)
async def test_a_read_is_asked_three_times(provider, vendor, name):
    vendor.faults.always(name)

    with pytest.raises((ProviderDown, ProviderBusy)):
        await provider.balance()

    assert len(vendor.calls.to("/me")) == 3


async def test_the_request_id_is_the_vendors(provider, vendor):
    result = await provider.start(BRIEF, key="run-1")

    assert result.request_id
