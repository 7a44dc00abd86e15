"""Listeners that run when Galley closes."""

import asyncio
import inspect

import pytest

from handlers.underway import Underway


@pytest.fixture
def underway():
    return Underway()


async def test_closing_waits_for_listeners_under_way(underway):
    ended = []
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def listener():
        begun.set()
        await go_on.wait()
        ended.append("listener")

    running = asyncio.create_task(underway.noted(listener)())
    await begun.wait()
    closing = asyncio.create_task(underway.end())
    go_on.set()
    await closing

    assert ended == ["listener"]
    assert running.done()


async def test_closing_stops_listeners_that_take_too_long(underway):
    begun = asyncio.Event()

    async def listener():
        begun.set()
        await asyncio.Event().wait()

    running = asyncio.create_task(underway.noted(listener)())
    await begun.wait()
    await underway.end(grace=0.01)

    assert running.cancelled()


async def test_closing_does_not_wait_for_listeners_that_ended(underway):
    async def listener():
        raise ValueError("broke")

    with pytest.raises(ValueError, match="broke"):
        await asyncio.create_task(underway.noted(listener)())
    await asyncio.wait_for(underway.end(), 1)


def test_a_noted_listener_still_says_what_it_asks_for(underway):
    async def listener(ack, body): ...

    assert inspect.getfullargspec(inspect.unwrap(underway.noted(listener))).args == ["ack", "body"]
