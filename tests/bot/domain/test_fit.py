"""Shortening to a platform's limit: what gives way first, and what is never cut."""

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.edits import fit
from bot.domain.pieces import wholes
from bot.domain.platforms import Platform, measure
from bot.domain.shortening import Room, shortened

X, BLUESKY, THREADS = Platform.X, Platform.BLUESKY, Platform.THREADS
FAMILY = "👨‍👩‍👧‍👦"
PIECES = st.sampled_from(
    [
        "Dark mode is here",
        "Ja, wirklich",
        "、とても長い文章です。",
        " ",
        "\n\n",
        ". ",
        "! ",
        ", ",
        FAMILY,
        "🇩🇪",
        "e\u0301",
    ]
)
WHOLES = st.sampled_from(
    [
        " #dark_mode",
        " #日本語",
        " @ana.example",
        " https://x.example/a/b?c=d#e",
        " www.example.com/very/long/",
    ]
)
TEXTS = st.lists(PIECES | WHOLES, min_size=5, max_size=60).map("".join)
LIMITED = st.sampled_from([platform for platform in Platform if platform.facts.limit])


def cut(text, limit, platform=X):
    return shortened(text, Room(count=platform.facts.count, limit=limit))


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        # It fits: not a space is touched.
        (" Dark mode. ", 280, " Dark mode. "),
        # Whole sentences, if they are half of what fits.
        ("It is dark. It is dark. It is light.", 30, "It is dark. It is dark."),
        # Else words.
        ("Ok. It is very dark in here, do you not think so?", 30, "Ok. It is very dark in here…"),
        ("Dr. Who said e.g. this and that, and much more.", 30, "Dr. Who said e.g. this and…"),
        # Hashtags and an address at the end stay while the prose gives way.
        ("It is very dark in here, really. #dark #mode", 30, "It is very dark… #dark #mode"),
        ("It is very dark in here.\n\n#dark", 24, "It is very dark…\n\n#dark"),
        (
            "It is very dark in here: https://example.com/a/long/one",
            42,
            "It is very dark… https://example.com/a/long/one",
        ),
        # An address within the prose moves to the end rather than getting lost.
        (
            "Dark mode is here now. Details: https://x.example/dark and a lot of other things to say. #dark",
            60,
            "Dark mode is here now. https://x.example/dark #dark",
        ),
        # Too many hashtags to leave room for prose: the last go first.
        ("Dark mode is here. #one #two #three #four", 28, "Dark mode… #one #two #three"),
        ("Dark mode is here. #one #two #three #four", 20, "Dark mode is… #one"),
        ("Dark mode is here: https://example.com/dark", 30, "Dark… https://example.com/dark"),
        ("#one #two #three", 10, "#one #two"),
        # One long piece: the limit wins.
        ("x" * 50, 20, "x" * 18 + "…"),
        (FAMILY * 20, 10, FAMILY * 4 + "…"),
        # No spaces between words.
        ("日本語のテキストです。とても長い文章なので短くします。", 30, "日本語のテキストです。"),
        ("A heading\n\nAnd a text that goes on and on", 14, "A heading"),
    ],
)
def test_what_gives_way_when_a_text_is_cut(text, limit, short):
    assert cut(text, limit) == short


def test_a_single_character_longer_than_all_that_fits_leaves_nothing():
    assert fit("a" + "\u0301" * 600, THREADS).text == ""


def test_an_address_that_is_too_long_alone_is_cut_because_the_limit_wins():
    assert len(fit("https://x.example/" + "a" * 400, BLUESKY).text) == 300


@given(TEXTS, LIMITED)
@example("x" * 9_000, Platform.FACEBOOK)
@example("é" * 9_000, X)
@settings(max_examples=80, deadline=None)
def test_a_fitted_text_is_within_the_limit_and_stays_as_it_is(text, platform):
    edited = fit(text, platform).text

    assert measure(platform, edited).over == 0
    assert fit(edited, platform).text == edited
    if not measure(platform, text).over:
        assert edited == text


@given(st.text(max_size=60), st.integers(1, 30), LIMITED)
@settings(max_examples=150, deadline=None)
def test_no_text_at_all_gets_past_any_limit(text, limit, platform):
    assert platform.facts.count(cut(text, limit, platform)) <= limit


@given(TEXTS, st.integers(60, 200), st.sampled_from([X, BLUESKY, THREADS]))
@settings(max_examples=120, deadline=None)
def test_characters_addresses_hashtags_and_mentions_stay_whole(text, limit, platform):
    short = cut(text, limit, platform)

    graphemes = set(regex.findall(r"\X", text)) | {"…", " "}
    assert set(regex.findall(r"\X", short)) <= graphemes
    known = {text[start:end] for start, end in wholes(text)}
    assert {short[start:end] for start, end in wholes(short)} <= known
