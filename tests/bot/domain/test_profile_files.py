"""Channel profiles as a file: out and in without loss, and every mistake told with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.people import ChannelProfile, Where
from bot.domain.platforms import Platform
from bot.domain.profile_files import ProfileFileErrors, from_yaml, to_yaml
from bot.domain.profiles import TASTE, listed, problems, tagged

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
values = st.sampled_from(["no", "null", "1984", "witty", "#x", "a: b"])
platforms = st.lists(st.sampled_from([p for p in Platform if p is not Platform.ANY]), unique=True)
profiles = st.builds(
    ChannelProfile,
    provider=st.none() | values,
    platforms=platforms.map(tuple),
    values=st.dictionaries(values, st.dictionaries(st.sampled_from(TASTE), values, min_size=1), max_size=2),
    where=st.none() | st.sampled_from(Where),
    banned_words=st.lists(words, max_size=3).map("\n".join).map(listed),
    required_phrases=st.lists(words, max_size=3).map("\n".join).map(listed),
    required_hashtags=st.lists(words, max_size=3).map(" ".join).map(tagged),
).filter(lambda profile: not problems(profile))


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.from_regex(r"[CG][A-Z0-9]{1,10}", fullmatch=True), profiles, max_size=3))
def test_what_is_written_is_read_back(every):
    assert from_yaml(to_yaml(every)) == every


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80) | st.text("vc:-[]{}&*!1 \n#'\"", max_size=40))
def test_any_text_is_read_or_refused_in_words(text):
    wrong = []
    try:
        from_yaml(text)
    except ProfileFileErrors as error:
        wrong = [str(each) for each in error.wrong] or ["nothing is said to be wrong"]
    assert all(words.startswith("line ") for words in wrong)


def refused(text):
    with pytest.raises(ProfileFileErrors) as error:
        from_yaml(text)
    return [str(wrong) for wrong in error.value.wrong]


KEYS = "provider, platforms, taste, results, banned_words, required_phrases, required_hashtags"
PLATFORMS = "x, bluesky, threads, pinterest, youtube, instagram, tiktok, linkedin, facebook"
FILE = """version: 1
channels:
  C1:
    provider: sample
    platfroms: [x]
    platforms:
      - x
      - myspace
    results: everywhere
  C1:
    banned_words: cheap
"""


def test_every_mistake_is_told_with_its_line():
    assert refused(FILE) == [
        "line 10: “C1” is there twice.",
        "line 11: “banned_words” takes a list, one entry a line, each after a dash.",
    ]
    assert refused(FILE.replace("  C1:\n    banned", "  C2:\n    banned")) == [
        f"line 5: “platfroms” is not known here; known are {KEYS}.",
        f"line 8: “myspace” is not known here; known are {PLATFORMS}.",
        "line 9: “everywhere” is not known here; known are channel, only me.",
        "line 11: “banned_words” takes a list, one entry a line, each after a dash.",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: The file has to begin with `version: 1`, then `channels:`."),
        ("- a", "line 1: The file has to begin with `version: 1`, then `channels:`."),
        ("channels: {}", "line 1: “version” is missing; write `version: 1` at the top."),
        ("version: 2", "line 1: Only version 1 of this file is known."),
        ("version: 1\nteams: {}", "line 2: “teams” is not known here; known are version, channels."),
        (
            "version: 1\nchannels:\n  general: {}",
            "line 3: “general” is no channel's id; they look like C0123",
        ),
        ("version: 1\nchannels:\n  U12: {}", "line 3: “U12” is no channel's id"),
        ("version: 1\nchannels: [C1]", "line 2: “channels” takes names with values, one a line, indented."),
        ("version: 1\nchannels:\n  C1: &a {}\n  C2: *a", "line 3: Anchors (&), aliases (*) and tags (!) are"),
        ("version: 1\nchannels: {C1: !!python/object:os.system {}}", "line 2: Anchors (&), aliases"),
        ("version: 1\n\tchannels: {}", "line 2: This is not YAML: found character"),
        ("version: 1\nchannels:\n  C1:\n    taste: {sample: {mood: x}}", "line 4: “mood” is not known here"),
        ("version: 1\nchannels:\n  C1:\n    platforms: [any]", "line 4: “any” is no platform to choose"),
        (
            "version: 1\nchannels:\n  C1:\n    required_hashtags:\n      - 'a-b'",
            "line 4: “#a-b” is no hashtag",
        ),
    ],
)
def test_what_is_wrong_is_told_in_plain_words(text, told):
    (words,) = refused(text)
    assert words.startswith(told)


def test_words_mean_themselves_and_what_is_empty_is_not_there():
    file = "version: 1\nchannels:\n  C1:\n    provider:\n    banned_words: [no, 1984, true]\n"
    assert from_yaml(file) == {"C1": ChannelProfile(banned_words=("no", "1984", "true"))}
