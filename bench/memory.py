"""Resident memory at rest, and what each run in flight adds.

At rest against the bare Bolt app, both connected and asked once. Per run: the growth of the process
from rest to so many runs being polled for, divided by their number, against a bare asyncio task that
holds the same brief and waits.
"""

import asyncio
import sys
from pathlib import Path

from bench.contenders import ROOT, Contender, bare, galley
from bench.crowd import Driver
from bench.payloads import command
from bench.size import Size
from bench.table import Figure, Row, growing

KB, MB = 1_000, 1_000_000
#: Seconds for what a request left behind to be freed.
REST = 1.0


async def rows(size: Size, folder: Path) -> list[Row]:
    """A row at rest, and one for each number of runs."""
    async with galley(folder / "galley", "Socket Mode") as app, bare(folder / "bare", "Socket Mode") as floor:
        driver = await Driver.open(app)
        await floor.slack.deliver(command(floor.slack))
        await asyncio.sleep(REST)
        rest = app.memory
        found = [
            Row(
                what="memory at rest",
                figure=Figure(value=rest / MB),
                floor=Figure(value=floor.memory / MB),
                unit="MB",
            )
        ]
        return found + growing({crowd: [await _per_run(driver, app, crowd, rest)] for crowd in size.crowds})


async def _per_run(driver: Driver, app: Contender, crowd: int, rest: int) -> Row:
    await driver.crowd(crowd)
    await asyncio.sleep(REST)
    return Row(
        what=f"memory per run, {crowd:,} runs in flight",
        figure=Figure(value=(app.memory - rest) / crowd / KB),
        floor=Figure(value=await _held(crowd) / KB),
        unit="kB",
    )


async def _held(count: int) -> float:
    """Bytes per task, as a fresh process finds."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bench.held",
        str(count),
        env={"PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await process.communicate()
    return float(told)
