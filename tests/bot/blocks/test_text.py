import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.elements import length, plain, rich
from bot.blocks.text import ago, clip, escape, lasting, listing, mention, part, plural, split
from tests.bot.blocks.scenes import NOW

FAMILY = "👨‍👩‍👧‍👦"
BITS = st.one_of(st.characters(codec="utf-8"), st.sampled_from([FAMILY, " ", "\n", "e\u0301"]))
TEXTS = st.lists(BITS).map("".join)


def test_escaping_leaves_nothing_that_slack_would_read():
    assert escape("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


def test_escaping_twice_shows_what_was_typed():
    assert escape("&amp;") == "&amp;amp;"


def test_an_id_becomes_a_mention():
    assert mention("U123") == "<@U123>"


def test_what_is_no_id_cannot_mention():
    assert mention("U1> <!channel") == "U1&gt; &lt;!channel"


@given(text=TEXTS, most=st.integers(1, 40))
def test_pieces_add_up_to_the_text_and_keep_the_limit(text, most):
    pieces = split(text, most)

    assert "".join(pieces) == text
    assert all(0 < len(piece) <= most for piece in pieces)


def test_no_text_has_no_pieces():
    assert split("") == []


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("one two\n\nthree\nfour five", "one two\n\n"),
        ("one two three\nfour five", "one two three\n"),
        ("one two three four", "one two three "),
        ("onetwothreefourfive", "onetwothreefour"),
    ],
    ids=["paragraph", "line", "word", "anywhere"],
)
def test_a_text_is_parted_at_the_best_seam(text, head):
    assert part(text, 15) == (head, text[len(head) :])


@pytest.mark.parametrize("cluster", [FAMILY, "e\u0301", "🇩🇪", "\r\n", " \u0301"])
def test_what_reads_as_one_character_is_never_parted(cluster):
    pieces = split(cluster * 50, 20)

    assert all(len(piece) % len(cluster) == 0 for piece in pieces)


def test_one_endless_character_is_parted_rather_than_lost():
    zalgo = "e" + "\u0301" * 100

    assert split(zalgo, 30) == [zalgo[:30], zalgo[30:60], zalgo[60:90], zalgo[90:]]


def test_clipping_says_that_something_is_missing():
    assert clip("one two three four", 10) == "one two…"
    assert clip("one two", 10) == "one two"


def test_clipping_keeps_characters_whole():
    assert clip(FAMILY * 3, 10) == FAMILY + "…"


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=40), "on 13 October 2026"),
    ],
)
def test_ages_are_told_in_one_unit(age, words):
    assert ago(NOW - age, NOW) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 second"), (39.2, "40 seconds"), (121, "3 minutes"), (7_201, "3 hours")],
)
def test_a_wait_is_rounded_up(seconds, words):
    assert lasting(seconds) == words


def test_numbers_and_nouns_agree():
    assert [plural(n, "caption") for n in (0, 1, 1_204)] == ["0 captions", "1 caption", "1,204 captions"]


def test_a_listing_reads_like_a_sentence():
    assert [listing(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_plain_text_shows_colons_as_they_are():
    assert plain(":tada:") == {"type": "plain_text", "text": ":tada:", "emoji": False}


def test_a_long_text_is_one_section_so_that_no_break_appears_within():
    block = rich("a" * 7_000)

    (section,) = block["elements"]
    assert [len(e["text"]) for e in section["elements"]] == [3_000, 3_000, 1_000]
    assert {e["type"] for e in section["elements"]} == {"text"}


def test_all_text_counts_wherever_it_stands():
    dialog = {"title": plain("12"), "text": plain("345")}
    blocks = [
        {"type": "actions", "elements": [{"text": plain("6789"), "confirm": dialog, "value": "x" * 99}]}
    ]

    assert length(blocks) == 9


def test_blocks_survive_json():
    assert json.loads(json.dumps(rich("\x00\u202e<!channel>"))) == rich("\x00\u202e<!channel>")
