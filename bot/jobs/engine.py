"""The durable engine: `bot.domain.ports.Runner` on DBOS, embedded in this process."""

import asyncio
import logging
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import timedelta

from dbos import DBOS

from bot.domain.ports import Clock, FileSource, Notifier, Providers, Store
from bot.jobs import cards, housekeeping
from bot.jobs.database import launched
from bot.jobs.queues import register_queues
from bot.jobs.runtime import Patience, Run, Runtime
from bot.jobs.story import begin, told_with

logger = logging.getLogger(__name__)

PATIENCE = Patience()


class Engine:
    """Starts and stops runs. Made by `open_engine`."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def start(self, team: str, generation_id: str) -> None:
        """Run a stored generation, once per id; returns as soon as the start is recorded.

        A closing engine leaves it to the next start-up, which takes up everything stored and open.
        """
        if not self._runtime.closing.is_set():
            await begin(Run(self._runtime, team, generation_id))

    async def cancel(self, team: str, generation_id: str, *, by: str = "") -> None:
        """Stop a run: at once when nothing was sent, else before its next paid call.

        What a call already made brings is kept and shown. Raises `IllegalMove` when the run is over.
        """
        run = Run(self._runtime, team, generation_id)
        stopped = await run.change(lambda g: g.cancelled(run.now(), by))
        for part in stopped.parts:
            if part.remote_id and not part.over:
                self._runtime.news_of(part.remote_id).set()  # whoever waits for it looks once more, and stops
        try:
            await cards.show_once(run)
        except Exception:
            logger.exception("The card of %s does not show yet that it was stopped", run.key)

    def wake(self, job: str) -> None:
        """Ask about a job now instead of when its turn comes; only a hint, so an unknown one is let be.

        `job` is its remote id, or a piece of it that is in no other job's.
        """
        self._runtime.wake(job)

    async def ready(self) -> None:
        """Return when the engine takes work; raise when it does not."""
        if self._runtime.closing.is_set():
            raise RuntimeError("The engine is closing.")
        await DBOS.list_workflows_async(limit=1, load_input=False, load_output=False)

    async def purge(self, older_than: timedelta = housekeeping.KEEP) -> int:
        """Forget workflows that ended longer ago than that; returns how many. Done by itself every while."""
        return await housekeeping.purge(self._runtime, older_than)


@asynccontextmanager
async def open_engine(  # noqa: PLR0913  # one name for each port
    *,
    database_url: str,
    store: Store,
    providers: Providers,
    notifier: Notifier,
    files: FileSource,
    clock: Clock,
    executor_id: str = "slot-0",
) -> AsyncIterator[Engine]:
    """Take up what an earlier process left, then take work until the end of the block.

    `database_url` is that of the records; `executor_id` names this process's slot, whose unfinished
    workflows it takes up. Raises `ConfigurationError`.
    """
    runtime = Runtime(
        store=store, providers=providers, notifier=notifier, files=files, clock=clock, patience=PATIENCE
    )
    with told_with(runtime):
        async with launched(database_url, executor_id):
            await register_queues(providers)
            house = asyncio.create_task(housekeeping.keep_house(runtime))
            try:
                yield Engine(runtime)
            finally:
                runtime.closing.set()
                await _end([house], after=0)
                await _end(runtime.running, after=runtime.patience.closing)


async def _end(tasks: Collection[asyncio.Task[None]], after: float) -> None:
    """Let tasks finish for so many seconds, then cancel them: what they did not record is done anew."""
    if tasks and after:
        await asyncio.wait(tasks, timeout=after)
    left = list(tasks)
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
