"""Images of the real adapter at the playground's PostEverywhere."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from bot.domain.captions import Finished
from bot.domain.errors import (
    OutcomeUnknown,
    OutOfCredits,
    ProviderBusy,
    ProviderDenied,
    ProviderDown,
    ProviderError,
    ProviderRejected,
)
from bot.domain.money import Receipt
from playground.vendors.posteverywhere import FEW_CREDITS_KEY, NO_AI_KEY, PostEverywhereSimulator
from playground.vendors.posteverywhere.faults import IMAGES
from providers.posteverywhere import PostEverywhere, PostEverywhereRequest
from providers.posteverywhere.images import AspectRatio, ImageModel
from tests.providers.posteverywhere_world import Switch, connected

BRIEF = PostEverywhereRequest(topic="Running shoes at dawn", image="gemini-3-pro", image_only=True)
CALL = "/ai/generate-image"


@pytest.fixture(params=["enveloped", "bare", "short", "short and bare"])
async def vendor(request) -> PostEverywhereSimulator:
    vendor = PostEverywhereSimulator(bare="bare" in request.param)
    if "short" in request.param:
        await vendor.press("short_images")
    return vendor


@pytest.fixture
async def provider(vendor, time) -> AsyncIterator[PostEverywhere]:
    async with connected(vendor, vendor.key, time) as provider:
        yield provider


async def pictured(provider, brief=BRIEF) -> Finished:
    """From the paid call to the image as it is kept."""
    started = await provider.start(brief, key="run-1")
    return await provider.poll(started.remote_id)


@pytest.mark.parametrize("model", [model for model in ImageModel if model is not ImageModel.NONE])
async def test_every_model_costs_what_was_said_before(provider, vendor, model):
    brief, before = BRIEF.changed(image=model), vendor.credits

    result = await pictured(provider, brief)

    price = provider.price(brief).credits
    assert result.receipt == Receipt(used=price, left=before - price)
    assert (vendor.charged, vendor.credits) == (price, before - price)


@pytest.mark.parametrize("ratio", AspectRatio)
async def test_every_ratio_is_drawn_and_can_be_seen_at_its_address(provider, ratio):
    (image,) = (await pictured(provider, BRIEF.changed(aspect_ratio=ratio))).images

    assert image.alt == "Running shoes at dawn"
    async with ClientSession() as visitor, visitor.get(image.url) as answer:
        assert (answer.status, answer.content_type) == (200, "image/png")


async def test_a_prompt_at_its_bounds_is_taken(provider):
    for prompt in ("x", "é" * 2_000):
        assert (await pictured(provider, BRIEF.changed(image_prompt=prompt))).images


async def test_all_shares_of_a_brief_are_paid_for_once(provider, vendor):
    brief = BRIEF.changed(image_only=False, platforms=("x", "linkedin"), count=3)

    for share in provider.split(brief):
        await provider.start(share, key="run-1")

    assert vendor.charged == provider.price(brief).credits == 11


async def test_a_key_without_the_ai_scope_is_told(vendor, time):
    async with connected(vendor, NO_AI_KEY, time) as provider:
        with pytest.raises(ProviderDenied, match="lacks the ai scope or is invalid"):
            await provider.start(BRIEF, key="run-1")


async def test_too_few_credits_are_told_with_both_numbers(vendor, time):
    async with connected(vendor, FEW_CREDITS_KEY, time) as provider:
        with pytest.raises(OutOfCredits, match="this needs 5, you have 2"):
            await provider.start(BRIEF, key="run-1")


SWITCHES = {
    "bad_key": Switch(kind=ProviderDenied),
    "missing_scope": Switch(kind=ProviderDenied),
    "out_of_credits": Switch(kind=OutOfCredits, facts={"needed": 5, "available": 0}),
    "no_subscription": Switch(kind=ProviderDenied),
    "prompt_refused": Switch(kind=ProviderRejected, facts={"field": "image_prompt"}),
    "circuit_breaker": Switch(kind=ProviderRejected),
    "rate_limit": Switch(kind=ProviderBusy, calls=3, facts={"retry_after": 2.0}),
    "unavailable": Switch(kind=ProviderDown),
    "internal_error": Switch(kind=OutcomeUnknown),
    "html_page": Switch(kind=OutcomeUnknown),
    "empty_body": Switch(kind=OutcomeUnknown, charged=5),
    "truncated": Switch(kind=OutcomeUnknown, charged=5),
    "wrong_types": Switch(kind=OutcomeUnknown, charged=5),
    "no_media_id": Switch(kind=OutcomeUnknown, charged=5),
    "dropped_before": Switch(kind=OutcomeUnknown),
    "dropped_after": Switch(kind=OutcomeUnknown, charged=5),
}


@pytest.mark.parametrize("name", SWITCHES)
async def test_a_fault_becomes_its_error_and_is_paid_for_once_at_most(provider, vendor, name):
    expected = SWITCHES[name]
    vendor.faults.always(name)

    with pytest.raises(ProviderError) as caught:
        await provider.start(BRIEF, key="run-1")

    assert type(caught.value) is expected.kind
    assert {fact: getattr(caught.value, fact) for fact in expected.facts} == expected.facts
    assert len(vendor.calls.to(CALL)) == expected.calls
    assert vendor.charged == expected.charged


def test_every_fault_of_the_simulator_is_tried(vendor):
    assert set(SWITCHES) == {name for name, fault in vendor.faults.faults.items() if IMAGES in fault.strikes}


@pytest.mark.parametrize(
    "name",
    ["no_preview", "bad_key", "rate_limit", "unavailable", "internal_error", "html_page", "dropped_before"],
)
async def test_an_image_that_cannot_be_looked_at_is_there_all_the_same(provider, vendor, name):
    started = await provider.start(BRIEF, key="run-1")
    vendor.faults.always(name)
    result = await provider.poll(started.remote_id)

    assert [picture.url for picture in result.images] == [None]
    assert result.receipt.used == 5
    assert len(vendor.calls.to(CALL)) == 1


async def test_looking_again_costs_nothing(provider, vendor):
    started = await provider.start(BRIEF, key="run-1")

    assert await provider.poll(started.remote_id) == await provider.poll(started.remote_id)
    assert vendor.charged == 5
