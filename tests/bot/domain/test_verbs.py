"""What replies ask for: verbs however people write them, and nothing where people talk to each other."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.platforms import Platform
from bot.domain.verb_table import TABLE
from bot.domain.verbs import Name, Unknown, Verb, help_lines, parse

BOT = "U0BOT"
ORDINARY = (Path(__file__).parents[2] / "data" / "replies.txt").read_text().splitlines()
X, LINKEDIN = Platform.X, Platform.LINKEDIN


def verb(name, **values):
    return Verb(name=name, **values)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("again", verb(Name.AGAIN)),
        (" Again! ", verb(Name.AGAIN)),
        ("again x3", verb(Name.AGAIN, count=3)),
        ("again ×3", verb(Name.AGAIN, count=3)),
        ("again 3", verb(Name.AGAIN, count=3)),
        ("again 3 times", verb(Name.AGAIN, count=3)),
        (
            "rewrite: begin with “why”\nand end well.",
            verb(Name.REWRITE, text="begin with “why”\nand end well."),
        ),
        ("SHORTER", verb(Name.SHORTER)),
        ("longer.", verb(Name.LONGER)),
        ("tone friendly", verb(Name.TONE, text="friendly")),
        ("tone: like a pirate.", verb(Name.TONE, text="like a pirate")),
        ("tone “more formal”", verb(Name.TONE, text="more formal")),
        ("fit", verb(Name.FIT)),
        ("no hashtags", verb(Name.NO_HASHTAGS)),
        ("hashtags: none", verb(Name.NO_HASHTAGS)),
        ("hashtags: #a, #b #A", verb(Name.HASHTAGS, tags=("#a", "#b"))),
        ("hashtag: a", verb(Name.HASHTAGS, tags=("#a",))),
        ("hashtags #a #b", verb(Name.HASHTAGS, tags=("#a", "#b"))),
        ("hashtags: dark mode, launch", verb(Name.HASHTAGS, tags=("#darkmode", "#launch"))),
        ("no emojis", verb(Name.NO_EMOJI)),
        ("cta: Try it!", verb(Name.CTA, text="Try it!")),
        ("call to action: Try it", verb(Name.CTA, text="Try it")),
        ("use: One.\n\n  Two!", verb(Name.USE, text="One.\n\n  Two!")),
        ("use: ```One &amp; two```", verb(Name.USE, text="One & two")),
        ("v2", verb(Name.VERSION, versions=(2,))),
        ("version 12", verb(Name.VERSION, versions=(12,))),
        ("undo", verb(Name.UNDO)),
        ("redo", verb(Name.REDO)),
        ("diff", verb(Name.DIFF)),
        ("diff v1", verb(Name.DIFF, versions=(1,))),
        ("diff v1 v3", verb(Name.DIFF, versions=(1, 3))),
        ("diff 1..3", verb(Name.DIFF, versions=(1, 3))),
        ("save", verb(Name.SAVE)),
        ("approve?", verb(Name.APPROVE)),
        ("discard", verb(Name.DISCARD)),
        ("restore", verb(Name.RESTORE)),
        ("back to v2", verb(Name.RESTORE, versions=(2,))),
        ("help?", verb(Name.HELP)),
        ("stop", verb(Name.STOP)),
        ("`again x2`", verb(Name.AGAIN, count=2)),
        ("“undo”", verb(Name.UNDO)),
    ],
)
def test_a_verb_is_understood(said, asked):
    assert parse(said, bot=BOT) == asked
    assert parse(f"<@{BOT}> {said}", bot=BOT) == asked


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("x only: fit", verb(Name.FIT, platforms=(X,))),
        ("for LinkedIn: use: Hi: there", verb(Name.USE, text="Hi: there", platforms=(LINKEDIN,))),
        ("linkedin: shorter", verb(Name.SHORTER, platforms=(LINKEDIN,))),
        ("Twitter, li &amp; x: again x2", verb(Name.AGAIN, count=2, platforms=(X, LINKEDIN))),
        ("x and linkedin only: no emoji", verb(Name.NO_EMOJI, platforms=(X, LINKEDIN))),
        ("shorter for x", verb(Name.SHORTER, platforms=(X,))),
        ("hashtags: #a for x", verb(Name.HASHTAGS, tags=("#a",), platforms=(X,))),
        ("x: restore v1", verb(Name.RESTORE, versions=(1,), platforms=(X,))),
    ],
)
def test_a_verb_may_be_for_some_platforms(said, asked):
    assert parse(said) == asked


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("<https://x.example/a?b=1&amp;c=2>", "https://x.example/a?b=1&c=2"),
        ("<https://x.example/a|our page>", "https://x.example/a"),
        ("<http://x.example|x.example>", "x.example"),
        ("<mailto:a@x.example|a@x.example>", "a@x.example"),
        ("<#C1|general> <!here> <!subteam^S1|@team> <@U2|ana> <@U2>", "#general @here @team @ana <@U2>"),
        ("1 &lt; 2 &amp;amp; 3 &gt; 2", "1 < 2 &amp; 3 > 2"),
    ],
)
def test_a_text_to_use_is_as_it_was_typed(sent, text):
    assert parse(f"use: {sent}") == verb(Name.USE, text=text)
    assert parse(f"cta: {sent}") == verb(Name.CTA, text=text)


@pytest.mark.parametrize("said", ORDINARY)
def test_what_people_say_to_each_other_is_no_verb(said):
    assert parse(said, bot=BOT) is None


def test_there_are_many_ordinary_replies_and_each_is_another():
    assert len(set(ORDINARY)) == len(ORDINARY) >= 200


@pytest.mark.parametrize(
    ("said", "told", "suggestion"),
    [
        ("again x9", "1 to 5 new variants at once, not 9", "again x3"),
        ("again 0", "not 0", "again x3"),
        ("use:", "Nothing was changed", "use: Dark mode is here."),
        ("tone:", "Nothing was changed", "tone friendly"),
        ("tone: " + "x" * 61, "60 characters", "rewrite: begin with a question"),
        ("hashtags:", "Nothing was changed", "hashtags: #darkmode #launch"),
        ("hashtags: #ok #1", "cannot be a hashtag: 1.", "hashtags: #darkmode #launch"),
        ("x: save", "all platforms at once", "save"),
        ("x only: undo", "all platforms at once", "undo"),
    ],
)
def test_a_verb_that_cannot_be_done_so_is_answered(said, told, suggestion):
    found = parse(said)

    assert isinstance(found, Unknown)
    assert told in found.told
    assert found.suggestion == suggestion


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("please make it shorter!", verb(Name.SHORTER)),
        ("undo that, thanks", verb(Name.UNDO)),
        ("can you try again?", verb(Name.AGAIN)),
        ("3 more please", verb(Name.AGAIN, count=3)),
        ("rewrite it in French", verb(Name.REWRITE, text="it in French")),
        ("cta Try it", verb(Name.CTA, text="Try it")),
        ("approve", verb(Name.APPROVE)),
        ("compare v1 and v2", verb(Name.DIFF, versions=(1, 2))),
        ("show version 2", verb(Name.VERSION, versions=(2,))),
        ("", verb(Name.HELP)),
    ],
)
def test_to_the_bot_people_may_speak_more_freely(said, asked):
    assert parse(said, mentioned=True) == asked
    assert parse(f"<@{BOT}|galley>, {said}", bot=BOT) == asked
    assert parse(f"{said} <@{BOT}>", bot=BOT) == asked


@pytest.mark.parametrize(
    ("said", "suggestion"),
    [
        ("shrter", "shorter"),
        ("x: hashtgs #a", "hashtags: #darkmode #launch"),
        ("use your judgment", "use: Dark mode is here."),
        ("do not discard this", "discard"),
        ("what do you think?", ""),
    ],
)
def test_what_is_not_understood_gets_an_answer_with_the_nearest_verb(said, suggestion):
    found = parse(f"<@{BOT}> {said}", bot=BOT)

    assert isinstance(found, Unknown)
    assert found.told.endswith("Nothing was changed.")
    assert found.suggestion == suggestion


@pytest.mark.parametrize("said", ["<@U2> again", "<@U2>: undo", "again <@U2>"])
def test_what_is_said_to_somebody_else_is_no_verb(said):
    assert parse(said, bot=BOT) is None


@pytest.mark.parametrize(
    ("said", "suggestion"),
    [
        ("tone freindly", "tone friendly"),
        ("Tone wity.", "tone witty"),
        ("linkedn only: fit", "linkedin only: fit"),
        ("for instagramm: no hashtags", "instagram only: no hashtags"),
        ("blusky: again x2", "bluesky only: again x2"),
    ],
)
def test_a_slip_in_a_tone_or_a_platform_s_name_is_told(said, suggestion):
    found = parse(said)

    assert isinstance(found, Unknown)
    assert found.told.endswith("Nothing was changed.")
    assert found.suggestion == suggestion


def test_a_tone_is_suggested_only_where_the_provider_has_it():
    assert parse("tone freindly", tones=("Bold", "Friendly")).suggestion == "tone friendly"
    assert parse("tone freindly", tones=("Bold", "Urgent")).suggestion == ""


@pytest.mark.parametrize(
    "said",
    ["tone down", "tone matters", "tone grumpy", "linkedn: too long", "reminder: save", "for monday: again"],
)
def test_what_only_begins_alike_stays_a_comment(said):
    assert parse(said) is None


def test_a_tone_of_the_provider_s_own_needs_no_colon():
    assert parse("tone founder_led") is None
    assert parse("tone Founder_Led", tones=["founder_led"]) == verb(Name.TONE, text="Founder_Led")


def test_help_shows_every_verb_by_an_example_that_is_understood():
    lines = dict(help_lines())

    assert [parse(row.example).name for row in TABLE] == list(Name) == [row.name for row in TABLE]
    told = [row for row in TABLE if row.name is not Name.APPROVE]  # nobody is asked for approval yet
    assert {row.example for row in told} < set(lines)
    assert all(("may charge" in lines[row.example]) is row.paid for row in told)
    assert parse("x only: shorter") == verb(Name.SHORTER, platforms=(X,))


def test_help_shows_the_provider_s_own_tones():
    lines = dict(help_lines(("Founder led", "bold")))

    assert lines["tone founder led"].endswith("(the provider may charge): Founder led, bold")
    assert "tone friendly" not in lines
    assert parse("tone founder led", tones=("Founder led", "bold")).name is Name.TONE


def test_what_costs_and_what_is_for_some_platforms_can_be_told():
    assert {name for name in Name if verb(name).paid} == {
        Name.AGAIN,
        Name.REWRITE,
        Name.SHORTER,
        Name.LONGER,
        Name.TONE,
    }
    assert verb(Name.FIT, platforms=(X,)).scoped
    assert not verb(Name.FIT).scoped


WORDS = st.sampled_from(
    [
        "again",
        "x",
        "x3",
        ":",
        "use",
        "hashtags",
        "#a",
        "tone",
        "for",
        "linkedin",
        "only",
        "<@U0BOT>",
        "<",
        ">",
        "&lt;",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=8).map(" ".join)), st.booleans())
@settings(max_examples=250, deadline=None)
def test_parsing_never_fails_and_the_bot_is_never_left_without_an_answer(said, mentioned):
    found = parse(said, mentioned=mentioned, bot=BOT)

    assert found is None or isinstance(found, Verb | Unknown)
    assert found is not None or not mentioned
    if isinstance(found, Verb):
        assert 1 <= found.count <= 5
