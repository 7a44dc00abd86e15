"""The floor of durable runs: the hand-written lease table, with a checkpoint where Galley has one.

`python -m bench.workers.lease URL MODE SECONDS`; for so long a job is one process's.
"""

import asyncio
import sys
from contextlib import AsyncExitStack

from bench.lease.engine import Step, lease_engine
from bench.lease.sqlite import sqlite_table
from bench.lease.table import Table
from bench.payloads import TOPIC
from bench.vendor import CAPTION
from bench.workers.orders import LOOK_AGAIN, Mode, Vendor, obey, say


async def main(url: str, mode: str, lease: str) -> None:
    """Work until nobody gives orders any more."""
    vendor = Vendor(mode)
    async with AsyncExitStack() as opened:
        table = await _table(opened, url)
        engine = await opened.enter_async_context(lease_engine(table, _steps(vendor), float(lease)))
        await obey(vendor, lambda run: engine.start(run, TOPIC))


async def _table(opened: AsyncExitStack, url: str) -> Table:
    if url.startswith("sqlite:///"):
        return opened.enter_context(sqlite_table(url.removeprefix("sqlite:///")))
    # Here, because a floor on SQLite does without psycopg, which takes a tenth of a second to import.
    from bench.lease.postgres import postgres_table  # noqa: PLC0415

    return await opened.enter_async_context(postgres_table(url))


def _steps(vendor: Vendor) -> dict[str, Step]:
    async def noted(_: str) -> str:
        return ""

    async def written(_: str) -> str:
        return CAPTION

    async def awaited(run: str) -> str:
        while not vendor.is_done(run):  # noqa: ASYNC110  # vendors have to be asked
            await asyncio.sleep(LOOK_AGAIN)
        return CAPTION

    async def shown(run: str) -> str:
        say("over", run)
        return ""

    waiting = {} if vendor.mode is Mode.INSTANT else {"wait": awaited}
    return {"place": noted, "mark": noted, "start": written, **waiting, "keep": noted, "show": shown}


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
