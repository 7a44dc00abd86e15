"""The captions the simulated PostEverywhere writes keep the rules it publishes."""

import itertools

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from twitter_text import parse_tweet

from playground.vendors.posteverywhere.brief import LENGTHS, TONES, brief_of
from playground.vendors.posteverywhere.platforms import PLATFORMS
from playground.vendors.posteverywhere.writing import write_captions

#: "Generate Caption": the limit, and the fewest and the most hashtags.
PUBLISHED = {
    "x": (280, 1, 3),
    "twitter": (280, 1, 3),
    "bluesky": (300, 1, 3),
    "threads": (500, 1, 3),
    "pinterest": (500, 0, 0),
    "youtube": (1_000, 1, 3),
    "instagram": (2_200, 5, 10),
    "tiktok": (2_200, 5, 10),
    "linkedin": (3_000, 2, 3),
    "facebook": (5_000, 1, 3),
}
TOPICS = (
    "Dark mode launch",
    "Black Friday sale on running shoes — 30% off through Monday",
    "🎉",
    "مرحبا بالعالم",
)
HASHTAG = regex.compile(r"#[\p{L}\p{M}\p{N}_]+")
EMOJI = regex.compile(r"\p{Extended_Pictographic}")


def written(topic, **values):
    return write_captions(brief_of({"topic": topic, "count": 5, **values}))


def tail(caption):
    """The hashtags at the end of a caption."""
    body, _, last = caption.rpartition("\n\n")
    return HASHTAG.findall(last) if body and last.startswith("#") else []


@pytest.mark.parametrize("platform", PUBLISHED)
@pytest.mark.parametrize("topic", TOPICS)
def test_captions_keep_the_platforms_limit_and_hashtags(platform, topic):
    limit, least, most = PUBLISHED[platform]
    for tone, length in itertools.product(TONES, LENGTHS):
        for caption in written(topic, platform=platform, tone=tone, length=length):
            assert len(caption) <= limit
            assert least <= len(tail(caption)) <= most
            assert HASHTAG.findall(caption) == tail(caption)


def test_every_platform_is_published():
    assert set(PLATFORMS) == set(PUBLISHED)


@pytest.mark.parametrize("length", LENGTHS)
def test_captions_for_x_fit_by_its_own_count(length):
    for topic, tone in itertools.product(
        (
            *TOPICS,
            "カタカナ" * 30,
            f"{'カタカナ' * 5} {'ひらがな' * 5} {'ハングル' * 5}",
            "see a.co b.co " * 20,
        ),
        TONES,
    ):
        for caption in written(topic, platform="x", tone=tone, length=length):
            assert parse_tweet(caption).valid, caption


@pytest.mark.parametrize(
    ("length", "least", "most"), [("short", 40, 130), ("medium", 120, 260), ("long", 300, 500)]
)
def test_captions_are_about_as_long_as_asked(length, least, most):
    for tone in TONES:
        for caption in written("Dark mode launch", length=length, tone=tone, include_hashtags=False):
            assert least <= len(caption) <= most


@pytest.mark.parametrize("tone", TONES)
def test_variants_all_begin_differently(tone):
    captions = written("Dark mode launch", tone=tone, include_emojis=False)
    assert len({caption[:40] for caption in captions}) == 5


def test_the_same_brief_gets_the_same_captions():
    assert written("Dark mode launch", tone="witty") == written("Dark mode launch", tone="witty")


def test_fewer_variants_are_the_first_ones():
    assert written("Dark mode launch", count=2) == written("Dark mode launch")[:2]


def test_tones_and_platforms_and_topics_change_the_words():
    different = [
        *(written("Dark mode launch", tone=tone)[0] for tone in TONES),
        written("Spring sale")[0],
    ]
    assert len(set(different)) == len(different)


def test_captions_speak_of_the_topic():
    assert all("Dark mode launch" in caption for caption in written("Dark mode launch"))
    assert all(
        "Our new office dog" in caption for caption in written("Write a post about our new office dog")
    )


def test_of_a_long_topic_captions_take_whole_sentences():
    topic = "Dark mode is here on iOS, Android and the web. Switch in Settings → Appearance."
    captions = written(topic)
    assert all("on iOS, Android and the web" in caption for caption in captions)
    assert not any("Switch in" in caption for caption in captions)


def test_without_hashtags_there_are_none():
    captions = written("Buy #shoes now", platform="instagram", include_hashtags=False)
    assert not any("#" in caption for caption in captions)


@pytest.mark.parametrize("topic", TOPICS)
def test_without_emojis_there_are_none(topic):
    captions = written(f"{topic} 👩‍👩‍👧‍👦 🇩🇪", include_emojis=False)
    assert not any(EMOJI.search(caption) for caption in captions)


def test_with_emojis_there_are_some():
    assert all(EMOJI.search(caption) for caption in written("Dark mode launch"))


@settings(max_examples=150, deadline=None)
@given(
    topic=st.text(min_size=1, max_size=1_000).filter(str.strip),
    platform=st.sampled_from(sorted(PUBLISHED)),
    emojis=st.booleans(),
)
def test_any_topic_gets_captions_that_fit(topic, platform, emojis):
    for caption in written(topic, platform=platform, include_emojis=emojis, length="long"):
        assert caption.strip()
        assert len(caption) <= PUBLISHED[platform][0]


def test_a_text_is_written_anew_by_a_wish_above_it():
    (first,) = written("Dark mode is here on iOS and Android", platform="x", count=1)
    (anew,) = written(f"Make it shorter. Keep its facts.\n\n---\n{first}", platform="x", count=1)
    assert len(anew) < len(first)
    assert "shorter" not in anew
    assert "Dark mode is here on iOS and Android" in anew
