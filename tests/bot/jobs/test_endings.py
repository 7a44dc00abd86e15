"""The end of a run is told once, however it ends and whoever ends it."""

import asyncio
import logging

import pytest

from bot.domain.errors import CardRefused, IllegalMove, ProviderDenied
from bot.domain.ports import Meter
from bot.jobs import endings
from tests.bot.jobs.fakes import TEAM, Answers, FakeProvider, generation, now, raising, until


class Counting(Meter):
    def __init__(self):
        self.ended = []

    def run_ended(self, provider, outcome, seconds, credits_used):
        assert seconds >= 0
        self.ended.append((provider, outcome, credits_used))


@pytest.fixture
def meter():
    return Counting()


async def test_a_run_that_is_done_is_told_with_what_it_used(opened, meter, caplog):
    caplog.set_level(logging.INFO, "bot.jobs.endings")
    async with opened(FakeProvider(), meter=meter) as bench:
        await bench.run()
        await bench.start()  # a resend

    assert [(provider, outcome) for provider, outcome, _ in meter.ended] == [("fake", "done")]
    (line,) = [r.getMessage() for r in caplog.records if r.name == "bot.jobs.endings"]
    assert line.startswith("fake: done after ")


async def test_one_that_the_vendor_refuses_is_told(opened, meter):
    refusing = FakeProvider(raising(ProviderDenied("No.", provider="Fake")))
    async with opened(refusing, meter=meter) as bench:
        await bench.run()

    assert meter.ended == [("fake", "failed", None)]


async def test_one_whose_card_slack_refuses_is_told(opened, meter, slack):
    slack.place_errors.append(CardRefused())
    async with opened(FakeProvider(), meter=meter) as bench:
        await bench.run()

    assert meter.ended == [("fake", "failed", None)]


async def test_one_that_breaks_in_a_way_nobody_foresaw_is_told(opened, meter):
    async with opened(FakeProvider(raising(ZeroDivisionError())), meter=meter) as bench:
        await bench.run()

    assert meter.ended == [("fake", "unsure", None)]


async def test_one_that_is_stopped_while_its_call_is_under_way_is_told_when_that_ends(opened, meter):
    answers = Answers()
    async with opened(FakeProvider(answers), meter=meter) as bench:
        await bench.start()
        await answers.asked.wait()
        await bench.engine.cancel(TEAM, "RUN1")
        assert meter.ended == []
        answers.give(ProviderDenied("No.", provider="Fake"))
        await until(lambda: bool(meter.ended))

    assert meter.ended == [("fake", "cancelled", None)]


async def test_of_several_who_end_it_at_once_one_tells(store, meter):
    records = store.team(TEAM)
    await records.add_generation(generation())
    stops = [endings.noticed(meter, records, "RUN1", lambda g: g.cancelled(now())) for _ in range(5)]
    ends = await asyncio.gather(*stops, return_exceptions=True)

    assert [type(end) for end in ends].count(IllegalMove) == 4
    assert meter.ended == [("fake", "cancelled", None)]
