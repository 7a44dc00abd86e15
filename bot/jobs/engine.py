"""The durable engine: `bot.domain.ports.Runner` on DBOS, embedded in this process."""

import asyncio
import logging
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import timedelta

from dbos import DBOS, SetWorkflowID

from bot.domain.ports import Clock, Notifier, Providers, Store
from bot.jobs import cards
from bot.jobs.database import launched
from bot.jobs.queues import register_queues
from bot.jobs.runtime import Patience, Run, Runtime
from bot.jobs.story import accept, hand_over, told_with

logger = logging.getLogger(__name__)

#: Finished workflows are what makes a second start of the same run none, so they outlive every
#: resend of Slack's (the longest is an hour: https://docs.slack.dev/apis/events-api/#retries).
KEEP = timedelta(days=7)
BATCH = 500
ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
BROKEN = ENDED[1:]
#: Seconds between two rounds of housekeeping.
ROUND = 900.0
PATIENCE = Patience()


class Engine:
    """Starts, stops and takes up runs. Made by `open_engine`."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def start(self, team: str, generation_id: str) -> None:
        """Run a stored generation, once per id; returns as soon as the start is recorded.

        A closing engine leaves it to the next start-up, which takes up everything stored and open.
        """
        if self._runtime.closing.is_set():
            return
        with SetWorkflowID(f"{team}:{generation_id}"):
            await DBOS.start_workflow_async(accept, team, generation_id)

    async def cancel(self, team: str, generation_id: str) -> None:
        """Stop a run: at once when nothing was sent, else before its next paid call.

        What a call already made brings is kept and shown. Raises `IllegalMove` when the run is over.
        """
        run = Run(self._runtime, team, generation_id)
        await run.change(lambda g: g.cancelled(run.now()))
        try:
            await cards.show_once(run)
        except Exception:
            logger.exception("The card of %s does not show yet that it was stopped", run.key)

    async def ready(self) -> None:
        """Return when the engine takes work; raise when it does not."""
        if self._runtime.closing.is_set():
            raise RuntimeError("The engine is closing.")
        await DBOS.list_workflows_async(limit=1, load_input=False, load_output=False)

    async def sweep(self) -> None:
        """Start what is stored and open but never reached the engine, or broke inside it.

        Every step looks first at what an earlier attempt has done, so starting anew repeats nothing.
        """
        open_runs = await self._runtime.store.open_runs()
        broken = await DBOS.list_workflows_async(status=BROKEN, load_input=False, load_output=False)
        for workflow in broken:
            team, generation_id, *part = workflow.workflow_id.split(":")
            if (team, generation_id) in open_runs:
                await DBOS.delete_workflow_async(workflow.workflow_id)
                for index in part:
                    await hand_over(Run(self._runtime, team, generation_id), int(index), None)
        for team, generation_id in open_runs:
            await self.start(team, generation_id)

    async def purge(self, older_than: timedelta = KEEP) -> int:
        """Forget workflows that ended longer ago than that; returns how many."""
        before = (self._runtime.clock() - older_than).isoformat()
        purged = 0
        while ended := await DBOS.list_workflows_async(
            status=ENDED, completed_before=before, limit=BATCH, load_input=False, load_output=False
        ):
            await DBOS.delete_workflows_async([w.workflow_id for w in ended])
            purged += len(ended)
        return purged


@asynccontextmanager
async def open_engine(
    *,
    database_url: str,
    store: Store,
    providers: Providers,
    notifier: Notifier,
    clock: Clock,
    executor_id: str = "slot-0",
) -> AsyncIterator[Engine]:
    """Take up what an earlier process left, then take work until the end of the block.

    `database_url` is that of the records; `executor_id` names this process's slot, whose unfinished
    workflows it takes up. Raises `ConfigurationError`.
    """
    runtime = Runtime(store=store, providers=providers, notifier=notifier, clock=clock, patience=PATIENCE)
    with told_with(runtime):
        async with launched(database_url, executor_id):
            await register_queues(providers)
            engine = Engine(runtime)
            housekeeping = asyncio.create_task(_keep_house(engine))
            try:
                yield engine
            finally:
                runtime.closing.set()
                await _end([housekeeping], after=0)
                await _end(runtime.running, after=runtime.patience.closing)


async def _keep_house(engine: Engine) -> None:
    """Take up what was left behind, now and again, and forget what is long done."""
    while True:
        try:
            await engine.sweep()
            await engine.purge()
        except Exception:
            logger.exception("Housekeeping failed; it is tried again in %s s", ROUND)
        await asyncio.sleep(ROUND)


async def _end(tasks: Collection[asyncio.Task[None]], after: float) -> None:
    """Let tasks finish for so many seconds, then cancel them: what they did not record is done anew."""
    if tasks and after:
        await asyncio.wait(tasks, timeout=after)
    left = list(tasks)
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
