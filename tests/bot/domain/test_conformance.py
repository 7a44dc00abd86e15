"""Counting and finding agree with twitter-text’s own cases (tests/data/twitter-text has their source)."""

from pathlib import Path

import pytest
import yaml

from bot.domain.pieces import MENTION, wholes
from bot.domain.platforms import graphemes, hashtags, weighted

DATA = Path(__file__).parents[2] / "data" / "twitter-text"


def cases(name):
    return [pytest.param(case, id=case["description"]) for case in yaml.safe_load((DATA / name).read_text())]


@pytest.mark.parametrize("case", cases("lengths.yml"))
def test_x_counts_as_its_own_cases_say(case):
    assert weighted(case["text"]) == case["length"]


@pytest.mark.parametrize("case", cases("hashtags.yml"))
def test_hashtags_are_found_as_x_finds_them(case):
    assert [tag[1:] for tag in hashtags(case["text"])] == case["expected"]


def test_a_joined_emoji_is_one_character_to_bluesky_and_two_to_x():
    family = "👨‍👩‍👧‍👦"

    assert (graphemes(family), weighted(family), len(family)) == (1, 2, 7)


@pytest.mark.parametrize("case", cases("mentions.yml"))
def test_every_mention_of_x_is_kept_whole(case):
    # Ours may be longer: X ends a name at 20 characters, and Bluesky's names have dots and dashes.
    found = [match.group()[1:] for match in MENTION.finditer(case["text"])]
    assert all(any(ours.startswith(name) for ours in found) for name in case["expected"])


@pytest.mark.parametrize("case", cases("urls.yml"))
def test_every_address_that_x_finds_is_kept_whole(case):
    pieces = [case["text"][start:end] for start, end in wholes(case["text"])]
    assert all(any(url in piece for piece in pieces) for url in case["expected"])
