"""What may stand in a channel's profile, and how a change of it is told."""

from datetime import UTC, datetime

import pytest

from bot.domain.people import ChannelProfile, Where
from bot.domain.platforms import Platform
from bot.domain.profiles import changed, differing, listed, problems, profile_key, tagged

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("channel", "key"),
    [("C1", "C1"), ("G1", "G1"), ("D1", "U1"), (None, "U1"), ("", "U1"), ("U1", "U1"), ("W2", "U1")],
)
def test_outside_of_channels_a_persons_own_counts(channel, key):
    assert profile_key(channel, "U1") == key


def test_words_may_be_typed_in_lines_or_with_commas_each_counts_once():
    assert listed(" cheap,  free  beer\nCHEAP;\n\n synergy ", "\n,;") == ("cheap", "free beer", "synergy")
    assert listed("Terms apply, always\n") == ("Terms apply, always",)


def test_hashtags_may_be_typed_without_their_sign():
    assert tagged("#launch galley, ##Galley\n\uff03新製品") == ("#launch", "#galley", "#新製品")


@pytest.mark.parametrize(
    ("profile", "field", "words"),
    [
        (ChannelProfile(banned_words=tuple(f"w{n}" for n in range(51))), "banned_words", "these are 51"),
        (ChannelProfile(required_phrases=("x" * 201,)), "required_phrases", "200 characters each"),
        (
            ChannelProfile(required_phrases=tuple(f"{n:02}" + "x" * 150 for n in range(20))),
            "required_phrases",
            "Together at most 2,900",
        ),
        (ChannelProfile(required_hashtags=("#a-b",)), "required_hashtags", "“#a-b” is no hashtag"),
        (ChannelProfile(required_hashtags=("#",)), "required_hashtags", "“#” is no hashtag"),
        (ChannelProfile(required_phrases=("Cheap",), banned_words=("cheap",)), "banned_words", "“Cheap” is"),
        (ChannelProfile(required_hashtags=("#cheap",), banned_words=("cheap",)), "banned_words", "“#cheap”"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(profile, field, words):
    found = problems(profile)
    assert list(found) == [field]
    assert words in found[field]


def test_a_change_says_what_it_changed_and_no_change_is_none():
    old = ChannelProfile(provider="sample", revision=3)
    new = old.model_copy(update={"platforms": (Platform.X,), "where": Where.ONLY_ME})
    kept = changed(old, new, "U1", NOW)
    assert (kept.revision, kept.changes[0].what) == (4, ("platforms", "where results go"))
    assert changed(kept, kept, "U2", NOW) is kept


def test_only_the_latest_changes_are_remembered():
    profile = ChannelProfile()
    for number in range(12):
        profile = changed(profile, profile.model_copy(update={"provider": f"p{number}"}), "U1", NOW)
    assert (profile.revision, len(profile.changes)) == (12, 10)
    assert differing(profile, ChannelProfile()) == ("provider",)
