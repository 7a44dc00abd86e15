"""What is done now and again: take up what was left behind, forget what is long done."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from math import inf

from dbos import DBOS

from bot.jobs.runtime import Run, Runtime
from bot.jobs.seats import Seat
from bot.jobs.story import begin, hand_over

logger = logging.getLogger(__name__)

#: Seconds between two sweeps: a run that was stored and not started waits so long at most.
SWEEP = 60.0
#: Seconds between two purges.
PURGE = 900.0
#: How long an ended workflow is remembered, so that a second start of its run is known as one:
#: longer than Slack sends anything again (for an hour: https://docs.slack.dev/apis/events-api/#retries).
KEEP = timedelta(days=7)
BATCH = 500
#: States of workflows that wait for their turn, or have it, in the words that are shown.
UNFINISHED = {"ENQUEUED": "waiting", "DELAYED": "waiting", "PENDING": "under way"}
#: Workflows are counted no further than this: each is a row read, and nobody needs to know more.
MOST_COUNTED = 2_000
BROKEN = ["ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]

_workflows = partial(DBOS.list_workflows_async, load_input=False, load_output=False)


async def keep_house(runtime: Runtime, seat: Seat) -> None:
    """Do all of it, from the start and then every while, each time in one of the processes."""
    loop = asyncio.get_running_loop()
    purged = -inf
    while True:
        try:
            async with seat.turn() as mine:
                if mine:
                    await sweep(runtime)
                if mine and loop.time() - purged >= PURGE:
                    await forget(runtime)
                    purged = loop.time()
        except Exception:
            logger.exception("Housekeeping failed; it is tried again in %s s", SWEEP)
        await asyncio.sleep(SWEEP)


async def take_over(executor_id: str) -> int:
    """Let the living go on with what a dead process was doing; returns how many workflows that were.

    Each goes back to its queue, or for want of one to the engine's own, and is told again from its last
    recorded step by whoever takes it first.
    """
    taken = 0
    while left := await _workflows(status="PENDING", executor_id=[executor_id], limit=BATCH):
        for queue in {workflow.queue_name for workflow in left}:
            ids = [workflow.workflow_id for workflow in left if workflow.queue_name == queue]
            await DBOS.resume_workflows_async(ids, queue_name=queue)
        taken += len(left)
    return taken


async def sweep(runtime: Runtime) -> None:
    """Start what is stored and open but never reached the engine, or broke inside it.

    Every step looks first at what an earlier attempt has done, so starting anew repeats nothing.
    """
    runs = {key: Run(runtime, *key) for key in await runtime.store.open_runs()}
    for workflow in await _workflows(status=BROKEN):
        team, generation_id, *part = workflow.workflow_id.split(":")
        if broken := runs.get((team, generation_id)):
            await DBOS.delete_workflow_async(workflow.workflow_id)
            for index in part[:1]:
                await hand_over(broken, int(index), None)
    for batch in _batches(list(runs.values())):
        known = {w.workflow_id for w in await _workflows(workflow_ids=[run.key for run in batch])}
        for run in batch:
            if run.key not in known:
                await begin(run)


async def forget(runtime: Runtime) -> None:
    """Forget what is old: workflows, keys and calls; and what nobody saved, as long as that is to be kept."""
    store, now = runtime.store, runtime.clock()
    await purge(runtime)
    await _all(partial(store.forget, now - KEEP, limit=BATCH))
    if runtime.keep:
        await _all(partial(store.purge, now - runtime.keep, limit=BATCH))


async def _all(forget_some: Callable[[], Awaitable[int]]) -> None:
    """Batch after batch, so that nobody waits for longer than one takes."""
    while await forget_some():
        continue


async def purge(runtime: Runtime, older_than: timedelta = KEEP) -> int:
    """Forget workflows that ended longer ago than that; returns how many."""
    before = (runtime.clock() - older_than).isoformat()
    purged = 0
    while ended := await _workflows(status=["SUCCESS", *BROKEN], completed_before=before, limit=BATCH):
        await DBOS.delete_workflows_async([w.workflow_id for w in ended])
        purged += len(ended)
    return purged


async def unfinished() -> Sequence[tuple[str, str]]:
    """The queue (empty for none) and the state of workflows that are not over, `MOST_COUNTED` at most."""
    found = await _workflows(status=list(UNFINISHED), limit=MOST_COUNTED)
    return [(workflow.queue_name or "", UNFINISHED[workflow.status]) for workflow in found]


def _batches(runs: Sequence[Run]) -> Iterator[Sequence[Run]]:
    return (runs[start : start + BATCH] for start in range(0, len(runs), BATCH))
