"""Asking again what became of an unclear run: nothing is sent, whatever comes of it."""

import pytest

from bot.domain.captions import Pending
from bot.domain.errors import IllegalMove, OutcomeUnknown, ProviderUnreachable
from bot.domain.generations import State
from bot.domain.money import Charged
from bot.domain.ports import Providers
from bot.services.runs import Runs
from tests.bot.jobs.fakes import (
    TEAM,
    FakeProvider,
    FindingProvider,
    PollingProvider,
    generation,
    now,
    raising,
    written,
)

RESULT = written(FakeProvider.request_model.model_validate(generation().request), "Found")


async def checked(opened, found):
    provider = FindingProvider(raising(OutcomeUnknown()), found=ProviderUnreachable())
    async with opened(provider) as bench:
        first, _ = await bench.run()
        assert first.state is State.UNSURE
        provider.found = found
        runs = Runs(bench.store, Providers((provider,)), bench.engine, now)
        again = await runs.check(TEAM, "U2", first.id)
        ended, draft = await bench.slack.ended(again.id)
    return provider, first, ended, draft


async def test_what_is_found_becomes_the_result_on_the_same_card(opened):
    provider, first, ended, draft = await checked(opened, RESULT)

    assert (ended.state, ended.card) == (State.DONE, first.card)
    assert draft is not None
    assert list(draft.texts.values()) == [RESULT.captions[0].text]
    assert len(provider.keys) == 1


async def test_it_looks_from_the_moment_of_the_unclear_call(opened):
    provider, first, _, _ = await checked(opened, RESULT)

    assert provider.sought[-1] == first.parts[0].sent_at


async def test_when_surely_nothing_was_done_it_says_so_and_sends_nothing(opened):
    provider, _, ended, _ = await checked(opened, None)

    assert (ended.state, ended.failures[0].charged) == (State.FAILED, Charged.NO)
    assert len(provider.keys) == 1


async def test_when_it_still_cannot_be_told_it_stays_unsure(opened):
    provider, _, ended, _ = await checked(opened, OutcomeUnknown())

    assert ended.state is State.UNSURE
    assert len(provider.keys) == 1


async def test_a_job_that_took_too_long_is_asked_for_again_by_its_id(opened, patience):
    patience(answer=0.0)
    provider = PollingProvider(Pending(poll_after=0))
    async with opened(provider) as bench:
        first, _ = await bench.run()
        assert (first.state, first.failures[0].kind) == (State.UNSURE, "working")
        provider.answers = [RESULT]
        again = await Runs(bench.store, Providers((provider,)), bench.engine, now).check(TEAM, "U2", first.id)
        ended, draft = await bench.slack.ended(again.id)

    assert (ended.state, ended.card) == (State.DONE, first.card)
    assert draft is not None
    assert set(provider.polled) == {"remote T1:RUN1:0"}
    assert len(provider.keys) == 1


async def test_a_job_asked_for_again_has_as_long_as_the_first_time(opened, patience):
    patience(answer=0.0)
    provider = PollingProvider(Pending(poll_after=0))
    async with opened(provider) as bench:
        first, _ = await bench.run()
        runs = Runs(bench.store, Providers((provider,)), bench.engine, now)
        again = await runs.check(TEAM, "U2", first.id)
        ended, _ = await bench.slack.ended(again.id)
        third = await runs.check(TEAM, "U2", again.id)
        await bench.slack.ended(third.id)

    assert (ended.state, ended.failures[0].kind) == (State.UNSURE, "working")
    assert again.parts[0].sent_at > first.parts[0].sent_at
    assert len(provider.keys) == 1


async def test_a_run_that_is_clear_cannot_be_checked(opened):
    async with opened(FakeProvider()) as bench:
        done, _ = await bench.run()
        runs = Runs(bench.store, Providers((FakeProvider(),)), bench.engine, now)
        with pytest.raises(IllegalMove):
            await runs.check(TEAM, "U2", done.id)
