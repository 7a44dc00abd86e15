"""Each step taken up again by itself, after an earlier attempt got so far and no further."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.domain.captions import Pending, Started
from bot.domain.drafts import new_draft
from bot.domain.errors import OutcomeUnknown
from bot.domain.generations import CardRef, Failure, Generation, Part, State
from bot.domain.money import Charged
from bot.domain.ports import Provider, Providers
from bot.jobs import calls, cards, ledger, story
from bot.jobs.runtime import Run, Runtime
from tests.bot.jobs.fakes import (
    IMPATIENT,
    TEAM,
    FakeProvider,
    FindingProvider,
    PollingProvider,
    at_once,
    generation,
    now,
    written,
)

THEN = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
RESULT = written(FakeProvider.request_model())


@pytest.fixture
def a_run(store, slack, files):
    """A run whose record is as given, at a provider."""

    async def make(provider: Provider, made: Generation) -> Run:
        await store.team(TEAM).add_generation(made)
        runtime = Runtime(
            store=store,
            providers=Providers((provider,)),
            notifier=slack,
            files=files,
            clock=now,
            patience=IMPATIENT,
        )
        return Run(runtime, TEAM, made.id)

    return make


def running(**facts: object) -> Generation:
    """A run under way whose only part is as given."""
    made = generation(state=State.RUNNING, card=CardRef(channel="C1", ts="1.0"))
    return made.with_part(0, made.parts[0].model_copy(update=facts))


async def part_of(run: Run) -> Part:
    return (await run.read()).parts[0]


class TestStartTakenUpAgain:
    @pytest.fixture
    def sent(self, a_run):
        """A run whose call was about to be made when the process ended."""

        async def make(provider: Provider) -> Run:
            run = await a_run(provider, running(sent_at=THEN))
            await run.records.intend(run.id, "call 0", THEN)
            return run

        return make

    async def test_is_unsure_where_the_provider_cannot_tell(self, sent):
        provider = FakeProvider()
        run = await sent(provider)

        assert await calls.start(run, 0) is None
        failure = (await part_of(run)).failure
        assert failure
        assert (failure.kind, failure.charged) == ("unsure", Charged.MAYBE)
        assert provider.keys == []

    async def test_takes_what_the_provider_finds(self, sent):
        provider = FindingProvider(at_once, found=RESULT)
        run = await sent(provider)
        await calls.start(run, 0)

        assert (await part_of(run)).result == RESULT
        assert (provider.keys, provider.sought) == ([], [THEN])

    async def test_waits_for_a_job_that_the_provider_finds(self, sent):
        run = await sent(FindingProvider(at_once, found=Started(remote_id="r1", poll_after=3)))

        assert await calls.start(run, 0) == 3
        assert (await part_of(run)).remote_id == "r1"

    async def test_sends_when_the_provider_surely_did_nothing(self, sent):
        provider = FindingProvider(at_once, found=None)
        run = await sent(provider)
        await calls.start(run, 0)

        assert (await part_of(run)).result == RESULT
        assert len(provider.keys) == 1

    async def test_is_unsure_when_the_provider_says_it_cannot_tell(self, sent):
        provider = FindingProvider(at_once, found=OutcomeUnknown())
        run = await sent(provider)
        await calls.start(run, 0)

        assert (await run.read()).settled(now()).state is State.UNSURE
        assert (provider.keys, len(provider.sought)) == ([], 1)

    async def test_is_unsure_when_the_provider_was_disconnected_meanwhile(self, sent):
        run = await sent(FakeProvider())
        await run.change(lambda g: g.model_copy(update={"provider": "gone"}))
        await calls.start(run, 0)

        failure = (await part_of(run)).failure
        assert failure
        assert (failure.kind, failure.charged) == ("disconnected", Charged.MAYBE)

    async def test_keeps_the_answer_written_down(self, a_run):
        provider = FakeProvider()
        run = await a_run(provider, running(sent_at=THEN, result=RESULT))

        assert await calls.start(run, 0) is None
        assert provider.keys == []

    async def test_looks_at_once_after_a_job_begun_before(self, a_run):
        provider = PollingProvider(RESULT)
        run = await a_run(provider, running(sent_at=THEN, remote_id="r1"))

        assert await calls.start(run, 0) == 0
        assert provider.keys == []


async def test_a_stopped_part_is_not_sent(a_run):
    provider = FakeProvider()
    run = await a_run(provider, running().model_copy(update={"cancel_requested": True}))

    assert await calls.start(run, 0) is None
    assert (await part_of(run)).sent_at is None
    assert provider.keys == []


class TestWaiting:
    async def test_is_unsure_when_the_provider_was_disconnected_meanwhile(self, a_run):
        waiting = running(sent_at=THEN, remote_id="r1").model_copy(update={"provider": "gone"})
        run = await a_run(FakeProvider(), waiting)
        await calls.wait(run, 0, 0)

        assert (await run.read()).settled(now()).state is State.UNSURE

    async def test_is_unsure_when_the_provider_has_forgotten_how_to_tell(self, a_run):
        run = await a_run(FakeProvider(), running(sent_at=THEN, remote_id="r1"))
        await calls.wait(run, 0, 0)

        assert (await run.read()).settled(now()).state is State.UNSURE

    async def test_never_asks_sooner_than_told_and_leaves_the_step_of_others(self, a_run, monkeypatch):
        pauses = []

        async def turn(_: Runtime, seconds: float, news: asyncio.Event) -> None:
            pauses.append(seconds)

        monkeypatch.setattr(Runtime, "turn", turn)
        answers = [Pending(poll_after=3)] * 20
        run = await a_run(PollingProvider(*answers, RESULT), running(sent_at=now(), remote_id="r1"))
        await calls.wait(run, 0, 3)

        assert len(pauses) == 21
        assert all(3 <= seconds <= 4 for seconds in pauses)
        assert len(set(pauses)) > 1

    async def test_asks_for_the_newest_stage_of_a_job_that_has_several(self, a_run):
        provider = PollingProvider(Started(remote_id="r2", poll_after=0), Pending(poll_after=0), RESULT)
        run = await a_run(provider, running(sent_at=now(), remote_id="r1"))
        await calls.wait(run, 0, 0)

        part = await part_of(run)
        assert provider.polled == ["r1", "r2", "r2"]
        assert (part.remote_id, part.result) == ("r2", RESULT)

    async def test_keeps_what_there_is_when_stopped_between_two_stages(self, a_run):
        provider = PollingProvider(Started(remote_id="r2", poll_after=0, so_far=RESULT))
        made = running(sent_at=now(), remote_id="r1").model_copy(update={"cancel_requested": True})
        run = await a_run(provider, made)
        await calls.wait(run, 0, 0)

        assert provider.polled == ["r1"]
        assert (await part_of(run)).result == RESULT

    async def test_lets_a_stage_begin_once_no_power_cut_can_undo_its_record(self, a_run, monkeypatch):
        provider = PollingProvider(Started(remote_id="r2", poll_after=0), RESULT)
        run = await a_run(provider, running(sent_at=now(), remote_id="r1"))
        through: list[tuple[str | None, list[str]]] = []

        async def intend(_: object, name: str, effect: str, at: datetime) -> None:
            through.append(((await part_of(run)).remote_id, list(provider.polled)))

        monkeypatch.setattr(type(run.runtime.store.team(run.team)), "intend", intend)
        await calls.wait(run, 0, 0)

        assert through == [("r2", ["r1"])]

    async def test_ends_with_the_engine(self, a_run):
        run = await a_run(PollingProvider(Pending()), running(sent_at=THEN, remote_id="r1"))
        run.runtime.closing.set()
        with pytest.raises(asyncio.CancelledError):
            await calls.wait(run, 0, 600)


class TestKeeping:
    async def test_accounts_for_an_answer_that_a_power_cut_took_back(self, a_run):
        run = await a_run(FakeProvider(), running(sent_at=THEN))

        assert await ledger.keep(run, 0)
        assert (await run.read()).state is State.UNSURE

    async def test_twice_makes_one_draft(self, a_run):
        run = await a_run(FakeProvider(), running(sent_at=THEN, result=RESULT, ended_at=THEN))
        assert [await ledger.keep(run, 0), await ledger.keep(run, 0)] == [True, True]

        assert len(await run.records.versions(run.id)) == 1

    async def test_twice_adds_one_version_even_when_another_came_between(self, a_run):
        old = generation("OLD").with_part(0, Part(request={}, result=RESULT))
        made = running(sent_at=THEN, result=RESULT, ended_at=THEN)
        run = await a_run(FakeProvider(), made.model_copy(update={"draft": "OLD"}))
        await run.records.add_draft(new_draft(old, title="Old", prompt="Old", at=THEN))
        await ledger.keep(run, 0)
        await run.records.change_draft("OLD", lambda d: d.revised(d.texts, by="U2", reason="edited", at=THEN))
        await ledger.keep(run, 0)

        reasons = [version.reason for version in await run.records.versions("OLD")]
        assert reasons == ["generated", "generated", "edited"]

    @pytest.mark.parametrize("change", [{"provider": "gone"}, {"request": {"colour": "red"}}])
    async def test_does_without_a_title_when_the_brief_cannot_be_read_any_more(self, a_run, change):
        made = running(sent_at=THEN, result=RESULT, ended_at=THEN)
        run = await a_run(FakeProvider(), made.model_copy(update=change))
        await ledger.keep(run, 0)

        draft = await run.records.draft(run.id)
        assert (draft.title, draft.prompt) == ("Untitled", "")


class TestGivingUp:
    async def test_an_unsent_part_was_not_charged(self, a_run):
        run = await a_run(FakeProvider(), running())
        await ledger.give_up(run, 0, "7F3A")

        ended = await run.read()
        assert ended.state is State.FAILED
        assert [(f.reference, f.charged) for f in ended.failures] == [("7F3A", Charged.NO)]

    async def test_a_known_failure_stays(self, a_run):
        lost = Failure.of(OutcomeUnknown())
        run = await a_run(FakeProvider(), running(sent_at=THEN, failure=lost))
        await ledger.give_up(run, 0, "7F3A")

        assert (await run.read()).failures == (lost,)


async def test_a_placed_card_is_not_placed_again(a_run, slack):
    run = await a_run(FakeProvider(), running())
    await cards.place(run)

    assert slack.placed == []
    assert len(slack.shown) == 1


async def test_no_stage_begins_while_the_engine_closes(a_run):
    run = await a_run(FakeProvider(), running())
    run.runtime.closing.set()
    with story.told_with(run.runtime), pytest.raises(asyncio.CancelledError):
        async with story._told(TEAM, run.id):
            pytest.fail("It began.")
