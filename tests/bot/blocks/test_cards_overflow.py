import pytest

from bot.blocks.captions import fair
from bot.blocks.cards import result_card
from bot.domain.captions import Link
from bot.domain.generations import CardRef
from bot.domain.platforms import Platform
from playground.blockkit.check import message_problems, text_length
from tests.bot.blocks.scenes import (
    LINKEDIN,
    X,
    drawn,
    facts,
    failure,
    finished,
    kept,
    part,
    rich_texts,
    run,
    words,
)


def _captions(platform):
    return finished([(platform, "#a " * 1_000)] * 3).captions


def test_a_caption_as_long_as_facebook_takes_fits_on_the_card():
    text = "word " * 1_000
    card = drawn((Platform.FACEBOOK, text))

    assert rich_texts(card) == [text]
    assert card.continuation == ()


def test_what_does_not_fit_goes_on_in_the_thread_and_the_card_says_so():
    text = "word " * 4_000
    card = drawn((LINKEDIN, text), (X, "Short"))

    assert "The rest of LinkedIn is in the thread" in words(card.blocks)
    head, short, *rest = rich_texts(card)
    assert short == "Short"
    assert head + "".join(rest) == text
    assert [m.text for m in card.continuation] == [
        "Dark mode launch: LinkedIn, continued (1 of 2)",
        "Dark mode launch: LinkedIn, continued (2 of 2)",
    ]
    assert {m.metadata["event_type"] for m in card.continuation} == {"galley_more"}


def test_nine_long_captions_keep_their_controls_on_the_card():
    platforms = [p for p in Platform if p is not Platform.ANY]
    card = drawn(*((p, "long " * 600) for p in platforms for _ in range(3)))

    assert sum("Next variant" in words([b]) for b in card.blocks) == 9
    assert len(card.blocks) < 50
    assert len(card.continuation) == 9


def test_the_fullest_card_stays_under_fifty_blocks():
    long = [c.model_copy(update={"title": "T" * 999}) for p in Platform for c in _captions(p)]
    result = finished([], notes=("note " * 99,) * 12, links=(Link(label="l" * 99, url="https://v.example"),))
    everything = part(*Platform, result=result.model_copy(update={"captions": tuple(long)}))
    missing = [part(p, failure=failure(message=f"{p} " * 999)) for p in Platform]
    elsewhere = CardRef(channel="D1", ts="1.0", note="Galley is not in <#C9>, so the card is here.")
    generation = run(everything, *missing, card=elsewhere)
    card = result_card(generation, kept(generation, "t" * 999), facts())

    assert message_problems(list(card.blocks)) == []
    assert len(card.blocks) == 49
    assert text_length(list(card.blocks)) < 10_000


@pytest.mark.parametrize(
    ("wanted", "room", "shares"),
    [
        ([10, 20], 100, [10, 20]),
        ([10, 200, 300], 100, [10, 45, 45]),
        ([300, 10, 200], 100, [45, 10, 45]),
        ([5], 0, [0]),
        ([], 10, []),
    ],
)
def test_short_captions_stay_whole_and_long_ones_share_the_rest(wanted, room, shares):
    assert fair(wanted, room) == shares
