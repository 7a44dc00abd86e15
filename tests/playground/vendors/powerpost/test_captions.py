"""Asking the simulated PowerPost for captions: what is taken, what is refused, what it costs."""

from dataclasses import dataclass
from typing import Any

import pytest
from dirty_equals import IsStr

from playground.vendors.powerpost import (
    DRY_STYLE,
    FEW_CREDITS_KEY,
    FEW_CREDITS_WORKSPACE,
    PowerPostSimulator,
    Terms,
)
from tests.playground.vendors.powerpost.kit import movie

POST_TYPES = [
    *("instagram-feed", "instagram-reel", "instagram-story", "tiktok-video", "tiktok-photos"),
    *("youtube-video", "youtube-short", "x-post"),
    *("facebook-post", "facebook-reel", "facebook-story", "linkedin-post"),
]
URL = "https://example.com/news"


@dataclass(frozen=True)
class Case:
    values: dict[str, Any]
    names: str


BAD = {
    "nothing to write about": Case({"prompt": ...}, "prompt or media_ids"),
    "prompt too short": Case({"prompt": "ab"}, "prompt"),
    "prompt of blanks": Case({"prompt": "     "}, "prompt"),
    "blanks do not count": Case({"prompt": " ab "}, "prompt"),
    "prompt too long": Case({"prompt": "x" * 501}, "prompt"),
    "null prompt": Case({"prompt": None}, "prompt"),
    "prompt of no text": Case({"prompt": 5}, "prompt"),
    "no post types": Case({"post_types": ...}, "post_types"),
    "empty post types": Case({"post_types": []}, "post_types"),
    "unknown post type": Case({"post_types": ["x-post", "threads-post"]}, "post_types"),
    "platform as post type": Case({"post_types": ["instagram"]}, "post_types"),
    "post types as a text": Case({"post_types": "x-post"}, "post_types"),
    "post types of numbers": Case({"post_types": [1]}, "post_types"),
    "null post types": Case({"post_types": None}, "post_types"),
    "no research mode": Case({"research_mode": ...}, "research_mode"),
    "unknown research mode": Case({"research_mode": "quick"}, "research_mode"),
    "research mode in capitals": Case({"research_mode": "Deep"}, "research_mode"),
    "null research mode": Case({"research_mode": None}, "research_mode"),
    "empty style": Case({"writing_style_id": ""}, "writing_style_id"),
    "null style": Case({"writing_style_id": None}, "writing_style_id"),
    "long call to action": Case({"cta_text": "x" * 101}, "cta_text"),
    "empty call to action": Case({"cta_text": ""}, "cta_text"),
    "null call to action": Case({"cta_text": None}, "cta_text"),
    "eleven sources": Case({"source_urls": [f"{URL}/{n}" for n in range(11)]}, "source_urls"),
    "no sources": Case({"source_urls": []}, "source_urls"),
    "source over http": Case({"source_urls": ["http://example.com"]}, "source_urls"),
    "source without a host": Case({"source_urls": ["https:///news"]}, "source_urls"),
    "source that is no address": Case({"source_urls": ["https://[::1"]}, "source_urls"),
    "source as a text": Case({"source_urls": URL}, "source_urls"),
    "no media": Case({"media_ids": []}, "media_ids"),
    "media as a text": Case({"media_ids": "a"}, "media_ids"),
    "media without ids": Case({"media_ids": [""]}, "media_ids"),
    "unknown field": Case({"tone": "witty"}, "tone"),
    "another unknown field": Case({"length": "short"}, "length"),
}


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
async def test_a_bad_brief_is_refused_at_its_field_and_not_charged(api, simulator, case):
    answer = await api.captions(**case.values)
    error = (await answer.json())["error"]
    assert (answer.status, error["code"]) == (400, "VALIDATION_ERROR")
    assert case.names in error["message"]
    assert simulator.charged == 0


GOOD = {
    "shortest prompt": {"prompt": "abc"},
    "longest prompt": {"prompt": "x" * 500},
    "longest prompt of emojis": {"prompt": "🎉" * 500},
    "all post types": {"post_types": POST_TYPES},
    "deep research": {"research_mode": "deep"},
    "a style": {"writing_style_id": DRY_STYLE},
    "longest call to action": {"cta_text": "x" * 100},
    "shortest call to action": {"cta_text": "x"},
    "ten sources": {"source_urls": [f"{URL}/{n}" for n in range(10)]},
}


@pytest.mark.parametrize("values", GOOD.values(), ids=GOOD)
async def test_a_brief_within_the_bounds_is_taken(api, values):
    assert (await api.captions(**values)).status == 200


@pytest.mark.parametrize("post_type", POST_TYPES)
async def test_every_post_type_is_taken(api, post_type):
    assert (await api.captions(post_types=[post_type])).status == 200


@pytest.mark.parametrize(("length", "status"), [(2_000, 200), (2_001, 400)])
class TestNewerTexts:
    @pytest.fixture
    def simulator(self, clock):
        return PowerPostSimulator(clock=clock, terms=Terms(prompt_max=2_000))

    async def test_prompts_may_be_longer(self, api, length, status):
        assert (await api.captions(prompt="x" * length)).status == status


@pytest.mark.parametrize("raw", [b"", b"{", b"[1]", b'"text"', b'{"prompt": NaN}', b"\xff", b"[" * 100_000])
async def test_what_is_no_json_object_is_refused(api, raw):
    answer = await api.post("/content/generate", data=raw, headers={"Content-Type": "application/json"})
    assert (answer.status, (await answer.json())["error"]["code"]) == (400, "VALIDATION_ERROR")


async def test_another_content_type_is_refused(api):
    answer = await api.post("/content/generate", data=b"{}", headers={"Content-Type": "text/plain"})
    assert (answer.status, (await answer.json())["error"]["code"]) == (400, "VALIDATION_ERROR")


async def test_a_start_is_answered_as_in_the_vendors_example(api):
    answer = await api.captions(post_types=["instagram-reel", "tiktok-video", "x-post"])
    body = await answer.json()
    assert body == {
        "generation_id": IsStr(regex=r"[0-9a-f-]{36}"),
        "status": "processing",
        "credits_used": 10,
        "remaining_credits": 290,
        "status_url": f"/api/v1/content/generations/{body['generation_id']}",
    }


class TestMedia:
    async def test_ten_images_are_taken(self, api):
        ids = [await api.uploaded() for _ in range(10)]
        assert (await api.captions(prompt=..., media_ids=ids)).status == 200

    async def test_eleven_images_are_refused(self, api):
        ids = [await api.uploaded() for _ in range(11)]
        assert (await api.captions(media_ids=ids)).status == 400

    @pytest.mark.parametrize("mime", ["image/jpeg", "image/png", "image/webp"])
    async def test_every_image_format_is_taken(self, api, mime):
        assert (await api.captions(media_ids=[await api.uploaded(b"x", "a", mime)])).status == 200

    @pytest.mark.parametrize(
        ("mime", "status"), [("video/mp4", 200), ("video/quicktime", 200), ("video/webm", 400)]
    )
    async def test_captions_are_written_from_mp4_and_mov(self, api, mime, status):
        video = await api.uploaded_video(mime=mime)
        assert (await api.captions(prompt=..., media_ids=[video])).status == status

    async def test_two_videos_are_refused(self, api):
        ids = [await api.uploaded_video(), await api.uploaded_video()]
        assert (await api.captions(media_ids=ids)).status == 400

    async def test_an_image_and_a_video_are_refused(self, api):
        ids = [await api.uploaded(), await api.uploaded_video()]
        answer = await api.captions(media_ids=ids)
        assert (answer.status, "mix" in await answer.text()) == (400, True)

    async def test_unknown_media_are_not_found(self, api, simulator):
        answer = await api.captions(media_ids=[await api.uploaded(), "550e8400-e29b-41d4-a716-446655440000"])
        assert (answer.status, (await answer.json())["error"]["code"]) == (404, "NOT_FOUND")
        assert simulator.charged == 0

    async def test_a_prompt_beside_media_keeps_to_the_bounds(self, api):
        assert (await api.captions(prompt="x" * 501, media_ids=[await api.uploaded()])).status == 400

    async def test_a_generated_image_can_be_written_about(self, api, later):
        images = await api.drawing()
        later()
        made = (await api.poll_images(images))["images"][0]["media_id"]
        assert (await api.captions(prompt=..., media_ids=[made])).status == 200


class TestPrice:
    """Made up, but for the video; it follows what is said to add to it."""

    async def price(self, api, **values):
        return (await (await api.captions(**values)).json())["credits_used"]

    async def test_platforms_count_once_each(self, api):
        one = await self.price(api, post_types=["instagram-feed"])
        assert await self.price(api, post_types=["instagram-feed", "instagram-reel"]) == one
        assert await self.price(api, post_types=["instagram-feed", "x-post"]) > one

    async def test_deep_research_costs_more(self, api):
        assert await self.price(api, research_mode="deep") > await self.price(api)

    async def test_images_cost_extra(self, api):
        assert await self.price(api, media_ids=[await api.uploaded()]) > await self.price(api)

    async def test_sources_cost_extra_each(self, api):
        assert await self.price(api, source_urls=[URL, URL + "/2"]) == await self.price(api) + 2

    @pytest.mark.parametrize(
        "url", ["https://localhost/x", "https://10.0.0.1/", "https://nas.local", "https://intranet/"]
    )
    async def test_private_sources_are_passed_over(self, api, url):
        assert await self.price(api, source_urls=[url]) == await self.price(api)

    @pytest.mark.parametrize("long", [False, True])
    @pytest.mark.parametrize(
        ("seconds", "credits_more"), [(1, 6), (59.9, 6), (60, 6), (60.1, 12), (120, 12), (601, 66)]
    )
    async def test_video_costs_six_credits_for_each_started_minute(self, api, seconds, credits_more, long):
        video = await api.uploaded_video(movie(seconds, long=long))
        assert await self.price(api, media_ids=[video]) == await self.price(api) + credits_more

    @pytest.mark.parametrize(
        "content", [b"no film", movie(0), movie(5)[:-120], bytes(64), movie(5, scale=1)[:8]]
    )
    async def test_a_video_of_unknown_length_counts_for_a_minute(self, api, content):
        video = await api.uploaded_video(content)
        assert await self.price(api, media_ids=[video]) == await self.price(api) + 6


class TestCredits:
    async def test_they_are_deducted_at_the_start(self, api, simulator):
        await api.captions()
        assert (await api.balance(), simulator.credits, simulator.charged) == (294, 294, 6)

    async def test_the_log_tells_which_call_cost_what(self, api, simulator):
        await api.captions(prompt="x")
        await api.captions()
        assert [(call.path, call.charged) for call in simulator.calls.of("captions")] == [
            ("/content/generate", 0),
            ("/content/generate", 6),
        ]

    async def test_without_enough_nothing_begins(self, api, simulator):
        api.key, api.workspace = FEW_CREDITS_KEY, FEW_CREDITS_WORKSPACE
        answer = await api.captions()
        assert (answer.status, (await answer.json())["error"]["code"]) == (402, "INSUFFICIENT_CREDITS")
        assert (await api.balance(), simulator.charged) == (3, 0)
        assert (await (await api.get("/content/generations")).json())["data"] == []
