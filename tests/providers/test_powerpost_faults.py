"""Every switch of the playground's PowerPost, and what the real adapter makes of it."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.domain.errors import (
    OutcomeUnknown,
    OutOfCredits,
    ProviderBusy,
    ProviderDenied,
    ProviderDown,
    ProviderError,
    ProviderRejected,
)
from bot.domain.platforms import Platform
from providers.powerpost.stages import UNCERTAIN
from tests.providers.powerpost_world import GENERATE, IMAGES, UPLOAD, brief_of
from tests.providers.powerposts import file, pieces


@dataclass(frozen=True, kw_only=True)
class Switch:
    """What a fault of a call must become, whether the vendor charged for it, and how often it was asked."""

    kind: type[ProviderError]
    charged: bool = False
    calls: int = 1
    facts: dict[str, Any] = field(default_factory=dict)


SWITCHES = {
    "validation_error": Switch(kind=ProviderRejected),
    "bad_key": Switch(kind=ProviderDenied),
    "out_of_credits": Switch(kind=OutOfCredits),
    "forbidden": Switch(kind=ProviderDenied),
    "missing_scope": Switch(kind=ProviderDenied),
    "not_found": Switch(kind=ProviderRejected),
    "not_connected": Switch(kind=ProviderRejected, facts={"field": "post_types"}),
    "rate_limit": Switch(kind=ProviderBusy, calls=3, facts={"retry_after": 2.0}),
    "internal_error": Switch(kind=OutcomeUnknown),
    "html_page": Switch(kind=OutcomeUnknown),
    "empty_body": Switch(kind=OutcomeUnknown, charged=True),
    "truncated": Switch(kind=OutcomeUnknown, charged=True),
    "wrong_types": Switch(kind=OutcomeUnknown, charged=True),
    "dropped_before": Switch(kind=OutcomeUnknown),
    "dropped_after": Switch(kind=OutcomeUnknown, charged=True),
}
UPLOADS = {
    "file_too_large": Switch(kind=ProviderRejected, facts={"field": "media"}),
    "storage_full": Switch(kind=ProviderDenied),
    "upload_dropped": Switch(kind=ProviderDown),
    "validation_error": Switch(kind=ProviderRejected),
    "bad_key": Switch(kind=ProviderDenied),
    "forbidden": Switch(kind=ProviderDenied),
    "missing_scope": Switch(kind=ProviderDenied),
    "rate_limit": Switch(kind=ProviderBusy),
    "internal_error": Switch(kind=ProviderDown),
    "html_page": Switch(kind=ProviderDown),
    "empty_body": Switch(kind=ProviderDown),
    "truncated": Switch(kind=ProviderDown),
    "wrong_types": Switch(kind=ProviderDown),
    "dropped_before": Switch(kind=ProviderDown),
    "dropped_after": Switch(kind=ProviderDown),
}
ENDINGS = {
    "job_failed",
    "job_failed_flat",
    "never_finishes",
    "unknown_status",
    "missing_platform",
    "partial_images",
}


def test_every_fault_of_the_simulator_is_tried(simulated):
    assert {*SWITCHES, *UPLOADS, *ENDINGS} == set(simulated.faults.faults)


@pytest.mark.parametrize("name", SWITCHES)
async def test_a_fault_becomes_its_error_and_is_paid_for_once_at_most(runs, simulated, name):
    expected = SWITCHES[name]
    simulated.faults.always(name)

    with pytest.raises(ProviderError) as caught:
        await runs.provider.start(brief_of(runs.provider), key="run-1")

    assert type(caught.value) is expected.kind
    assert {fact: getattr(caught.value, fact) for fact in expected.facts} == expected.facts
    assert len(simulated.calls.to(GENERATE)) == expected.calls
    assert bool(simulated.charged) == expected.charged


@pytest.mark.parametrize("name", [name for name, s in SWITCHES.items() if s.kind is OutcomeUnknown])
async def test_what_an_unclear_call_did_is_found(runs, simulated, time, name):
    since = time.now
    simulated.faults.once(name)
    with pytest.raises(OutcomeUnknown):
        await runs.provider.start(brief_of(runs.provider), key="run-1")

    found = await runs.provider.find(brief_of(runs.provider), since)

    assert (found is not None) == SWITCHES[name].charged
    if found:
        assert (await runs.finish(found)).receipt.used == simulated.charged


@pytest.mark.parametrize("name", UPLOADS)
async def test_a_file_that_does_not_arrive_costs_nothing(runs, simulated, name):
    expected = UPLOADS[name]
    simulated.faults.always(name)

    with pytest.raises(ProviderError) as caught:
        await runs.provider.upload(file("a.mp4", size=400_000), pieces(*[bytes(40_000)] * 10))

    assert type(caught.value) is expected.kind
    assert {fact: getattr(caught.value, fact) for fact in expected.facts} == expected.facts
    assert (len(simulated.calls.to(UPLOAD)), simulated.charged) == (expected.calls, 0)


@pytest.mark.parametrize("name", ["job_failed", "job_failed_flat"])
async def test_a_job_that_fails_is_told_and_refunded(runs, simulated, name):
    before = simulated.credits
    simulated.faults.always(name)

    with pytest.raises(
        ProviderDown, match=r"could not write this \(“Failed to generate content”\)"
    ) as caught:
        await runs()

    assert caught.value.code == "GENERATION_FAILED"
    assert (simulated.credits, simulated.refunded) == (before, simulated.charged)


async def test_a_job_that_never_ends_is_waited_for(runs, simulated):
    simulated.faults.always("never_finishes")

    with pytest.raises(TimeoutError):
        await runs()

    assert len(simulated.calls.to(GENERATE)) == 1


async def test_a_status_nobody_knows_is_waited_for(runs, simulated):
    simulated.faults.always("unknown_status")
    simulated.let_jobs_take(20)

    assert len((await runs()).captions) == 2


async def test_a_missing_platform_is_noted(runs, simulated):
    simulated.faults.always("missing_platform")

    result = await runs()

    assert [caption.platform for caption in result.captions] == [Platform.X]
    assert result.notes == ("YouTube: no caption returned.",)


async def test_images_that_fail_in_part_are_shown(runs, simulated):
    simulated.faults.always("partial_images")

    result = await runs(images="flux2-flex", image_count=3)

    assert (len(result.captions), len(result.images)) == (2, 2)
    assert result.notes == ("2 of 3 images arrived. PowerPost gives back what the others cost.",)


@pytest.mark.parametrize("name", ["job_failed", "job_failed_flat"])
async def test_images_that_fail_leave_the_captions(runs, simulated, name):
    before = simulated.credits
    simulated.faults.once(name, on="images")

    result = await runs(images="flux2-flex", image_count=3)

    assert (len(result.captions), result.images) == (2, ())
    assert result.notes[0].startswith("No images: PowerPost could not make them")
    assert result.receipt.used == before - simulated.credits


@pytest.mark.parametrize("name", SWITCHES)
async def test_images_that_go_wrong_leave_the_captions_and_are_paid_for_once_at_most(runs, simulated, name):
    expected = SWITCHES[name]
    simulated.faults.once(*[name] * expected.calls, on="images")

    result = await runs(images="flux2-flex")

    assert (len(result.captions), result.images) == (2, ())
    assert (result.notes == (UNCERTAIN,)) == (expected.kind is OutcomeUnknown)
    assert len(simulated.calls.to(IMAGES)) == expected.calls


@pytest.mark.parametrize(
    "name",
    [
        "rate_limit",
        "internal_error",
        "html_page",
        "empty_body",
        "truncated",
        "dropped_before",
        "dropped_after",
    ],
)
async def test_trouble_in_looking_does_no_harm(runs, simulated, name):
    simulated.faults.once(name, name, on="poll")

    result = await runs(images="flux2-flex")

    assert (len(result.captions), len(result.images), result.notes) == (2, 1, ())
    assert [len(simulated.calls.to(path)) for path in (GENERATE, IMAGES)] == [1, 1]


async def test_a_rate_limit_that_passes_is_waited_for(runs, simulated, time):
    simulated.faults.once("rate_limit", "")

    assert len((await runs()).captions) == 2
    assert time.slept == [2.0]
