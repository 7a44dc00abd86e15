"""What a channel asks of its posts, found in several scripts."""

import pytest

from bot.domain.lint import findings, says
from bot.domain.people import ChannelProfile
from bot.domain.platforms import Platform

X, LINKEDIN, PINTEREST = Platform.X, Platform.LINKEDIN, Platform.PINTEREST


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Our CHEAP offer", "cheap"),
        ("cheap, and good", "Cheap"),
        ("At the café", "CAFE"),
        ("At the cafe\u0301", "café"),
        ("Straße", "STRASSE"),
        ("Наш Дешёвый план", "дешевый"),
        ("Φθηνό", "φθηνο"),
        ("which is a\nno   brainer.", "no brainer"),
        ("とても安い商品です", "安い"),
        ("C++ is here", "c++"),
        ("زهید است", "زهید"),
    ],
)
def test_a_phrase_is_found_whatever_its_case_and_accents(text, phrase):
    assert says(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [("cheaper", "cheap"), ("class", "ass"), ("no. Brainer", "no brainer"), ("text", ""), ("text", "  ")],
)
def test_a_part_of_a_word_is_not_the_word(text, phrase):
    assert not says(text, phrase)


def test_findings_say_what_is_wrong_where():
    profile = ChannelProfile(
        banned_words=("cheap",), required_phrases=("Terms apply",), required_hashtags=("galley", "#Ad")
    )
    texts = {
        X: "Cheap, isn't it? #ad",
        LINKEDIN: "Good. Terms apply. https://cheap.example/ #Galley #ad",
        PINTEREST: "terms apply #galley #ad",
    }
    found = findings(texts, profile)

    assert [(each.platform, each.rule.value, each.what) for each in found] == [
        (X, "banned word", "cheap"),
        (X, "required phrase", "Terms apply"),
        (X, "required hashtag", "#galley"),
    ]


def test_a_channel_that_asks_for_nothing_finds_nothing_in_a_good_post():
    assert findings({X: "Dark mode is here. #darkmode"}, ChannelProfile()) == []
