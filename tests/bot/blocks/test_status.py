from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks.elements import plain
from bot.blocks.status import credits_message, status_message
from bot.domain.money import Balance
from playground.blockkit.check import message_problems
from tests.bot.blocks.scenes import NOW, rich_texts, words

LATER = NOW + timedelta(hours=2)


def test_status_says_of_each_provider_whether_it_works(working_provider, broken_provider, sample_provider):
    told = status_message([working_provider, broken_provider, sample_provider], {}, now=LATER)

    assert words(told.blocks) == [
        "Providers",
        "✓ Vendor: works",
        "Balance: 194 credits left (2 hours ago)",
        "⚠ Vendor: does not work now",
        "The key was <refused>.",
        "Balance: 194 credits left (2 hours ago)",
        "✓ Sample: works. It is a sample: it makes text up on the spot, needs no key and charges nothing",
    ]
    assert told.text.startswith("Vendor: works; Vendor: does not work now; Sample: works.")
    assert message_problems(list(told.blocks)) == []


def test_what_is_wrong_is_shown_as_the_vendor_said_it(broken_provider):
    assert rich_texts(status_message([broken_provider], {}, now=LATER)) == ["The key was <refused>."]


def test_credits_are_told_with_their_age(working_provider):
    told = credits_message([working_provider], {}, now=LATER)

    assert words(told.blocks) == ["Credits", "Vendor: 194 credits left (2 hours ago)"]
    assert told.text == "Vendor: 194 credits left (2 hours ago)"


def test_a_balance_that_is_not_told_is_not_invented(silent_provider, sample_provider, working_provider):
    unknown = replace(working_provider, balance=None)
    told = credits_message([silent_provider, sample_provider, unknown], {}, now=NOW)

    assert words(told.blocks)[1:] == [
        "Vendor: not published",
        "Sample: free, nothing to count",
        "Vendor: not known yet",
    ]


def test_a_doubtful_balance_says_how_low_it_may_be(working_provider):
    balance = Balance(credits=100, floor=40, at=NOW, note="Two pages of the vendor disagree")
    told = credits_message([replace(working_provider, balance=balance)], {}, now=NOW)

    assert words(told.blocks)[1:] == [
        "Vendor: 100 credits left, perhaps only 40 (just now)",
        "Two pages of the vendor disagree",
    ]


def test_what_cannot_be_asked_is_not_said_to_work(silent_provider):
    told = status_message([replace(silent_provider, asked=False)], {}, now=NOW)

    assert words(told.blocks)[1] == "✓ Vendor: connected. Whether its key works, only a brief can show"


@pytest.mark.parametrize("drawn", [status_message, credits_message])
def test_what_is_not_connected_says_what_it_needs_and_whose_matter_that_is(drawn, sample_provider):
    others = {"Post*Power*": ("POWER_KEY", "POWER_WORKSPACE"), "Acme": ("ACME_KEY",), "Odd": ()}
    told = drawn([sample_provider], others, now=NOW)

    lines = [
        "Post*Power*: not connected. Whoever runs Galley sets POWER_KEY and POWER_WORKSPACE",
        "Acme: not connected. Whoever runs Galley sets ACME_KEY",
        "Odd: not connected",
    ]
    assert told.blocks[-1]["text"] == plain("\n".join(lines))
    assert told.text.endswith("; ".join(lines))
    assert message_problems(list(told.blocks)) == []
