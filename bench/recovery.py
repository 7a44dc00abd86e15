"""Seconds from a killed process until its runs are under way again, and until all are over.

Killed with SIGKILL, with so many runs at the vendor, which has written them meanwhile. Under way again is a
run whose vendor has been asked how it stands. On SQLite the next process is started at once, and the time
runs from there, with all that a start is; the floor is a process that reads what is open and goes on with
it. On PostgreSQL two processes share the runs, and one is killed for good: the time runs from the kill until
the other has ended all. The floor is the lease table, with a lease as long as the other process waits.
"""

import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from bench.crew import crew, shares
from bench.postgres import Postgres, running
from bench.rates import GALLEY, TABLE, Kind
from bench.size import Size
from bench.table import Figure, Row
from bench.workers.orders import Mode

#: Seconds until all were under way again, and until all were over.
Times: TypeAlias = tuple[float, float]


async def rows(size: Size, folder: Path) -> list[Row]:
    """Two rows for SQLite, two for PostgreSQL."""

    async def restarted(kind: Kind, folder: Path) -> Times:
        return await _restarted(kind, size.killed, folder)

    found = await _compared(f"{size.killed} killed runs, SQLite", restarted, size.kills, folder / "sqlite")
    with running(durable=True) as server:

        async def taken_over(kind: Kind, folder: Path) -> Times:
            return await _taken_over(kind, size.killed, server, folder)

        what = f"{size.killed} runs, PostgreSQL, 1 of 2 killed"
        return found + await _compared(what, taken_over, size.kills, folder / "postgres")


async def _compared(
    what: str, measure: Callable[[Kind, Path], Awaitable[Times]], kills: int, folder: Path
) -> list[Row]:
    """Both in turn."""
    ours, floor = [], []
    for number in range(kills):
        ours.append(await measure(GALLEY, folder / f"galley-{number}"))
        floor.append(await measure(TABLE, folder / f"table-{number}"))
    return [
        Row(what=f"{what}, until under way", figure=_figure(ours, 0), floor=_figure(floor, 0), unit="s"),
        Row(what=f"{what}, until over", figure=_figure(ours, 1), floor=_figure(floor, 1), unit="s"),
    ]


def _figure(times: Sequence[Times], which: int) -> Figure:
    return Figure.of([each[which] for each in times])


async def _restarted(kind: Kind, count: int, folder: Path) -> Times:
    """One process, killed and started again."""
    url, runs = f"sqlite:///{folder}/runs.db", range(count)
    async with crew(folder) as workers:
        (first,) = await workers.gather(1, kind.module, url, Mode.KEEPING, *kind.more)
        first.give(runs)
        await workers.heard("begun", runs)
        await first.kill()
        workers.forget()
        began = time.perf_counter()
        await workers.hire(kind.module, url, Mode.FINISHING, *kind.more)
        await workers.heard("begun", runs)
        under_way = time.perf_counter() - began
        await workers.heard("over", runs)
        return under_way, time.perf_counter() - began


async def _taken_over(kind: Kind, count: int, server: Postgres, folder: Path) -> Times:
    """Two processes, one killed for good."""
    url, runs = server.database(), range(count)
    async with crew(folder) as workers:
        members = await workers.gather(2, kind.module, url, Mode.KEEPING, *kind.more)
        for member, share in zip(members, shares(runs, 2), strict=True):
            member.give(share)
        await workers.heard("begun", runs)
        began = time.perf_counter()
        await members[0].kill()
        workers.forget()
        members[1].order("finish")
        await workers.heard("begun", runs)
        under_way = time.perf_counter() - began
        await workers.heard("over", runs)
        took = time.perf_counter() - began
    server.drop(url)
    return under_way, took
