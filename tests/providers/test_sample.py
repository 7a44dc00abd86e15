"""The sample keeps every rule that a real provider would, for any brief."""

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.money import PriceBasis, Receipt
from bot.domain.platforms import Platform, hashtags, measure
from providers.sample import NOTE, Length, Sample, SampleRequest, Tone

REAL = tuple(platform for platform in Platform if platform is not Platform.ANY)
EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f")
TOPIC = "Black Friday sale on running shoes — 30% off through Monday. Free shipping over $50."

topics = st.text(min_size=1, max_size=1_000).filter(str.strip)
briefs = st.builds(
    SampleRequest,
    topic=topics,
    platforms=st.lists(st.sampled_from(REAL), unique=True).map(tuple),
    tone=st.sampled_from(Tone),
    length=st.sampled_from(Length),
    hashtags=st.booleans(),
    emoji=st.booleans(),
    variants=st.integers(1, 5),
)


async def written(**fields):
    return (await Sample().start(SampleRequest(**{"topic": TOPIC, **fields}), key="run-1")).captions


async def test_it_says_that_it_is_a_sample_and_costs_nothing():
    sample = Sample()
    result = await sample.start(SampleRequest(topic=TOPIC), key="run-1")

    assert sample.sample
    assert result.notes == (NOTE,)
    assert result.receipt == Receipt()
    assert sample.price(None).basis is PriceBasis.FREE


async def test_the_same_brief_gives_the_same_texts():
    assert await written() == await written()


async def test_who_asks_again_gets_other_texts_and_the_same_call_the_same():
    sample, brief = Sample(), SampleRequest(topic=TOPIC, platforms=("x",))
    first = (await sample.start(brief, key="run-1")).captions
    second = (await sample.start(brief.changed(variants=3), key="run-2")).captions

    assert len({caption.text for caption in (*first, *second)}) == 5
    assert (await sample.start(brief, key="run-1")).captions == first


async def test_what_is_remembered_has_an_end():
    sample, brief = Sample(), SampleRequest(topic=TOPIC)
    for number in range(1_500):
        await sample.start(brief, key=f"run-{number}")

    assert len(sample._began) < 1_001


async def test_another_topic_gives_other_texts():
    assert await written() != await written(topic="A quiet week")


async def test_the_words_of_the_brief_are_used():
    for caption in await written(platforms=REAL):
        assert "Black Friday sale on running shoes — 30% off through Monday" in caption.text


async def test_each_platform_gets_its_variants_in_the_order_asked_for():
    captions = await written(platforms=("x", "linkedin"), variants=3)

    assert [caption.platform for caption in captions] == [Platform.X] * 3 + [Platform.LINKEDIN] * 3


@pytest.mark.parametrize("tone", Tone)
async def test_five_variants_are_five_different_texts(tone):
    captions = await written(platforms=("linkedin",), variants=5, tone=tone)

    assert len({caption.text for caption in captions}) == 5


async def test_without_platforms_the_text_is_for_any():
    assert {caption.platform for caption in await written(platforms=())} == {Platform.ANY}


async def test_only_youtube_gets_a_title():
    titles = {caption.platform: caption.title for caption in await written(platforms=REAL)}

    assert titles.pop(Platform.YOUTUBE)
    assert set(titles.values()) == {None}


async def test_tones_differ():
    texts = {(await written(tone=tone))[0].text for tone in Tone}

    assert len(texts) == len(Tone)


async def test_longer_is_longer():
    short, medium, long = [len((await written(length=length))[0].text) for length in Length]

    assert short < medium < long


async def test_instagram_gets_tags_from_the_topic_filled_up_to_its_convention():
    (caption,) = await written(topic="Dark mode", platforms=("instagram",), variants=1)

    assert caption.text.endswith("#news #today #behindthescenes #community #goodthings")


async def test_hashtags_of_the_topic_become_words():
    (caption,) = await written(topic="We love #darkmode today", platforms=("pinterest",), variants=1)

    assert "We love darkmode today" in caption.text


async def test_emoji_of_the_topic_go_when_none_are_wanted():
    (caption,) = await written(topic="Launch 🚀 day ❤️ Acme™", platforms=("x",), variants=1, emoji=False)

    assert "Launch day Acme™" in caption.text


@pytest.mark.parametrize(
    "fields",
    [
        {"topic": ""},
        {"topic": "x" * 1_001},
        {"variants": 6},
        {"variants": 0},
        {"tone": "urgent"},
        {"other": 1},
    ],
    ids=str,
)
def test_a_brief_it_cannot_write_for_is_refused(fields):
    with pytest.raises(ValidationError):
        SampleRequest(**{"topic": TOPIC, **fields})


@settings(max_examples=60, deadline=None)
@given(briefs)
@example(SampleRequest(topic="a.co " * 200, platforms=REAL, length="long", variants=5))
@example(SampleRequest(topic="👨‍👩‍👧‍👦" * 90, platforms=REAL, length="long", variants=5))
@example(SampleRequest(topic="Z" + "\u0301" * 999, platforms=REAL, length="long", variants=5))
@example(SampleRequest(topic="漢字" * 500, platforms=REAL, length="long", variants=5))
@example(SampleRequest(topic="{subject} {0} %s \\1", platforms=REAL))
@example(SampleRequest(topic="###", platforms=REAL))
async def test_any_brief_is_written_for_within_every_platforms_rules(brief):
    result = await Sample().start(brief, key="run-1")

    assert len(result.captions) == len(brief.targets) * brief.variants
    for caption in result.captions:
        assert keeps_the_rules(brief, caption)


def keeps_the_rules(brief, caption):
    facts = caption.platform.facts
    found = hashtags(caption.text)
    assert caption.text.strip()
    assert measure(caption.platform, caption.text).over == 0
    assert len(found) <= (10 if facts.most_hashtags is None else facts.most_hashtags)
    assert len(found) >= (facts.least_hashtags if brief.hashtags else 0)
    assert brief.hashtags or not found
    assert caption.text.endswith(" ".join(found))
    assert brief.emoji or not EMOJI.search(caption.text)
    return True


async def test_a_text_is_written_anew_by_a_wish_above_it():
    (first,) = await written(platforms=(Platform.X,), variants=1)
    wish = f"Make it shorter. Keep its language, facts and links.\n\n---\n{first.text}"
    (anew,) = await written(topic=wish, platforms=(Platform.X,), variants=1)
    assert len(anew.text) < len(first.text)
    assert "shorter" not in anew.text.lower()
    assert anew.text.split(": ")[1].split(".")[0] == first.text.split(": ")[1].split(".")[0]
