"""The card when Slack is slow, forgetful, or does not want it."""

import logging
from datetime import timedelta

from bot.domain.errors import CardRefused
from bot.domain.generations import State
from bot.domain.money import Charged
from tests.bot.jobs.fakes import FakeProvider, generation, now, until


async def test_a_card_posted_without_an_answer_is_found_not_posted_again(opened, slack):
    slack.posts_before_failing = True
    slack.place_errors = [TimeoutError()]
    async with opened(FakeProvider()) as bench:
        ended, _ = await bench.run()

    assert ended.state is State.DONE
    assert slack.placed == [ended.card]


async def test_a_card_that_was_surely_not_posted_is_posted_at_the_next_attempt(opened, slack):
    slack.place_errors = [TimeoutError(), TimeoutError()]
    async with opened(FakeProvider()) as bench:
        ended, _ = await bench.run()

    assert slack.placed == [ended.card]


async def test_a_run_goes_on_without_a_card_that_may_be_there_and_shows_its_end_on_it(opened, slack):
    slack.posts_before_failing = True
    slack.place_errors = [TimeoutError()]
    slack.find_errors = [TimeoutError(), TimeoutError()]
    async with opened(FakeProvider()) as bench:
        ended, draft = await bench.run()

    assert ended.state is State.DONE
    assert slack.placed == [ended.card]
    assert draft
    assert draft.card == ended.card


async def test_nothing_is_bought_for_a_run_whose_card_slack_refuses(opened, slack):
    slack.place_errors = [CardRefused()]
    provider = FakeProvider()
    async with opened(provider) as bench:
        ended, _ = await bench.run()

    assert ended.state is State.FAILED
    assert [(f.kind, f.charged) for f in ended.failures] == [("card", Charged.NO)]
    assert provider.keys == []


async def test_a_card_that_is_slow_to_change_is_tried_again(opened, slack):
    slack.show_errors = [TimeoutError(), TimeoutError()]
    async with opened(FakeProvider()) as bench:
        ended, _ = await bench.run()

    assert ended.state is State.DONE


async def test_a_deleted_card_is_replaced_once_and_the_draft_follows(opened, slack):
    slack.show_errors = [CardRefused()]
    async with opened(FakeProvider()) as bench:
        ended, draft = await bench.run()

    assert len(slack.placed) == 2
    assert ended.card == slack.placed[1].model_copy(update={"again": True})
    assert draft
    assert draft.card == ended.card


async def test_a_result_that_slack_never_takes_is_in_the_records_all_the_same(opened, slack, caplog):
    slack.show_errors = [TimeoutError()] * 9
    with caplog.at_level(logging.ERROR):
        async with opened(FakeProvider()) as bench:
            made = await bench.start()
            await until(lambda: bool(slack.placed) and not bench.engine._runtime.running)
            ended = await bench.store.team(made.team).generation(made.id)

    assert ended.state is State.DONE
    assert await bench.draft()
    assert "RUN1 could not be brought up to date" in caplog.text


async def test_a_run_that_shows_its_end_late_shows_the_newer_one_of_its_draft(opened, slack, monkeypatch):
    """Somebody pressed *Try the rest again* as soon as they saw it, before Slack had answered Galley."""
    newer = generation("RUN2", created_at=now() + timedelta(seconds=1), draft="RUN1")
    async with opened(FakeProvider()) as bench:
        records, show = bench.store.team(newer.team), slack.show

        async def late(shown, draft):
            await show(shown, draft)
            if draft and draft.generation == "RUN1":
                await records.add_generation(newer)
                await records.change_draft("RUN1", lambda d: d.on("RUN2", now()))

        monkeypatch.setattr(slack, "show", late)
        await bench.start()
        await until(lambda: bool(slack.shown) and not bench.engine._runtime.running)

    shown, draft = slack.shown[-1]
    assert (shown.id, draft.generation) == ("RUN2", "RUN2")
