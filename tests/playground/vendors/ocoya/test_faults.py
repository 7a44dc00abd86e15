"""Everything that can go wrong at the simulated Ocoya's REST door, on demand."""

import asyncio
import json

import pytest
from aiohttp import ServerDisconnectedError

REFUSALS = {
    "no_key": (401, "Missing API token."),
    "bad_key": (403, "Invalid API token."),
    "invalid": (400, "Invalid request"),
    "unprocessable": (422, "The prompt could not be used"),
    "not_found": (404, "Resource not found"),
    "rate_limit": (429, "You've exceeded the request limit."),
    "timeout": (408, "Request timeout"),
    "internal_error": (500, "Unknown error"),
    "unavailable": (503, "Service unavailable"),
    "gateway_timeout": (504, "Gateway timeout"),
}


@pytest.mark.parametrize("name", REFUSALS)
async def test_a_refusal_has_a_message_alone_and_makes_no_draft(api, simulator, name):
    simulator.faults.once(name)
    answer = await api.draft()
    status, message = REFUSALS[name]
    assert (answer.status, await answer.json()) == (status, {"message": message})
    assert "Retry-After" not in answer.headers
    assert (simulator.drafts, simulator.calls[-1].fault) == (0, name)


async def test_a_gateway_answers_with_a_page(api, simulator):
    simulator.faults.once("html_page")
    answer = await api.draft()
    assert (answer.status, answer.content_type, simulator.drafts) == (502, "text/html", 0)


async def test_a_redirect_leads_to_another_host(api, simulator):
    simulator.faults.once("moved")
    answer = await api.draft()
    assert (answer.status, simulator.drafts) == (307, 0)
    assert answer.headers["Location"].startswith("https://ocoya.example/")


@pytest.mark.parametrize(("name", "drafts"), [("dropped_before", 0), ("dropped_after", 1)])
async def test_a_dropped_connection_leaves_a_draft_only_after_the_work(api, simulator, name, drafts):
    simulator.faults.once(name)
    with pytest.raises(ServerDisconnectedError):
        await api.draft()
    assert (simulator.drafts, simulator.calls[-1].status) == (drafts, None)


async def test_a_dropped_campaign_is_queued_all_the_same(api, simulator):
    simulator.faults.once("dropped_after")
    with pytest.raises(ServerDisconnectedError):
        await api.campaign()
    assert len(simulator.campaigns) == 1


async def test_odd_answers_come_after_the_work(api, simulator):
    simulator.faults.once("empty_body", "truncated", "wrong_types", "accepted")
    empty, truncated, wrong, accepted = [await api.draft() for _ in range(4)]
    assert (empty.status, await empty.read()) == (201, b"")
    with pytest.raises(json.JSONDecodeError):
        await truncated.json()
    assert type((await wrong.json())["postGroupId"]) is int
    assert (accepted.status, simulator.drafts) == (202, 4)


async def test_a_fault_waits_for_a_good_request_and_lets_lists_pass(api, simulator):
    simulator.faults.once("unavailable")
    assert (await api.call("GET", "/workspaces")).status == 200
    assert (await api.draft(prompt="short")).status == 400
    assert [(await api.draft()).status for _ in range(2)] == [503, 201]


async def test_a_fault_that_is_on_strikes_lists_too(api, simulator):
    simulator.faults.always("internal_error")
    assert [(await api.call("GET", "/workspaces")).status, (await api.draft()).status] == [500, 500]
    simulator.faults.off()
    assert (await api.draft()).status == 201


async def test_slow_answers_come_after_the_work(api, simulator):
    simulator.slow_down(30)
    waiting = asyncio.create_task(api.draft())
    await simulator.calls.arrived(1)
    assert [group["postType"] for group in await api.posts()] == ["REGULAR"]
    assert simulator.calls[0].status is None
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
