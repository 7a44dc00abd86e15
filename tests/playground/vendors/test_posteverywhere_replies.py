"""What the simulated PostEverywhere answers, in both of the forms its documents show."""

import re
from datetime import datetime

import pytest

from playground.vendors.posteverywhere import FEW_CREDITS_KEY, PLAYGROUND_KEY, PostEverywhereSimulator


async def test_captions_come_with_what_was_asked_and_charged(api):
    answer = await api.captions(platform="instagram", tone="enthusiastic", length="long", count=3)
    data = (await answer.json())["data"]
    captions = data.pop("captions")
    assert data == {
        "platform": "instagram",
        "tone": "enthusiastic",
        "length": "long",
        "count_requested": 3,
        "count_returned": 3,
        "credits_used": 3,
        "credits_remaining": 197,
    }
    assert len(set(captions)) == 3


async def test_defaults_are_the_documented_ones(api):
    data = (await (await api.captions()).json())["data"]
    facts = {name: data[name] for name in ("platform", "tone", "length", "count_requested")}
    assert facts == {"platform": None, "tone": "professional", "length": "medium", "count_requested": 1}


async def test_a_reply_is_wrapped_with_a_request_id_and_a_time(api):
    answer = await api.captions()
    body = await answer.json()
    assert body["error"] is None
    assert re.fullmatch(r"[0-9a-f]{8}", body["meta"]["request_id"])
    assert answer.headers["x-request-id"] == body["meta"]["request_id"]
    assert body["meta"]["timestamp"].endswith("Z")
    assert datetime.fromisoformat(body["meta"]["timestamp"]).year == 2026


async def test_an_error_is_wrapped_too(api):
    body = await (await api.captions({})).json()
    assert body["data"] is None
    assert set(body["error"]) == {"message", "code", "retryable", "details"}
    assert set(body["meta"]) == {"request_id", "timestamp"}


class TestBare:
    @pytest.fixture
    def simulator(self):
        return PostEverywhereSimulator(bare=True)

    async def test_a_reply_is_the_inner_object(self, api):
        assert (await (await api.captions()).json())["count_returned"] == 1

    async def test_an_error_carries_its_details_itself(self, api):
        body = await (await api.captions(key=FEW_CREDITS_KEY, count=3)).json()
        assert set(body) == {"error"}
        assert (body["error"]["needed"], body["error"]["available"]) == (3, 2)


class TestCredits:
    async def test_each_returned_caption_costs_one(self, api, simulator):
        for count in (1, 5, 2):
            await api.captions(count=count)
        assert (simulator.charged, simulator.credits) == (8, 192)

    async def test_the_last_credits_can_be_spent(self, api, simulator):
        data = (await (await api.captions(key=FEW_CREDITS_KEY, count=2)).json())["data"]
        assert (data["credits_used"], data["credits_remaining"]) == (2, 0)

    async def test_more_than_are_left_is_refused_whole(self, api, simulator):
        answer = await api.captions(key=FEW_CREDITS_KEY, count=3)
        error = (await answer.json())["error"]
        assert (answer.status, error["code"]) == (402, "insufficient_credits")
        assert error["details"] == {"needed": 3, "available": 2}
        assert simulator.charged == 0

    async def test_one_accounts_spending_leaves_anothers_alone(self, api, simulator):
        await api.captions(key=FEW_CREDITS_KEY, count=2)
        assert (simulator.charged, simulator.credits) == (2, 200)

    async def test_the_same_brief_twice_is_written_anew_and_charged_twice(self, api, simulator):
        answers = [await (await api.captions(count=count)).json() for count in (1, 3)]
        captions = [caption for answer in answers for caption in answer["data"]["captions"]]
        assert len(set(captions)) == len(captions) == 4
        assert simulator.charged == 4

    async def test_me_counts_what_was_used(self, api):
        await api.captions(count=4)
        quota = (await (await api.get("/me")).json())["data"]["quota"]["ai_credits"]
        assert quota == {"used": 4, "limit": 200, "bonus": 0}


class TestReading:
    async def test_me_describes_the_key_without_showing_it(self, api):
        answer = await api.get("/me")
        data = (await answer.json())["data"]
        assert data["api_key"]["key_prefix"] == PLAYGROUND_KEY[:12]
        assert data["scopes"] == ["read", "write", "ai"]
        assert data["organization"]["entitled"] is True
        assert PLAYGROUND_KEY not in await answer.text()

    async def test_accounts_say_which_can_post(self, api):
        data = (await (await api.get("/accounts")).json())["data"]
        assert data["account_ids"] == [account["account_id"] for account in data["accounts"]]
        assert {a["health"]["status"] for a in data["accounts"] if not a["health"]["can_post"]} == {"expired"}

    async def test_platform_rules_are_those_of_posting(self, api):
        rules = (await (await api.get("/platform-rules")).json())["data"]["platforms"]
        assert rules["tiktok"]["characterLimit"] == 4_000
        assert len(rules) == 9


class TestLog:
    async def test_keeps_every_call_with_what_became_of_it(self, api, simulator, clock):
        await api.captions(count=2)
        await api.captions({})
        await api.get("/me", None)
        facts = [(c.path, c.key, c.status, c.code, c.charged) for c in simulator.calls]
        assert facts == [
            ("/ai/generate-caption", "pe_live_feed", 200, None, 2),
            ("/ai/generate-caption", "pe_live_feed", 400, "validation_error", 0),
            ("/me", None, 401, "unauthorized", 0),
        ]
        assert simulator.calls[0].at == clock.now
        assert '"count": 2' in simulator.calls[0].body

    async def test_finds_the_calls_to_one_address(self, api, simulator):
        await api.get("/me")
        await api.captions()
        assert [c.number for c in simulator.calls.to("/ai/generate-caption")] == [2]

    async def test_keeps_the_last_thousand(self, simulator):
        facts = {"at": 0.0, "method": "GET", "path": "/me", "key": None, "body": ""}
        for _ in range(1_001):
            await simulator.calls.arrive(**facts)
        simulator.calls.note(1, status=200)
        assert (len(simulator.calls), simulator.calls[0].number) == (1_000, 2)
