"""Runs a second, through the engine and the store, with a vendor and a Slack that answer at once.

From the order to take so many runs, fifty at a time, until the last one's card shows its end. With two
processes, each takes half of them. One floor is the hand-written lease table with a checkpoint where Galley
has one, on the same kind of database, whose disk is waited for; the other is tasks of which nothing is kept.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.crew import crew, shares
from bench.postgres import running
from bench.size import Size
from bench.table import Figure, Row
from bench.workers.orders import Mode
from bot.jobs.slots import BEAT, LOOKS

#: Seconds that a job is one process's: as long as what a dead one left waits in Galley.
LEASE = BEAT * LOOKS
#: Runs that do not count, for the first of everything.
WARM_UP = 20


class Kind(NamedTuple):
    """What works through the runs."""

    module: str
    needs_database: bool = True
    more: tuple[str, ...] = ()


GALLEY = Kind("bench.workers.galley")
TABLE = Kind("bench.workers.lease", more=(str(LEASE),))
TASKS = Kind("bench.workers.tasks", needs_database=False)


async def rows(size: Size, folder: Path) -> list[Row]:
    """Two rows for one process on SQLite, and for one and two on PostgreSQL."""
    found = await _both("SQLite", 1, [f"sqlite:///{folder / name}/runs.db" for name in "ab"], size, folder)
    with running(durable=True) as server:
        for processes in (1, 2):
            urls = [server.database(), server.database()]
            found += await _both("PostgreSQL", processes, urls, size, folder)
    return found


async def _both(database: str, processes: int, urls: Sequence[str], size: Size, folder: Path) -> list[Row]:
    ours, table, tasks = [
        Figure(value=await _rate(kind, url, processes, size.runs, folder / name))
        for kind, url, name in zip((GALLEY, TABLE, TASKS), (*urls, ""), "abc", strict=True)
    ]
    what = f"runs, {database}, {processes} process{'es' if processes > 1 else ''}"
    return [
        Row(what=f"{what}; a lease table", figure=ours, floor=table, unit="/s", rate=True),
        Row(what=f"{what}; bare tasks", figure=ours, floor=tasks, unit="/s", rate=True),
    ]


async def _rate(kind: Kind, url: str, processes: int, count: int, folder: Path) -> float:
    """Runs a second."""
    arguments = (url, Mode.INSTANT, *kind.more) if kind.needs_database else ()
    async with crew(folder) as workers:
        members = await workers.gather(processes, kind.module, *arguments)
        took = 0.0
        for runs in (range(WARM_UP), range(WARM_UP, WARM_UP + count)):
            began = time.perf_counter()
            for member, share in zip(members, shares(runs, processes), strict=True):
                member.give(share)
            await workers.heard("over", runs)
            took = time.perf_counter() - began
    return count / took
