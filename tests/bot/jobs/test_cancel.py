"""A person stops a run, at each of its stages."""

import asyncio
from typing import ClassVar

import pytest

from bot.domain.captions import Finished, Started
from bot.domain.errors import IllegalMove, NoContent
from bot.domain.generations import State
from bot.domain.ports import RateLimit
from tests.bot.jobs.fakes import TEAM, Answers, FakeProvider, FakeSlack, generation, until, written

RESULT = written(FakeProvider.request_model.model_validate(generation().request))


class SlowSlack(FakeSlack):
    """Posts a card only when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()
        self.may_post = asyncio.Event()

    async def place(self, generation):
        self.asked.set()
        await self.may_post.wait()
        return await super().place(generation)


class LimitedProvider(FakeProvider):
    """May be called once a minute."""

    limits: ClassVar[tuple[RateLimit, ...]] = (RateLimit(calls=1, seconds=60),)


class TestBeforeAnythingIsSent:
    @pytest.fixture
    def slack(self) -> FakeSlack:
        return SlowSlack()

    async def test_the_run_is_cancelled_at_once_and_the_provider_never_asked(self, opened, slack):
        provider = FakeProvider()
        async with opened(provider) as bench:
            made = await bench.start()
            await slack.asked.wait()
            stopping = asyncio.create_task(bench.engine.cancel(TEAM, made.id))
            await until(lambda: '"cancelled"' in bench.store.team(TEAM)._generations[made.id])
            slack.may_post.set()
            await stopping
            ended, _ = await slack.ended(made.id)

        assert ended.state is State.CANCELLED
        assert provider.keys == []
        assert len(slack.placed) == 1


async def test_what_a_call_under_way_brings_is_kept_and_shown(opened):
    answers = Answers()
    async with opened(FakeProvider(answers)) as bench:
        made = await bench.start()
        await answers.asked.wait()
        await bench.engine.cancel(TEAM, made.id)
        shown, _ = bench.slack.shown[-1]
        answers.give(RESULT)
        ended, draft = await bench.slack.ended(made.id)

    assert (shown.state, shown.cancel_requested) == (State.RUNNING, True)
    assert (ended.state, ended.cancel_requested) == (State.DONE, True)
    assert draft


async def test_a_call_under_way_that_fails_leaves_the_run_cancelled(opened):
    answers = Answers()
    async with opened(FakeProvider(answers)) as bench:
        made = await bench.start()
        await answers.asked.wait()
        await bench.engine.cancel(TEAM, made.id)
        answers.give(NoContent())
        ended, _ = await bench.slack.ended(made.id)

    assert ended.state is State.CANCELLED
    assert [f.kind for f in ended.failures] == ["empty"]


async def test_a_part_still_in_the_queue_is_not_sent_any_more(opened):
    answers = Answers()
    provider = LimitedProvider(answers)
    async with opened(provider) as bench:
        made = await bench.start(generation(parts=2))
        await answers.asked.wait()
        await bench.engine.cancel(TEAM, made.id)
        answers.give(RESULT)
        ended, draft = await bench.slack.ended(made.id)

    assert ended.state is State.DONE
    assert [bool(part.sent_at) for part in ended.parts] == [True, False]
    assert len(provider.keys) == 1
    assert draft


async def test_stopping_twice_is_stopping_once(opened):
    answers = Answers()
    async with opened(FakeProvider(answers)) as bench:
        made = await bench.start()
        await answers.asked.wait()
        await bench.engine.cancel(TEAM, made.id)
        await bench.engine.cancel(TEAM, made.id)
        answers.give(RESULT)
        ended, _ = await bench.slack.ended(made.id)

    assert ended.state is State.DONE


async def test_a_run_that_is_over_cannot_be_stopped(opened):
    async with opened(FakeProvider()) as bench:
        await bench.run()
        with pytest.raises(IllegalMove, match="done already"):
            await bench.engine.cancel(TEAM, "RUN1")


async def test_a_card_that_cannot_be_changed_does_not_keep_a_run_from_stopping(opened):
    async def never(request, key) -> Started | Finished:
        raise AssertionError

    async with opened(FakeProvider(never)) as bench:
        await bench.store.team(TEAM).add_generation(generation())
        bench.slack.place_errors = [TimeoutError()]
        await bench.engine.cancel(TEAM, "RUN1")
        ended = await bench.store.team(TEAM).generation("RUN1")

    assert ended.state is State.CANCELLED
