"""Large videos on their way from Slack to a vendor: how long one takes, and what the process grows by.

From a message with the video to PowerPost, which then writes about it; a small video has gone the same way
before. The floor is a script that reads with aiohttp and sends with httpx, likewise, to the same address.
Time is that for which Slack is busy with a video; growth is seen from outside, at its highest.
"""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import psutil

from bench.contenders import ROOT, galley, powerpost
from bench.memory import MB, REST
from bench.payloads import filled, shortcut, submission
from bench.size import Size
from bench.slack import PATIENCE, Slack
from bench.studio import film
from bench.table import Figure, Row

SMALL = 1 * MB
#: Seconds between two looks at a process.
OFTEN = 0.002


@dataclass
class Passages:
    """A process that passes films on: seconds for each, and the resident bytes it had before and at most."""

    slack: Slack
    process: psutil.Process
    passed: Callable[[int], Awaitable[None]]
    seconds: list[float] = field(default_factory=list)
    before: int = 0
    highest: int = 0

    async def warm_up(self) -> None:
        """Pass on a small one."""
        await self.passed(SMALL)
        await asyncio.sleep(REST)
        self.before = self._resident()

    async def add(self, size: int) -> None:
        """Pass one on, and look."""
        passing = asyncio.ensure_future(self.passed(size))
        while not passing.done():
            await asyncio.wait({passing}, timeout=OFTEN)
            self.highest = max(self.highest, self._resident())
        await passing
        self.seconds.append(self.slack.studio.took)

    @property
    def growth(self) -> Figure:
        """In megabytes."""
        return Figure(value=(self.highest - self.before) / MB)

    def _resident(self) -> int:
        return int(self.process.memory_info().rss)


async def rows(size: Size, folder: Path) -> list[Row]:
    """Two rows; the two processes take turns."""
    async with galley(folder, "Socket Mode", powerpost) as app, _floor(app.slack) as floor:
        ours = Passages(app.slack, app.process, partial(_composed, app.slack))
        for passages in (ours, floor):
            await passages.warm_up()
        for _ in range(size.films):
            for passages in (ours, floor):
                await passages.add(size.film)
    what = f"a video of {size.film // MB} MB on its way"
    return [
        Row(what=what, figure=Figure.of(ours.seconds), floor=Figure.of(floor.seconds), unit="s"),
        Row(what=f"memory, {what}", figure=ours.growth, floor=floor.growth, unit="MB"),
    ]


async def _composed(slack: Slack, size: int) -> None:
    """From a message with a video to the vendor's job, until that was looked at."""
    looked = len(slack.studio.powerpost.calls.of("poll")) + 1
    opened = slack.expect("views.open")
    await slack.deliver(shortcut(slack, film(slack.address, size)))
    form = (await asyncio.wait_for(opened, PATIENCE)).arguments["view"]
    await slack.deliver(submission(slack, filled(slack, form)))
    await asyncio.wait_for(slack.studio.powerpost.calls.arrived(looked, "poll"), PATIENCE)


@asynccontextmanager
async def _floor(slack: Slack) -> AsyncIterator[Passages]:
    vendor = slack.studio.powerpost
    upload_url = f"{vendor.address(slack.address)}/media/upload"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.passing", upload_url, vendor.key, vendor.workspace),
        env={"PYTHONPATH": str(ROOT)},
        stdin=PIPE,
        stdout=PIPE,
    )

    async def passed(size: int) -> None:
        address = film(slack.address, size)["url_private"]
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("The floor cannot be spoken to.")
        process.stdin.write(f"{address}\n".encode())
        if (status := await asyncio.wait_for(process.stdout.readline(), PATIENCE)) != b"200\n":
            raise RuntimeError(f"The floor did not pass it on: {status!r}")

    try:
        yield Passages(slack, psutil.Process(process.pid), passed)
    finally:
        process.kill()
        await process.wait()
