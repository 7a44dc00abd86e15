"""Acknowledgement latency of `/compose` and of its form, alone and with a thousand runs in flight.

From the moment Slack sends until it has the acknowledgement. The floor is a bare Bolt app whose
listeners do nothing but acknowledge, over the same transport: both apps are processes of their own,
asked in turn, so that the machine's moods meet both. Bolt itself looks every 10 ms whether a
listener has acknowledged, which is most of the floor. Runs in flight are briefs that the vendor took
and has not written yet; each is polled for over HTTP every ten seconds.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from bench.contenders import bare, galley
from bench.crowd import PAUSE, Driver
from bench.payloads import command, submission
from bench.size import Size
from bench.slack import Slack, Transport
from bench.table import Figure, Row, growing
from playground.slack.delivery import Envelope

MILLISECONDS = 1_000.0


async def over_http(size: Size, folder: Path) -> list[Row]:
    """Rows for signed requests over connections that are kept."""
    return await _rows("HTTP", size, folder)


async def over_socket(size: Size, folder: Path) -> list[Row]:
    """Rows for one web socket."""
    return await _rows("Socket Mode", size, folder)


async def _rows(transport: Transport, size: Size, folder: Path) -> list[Row]:
    """A row for each kind of request and number of runs in flight."""
    found: dict[int, tuple[Row, Row]] = {}
    async with galley(folder / "galley", transport) as app, bare(folder / "bare", transport) as floor:
        driver = await Driver.open(app)
        for in_flight in (0, size.in_flight):
            await driver.crowd(in_flight)
            where = f"{transport}, {in_flight:,} runs in flight"
            found[in_flight] = await _both(driver, floor.slack, size.samples, where)
    return growing(found)


async def _both(driver: Driver, floor: Slack, samples: int, where: str) -> tuple[Row, Row]:
    async def submit() -> float:
        steps = await driver.submit()
        return steps.acknowledged - steps.sent

    return (
        await _compared(
            f"ack /compose, {where}", driver.compose, lambda: _ack(floor, command(floor)), samples
        ),
        await _compared(
            f"ack submission, {where}", submit, lambda: _ack(floor, submission(floor, driver.form)), samples
        ),
    )


async def _compared(
    what: str, app: Callable[[], Awaitable[float]], floor: Callable[[], Awaitable[float]], samples: int
) -> Row:
    """Both in turn, after a few that do not count."""
    for _ in range(3):
        await app()
        await floor()
    pairs = [(await app(), await floor()) for _ in range(samples)]
    ours, theirs = zip(*pairs, strict=True)
    return Row(
        what=what,
        figure=Figure.of(ours, MILLISECONDS),
        floor=Figure.of(theirs, MILLISECONDS),
        unit="ms",
    )


async def _ack(slack: Slack, envelope: Envelope) -> float:
    sent, acknowledged = await slack.deliver(envelope)
    await asyncio.sleep(PAUSE)
    return acknowledged - sent
