"""The exact edits: what each does to a text, and what it says it did."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.edits import (
    fit,
    tags_of,
    used,
    with_call_to_action,
    with_hashtags,
    without_emoji,
    without_hashtags,
)
from bot.domain.emojis import EMOJI
from bot.domain.platforms import Platform, hashtags

X, LINKEDIN, ANY = Platform.X, Platform.LINKEDIN, Platform.ANY
FAMILY = "👨‍👩‍👧‍👦"
WORDS = st.sampled_from(
    ["Dark mode", " is here", ".", "!", " ", "\n", "\n\n", "#dark", " #mode", "#", "##a", "日本", "é", "7"]
)
SIGNS = st.sampled_from(
    [FAMILY, "🎉", "🇩🇪", "1️⃣", "©️", "☺", "☺️", "🙋🏽‍♀️", "https://x.example/a?b#c", "\u200d", "\ufe0f", "\u20e3"]
)
TEXTS = st.one_of(st.lists(WORDS | SIGNS, max_size=12).map("".join), st.text(max_size=40))


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Dark mode. #a #b", "Dark mode."),
        ("Our #dark mode is here.\n\n#a #b", "Our dark mode is here."),
        ("#one\nText\n#two", "Text"),
        ("Text #a https://x.example/y#z #b", "Text https://x.example/y#z"),
        ("#a #b", ""),
        ("##a b", "a b"),
        ("C#a and R&D#b stay", "C#a and R&D#b stay"),
    ],
)
def test_hashtags_at_the_end_go_and_those_in_a_sentence_become_words(text, without):
    assert without_hashtags(text, X).text == without


@pytest.mark.parametrize(
    ("text", "tags", "platform", "edited"),
    [
        ("Dark mode.", ["#a", "#b"], X, "Dark mode. #a #b"),
        ("Dark mode.", ["#a", "#b"], LINKEDIN, "Dark mode.\n\n#a #b"),
        ("One.\n\nTwo.", ["a"], X, "One.\n\nTwo.\n\n#a"),
        ("Dark mode. #old #older", ["#new"], LINKEDIN, "Dark mode. #new"),
        ("Dark mode.\n#old", ["#new"], X, "Dark mode.\n#new"),
        ("Our #dark mode.", ["#Dark", "#new", "#NEW"], X, "Our #dark mode. #new"),
        ("Our #dark mode.", ["#new"], X, "Our dark mode. #new"),
        ("", ["#a"], LINKEDIN, "#a"),
        ("#old", ["#a"], LINKEDIN, "#a"),
        ("Dark mode.", ["#1", "c++"], X, "Dark mode."),
    ],
)
def test_hashtags_are_set_at_the_end_each_once(text, tags, platform, edited):
    assert with_hashtags(text, tags, platform).text == edited


@pytest.mark.parametrize(
    ("said", "tags", "refused"),
    [
        ("#a #b", ("#a", "#b"), ()),
        ("a, b; #c.", ("#a", "#b", "#c"), ()),
        ("dark mode, launch", ("#darkmode", "#launch"), ()),
        ("\uff03日本語 #A #a", ("#日本語", "#A"), ()),
        ("#ok #1 c++ https://x.example/#a", ("#ok",), ("1", "c++", "https://x.example/#a")),
        (" , ", (), ()),
    ],
)
def test_hashtags_are_read_as_people_write_them(said, tags, refused):
    found = tags_of(said)

    assert (found.tags, found.refused) == (tags, refused)


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Hi 🎉 there", "Hi there"),
        ("Great 🎉!", "Great!"),
        ("🎉 Launch", "Launch"),
        ("One\n\n🎉🎉\n\nTwo 🚀", "One\n\nTwo"),
        ("1️⃣ First\n2️⃣ Second", "1 First\n2 Second"),
        ("© 2026 ©️ Galley™, 5 * 3 #4", "© 2026 © Galley™, 5 * 3 #4"),
        (f"{FAMILY} family, 🇩🇪🇫🇷 flags 🏴󠁧󠁢󠁥󠁮󠁧󠁿 end", "family, flags end"),
        ("🏳️‍🌈 pride 🙋🏽‍♀️. 🫱🏻‍🫲🏿", "pride."),
        ("Done🎉Next", "Done Next"),
        ("今日🎉発売", "今日発売"),
        ("Party (🎉) now", "Party now"),
        ("at https://i❤.example/🎉 🎉", "at https://i❤.example/🎉"),
        ("नमस्ते क्‍ष → ↔ ☺︎", "नमस्ते क्‍ष → ↔ ☺︎"),
    ],
)
def test_emoji_go_and_leave_no_gap(text, without):
    assert without_emoji(text).text == without


@pytest.mark.parametrize(
    ("text", "call", "platform", "edited"),
    [
        ("Dark mode.", "Try it", X, "Dark mode. Try it"),
        ("Dark mode", "Try it", X, "Dark mode\n\nTry it"),
        ("Dark mode. #a #b", "Try it", X, "Dark mode. Try it #a #b"),
        ("Dark mode.\n\n#a", " Try it ", LINKEDIN, "Dark mode.\n\nTry it\n\n#a"),
        ("", "Try it", LINKEDIN, "Try it"),
        ("#a", "Try it", LINKEDIN, "Try it #a"),
        ("Try it. Now.", "Try it", X, "Try it. Now."),
        ("Retry items.", "try it", X, "Retry items. try it"),
    ],
)
def test_a_call_to_action_stands_after_the_prose(text, call, platform, edited):
    assert with_call_to_action(text, call, platform).text == edited


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (fit("x " * 300, X), "shortened from 600 to 279 of 280"),
        (fit("x", X), "nothing to do: it fits already"),
        (fit("x" * 9_000, ANY), "nothing to do: there is no limit known for it"),
        (
            without_hashtags("Our #a. #b #c"),
            "2 hashtags removed, 1 hashtag within sentences made plain words",
        ),
        (without_hashtags("a"), "nothing to do: there is no hashtag in it"),
        (with_hashtags("a", ["b", "c"], X), "2 hashtags: #b #c"),
        (with_hashtags("a #b", ["b"], X), "nothing to do: it has those hashtags already"),
        (with_hashtags("a", [], X), "nothing to do: there is no hashtag to add"),
        (without_emoji("a 🎉🎉 b"), "2 emoji removed"),
        (without_emoji("a"), "nothing to do: there is no emoji in it"),
        (with_call_to_action("a.", "b", X), "call to action added"),
        (with_call_to_action("a", " ", X), "nothing to do: there is no call to action"),
        (with_call_to_action("a", "a", X), "nothing to do: it says that already"),
        (used("a", "b", X), "the text as given"),
        (used("a", "b" * 292, X), "the text as given, 12 over X's limit now: say fit"),
        (used("a", "a", X), "nothing to do: it is that text already"),
        (used("a", " ", X), "nothing to do: there is no text to use"),
    ],
)
def test_each_edit_says_what_it_did(edit, told):
    assert edit.told == told
    assert edit.changed is not told.startswith("nothing to do")


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_hashtags_leaves_none_and_is_done_once(text):
    edited = without_hashtags(text).text

    assert hashtags(edited) == []
    assert without_hashtags(edited).text == edited


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_emoji_leaves_none_and_is_done_once(text):
    edited = without_emoji(text).text

    assert EMOJI.search(edited) is None
    assert without_emoji(edited).text == edited


@given(TEXTS, st.lists(st.sampled_from(["#dark", "mode", "#New", "日本"]), min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_hashtags_asked_for_are_there_once_and_are_set_once(text, tags):
    edited = with_hashtags(text, tags, LINKEDIN).text

    assert {tag.casefold() for tag in hashtags(edited)} == {f"#{tag.strip('#').casefold()}" for tag in tags}
    assert with_hashtags(edited, tags, LINKEDIN).text == edited


@given(st.text(max_size=300), st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_a_text_to_use_is_used_to_the_last_character(text, given_text):
    edited = used(text, given_text, ANY)

    assert edited.text == (given_text if given_text.strip() else text)
