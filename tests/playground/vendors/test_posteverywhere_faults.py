"""Everything that can go wrong at the simulated PostEverywhere, on demand."""

import asyncio
import json
from dataclasses import dataclass

import pytest
from aiohttp import ClientError, ServerDisconnectedError
from dirty_equals import IsStr

CAPTIONS = "/ai/generate-caption"


@dataclass(frozen=True)
class Case:
    status: int
    code: str
    retryable: bool


REFUSALS = {
    "bad_key": Case(401, "unauthorized", False),
    "missing_scope": Case(403, "forbidden", False),
    "out_of_credits": Case(402, "insufficient_credits", False),
    "no_subscription": Case(402, "subscription_required", False),
    "validation_error": Case(400, "validation_error", False),
    "circuit_breaker": Case(422, "permanent_failure_circuit_breaker", False),
    "rate_limit": Case(429, "rate_limit_exceeded", True),
    "unavailable": Case(503, "service_unavailable", True),
    "internal_error": Case(500, "internal_error", True),
    "no_content": Case(502, "ai_no_content", True),
}

EVERYWHERE = {"bad_key", "rate_limit", "unavailable", "internal_error", "html_page", "dropped_before"}


@pytest.mark.parametrize(("name", "case"), REFUSALS.items(), ids=REFUSALS)
async def test_a_refusal_is_answered_as_documented_and_not_charged(api, simulator, name, case):
    simulator.faults.once(name)
    answer = await api.captions(count=2)
    error = (await answer.json())["error"]
    assert (answer.status, error["code"], error["retryable"]) == (case.status, case.code, case.retryable)
    assert simulator.charged == 0
    assert simulator.calls[-1].fault == name


async def test_out_of_credits_tells_what_was_needed(api, simulator):
    simulator.faults.once("out_of_credits")
    error = (await (await api.captions(count=4)).json())["error"]
    assert error["details"] == {"needed": 4, "available": 0}


async def test_a_rate_limit_says_how_long_to_wait(api, simulator):
    simulator.faults.once("rate_limit")
    answer = await api.captions()
    assert (answer.headers["Retry-After"], answer.headers["X-RateLimit-Remaining"]) == ("2", "0")


async def test_an_html_page_is_no_json_and_not_charged(api, simulator):
    simulator.faults.once("html_page")
    answer = await api.captions()
    assert (answer.status, answer.content_type) == (502, "text/html")
    assert await answer.text() == IsStr(regex=r"(?s)<!DOCTYPE html>.*Bad Gateway.*")
    assert simulator.charged == 0


async def test_an_empty_body_comes_after_the_charge(api, simulator):
    simulator.faults.once("empty_body")
    answer = await api.captions(count=2)
    assert (answer.status, await answer.read()) == (200, b"")
    assert simulator.charged == 2


async def test_truncated_json_comes_after_the_charge(api, simulator):
    simulator.faults.once("truncated")
    answer = await api.captions(count=2)
    assert answer.status == 200
    with pytest.raises(json.JSONDecodeError):
        await answer.json()
    assert simulator.charged == 2


@pytest.mark.parametrize("bare", [False, True])
async def test_wrong_types_come_after_the_charge(api, simulator, bare):
    if bare:
        await simulator.press("bare")
    simulator.faults.once("wrong_types")
    body = await (await api.captions(count=2)).json()
    inner = body if bare else body["data"]
    assert (type(inner["captions"]), inner["credits_used"]) == (str, "2")
    assert simulator.charged == 2


@pytest.mark.parametrize(("asked", "written"), [(3, 2), (1, 0)])
async def test_fewer_captions_cost_fewer_credits(api, simulator, asked, written):
    simulator.faults.once("fewer")
    data = (await (await api.captions(count=asked)).json())["data"]
    assert (data["count_requested"], data["count_returned"], len(data["captions"])) == (
        asked,
        written,
        written,
    )
    assert simulator.charged == data["credits_used"] == written


@pytest.mark.parametrize(("name", "charged"), [("dropped_before", 0), ("dropped_after", 2)])
async def test_a_dropped_connection_is_charged_only_after_the_work(api, simulator, name, charged):
    simulator.faults.once(name)
    with pytest.raises(ServerDisconnectedError):
        await api.captions(count=2)
    assert simulator.charged == charged
    assert [(c.status, c.charged) for c in simulator.calls] == [(None, charged)]


async def test_once_strikes_one_caption_call_each_in_order(api, simulator):
    simulator.faults.once("unavailable", "", "internal_error")
    assert [(await api.captions()).status for _ in range(4)] == [503, 200, 500, 200]


async def test_once_waits_for_a_good_brief_and_lets_other_calls_pass(api, simulator):
    simulator.faults.once("bad_key")
    assert (await api.get("/me")).status == 200
    assert (await api.captions({})).status == 400
    assert (await api.captions()).status == 401


async def test_always_strikes_until_it_is_off(api, simulator):
    simulator.faults.always("unavailable")
    assert [(await api.captions()).status for _ in range(3)] == [503] * 3
    simulator.faults.off()
    assert (await api.captions()).status == 200


async def test_some_faults_strike_every_call(api, simulator):
    struck = set()
    for name in simulator.faults.faults:
        simulator.faults.always(name)
        try:
            answer = await api.get("/me")
        except ClientError:
            struck.add(name)
        else:
            struck |= {name} if answer.status != 200 else set()
    assert struck == EVERYWHERE


@pytest.mark.parametrize("strike", ["once", "always"])
async def test_an_unknown_fault_is_a_mistake(simulator, strike):
    with pytest.raises(KeyError):
        getattr(simulator.faults, strike)("earthquake")


async def test_a_slow_answer_is_charged_even_when_nobody_waits_for_it(api, simulator):
    simulator.slow_down(30)
    waiting = asyncio.create_task(api.captions(count=3))
    await simulator.calls.arrived(1)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert simulator.charged == 3
    assert [(c.status, c.charged) for c in simulator.calls] == [(None, 3)]


async def test_a_slow_answer_comes_in_the_end(api, simulator):
    simulator.slow_down(0.01)
    assert (await api.captions()).status == 200


async def test_slow_answers_come_at_once_when_they_are_slow_no_more(api, simulator):
    simulator.slow_down(30)
    waiting = asyncio.create_task(api.captions())
    await simulator.calls.arrived(1)
    simulator.slow_down(0)
    assert (await asyncio.wait_for(waiting, 5)).status == 200
