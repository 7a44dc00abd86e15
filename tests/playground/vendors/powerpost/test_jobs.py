"""How jobs of the simulated PowerPost go: their states, their ends, their refunds, and the list of them."""

from datetime import datetime

import pytest

from playground.vendors.powerpost import PowerPostSimulator


async def statuses(api, clock, generation, *times):
    began, seen = clock.now, []
    for seconds in times:
        clock.now = began + seconds
        seen.append((await api.poll(generation))["status"])
    return seen


async def test_a_job_is_pending_then_processing_then_completed(api, clock):
    generation = await api.started()
    seen = await statuses(api, clock, generation, 0, 0.4, 0.5, 1.9, 2.0, 900)
    assert seen == ["pending", "pending", "processing", "processing", "completed", "completed"]


async def test_jobs_take_as_long_as_is_set(api, clock, simulator):
    simulator.let_jobs_take(20)
    generation = await api.started()
    simulator.let_jobs_take(0)
    assert await statuses(api, clock, generation, 19, 20) == ["processing", "completed"]
    assert (await api.poll(await api.started()))["status"] == "completed"


async def test_a_poll_tells_what_was_asked(api, clock):
    generation = await api.started(post_types=["tiktok-video", "instagram-feed", "tiktok-photos"])
    body = await api.poll(generation)
    assert body == {
        "generation_id": generation,
        "status": "pending",
        "prompt": "Dark mode launch",
        "platforms": ["tiktok", "instagram"],
        "research_mode": "regular",
        "credits_used": 8,
        "created_at": "2026-04-10T12:00:00Z",
    }
    assert datetime.fromisoformat(body["created_at"]).timestamp() == clock.now


async def test_outputs_come_with_the_completion(api, later):
    generation = await api.started()
    later(1.9)
    assert "outputs" not in await api.poll(generation)
    later(0.1)
    assert list((await api.poll(generation))["outputs"]) == ["x"]


@pytest.mark.parametrize("path", ["/content/generations/nobody", "/images/generations/nobody"])
async def test_an_unknown_job_is_not_found(api, path):
    answer = await api.get(path)
    assert (answer.status, (await answer.json())["error"]["code"]) == (404, "NOT_FOUND")


async def test_captions_and_images_are_not_found_at_each_others_address(api):
    assert (await api.get(f"/images/generations/{await api.started()}")).status == 404
    assert (await api.get(f"/content/generations/{await api.drawing()}")).status == 404


class TestFailure:
    async def test_it_is_told_with_a_code_and_without_outputs(self, api, simulator, later):
        simulator.faults.once("job_failed")
        generation = await api.started()
        later()
        body = await api.poll(generation)
        assert (body["status"], "outputs" in body) == ("failed", False)
        assert body["error"] == {"code": "GENERATION_FAILED", "message": "Failed to generate content"}

    async def test_it_is_told_flatly_when_switched(self, api, simulator, later):
        simulator.faults.once("job_failed_flat")
        generation = await api.started()
        later()
        body = await api.poll(generation)
        assert (body["status"], body["error_code"]) == ("failed", "GENERATION_FAILED")
        assert (body["error_message"], "error" in body) == ("Failed to generate content", False)

    @pytest.mark.parametrize("name", ["job_failed", "job_failed_flat"])
    async def test_credits_are_given_back_once(self, api, simulator, later, name):
        simulator.faults.once(name)
        generation = await api.started()
        assert (await api.balance(), simulator.refunded) == (294, 0)
        later()
        await api.poll(generation)
        await api.poll(generation)
        assert (await api.balance(), simulator.charged, simulator.refunded) == (300, 6, 6)

    async def test_credits_are_given_back_though_nobody_polls(self, api, simulator, later):
        simulator.faults.once("job_failed")
        await api.started()
        later()
        assert (simulator.credits, simulator.refunded) == (300, 6)

    async def test_the_log_tells_the_refund_at_the_call_that_cost(self, api, simulator, later):
        simulator.faults.once("job_failed")
        await api.started()
        later()
        await api.balance()
        assert [(call.charged, call.refunded) for call in simulator.calls.of("captions")] == [(6, 6)]


async def test_a_job_that_never_finishes_stays_processing_and_charged(api, simulator, clock):
    simulator.faults.once("never_finishes")
    generation = await api.started()
    assert await statuses(api, clock, generation, 2, 86_400) == ["processing", "processing"]
    assert simulator.refunded == 0


async def test_an_unknown_status_gives_way_to_the_completion(api, simulator, clock):
    simulator.faults.once("unknown_status")
    generation = await api.started()
    assert await statuses(api, clock, generation, 0, 1.9, 2) == ["researching", "researching", "completed"]


async def test_the_last_platform_can_be_missing(api, simulator, later):
    simulator.faults.once("missing_platform")
    generation = await api.started(post_types=["x-post", "linkedin-post", "tiktok-video"])
    later()
    body = await api.poll(generation)
    assert (body["status"], list(body["outputs"])) == ("completed", ["x", "linkedin"])
    assert body["platforms"] == ["x", "linkedin", "tiktok"]


class TestList:
    async def listed(self, api, **query):
        answer = await api.get("/content/generations", params=query)
        assert answer.status == 200
        return await answer.json()

    async def test_it_is_newest_first_and_without_outputs(self, api, later):
        ids = [await api.started() for _ in range(3)]
        later()
        page = await self.listed(api)
        assert [row["generation_id"] for row in page["data"]] == ids[::-1]
        assert (page["has_more"], page["next_cursor"]) == (False, None)
        assert not any("outputs" in row for row in page["data"])

    async def test_it_holds_captions_alone(self, api):
        await api.drawing()
        assert (await self.listed(api))["data"] == []

    async def test_pages_follow_each_other_to_the_end(self, api):
        ids = [await api.started() for _ in range(5)]
        seen, query = [], {"limit": "2"}
        while True:
            page = await self.listed(api, **query)
            seen.append([row["generation_id"] for row in page["data"]])
            if not page["has_more"]:
                break
            query["cursor"] = page["next_cursor"]
        newest = ids[::-1]
        assert seen == [newest[:2], newest[2:4], newest[4:]]

    async def test_twenty_stand_on_a_page(self, api):
        for _ in range(21):
            await api.started()
        page = await self.listed(api)
        assert (len(page["data"]), page["has_more"]) == (20, True)

    async def test_a_status_narrows_it(self, api, simulator, later):
        simulator.faults.once("job_failed")
        failed = await api.started()
        later()
        running = await api.started()
        assert [row["generation_id"] for row in (await self.listed(api, status="failed"))["data"]] == [failed]
        assert [row["generation_id"] for row in (await self.listed(api, status="pending"))["data"]] == [
            running
        ]

    @pytest.mark.parametrize("limit", ["1", "100"])
    async def test_limits_at_the_bounds_are_taken(self, api, limit):
        await self.listed(api, limit=limit)

    @pytest.mark.parametrize(
        "query",
        [
            {"limit": "0"},
            {"limit": "101"},
            {"limit": "-1"},
            {"limit": "ten"},
            {"limit": "1.5"},
            {"limit": "²"},
            {"limit": ""},
            {"status": "done"},
            {"cursor": "nobody"},
            {"offset": "1"},
        ],
    )
    async def test_a_bad_query_is_refused(self, api, query):
        answer = await api.get("/content/generations", params=query)
        assert (answer.status, (await answer.json())["error"]["code"]) == (400, "VALIDATION_ERROR")


class TestRealClock:
    @pytest.fixture
    def simulator(self):
        return PowerPostSimulator(seconds=0)

    async def test_a_job_that_takes_no_time_is_done_at_once(self, api):
        assert (await api.poll(await api.started()))["status"] == "completed"
