"""A form says when its provider is down, and until when nothing is sent."""

from datetime import timedelta

from bot.domain.outages import Outage
from tests.bot.blocks.test_modals import NOON, modal, small_print


def test_a_form_says_since_when_and_until_when_its_provider_is_down():
    outage = Outage(since=NOON, again=NOON + timedelta(minutes=4, seconds=10))
    assert (
        "⚠ Shorty has been down since 12:00 UTC. Until 12:05 UTC Galley sends it nothing; your brief is kept."
        in small_print(modal(outage=outage))
    )


def test_an_outage_over_midnight_has_dates():
    outage = Outage(since=NOON, again=NOON + timedelta(days=1))
    assert outage.words("Shorty") == f"Shorty has been down since 12:00 UTC on {NOON:%-d %B}."


def test_without_an_outage_a_form_speaks_of_none():
    assert not any("down" in line for line in small_print(modal()))
