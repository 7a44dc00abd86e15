"""The simulated PostEverywhere takes what its documents allow, and refuses everything else."""

from dataclasses import dataclass
from typing import Any

import pytest

from playground.vendors.posteverywhere import NO_AI_KEY

TOPIC = "Dark mode launch"


@dataclass(frozen=True)
class Case:
    body: Any
    field: str | None


BAD = {
    "no topic": Case({}, "topic"),
    "empty topic": Case({"topic": ""}, "topic"),
    "blank topic": Case({"topic": "  \n"}, "topic"),
    "topic of no text": Case({"topic": 5}, "topic"),
    "null topic": Case({"topic": None}, "topic"),
    "long topic": Case({"topic": "x" * 1_001}, "topic"),
    "unknown platform": Case({"topic": TOPIC, "platform": "mastodon"}, "platform"),
    "platform in capitals": Case({"topic": TOPIC, "platform": "LinkedIn"}, "platform"),
    "null platform": Case({"topic": TOPIC, "platform": None}, "platform"),
    "several platforms": Case({"topic": TOPIC, "platform": ["x"]}, "platform"),
    "unknown tone": Case({"topic": TOPIC, "tone": "playful"}, "tone"),
    "tone of no text": Case({"topic": TOPIC, "tone": 1}, "tone"),
    "unknown length": Case({"topic": TOPIC, "length": "extra_long"}, "length"),
    "hashtags as a text": Case({"topic": TOPIC, "include_hashtags": "false"}, "include_hashtags"),
    "emojis as a number": Case({"topic": TOPIC, "include_emojis": 0}, "include_emojis"),
    "count 0": Case({"topic": TOPIC, "count": 0}, "count"),
    "count 6": Case({"topic": TOPIC, "count": 6}, "count"),
    "count as a text": Case({"topic": TOPIC, "count": "3"}, "count"),
    "count as a fraction": Case({"topic": TOPIC, "count": 2.0}, "count"),
    "count as a switch": Case({"topic": TOPIC, "count": True}, "count"),
    "unknown field": Case({"topic": TOPIC, "language": "en"}, "language"),
    "prompt for topic": Case({"prompt": TOPIC}, "prompt"),
    "a list": Case([TOPIC], None),
    "a text": Case(TOPIC, None),
}


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
async def test_a_bad_brief_is_refused_at_its_field_and_not_charged(api, simulator, case):
    answer = await api.captions(case.body)
    error = (await answer.json())["error"]
    assert (answer.status, error["code"], error["retryable"]) == (400, "validation_error", False)
    assert error["details"].get("field") == case.field
    assert simulator.charged == 0


@pytest.mark.parametrize("topic", ["x", "x" * 1_000, "🎉" * 1_000])
async def test_a_topic_has_up_to_a_thousand_characters(api, topic):
    assert (await api.captions(topic=topic)).status == 200


@pytest.mark.parametrize(
    ("field", "values"),
    {
        "platform": (
            "instagram",
            "facebook",
            "x",
            "twitter",
            "linkedin",
            "youtube",
            "tiktok",
            "threads",
            "pinterest",
            "bluesky",
        ),
        "tone": ("professional", "casual", "witty", "enthusiastic", "urgent", "inspirational"),
        "length": ("short", "medium", "long"),
        "count": range(1, 6),
        "include_hashtags": (True, False),
        "include_emojis": (True, False),
    }.items(),
)
async def test_every_documented_value_is_taken(api, field, values):
    statuses = [(await api.captions(**{field: value})).status for value in values]
    assert set(statuses) == {200}


@pytest.mark.parametrize("raw", [b"", b"{", b"{'topic': 1}", b'{"topic": NaN}', b"\xff", b"[" * 100_000])
async def test_what_is_no_json_is_refused(api, raw):
    answer = await api.post("/ai/generate-caption", data=raw, headers={"Content-Type": "application/json"})
    assert (answer.status, (await answer.json())["error"]["code"]) == (400, "invalid_json")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
async def test_another_content_type_is_refused(api, kind):
    answer = await api.post("/ai/generate-caption", data=b'{"topic": "x"}', headers={"Content-Type": kind})
    assert (answer.status, (await answer.json())["error"]["code"]) == (400, "invalid_json")


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer ", "Bearer pe_live_unknown", "Bearer sk-123", "Basic pe_live_" + "feed" * 8,
     "pe_live_" + "feed" * 8, "Bearer pe_live_" + "feed" * 7],
)  # fmt: skip
@pytest.mark.parametrize(
    "path", ["/me", "/ai/generate-caption", "/ai/generate-image", "/media/abc", "/nowhere"]
)
async def test_without_a_good_key_nothing_is_answered(api, authorization, path):
    headers = {} if authorization is None else {"Authorization": authorization}
    how = api.post if path.startswith("/ai") else api.get
    answer = await how(path, None, headers=headers)
    error = (await answer.json())["error"]
    assert (answer.status, error["code"], error["retryable"]) == (401, "unauthorized", False)


async def test_captions_need_the_ai_scope(api, simulator):
    answer = await api.captions(key=NO_AI_KEY)
    assert answer.status == 403
    assert "'ai'" in (await answer.json())["error"]["message"]
    assert simulator.charged == 0


async def test_reading_does_not_need_the_ai_scope(api):
    answer = await api.get("/me", NO_AI_KEY)
    assert (await answer.json())["data"]["scopes"] == ["read", "write"]


@pytest.mark.parametrize("path", ["/nowhere", "/ai/generate-video", "/posts", "/media"])
async def test_an_unknown_address_is_not_found(api, path):
    answer = await api.post(path, json={})
    assert (answer.status, (await answer.json())["error"]["code"]) == (404, "not_found")
