"""What goes wrong at the vendor: every failure says what happened, what it cost, and what to do now."""

from dataclasses import dataclass

import pytest

from providers.http import api
from tests.flows.person import settled
from tests.flows.ways import both_ways

AGAIN, OTHER, EDIT = "Try again", "Use another provider", "Edit brief"
UNCHARGED = "Nothing was charged."
UNSURE = "Galley cannot tell whether it was charged: your balance at PostEverywhere shows it."
ASKS = "Sending it again may charge a second time."


@pytest.fixture
def vendor_facts():
    """A rate limit that nobody would sit out."""
    return {"retry_after": 300}


@dataclass(frozen=True, kw_only=True)
class Case:
    """A fault, what the card says of it, and the credits it really took."""

    fault: str
    says: tuple[str, ...]
    buttons: tuple[str, ...] = (AGAIN, OTHER, EDIT)
    charged: int = 0


REFUSALS = [
    Case(
        fault="out_of_credits",
        says=("not enough credits", "This needs 2 credits.", "The balance is 0 credits."),
    ),
    Case(fault="rate_limit", says=("PostEverywhere is busy", "Wait 5 minutes, then try again")),
    Case(fault="bad_key", says=("does not accept Galley's key", "Ask whoever runs Galley", "/galley status")),
    Case(fault="missing_scope", says=("does not accept Galley's key", "it lacks the ai scope or is invalid")),
    Case(fault="no_subscription", says=("does not accept Galley's key", "its subscription is not active")),
    Case(
        fault="validation_error", says=("refused this brief", "“topic is not allowed”"), buttons=(EDIT, OTHER)
    ),
    Case(fault="circuit_breaker", says=("refused this brief",), buttons=(EDIT, OTHER)),
    Case(fault="unavailable", says=("PostEverywhere is having trouble", "in a few minutes")),
    Case(
        fault="no_content",
        says=("came up with nothing for this brief", "Say it in other words"),
        buttons=(EDIT, AGAIN, OTHER),
    ),
]
UNCLEAR = [
    Case(fault="internal_error", says=("error 500",)),
    Case(fault="html_page", says=("error 502",)),
    Case(fault="empty_body", says=("not in a way that can be read",), charged=2),
    Case(fault="truncated", says=("not in a way that can be read",), charged=2),
    Case(fault="wrong_types", says=("not in a way that can be read",), charged=2),
    Case(fault="dropped_before", says=()),
    Case(fault="dropped_after", says=(), charged=2),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.fault)
async def test_a_refusal_is_told_with_what_to_do_and_costs_nothing(world, ana, case):
    world.vendor.faults.once(case.fault)
    card = await ana.starts("Dark mode is here", "posteverywhere", count=2)
    await ana.sees(*case.says, UNCHARGED, "Your brief is kept.", "Dark mode is here · PostEverywhere · run")
    assert card.buttons == list(case.buttons)
    assert (world.vendor.charged, world.paid_calls) == (0, 1)


@pytest.mark.parametrize(
    "case",
    [c for c in REFUSALS if AGAIN in c.buttons and c.fault != "rate_limit"],
    ids=lambda case: case.fault,
)
async def test_once_the_trouble_is_over_try_again_brings_the_result(world, ana, case):
    world.vendor.faults.once(case.fault)
    card = await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees(*case.says[:1])
    await card.click(AGAIN)
    await ana.sees("Dark mode is here", "Used 1 credit, 199 left")
    assert len(ana.cards()) == 1


@pytest.mark.parametrize("case", UNCLEAR, ids=lambda case: case.fault)
async def test_an_unclear_answer_is_told_as_unsure_and_never_sent_again_silently(world, ana, case):
    world.vendor.faults.once(case.fault)
    card = await ana.starts("Dark mode is here", "posteverywhere", count=2)
    await ana.sees("Unsure whether PostEverywhere did this", *case.says, UNSURE, "did not send it again")
    assert card.buttons == list(case.buttons)
    await settled()
    assert (world.vendor.charged, world.paid_calls) == (case.charged, 1)


@both_ways
async def test_a_second_charge_needs_a_confirming_click(world, ana):
    world.vendor.faults.once("dropped_after")
    card = await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees("Unsure")
    await card.click(AGAIN, agreeing=ASKS)
    await ana.sees("Dark mode is here", "Used 1 credit, 198 left")
    assert (len(ana.cards()), world.vendor.charged) == (1, 2)


@both_ways
async def test_try_again_after_a_failure_gives_the_result_on_the_same_card(world, ana):
    world.vendor.faults.once("unavailable")
    card = await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees("having trouble")
    await card.click(AGAIN)
    await ana.sees("Dark mode is here", "Used 1 credit, 199 left", without=["trouble"])
    assert len(ana.cards()) == 1


@both_ways
async def test_another_provider_takes_over_what_was_written(world, ana):
    world.vendor.faults.once("unavailable")
    card = await ana.starts("Dark mode is here", "posteverywhere", platforms=["threads"], tone="witty")
    await ana.sees("having trouble")
    await card.click(OTHER)
    form = await ana.sees_form("Sample writer is a sample")
    assert (form.value("_provider"), form.value("topic")) == ("sample", "Dark mode is here")
    assert (form.value("tone"), form.value("platforms")) == ("witty", ["threads"])
    await ana.submits()
    await ana.sees("Sample writer · witty", "*Threads*", "Save draft")
    assert len(ana.cards()) == 1


@both_ways
async def test_what_arrived_is_shown_and_the_rest_can_be_asked_for_again(world, ana):
    world.vendor.faults.once("", "unavailable")
    card = await ana.starts("Dark mode is here", "posteverywhere", platforms=["linkedin", "x"])
    await ana.sees(
        "*Not written: ", "PostEverywhere is having trouble. Nothing was charged.", "Used 1 credit, 199 left"
    )
    assert ("*LinkedIn*" in card.text) != ("*X*" in card.text)
    await card.click("Try the rest again")
    await ana.sees("*LinkedIn*", "*X*", "v2", "Used 1 credit, 198 left", without=["Not written"])
    assert (len(ana.cards()), world.vendor.charged) == (1, 2)


async def test_an_unclear_rest_is_asked_for_again_only_when_confirmed(world, ana):
    world.vendor.faults.once("", "dropped_after")
    card = await ana.starts("Dark mode is here", "posteverywhere", platforms=["linkedin", "x"])
    await ana.sees("*Not written: ", "Galley cannot tell whether it was charged")
    await card.click("Try the rest again", agreeing=ASKS)
    await ana.sees("*LinkedIn*", "*X*", without=["Not written"])
    assert world.vendor.charged == 3


async def test_parts_that_failed_for_different_reasons_are_told_apart(world, ana):
    world.vendor.faults.once("no_content", "unavailable")
    await ana.starts("Dark mode is here", "posteverywhere", platforms=["linkedin", "x"])
    await ana.sees("LinkedIn: ", "X: ", "came up with nothing", "having trouble", UNCHARGED)


async def test_fewer_captions_than_asked_for_are_kept_and_the_lack_is_told(world, ana):
    world.vendor.faults.once("fewer")
    await ana.starts("Dark mode is here", "posteverywhere", platforms=["linkedin"], count=3)
    await ana.sees("LinkedIn: 2 of 3 captions arrived.", "variant 1 of 2", "Used 2 credits, 198 left")
    assert world.vendor.charged == 2


async def test_a_slow_answer_is_waited_for(world, ana):
    world.vendor.slow_down(0.5)
    await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees("Writing with PostEverywhere…", "This message becomes the result")
    await ana.sees("Used 1 credit, 199 left", without=["Writing"])
    assert world.paid_calls == 1


@pytest.mark.parametrize("vendor_facts", [{"retry_after": 1}], ids=["one second"])
async def test_a_short_rate_limit_is_sat_out(world, ana):
    world.vendor.faults.once("rate_limit")
    await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees("Used 1 credit, 199 left")
    assert (world.paid_calls, world.vendor.charged) == (2, 1)


@pytest.mark.parametrize("vendor_facts", [{"retry_after": 3}], ids=["three seconds"])
async def test_a_wait_the_vendor_asked_for_is_kept_by_try_again_too(world, ana, monkeypatch):
    for most in ("BUDGET", "PAID_PATIENCE"):
        monkeypatch.setattr(api, most, 0.1)  # nothing is sat out
    world.vendor.faults.once("rate_limit")
    card = await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees("PostEverywhere is busy", "asks us to wait 3 seconds", UNCHARGED)
    await card.click(AGAIN)
    await ana.sees("PostEverywhere is busy", "asked us to wait; there is room again in", UNCHARGED)
    assert world.paid_calls == 1
    await settled(3)
    await card.click(AGAIN)
    await ana.sees("Used 1 credit, 199 left")
    assert (world.paid_calls, len(ana.cards())) == (2, 1)


@pytest.mark.parametrize("vendor_facts", [{"bare": True}], ids=["bare"])
async def test_answers_without_the_envelope_are_understood(world, ana):
    await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees("Used 1 credit, 199 left")


@pytest.mark.parametrize("given", [{"POSTEVERYWHERE_BASE_URL": "http://127.0.0.1:9"}], ids=["closed port"])
async def test_a_vendor_that_cannot_be_reached_was_sent_nothing(ana):
    card = await ana.starts("Dark mode is here", "posteverywhere")
    await ana.sees("PostEverywhere could not be reached", "Nothing was sent.", UNCHARGED)
    assert card.buttons == [AGAIN, OTHER, EDIT]
