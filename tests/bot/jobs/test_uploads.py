"""A brief's files go to the provider before its paid call, each of them once."""

import asyncio

import pytest

from bot.domain.errors import (
    FileUnreachable,
    OutcomeUnknown,
    ProviderBusy,
    ProviderDown,
    ProviderRejected,
    ProviderUnreachable,
    UserError,
)
from bot.domain.generations import State
from bot.domain.money import Charged
from bot.domain.ports import Providers
from bot.services.runs import Runs
from tests.bot.jobs.fakes import TEAM, FakeProvider, UploadingProvider, a_file, generation, now

TWO = (a_file(1), a_file(2))


async def test_the_brief_that_is_sent_names_each_file_as_the_provider_does(opened):
    provider = UploadingProvider()
    async with opened(provider) as bench:
        ended, _ = await bench.run(generation(pictures=TWO))

    assert ended.state is State.DONE
    assert provider.taken == [("1.png", b"F1"), ("2.png", b"F2")]
    assert provider.media == ["media F1", "media F2"]


async def test_the_brief_as_the_person_gave_it_keeps_no_vendor_s_ids(opened):
    async with opened(UploadingProvider()) as bench:
        ended, _ = await bench.run(generation(pictures=TWO))

    assert [file["media_id"] for file in ended.request["pictures"]] == [None, None]


async def test_parts_that_share_a_file_send_it_once(opened):
    provider = UploadingProvider()
    async with opened(provider) as bench:
        await bench.run(generation(parts=3, pictures=TWO))

    assert len(provider.taken) == 2
    assert sorted(provider.media) == sorted(["media F1", "media F2"] * 3)


async def test_the_card_no_longer_shows_a_file_as_on_its_way_once_it_is_sent(opened):
    async with opened(UploadingProvider()) as bench:
        await bench.run(generation(pictures=TWO))
        between, end = (shown for shown, _ in bench.slack.shown)

    assert (between.state, end.state) == (State.RUNNING, State.DONE)
    assert {file["media_id"] for file in between.parts[0].request["pictures"]} == {"media F1", "media F2"}


async def test_a_provider_that_takes_no_files_is_asked_at_once(opened, files):
    files.errors = [UserError("Nobody should read a file.")]
    provider = FakeProvider()
    async with opened(provider) as bench:
        ended, _ = await bench.run(generation(pictures=TWO))

    assert ended.state is State.DONE


@pytest.mark.parametrize("error", [OutcomeUnknown(), ProviderDown(), ProviderUnreachable()])
async def test_trouble_at_the_provider_is_sat_out(opened, error):
    provider = UploadingProvider(error, error)
    async with opened(provider) as bench:
        ended, _ = await bench.run(generation(pictures=TWO))

    assert ended.state is State.DONE
    assert len(provider.taken) == 2


async def test_trouble_at_slack_is_sat_out(opened, files):
    files.errors = [FileUnreachable(), FileUnreachable()]
    async with opened(UploadingProvider()) as bench:
        ended, _ = await bench.run(generation(pictures=TWO))

    assert ended.state is State.DONE


@pytest.mark.parametrize(
    ("error", "kind", "times"),
    [
        (ProviderRejected(), "rejected", 1),
        (ProviderBusy(retry_after=60), "busy", 1),
        (ProviderDown(), "down", 3),
        (OutcomeUnknown(), "down", 3),
    ],
)
async def test_a_file_the_provider_never_takes_ends_the_run_and_nothing_was_charged(
    opened, error, kind, times
):
    provider = UploadingProvider(*[error] * 9)
    async with opened(provider) as bench:
        ended, _ = await bench.run(generation(pictures=TWO))

    assert ended.state is State.FAILED
    assert [(f.kind, f.charged) for f in ended.failures] == [(kind, Charged.NO)]
    assert (provider.keys, 9 - len(provider.errors)) == ([], times)


@pytest.mark.parametrize("error", [UserError("It is gone."), FileUnreachable("It is gone.")])
async def test_a_file_slack_never_gives_ends_the_run_and_nothing_was_charged(opened, files, error):
    files.errors = [error] * 3
    provider = UploadingProvider()
    async with opened(provider) as bench:
        ended, _ = await bench.run(generation(pictures=TWO))

    failure = ended.failures[0]
    assert (ended.state, provider.keys) == (State.FAILED, [])
    assert (failure.kind, failure.message, failure.charged) == ("file", "It is gone.", Charged.NO)


async def test_another_try_sends_only_what_is_missing(opened):
    provider = UploadingProvider()
    async with opened(provider) as bench:
        provider.errors = []
        provider.upload = refusing(provider, "2.png")
        first, _ = await bench.run(generation(pictures=TWO))
        del provider.upload
        runs = Runs(bench.store, Providers((provider,)), bench.engine, now)
        again = await runs.again(TEAM, "U1", first.id)
        ended, _ = await bench.slack.ended(again.id)

    assert (first.state, ended.state) == (State.FAILED, State.DONE)
    assert [name for name, _ in provider.taken] == ["1.png", "2.png"]


def refusing(provider, name):
    """An `upload` that refuses this file."""
    take = provider.upload

    async def upload(file, content):
        if file.name == name:
            raise ProviderRejected
        return await take(file, content)

    return upload


async def test_a_run_stopped_while_a_file_is_sent_asks_for_nothing(opened):
    provider, sending, may_go_on = UploadingProvider(), asyncio.Event(), asyncio.Event()
    take = provider.upload

    async def upload(file, content):
        sending.set()
        await may_go_on.wait()
        return await take(file, content)

    provider.upload = upload
    async with opened(provider) as bench:
        made = await bench.start(generation(pictures=TWO))
        await sending.wait()
        await bench.engine.cancel(TEAM, made.id)
        may_go_on.set()
        ended, _ = await bench.slack.ended(made.id)

    assert ended.state is State.CANCELLED
    assert len(provider.taken) <= 1
    assert provider.keys == []


async def test_a_provider_that_breaks_over_a_file_is_said_with_a_reference(opened, caplog):
    provider = UploadingProvider(*[RuntimeError("a bug")] * 3)
    async with opened(provider) as bench:
        ended, _ = await bench.run(generation(pictures=TWO))

    failure = ended.failures[0]
    assert (failure.kind, failure.charged, provider.keys) == ("unexpected", Charged.NO, [])
    assert failure.reference
    assert failure.reference in caplog.text
