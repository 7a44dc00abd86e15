"""The form of settings: what it shows of a profile, and how it is read back."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.settings import Settings, SettingsMeta, changed_words, settings_modal, typed
from bot.blocks.welcome import welcome_message
from bot.domain.people import ChannelProfile, ProfileChange, Where
from bot.domain.platforms import Platform
from bot.domain.profiles import problems
from playground.blockkit.check import message_problems, view_problems
from providers.sample import Sample
from tests.bot.blocks.kitchen import sent

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
META = SettingsMeta(channel="C1", channel_name="general", provider="sample")
CHANGE = ProfileChange(person="U1", what=("platforms", "banned words"), at=NOON - timedelta(hours=2))
FULL = ChannelProfile(
    provider="sample",
    values={"sample": {"tone": "witty", "length": "short"}, "other": {"tone": "calm"}},
    platforms=(Platform.X, Platform.LINKEDIN),
    where=Where.ONLY_ME,
    reviewers=("U9",),
    banned_words=("cheap", "free beer"),
    required_phrases=("Terms apply, always",),
    required_hashtags=("#galley",),
    changes=(CHANGE,),
    revision=3,
)
entries = st.lists(st.text(st.characters(exclude_categories=["C", "Z", "P", "S"]), min_size=1), max_size=5)


def drawn(profile, meta=META, clash=None):
    sample = Sample()
    return settings_modal(
        Settings(meta=meta, profile=profile, offered={"sample": sample}, now=NOON, clash=clash)
    )


def words(view):
    return str(view["blocks"])


@pytest.mark.parametrize("profile", [ChannelProfile(), FULL])
@pytest.mark.parametrize("meta", [META, SettingsMeta(), SettingsMeta(channel="D1")])
def test_slack_takes_the_form(profile, meta):
    assert view_problems(drawn(profile, meta, CHANGE)) == []


@pytest.mark.parametrize("profile", [ChannelProfile(), FULL])
def test_what_is_shown_is_read_back_and_what_is_not_shown_stays(profile):
    view = drawn(profile)
    meta = SettingsMeta.read(view["private_metadata"])
    assert typed(sent(view["blocks"]), meta, profile) == profile


@settings(max_examples=40, deadline=None)
@given(entries, entries)
def test_any_words_are_read_back(banned, phrases):
    profile = ChannelProfile(
        banned_words=tuple({w.casefold(): w for w in banned}.values()),
        required_phrases=tuple({w.casefold(): w for w in phrases}.values()),
    )
    view = drawn(profile)
    assert view_problems(view) == [] or problems(profile)
    assert typed(sent(view["blocks"]), META, profile).banned_words == profile.banned_words


def test_a_provider_that_is_gone_is_no_default_any_more():
    view = drawn(ChannelProfile(provider="gone"))
    assert SettingsMeta.read(view["private_metadata"]).provider is None
    assert "Tone" not in words(view)


def test_who_changed_it_last_is_shown_and_who_came_between():
    assert "Changed by <@U1> 2 hours ago: platforms, banned words" in words(drawn(FULL))
    assert "<@U1> changed platforms, banned words while you were here" in words(drawn(FULL, clash=CHANGE))


def test_a_persons_own_have_no_place_to_go_to():
    assert "Where results go" in words(drawn(FULL))
    assert "Where results go" not in words(drawn(FULL, SettingsMeta(channel="D1")))


def test_the_channel_is_told_and_nothing_in_its_name_mentions_anybody():
    told = changed_words(CHANGE, FULL, "#<!channel>")
    assert told == "<@U1> changed Galley's settings of #&lt;!channel&gt;: platforms, banned words."
    assert "reset" in changed_words(CHANGE, ChannelProfile(changes=(CHANGE,), revision=4), "#general")


def test_slack_takes_the_welcome():
    assert message_problems(list(welcome_message().blocks)) == []
