"""Everything that can go wrong at the simulated PowerPost, on demand."""

import asyncio
import json

import pytest
from aiohttp import ClientError, ServerDisconnectedError

from playground.vendors.powerpost.faults import EVERYWHERE, IN_WORKSPACE, JOBS, WORK

REFUSALS = {
    "validation_error": (400, "VALIDATION_ERROR", WORK),
    "bad_key": (401, "INVALID_API_KEY", EVERYWHERE),
    "out_of_credits": (402, "INSUFFICIENT_CREDITS", JOBS),
    "forbidden": (403, "FORBIDDEN", IN_WORKSPACE),
    "missing_scope": (403, "INSUFFICIENT_SCOPE", EVERYWHERE),
    "not_found": (404, "NOT_FOUND", IN_WORKSPACE),
    "file_too_large": (413, "FILE_TOO_LARGE", {"upload"}),
    "storage_full": (413, "STORAGE_QUOTA_EXCEEDED", {"upload"}),
    "not_connected": (422, "PLATFORM_NOT_CONNECTED", JOBS),
    "rate_limit": (429, "RATE_LIMIT_EXCEEDED", EVERYWHERE),
    "internal_error": (500, "INTERNAL_ERROR", EVERYWHERE),
}
ENDINGS = {
    *("job_failed", "job_failed_flat", "never_finishes", "unknown_status"),
    *("missing_platform", "partial_images"),
}
WIRE = {
    "html_page",
    "empty_body",
    "truncated",
    "wrong_types",
    "dropped_before",
    "dropped_after",
    "upload_dropped",
}


def test_nothing_else_can_go_wrong(simulator):
    assert set(simulator.faults.faults) == set(REFUSALS) | ENDINGS | WIRE


async def calls(api):
    """One call of each kind, to be made."""
    generation = await api.started()
    return {
        "captions": api.captions,
        "images": api.images,
        "upload": api.upload,
        "poll": lambda: api.get(f"/content/generations/{generation}"),
        "list": lambda: api.get("/content/generations"),
        "credits": lambda: api.get("/account/credits"),
    }


@pytest.mark.parametrize(("name", "expected"), REFUSALS.items(), ids=REFUSALS)
async def test_a_refusal_strikes_where_it_can(api, simulator, name, expected):
    status, code, strikes = expected
    every = await calls(api)
    simulator.faults.always(name)
    for kind, call in every.items():
        answer = await call()
        if kind in strikes:
            error = (await answer.json())["error"]
            assert (kind, answer.status, error["code"], bool(error["message"])) == (kind, status, code, True)
        else:
            assert (kind, answer.status) == (kind, 200)


@pytest.mark.parametrize("name", REFUSALS)
async def test_a_refusal_is_not_charged_and_noted_in_the_log(api, simulator, name):
    simulator.faults.always(name)
    await (api.upload() if name in {"file_too_large", "storage_full"} else api.captions())
    assert (simulator.charged, simulator.credits, simulator.media) == (0, 300, ())
    call = simulator.calls[-1]
    assert (call.fault, call.status, call.code) == (name, *REFUSALS[name][:2])


@pytest.mark.parametrize(
    ("kind", "scope"),
    [
        ("captions", "content:generate"),
        ("images", "images:generate"),
        ("upload", "media:write"),
        ("poll", "content:read"),
        ("list", "content:read"),
        ("credits", "account:read"),
    ],
)
async def test_a_missing_scope_is_the_one_the_call_needs(api, simulator, kind, scope):
    call = (await calls(api))[kind]
    simulator.faults.always("missing_scope")
    assert scope in (await (await call()).json())["error"]["message"]


async def test_a_rate_limit_says_in_the_body_how_long_to_wait(api, simulator):
    simulator.faults.once("rate_limit")
    answer = await api.captions()
    assert (await answer.json())["error"]["retryAfter"] == 2
    assert (answer.headers["X-RateLimit-Remaining"], "Retry-After" in answer.headers) == ("0", False)


async def test_refusals_have_request_ids(api, simulator):
    simulator.faults.once("internal_error")
    assert "X-Request-Id" in (await api.captions()).headers


class TestOddAnswers:
    async def test_an_html_page_is_no_json_and_not_charged(self, api, simulator):
        simulator.faults.once("html_page")
        answer = await api.captions()
        assert (answer.status, answer.content_type, simulator.charged) == (502, "text/html", 0)
        assert "Bad Gateway" in await answer.text()

    async def test_an_empty_body_comes_after_the_charge(self, api, simulator):
        simulator.faults.once("empty_body")
        answer = await api.captions()
        assert (answer.status, await answer.read(), simulator.charged) == (200, b"", 6)

    async def test_truncated_json_comes_after_the_charge(self, api, simulator):
        simulator.faults.once("truncated")
        answer = await api.captions()
        with pytest.raises(json.JSONDecodeError):
            await answer.json()
        assert (answer.status, simulator.charged) == (200, 6)

    async def test_wrong_types_come_after_the_charge(self, api, simulator):
        simulator.faults.once("wrong_types")
        body = await (await api.captions()).json()
        assert (body["credits_used"], body["status"], simulator.charged) == ("6", ["processing"], 6)

    @pytest.mark.parametrize("name", ["html_page", "empty_body", "truncated", "wrong_types"])
    async def test_they_strike_every_call(self, api, simulator, name):
        every = await calls(api)
        simulator.faults.always(name)
        for call in every.values():
            await call()
        assert [call.fault for call in simulator.calls][1:] == [name] * 6

    async def test_outputs_of_the_wrong_type_can_be_polled(self, api, simulator, later):
        generation = await api.started()
        later()
        simulator.faults.once("wrong_types", on="poll")
        assert (await api.poll(generation))["outputs"] == 1
        assert (await api.poll(generation))["outputs"].keys() == {"x"}


class TestLostConnections:
    @pytest.mark.parametrize(("name", "charged"), [("dropped_before", 0), ("dropped_after", 6)])
    async def test_a_dropped_start_is_charged_only_after_the_work(self, api, simulator, name, charged):
        simulator.faults.once(name)
        with pytest.raises(ServerDisconnectedError):
            await api.captions()
        assert [(call.status, call.charged) for call in simulator.calls] == [(None, charged)]
        assert len((await (await api.get("/content/generations")).json())["data"]) == bool(charged)

    @pytest.mark.parametrize(("name", "kept"), [("dropped_before", 0), ("dropped_after", 1)])
    async def test_a_dropped_upload_is_kept_only_after_the_work(self, api, simulator, name, kept):
        simulator.faults.once(name)
        with pytest.raises(ClientError):
            await api.upload()
        assert len(simulator.media) == kept

    async def test_a_dropped_poll_leaves_the_job_alone(self, api, simulator, later):
        generation = await api.started()
        simulator.faults.once("dropped_before", on="poll")
        later()
        with pytest.raises(ServerDisconnectedError):
            await api.poll(generation)
        assert (await api.poll(generation))["status"] == "completed"


class TestTurns:
    async def test_once_strikes_one_working_call_each_in_order(self, api, simulator):
        simulator.faults.once("internal_error", "", "validation_error")
        assert [(await api.captions()).status for _ in range(4)] == [500, 200, 400, 200]

    async def test_once_lets_reading_pass(self, api, simulator):
        simulator.faults.once("internal_error")
        assert await api.balance() == 300
        assert (await api.upload()).status == 500

    async def test_once_can_wait_for_another_kind(self, api, simulator):
        generation = await api.started()
        simulator.faults.once("internal_error", "rate_limit", on="poll")
        assert (await api.captions()).status == 200
        path = f"/content/generations/{generation}"
        assert [(await api.get(path)).status for _ in range(3)] == [500, 429, 200]

    async def test_a_fault_of_uploads_waits_for_one(self, api, simulator):
        simulator.faults.once("file_too_large")
        assert (await api.captions()).status == 200
        assert (await api.upload()).status == 413

    async def test_a_fault_of_images_waits_for_them(self, api, simulator, later):
        simulator.faults.once("partial_images")
        await api.captions()
        images = await api.drawing()
        later()
        assert (await api.poll_images(images))["status"] == "failed"

    async def test_a_bad_brief_uses_nothing_up(self, api, simulator):
        simulator.faults.once("internal_error")
        assert [(await api.captions(prompt="x")).status, (await api.captions()).status] == [400, 500]

    async def test_always_strikes_until_it_is_off(self, api, simulator):
        simulator.faults.always("internal_error")
        assert [(await api.captions()).status for _ in range(2)] == [500, 500]
        simulator.faults.off()
        assert (await api.captions()).status == 200

    @pytest.mark.parametrize("strike", ["once", "always"])
    async def test_an_unknown_fault_is_a_mistake(self, simulator, strike):
        with pytest.raises(KeyError):
            getattr(simulator.faults, strike)("earthquake")


class TestSlowAnswers:
    async def test_nobody_need_wait_for_the_charge(self, api, simulator):
        simulator.slow_down(30)
        waiting = asyncio.create_task(api.captions())
        await simulator.calls.arrived(1)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert [(call.status, call.charged) for call in simulator.calls] == [(None, 6)]

    async def test_they_come_in_the_end(self, api, simulator):
        simulator.slow_down(0.01)
        assert (await api.captions()).status == 200

    async def test_reading_stays_quick(self, api, simulator):
        simulator.slow_down(30)
        assert await api.balance() == 300
