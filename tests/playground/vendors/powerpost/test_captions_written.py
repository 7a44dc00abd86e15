"""What the simulated PowerPost writes: for each platform in its manner, the same for the same brief."""

import pytest
from dirty_equals import IsStr

from playground.vendors.powerpost import (
    DRY_STYLE,
    WARM_STYLE,
)
from tests.playground.vendors.powerpost.test_captions import POST_TYPES


async def written(api, later, **values):
    generation = await api.started(**values)
    later()
    return (await api.poll(generation))["outputs"]


class TestWriting:
    async def test_there_is_one_caption_for_each_platform(self, api, later):
        outputs = await written(api, later, post_types=POST_TYPES)
        assert list(outputs) == ["instagram", "tiktok", "youtube", "x", "facebook", "linkedin"]

    async def test_youtube_has_a_title_and_a_description(self, api, later):
        video = (await written(api, later, post_types=["youtube-short"]))["youtube"]
        assert video == {
            "title": "Dark mode launch",
            "description": IsStr(regex=r"(?s).*Dark mode launch.*#dark.*"),
        }

    @pytest.mark.parametrize(
        ("post_type", "hashtags"),
        [
            ("instagram-feed", 6),
            ("tiktok-video", 5),
            ("x-post", 2),
            ("facebook-post", 2),
            ("linkedin-post", 3),
        ],
    )
    async def test_hashtags_follow_the_platforms_manners(self, api, later, post_type, hashtags):
        (caption,) = (await written(api, later, post_types=[post_type])).values()
        assert caption.count("#") == hashtags

    async def test_the_same_brief_again_is_written_anew(self, api, later):
        assert await written(api, later) != await written(api, later)

    @pytest.mark.parametrize("prompt", ["🎉" * 500, "漢字" * 250, "x" * 500, "# @ <!channel> {subject}"])
    async def test_captions_keep_to_the_shortest_limit(self, api, later, prompt):
        outputs = await written(api, later, prompt=prompt, cta_text="y" * 100, research_mode="deep")
        assert len(outputs["x"]) <= 280

    async def test_the_call_to_action_is_in_every_caption(self, api, later):
        outputs = await written(api, later, post_types=POST_TYPES, cta_text="Visit the harbour shop")
        texts = [output["description"] if isinstance(output, dict) else output for output in outputs.values()]
        assert all("Visit the harbour shop" in text for text in texts)

    async def test_a_style_changes_the_voice(self, api, later):
        assert await written(api, later, writing_style_id=DRY_STYLE) != await written(api, later)

    @pytest.mark.usefixtures("always_first")
    async def test_without_one_the_active_style_speaks(self, api, later):
        assert await written(api, later, writing_style_id=WARM_STYLE) == await written(api, later)

    async def test_deep_research_has_more_to_say(self, api, later):
        deep = await written(api, later, research_mode="deep", post_types=["linkedin-post"])
        regular = await written(api, later, post_types=["linkedin-post"])
        assert len(deep["linkedin"]) > len(regular["linkedin"])

    async def test_pictures_are_written_about_by_their_names(self, api, later):
        outputs = await written(api, later, prompt=..., media_ids=[await api.uploaded()])
        assert "Launch party" in outputs["x"]

    async def test_a_name_without_words_is_left_out(self, api, later):
        media = await api.uploaded(b"x", "IMG_0042.png")
        assert "picture from our week" in (await written(api, later, prompt=..., media_ids=[media]))["x"]
