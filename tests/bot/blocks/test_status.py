from dataclasses import replace
from datetime import timedelta

from bot.blocks.status import credits_message, status_message
from bot.domain.money import Balance
from playground.blockkit.check import message_problems
from tests.bot.blocks.scenes import NOW, rich_texts, words

LATER = NOW + timedelta(hours=2)


def test_status_says_of_each_provider_whether_it_works(working_provider, broken_provider, sample_provider):
    told = status_message([working_provider, broken_provider, sample_provider], now=LATER)

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
    assert rich_texts(status_message([broken_provider], now=LATER)) == ["The key was <refused>."]


def test_credits_are_told_with_their_age(working_provider):
    told = credits_message([working_provider], now=LATER)

    assert words(told.blocks) == ["Credits", "Vendor: 194 credits left (2 hours ago)"]
    assert told.text == "Vendor: 194 credits left (2 hours ago)"


def test_a_balance_that_is_not_told_is_not_invented(silent_provider, sample_provider, working_provider):
    unknown = replace(working_provider, balance=None)
    told = credits_message([silent_provider, sample_provider, unknown], now=NOW)

    assert words(told.blocks)[1:] == [
        "Vendor: not published",
        "Sample: free, nothing to count",
        "Vendor: not known yet",
    ]


def test_a_doubtful_balance_says_how_low_it_may_be(working_provider):
    balance = Balance(credits=100, floor=40, at=NOW, note="Two pages of the vendor disagree")
    told = credits_message([replace(working_provider, balance=balance)], now=NOW)

    assert words(told.blocks)[1:] == [
        "Vendor: 100 credits left, perhaps only 40 (just now)",
        "Two pages of the vendor disagree",
    ]
