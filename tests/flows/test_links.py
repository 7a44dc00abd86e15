"""Socket Mode while its links come and go: nothing that Slack sent is lost, and nothing happens twice."""

import asyncio

import pytest

from bot import serve
from bot.domain.errors import ConfigurationError
from handlers import sockets
from playground.slack.delivery import Timing
from playground.slack.fixtures import GENERAL
from tests.flows.person import settled


@pytest.fixture
def links(world):
    return world.playground.sockets


async def open_again(world, links, besides=frozenset(), most=sockets.LINKS):
    """Wait until Galley has all its links, none of them among those `besides`."""
    await world.workspace.until(lambda: len(links.links - besides) >= most, 15)


async def commands(world, ana, times=40):
    """So many commands; what Slack said of those that were not acknowledged."""
    failed = []
    for _ in range(times):
        await ana.says("/galley help")
        if ana.notice:
            failed.append(ana.notice)
            world.workspace.notices.clear()
    return failed


async def answered(ana, times):
    """Each of so many commands was answered, once."""
    await ana.workspace.until(lambda: len(ana.private) >= times, 5)
    await settled(0.1)
    assert len(ana.private) == times


async def test_galley_has_two_links_and_each_envelope_comes_by_one(world, ana, links):
    await open_again(world, links)
    assert len(links.links) == 2
    assert await commands(world, ana, 10) == []
    await answered(ana, 10)


@pytest.mark.parametrize("reason", ["refresh_requested", "warning"])
async def test_commands_flow_while_all_links_are_exchanged_ten_times(world, ana, links, reason):
    await open_again(world, links)

    async def exchange():
        for _ in range(10):
            before = links.links
            await links.disconnect(reason, within=0.5)
            await open_again(world, links, before)

    exchanging = asyncio.create_task(exchange())
    failed, sent = [], 0
    while not exchanging.done():
        failed += await commands(world, ana, 5)
        sent += 5
    await exchanging
    assert failed == []
    assert sent > 10
    await answered(ana, sent)


async def test_commands_flow_while_one_link_after_the_other_is_cut(world, ana, links):
    await open_again(world, links)
    failed = []
    for _ in range(10):
        before = links.links
        links.cut(1)
        failed += await commands(world, ana, 3)
        await open_again(world, links, most=2)
        assert links.links != before
    assert failed == []
    await answered(ana, 30)


async def test_a_cut_of_everything_is_mended_as_soon_as_slack_lets_galley_in(world, ana, links):
    await open_again(world, links)
    before = links.links
    links.refuse(1.5)
    links.cut()
    await world.workspace.until(lambda: not links.connected)
    await ana.says("/galley help")
    assert "dispatch_failed" in ana.notice
    world.expects("dispatch_failed")
    await open_again(world, links, before)
    world.workspace.notices.clear()
    assert await commands(world, ana, 5) == []


async def test_a_submission_whose_link_is_cut_becomes_exactly_one_run(world, ana, links, monkeypatch):
    await open_again(world, links)
    runs = world.galley.services.runs
    submit = runs.submit

    async def cut_first(*args, **kwargs):
        links.cut()
        await world.workspace.until(lambda: not links.connected)
        return await submit(*args, **kwargs)

    await ana.opens("/compose Dark mode is here")
    await ana.writes_with("sample")
    with monkeypatch.context() as broken:
        broken.setattr(runs, "submit", cut_first)
        assert await ana.submits() == {}  # acknowledged by a link that was opened meanwhile
    await ana.sees("Dark mode is here", "Save draft")
    assert len(await world.store.generations()) == 1
    assert len(ana.cards()) == 1


async def test_a_submission_that_slack_lost_the_answer_to_can_be_sent_again(world, ana, links, monkeypatch):
    monkeypatch.setattr(links, "_timing", Timing())
    world.expects("operation_timeout", "event message ack")  # of our own card, while nobody can be reached
    await open_again(world, links)
    runs = world.galley.services.runs
    submit = runs.submit

    async def cut_off(*args, **kwargs):
        stored = await submit(*args, **kwargs)
        links.refuse(4)
        links.cut()
        return stored

    await ana.opens("/compose Dark mode is here")
    await ana.writes_with("sample")
    with monkeypatch.context() as broken:
        broken.setattr(runs, "submit", cut_off)
        assert "trouble connecting" in (await ana.submits())[""]
    await open_again(world, links)
    assert await ana.submits() == {}
    await ana.sees("Dark mode is here", "Save draft")
    await settled()
    assert len(await world.store.generations()) == 1
    assert len(ana.cards()) == 1


async def test_a_link_that_slack_asked_to_leave_is_read_to_its_end(world, ana, links, monkeypatch):
    await open_again(world, links)
    opened = sockets.Links._reopened

    async def later(self):
        await asyncio.sleep(0.5)
        return await opened(self)

    monkeypatch.setattr(sockets.Links, "_reopened", later)
    await links.disconnect()
    assert await commands(world, ana, 5) == []


async def test_too_many_links_are_left_before_others_are_opened(world, ana, links):
    await open_again(world, links)
    before = links.links
    await links.disconnect("too_many_websockets", most=1)
    await world.workspace.until(lambda: len(before - links.links) == 1)
    await open_again(world, links)
    assert await commands(world, ana, 3) == []


async def test_a_galley_that_closes_answers_what_it_was_sent_before(world, ana, links, monkeypatch):
    services = world.galley.services
    submit = services.runs.submit

    async def slowly(*args, **kwargs):
        closing.set()
        await asyncio.sleep(0.3)
        return await submit(*args, **kwargs)

    closing = asyncio.Event()
    second = sockets.LinkedHandler(world.galley.slack, world.workspace.app.app_token)
    first_links = links.links
    await open_again(world, links)
    await second.connect_async()
    await open_again(world, links, first_links, 2)
    await ana.opens("/compose Dark mode is here")
    await ana.writes_with("sample")
    monkeypatch.setattr(services.runs, "submit", slowly)
    submitting = asyncio.create_task(ana.submits())
    await closing.wait()
    await second.close_async()
    assert await submitting == {}
    assert len(ana.cards(GENERAL)) <= 1
    await ana.sees("Dark mode is here", "Save draft")


async def test_an_event_that_nobody_took_is_sent_again_and_taken(world, ana, links, monkeypatch):
    world.expects("connection_failed")
    monkeypatch.setattr(world.playground.outbox, "_timing", Timing(retry_pauses=(0.3,) * 10))
    await open_again(world, links)
    links.refuse(1)
    links.cut()
    await world.workspace.until(lambda: not links.connected)
    ana.people.open_home(ana.id)
    await ana.sees_home("Compose")


async def test_a_bot_token_that_slack_does_not_take_is_told_before_a_link_is_opened(world, links):
    world.expects("token_revoked")
    world.workspace.refuses = "token_revoked"
    await open_again(world, links)
    before = world.sent("apps.connections.open")
    with pytest.raises(ConfigurationError, match="SLACK_BOT_TOKEN: token_revoked"):
        async with serve.by_socket(world.galley, world.workspace.app.app_token):
            pass
    assert world.sent("apps.connections.open") == before
