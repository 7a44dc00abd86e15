"""What a run shows when the provider, or Galley itself, fails."""

import asyncio
import logging

import pytest

from bot.domain.captions import Finished, Pending, Started
from bot.domain.errors import (
    KnownDown,
    NoContent,
    OutcomeUnknown,
    OutOfCredits,
    ProviderBusy,
    ProviderDenied,
    ProviderDown,
    ProviderRejected,
    ProviderUnreachable,
)
from bot.domain.generations import Part, State
from bot.domain.money import Charged
from bot.jobs import calls
from tests.bot.jobs.fakes import FakeProvider, FindingProvider, PollingProvider, generation, raising, written

RESULT = written(FakeProvider.request_model.model_validate(generation().request), "Found")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ProviderRejected(field="text"), "rejected"),
        (ProviderDenied(), "denied"),
        (OutOfCredits(needed=3, available=1), "credits"),
        (NoContent(), "empty"),
        (ProviderBusy(retry_after=900), "busy"),
        (ProviderUnreachable(), "unreachable"),
        (KnownDown(retry_after=30), "known_down"),
        (ProviderDown(), "down"),
    ],
)
async def test_a_refusal_is_shown_and_nothing_was_charged(opened, error, kind):
    provider = FakeProvider(raising(error))
    async with opened(provider) as bench:
        ended, draft = await bench.run()

    assert ended.state is State.FAILED
    assert [(f.kind, f.message, f.charged) for f in ended.failures] == [(kind, error.message, Charged.NO)]
    assert draft is None
    assert len(provider.keys) == 1


async def test_a_busy_provider_s_wait_is_on_the_card(opened):
    async with opened(FakeProvider(raising(ProviderBusy(retry_after=900)))) as bench:
        ended, _ = await bench.run()

    assert ended.failures[0].retry_after == 900


async def test_an_unclear_outcome_is_unsure_and_never_sent_again(opened):
    provider = FakeProvider(raising(OutcomeUnknown("No answer for a minute.", request_id="r-1")))
    async with opened(provider) as bench:
        ended, _ = await bench.run()

    failure = ended.failures[0]
    assert ended.state is State.UNSURE
    assert (failure.message, failure.request_id) == ("No answer for a minute.", "r-1")
    assert failure.charged is Charged.MAYBE
    assert len(provider.keys) == 1


async def test_an_unclear_outcome_is_looked_for_where_the_provider_can_tell(opened):
    provider = FindingProvider(raising(OutcomeUnknown()), found=RESULT)
    async with opened(provider) as bench:
        ended, draft = await bench.run()

    assert ended.state is State.DONE
    assert draft
    assert list(draft.texts.values()) == ["Found x"]
    assert (len(provider.keys), len(provider.sought)) == (1, 1)


async def test_an_unclear_outcome_that_was_surely_nothing_is_a_failure(opened):
    provider = FindingProvider(raising(OutcomeUnknown()), found=None)
    async with opened(provider) as bench:
        ended, _ = await bench.run()

    assert ended.state is State.FAILED
    assert [(f.kind, f.charged) for f in ended.failures] == [("down", Charged.NO)]
    assert len(provider.keys) == 1


async def test_a_search_that_fails_for_long_leaves_the_outcome_unsure(opened):
    provider = FindingProvider(raising(OutcomeUnknown()), found=ProviderUnreachable())
    async with opened(provider) as bench:
        ended, _ = await bench.run()

    assert ended.state is State.UNSURE
    assert len(provider.sought) == 3


async def test_trouble_in_polling_is_sat_out(opened):
    provider = PollingProvider(ProviderBusy(retry_after=0.01), RESULT)
    async with opened(provider) as bench:
        ended, _ = await bench.run()

    assert ended.state is State.DONE


async def test_a_job_waits_for_a_provider_that_is_known_to_be_down(opened):
    down = [KnownDown(retry_after=0.01)] * 5
    provider = PollingProvider(*down, Pending(poll_after=0), *down, RESULT)
    async with opened(provider) as bench:
        ended, _ = await bench.run()

    assert (ended.state, len(provider.polled), len(provider.keys)) == (State.DONE, 12, 1)


async def test_an_unclear_outcome_stays_unsure_while_the_provider_is_known_to_be_down(opened):
    provider = FindingProvider(raising(OutcomeUnknown()), KnownDown(retry_after=30))
    async with opened(provider) as bench:
        ended, _ = await bench.run()

    assert (ended.state, [f.charged for f in ended.failures]) == (State.UNSURE, [Charged.MAYBE])
    assert len(provider.keys) == 1


async def for_ever(*_):
    await asyncio.sleep(60)


async def test_a_call_that_never_ends_is_unsure_and_never_sent_again(opened, monkeypatch):
    monkeypatch.setattr(calls, "START", 0.05)
    provider = FakeProvider(for_ever)
    async with opened(provider) as bench:
        ended, _ = await bench.run()

    assert (ended.state, [f.kind for f in ended.failures]) == (State.UNSURE, ["unsure"])
    assert len(provider.keys) == 1


async def test_a_search_that_never_ends_leaves_the_outcome_unsure(opened, monkeypatch):
    monkeypatch.setattr(calls, "FIND", 0.05)
    provider = FindingProvider(raising(OutcomeUnknown()), None)
    provider.find = for_ever
    async with opened(provider) as bench:
        ended, _ = await bench.run()

    assert ended.state is State.UNSURE


async def test_a_look_that_never_ends_is_followed_by_another(opened, monkeypatch):
    monkeypatch.setattr(calls, "LOOK", 0.05)
    provider = PollingProvider(RESULT)
    look = provider.poll

    async def look_again(*_):
        provider.poll = look
        await asyncio.sleep(60)

    provider.poll = look_again
    async with opened(provider) as bench:
        ended, _ = await bench.run()

    assert ended.state is State.DONE


async def test_a_job_that_failed_at_the_provider_is_a_failure(opened):
    async with opened(PollingProvider(NoContent())) as bench:
        ended, _ = await bench.run()

    assert ended.state is State.FAILED
    assert ended.failures[0].kind == "empty"


async def test_a_job_that_takes_too_long_is_unsure(opened, patience):
    patience(answer=0.0)
    async with opened(PollingProvider(Pending(poll_after=0))) as bench:
        ended, _ = await bench.run()

    assert ended.state is State.UNSURE
    assert [(f.kind, f.charged) for f in ended.failures] == [("working", Charged.MAYBE)]


async def test_a_provider_no_longer_connected_is_said_and_not_asked(opened):
    provider = FakeProvider()
    async with opened(provider) as bench:
        ended, _ = await bench.run(generation(provider="gone"))

    assert ended.state is State.FAILED
    assert [(f.kind, f.charged) for f in ended.failures] == [("disconnected", Charged.NO)]
    assert provider.keys == []


async def test_a_brief_that_no_longer_fits_is_said_and_not_sent(opened):
    provider = FakeProvider()
    async with opened(provider) as bench:
        strange = generation().model_copy(update={"parts": (Part(request={"colour": "red"}),)})
        ended, _ = await bench.run(strange)

    assert ended.state is State.FAILED
    assert [(f.kind, f.charged) for f in ended.failures] == [("outdated", Charged.NO)]
    assert provider.keys == []


async def test_a_provider_that_breaks_after_it_was_asked_is_unsure_with_a_reference(opened, caplog):
    provider = FakeProvider(raising(KeyError("secret words")))
    with caplog.at_level(logging.ERROR):
        async with opened(provider) as bench:
            ended, _ = await bench.run()

    failure = ended.failures[0]
    assert (ended.state, failure.kind, failure.charged) == (State.UNSURE, "unexpected", Charged.MAYBE)
    assert failure.reference
    assert failure.reference in caplog.text
    assert "secret words" not in failure.message


async def test_what_the_other_parts_brought_is_kept_when_one_breaks(opened):
    async def behave(request, key) -> Started | Finished:
        if key.endswith(":1"):
            raise KeyError
        return written(request)

    async with opened(FakeProvider(behave)) as bench:
        ended, draft = await bench.run(generation(parts=2))

    assert ended.state is State.DONE
    assert [f.kind for f in ended.failures] == ["unexpected"]
    assert draft
    assert draft.platforms == ended.parts[0].targets


async def test_when_nothing_can_be_kept_any_more_the_whole_run_fails(opened, store, monkeypatch):
    async def behave(request, key) -> Started | Finished:
        if key.endswith(":1"):
            raise KeyError
        return written(request)

    async def break_down(draft):
        raise OSError("disk full")

    monkeypatch.setattr(store.team("T1"), "add_draft", break_down)
    async with opened(FakeProvider(behave)) as bench:
        ended, _ = await bench.run(generation(parts=2))

    assert ended.state is State.FAILED
    assert (ended.failures[0].kind, ended.failures[0].charged) == ("unexpected", Charged.YES)


async def test_a_result_that_cannot_be_kept_is_a_failure_with_a_reference(opened, store, monkeypatch):
    async def break_down(draft):
        raise OSError("disk full")

    monkeypatch.setattr(store.team("T1"), "add_draft", break_down)
    async with opened(FakeProvider()) as bench:
        ended, _ = await bench.run()

    failure = ended.failures[0]
    assert (ended.state, failure.kind, failure.charged) == (State.FAILED, "unexpected", Charged.YES)
    assert failure.reference


async def test_a_run_that_cannot_be_begun_is_a_failure_with_a_reference(opened, store, monkeypatch):
    def break_down(name):
        raise RuntimeError

    async with opened(FakeProvider()) as bench:
        monkeypatch.setattr(type(bench.engine._runtime.providers), "get", break_down)
        ended, _ = await bench.run()

    failure = ended.failures[0]
    assert (ended.state, failure.kind, failure.charged) == (State.FAILED, "unexpected", Charged.NO)
    assert failure.reference
