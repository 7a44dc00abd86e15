"""Jobs from the table: claimed, done step by step, and let go of."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress

from bench.lease.table import ADD, CLAIM, FINISH, RECORD, RENEW, STEPS, TAKE_ALL, Table

#: Does a step of a job; returns its outcome, to be recorded.
Step = Callable[[str], Awaitable[str]]
#: Jobs claimed at once.
MOST = 200
#: Looks at the table, and renewals, in the length of a lease.
LOOKS = 4


class LeaseEngine:
    """Does every job that is due, as long as it is open."""

    def __init__(self, table: Table, steps: Mapping[str, Step], lease: float) -> None:
        self._table = table
        self._steps = steps
        self._lease = lease
        self._owner = secrets.token_hex(8)
        self._more = asyncio.Event()
        self.jobs: set[asyncio.Task[None]] = set()

    async def start(self, job: str, brief: str) -> None:
        """Store a job, to be done soon."""
        await self._table.run(ADD, job=job, brief=brief)
        self._more.set()

    async def claim(self) -> None:
        """Take what is due and begin it; whenever there is more, and every while."""
        statement = CLAIM.format(locked=self._table.locked)
        while True:
            self._more.clear()
            now = time.time()
            due = {"now": now, "until": now + self._lease, "most": MOST}
            taken = await self._table.run(statement, owner=self._owner, **due)
            for job, epoch in taken:
                task = asyncio.create_task(self._do(str(job), int(epoch)))
                self.jobs.add(task)
                task.add_done_callback(self.jobs.discard)
            if len(taken) < MOST:
                await self._pause()

    async def renew(self) -> None:
        """Keep what is being done."""
        while True:
            await asyncio.sleep(self._lease / LOOKS)
            await self._table.run(RENEW, owner=self._owner, until=time.time() + self._lease)

    async def _pause(self) -> None:
        # Not `wait_for`: in Python 3.11 it forgets a cancellation when what it waits for comes just then.
        with suppress(TimeoutError):
            async with asyncio.timeout(self._lease / LOOKS):
                await self._more.wait()

    async def _do(self, job: str, epoch: int) -> None:
        """Do the steps that are not recorded; stop when somebody else has the job."""
        mine = {"job": job, "owner": self._owner, "epoch": epoch}
        recorded = {step for (step,) in await self._table.run(STEPS, job=job)} if epoch > 1 else set()
        for name, step in self._steps.items():
            if name in recorded:
                continue
            outcome = await step(job)
            if not await self._table.run(RECORD, step=name, outcome=outcome, **mine):
                return
        await self._table.run(FINISH, **mine)


@asynccontextmanager
async def lease_engine(table: Table, steps: Mapping[str, Step], lease: float) -> AsyncIterator[LeaseEngine]:
    """An engine at work; `lease` in seconds. What it leaves is taken over when its lease has run out."""
    if not table.shared:
        await table.run(TAKE_ALL)
    engine = LeaseEngine(table, steps, lease)
    loops = [asyncio.create_task(engine.claim()), asyncio.create_task(engine.renew())]
    try:
        yield engine
    finally:
        left = [*loops, *engine.jobs]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
