"""A run from its start to the card that shows its result."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.captions import Finished, Image, Pending, Started
from bot.domain.errors import NoContent
from bot.domain.generations import CardRef, State
from bot.domain.platforms import Platform
from bot.domain.ports import Providers
from bot.jobs.runtime import Runtime
from tests.bot.jobs.fakes import IMPATIENT, TEAM, FakeProvider, PollingProvider, generation, now, written


async def test_ends_with_a_card_that_shows_the_draft(opened):
    async with opened(FakeProvider()) as bench:
        ended, draft = await bench.run()

    assert ended.state is State.DONE
    assert draft
    assert draft.texts == {Platform.X: "Hello x"}
    assert (draft.title, draft.prompt) == ("Dark mode launch", "Dark mode launch")
    assert bench.slack.placed == [ended.card] == [draft.card]


async def test_started_twice_is_one_run(opened):
    provider = FakeProvider()
    async with opened(provider) as bench:
        made = await bench.start()
        await bench.engine.start(TEAM, made.id)
        await bench.slack.ended(made.id)
        await bench.engine.start(TEAM, made.id)

    assert (len(provider.keys), len(bench.slack.placed)) == (1, 1)


async def test_fifty_starts_at_once_are_one_run(opened):
    provider = FakeProvider()
    async with opened(provider) as bench:
        made = await bench.start()
        await asyncio.gather(*(bench.engine.start(TEAM, made.id) for _ in range(50)))
        await bench.slack.ended(made.id)

    assert (len(provider.keys), len(bench.slack.placed)) == (1, 1)


async def test_an_unknown_workflow_of_a_run_that_is_over_asks_nobody(opened):
    provider = FakeProvider()
    async with opened(provider) as bench:
        over = generation(state=State.DONE, card=CardRef(channel="C1", ts="1.0"))
        await bench.run(over)

    assert provider.keys == []
    assert bench.slack.placed == []


async def test_parts_are_asked_for_side_by_side(opened):
    everybody = asyncio.Barrier(3)

    async def meet(request, key) -> Started | Finished:
        await everybody.wait()
        return written(request)

    async with opened(FakeProvider(meet)) as bench:
        ended, draft = await bench.run(generation(parts=3))

    assert ended.state is State.DONE
    assert draft
    assert draft.latest.number == 1
    assert set(draft.texts) == {part.targets[0] for part in ended.parts}


async def test_each_part_is_called_under_a_key_of_its_own(opened):
    provider = FakeProvider()
    async with opened(provider) as bench:
        await bench.run(generation(parts=2))

    assert sorted(provider.keys) == ["T1:RUN1:0", "T1:RUN1:1"]


async def test_what_arrived_is_kept_when_another_part_fails(opened):
    async def behave(request, key) -> Started | Finished:
        if key.endswith(":1"):
            raise NoContent
        return written(request)

    async with opened(FakeProvider(behave)) as bench:
        ended, draft = await bench.run(generation(parts=2))

    assert ended.state is State.DONE
    assert [f.kind for f in ended.failures] == ["empty"]
    assert draft
    assert draft.platforms == ended.parts[0].targets


async def test_a_reported_balance_is_remembered(opened):
    async with opened(FakeProvider()) as bench:
        ended, _ = await bench.run()
        balance = await bench.store.team(TEAM).balance("fake")

    assert balance
    assert (balance.credits, balance.at) == (99, ended.parts[0].ended_at)


async def test_a_background_job_is_polled_until_it_is_finished(opened):
    request = generation().parts[0].request
    result = written(PollingProvider.request_model.model_validate(request), "Later")
    provider = PollingProvider(Pending(poll_after=0), Pending(poll_after=0), result)
    async with opened(provider) as bench:
        ended, draft = await bench.run()

    assert provider.polled == ["remote T1:RUN1:0"] * 3
    assert ended.parts[0].remote_id == "remote T1:RUN1:0"
    assert draft
    assert draft.texts == {Platform.X: "Later x"}


async def test_a_job_with_news_is_asked_for_before_its_turn(opened):
    provider = PollingProvider(Pending(poll_after=600), written(PollingProvider.request_model()))
    asked_before = asyncio.Event()
    poll = provider.poll

    async def look(remote_id):
        asked_before.set()
        return await poll(remote_id)

    provider.poll = look
    async with opened(provider) as bench:
        made = await bench.start()
        await asked_before.wait()
        bench.engine.wake("T1:RUN1:0")
        ended, _ = await bench.slack.ended(made.id)

    assert ended.state is State.DONE
    assert len(provider.polled) == 2


@pytest.fixture
def runtime(store, slack, files):
    return Runtime(
        store=store,
        providers=Providers((FakeProvider(),)),
        notifier=slack,
        files=files,
        clock=now,
        patience=IMPATIENT,
    )


@pytest.mark.parametrize("job", ["", "remote", "remote of nobody"])
async def test_news_of_an_unknown_job_wake_nobody(runtime, job):
    news = runtime.news_of("remote T1:RUN1:0")
    runtime.wake(job)

    assert not news.is_set()


async def test_however_much_news_there_is_two_looks_are_some_time_apart(runtime):
    news, time = asyncio.Event(), asyncio.get_running_loop().time
    news.set()
    began = time()
    await runtime.turn(600, news)

    assert IMPATIENT.looking * 0.9 < time() - began < 60


async def test_a_turn_that_comes_sooner_than_that_is_not_put_off(runtime):
    patient = replace(runtime, patience=replace(IMPATIENT, looking=600))
    async with asyncio.timeout(60):
        await patient.turn(0.001, asyncio.Event())


async def test_a_run_for_a_draft_becomes_its_next_version(opened):
    async with opened(FakeProvider()) as bench:
        await bench.run()
        _, draft = await bench.run(generation("RUN2", draft="RUN1"))
        versions = await bench.store.team(TEAM).versions("RUN1")

    assert draft
    assert (draft.id, draft.generation, draft.latest.number) == ("RUN1", "RUN2", 2)
    assert [version.number for version in versions] == [1, 2]


async def test_a_run_for_a_draft_that_is_gone_becomes_a_new_draft(opened):
    async with opened(FakeProvider()) as bench:
        await bench.run(generation("RUN2", draft="GONE"))
        draft = await bench.draft("RUN2")

    assert draft
    assert draft.latest.number == 1


async def test_a_run_with_a_card_shows_its_progress_there(opened):
    card = CardRef(channel="C1", ts="9.0")
    async with opened(FakeProvider()) as bench:
        ended, _ = await bench.run(generation(card=card))

    assert ended.card == card
    assert bench.slack.placed == []
    assert [g.state for g, _ in bench.slack.shown] == [State.ACCEPTED, State.DONE]


async def test_pictures_without_captions_make_a_draft(opened):
    dog = Image(media_id="m1", url="https://v.example/dog.png")

    async def draw(request, key) -> Started | Finished:
        return Finished(images=(dog,))

    async with opened(FakeProvider(draw)) as bench:
        _, draft = await bench.run()

    assert draft
    assert (draft.texts, draft.images) == ({}, (dog,))


async def test_a_result_without_captions_and_pictures_makes_no_draft(opened):
    async def draw(request, key) -> Started | Finished:
        return Finished()

    async with opened(FakeProvider(draw)) as bench:
        ended, draft = await bench.run()

    assert ended.state is State.DONE
    assert draft is None
