"""What is done now and again: take up runs that were left behind, forget workflows that are long done."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial

from dbos import DBOS

from bot.jobs.runtime import Run, Runtime
from bot.jobs.story import begin, hand_over

logger = logging.getLogger(__name__)

#: Seconds between two rounds.
ROUND = 900.0
#: How long an ended workflow is remembered, so that a second start of its run is known as one:
#: longer than Slack sends anything again (for an hour: https://docs.slack.dev/apis/events-api/#retries).
KEEP = timedelta(days=7)
BATCH = 500
BROKEN = ["ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]

_workflows = partial(DBOS.list_workflows_async, load_input=False, load_output=False)


async def keep_house(runtime: Runtime) -> None:
    """Do all of it, from the start and then in every round."""
    while True:
        try:
            await sweep(runtime)
            await purge(runtime)
        except Exception:
            logger.exception("Housekeeping failed; it is tried again in %s s", ROUND)
        await asyncio.sleep(ROUND)


async def sweep(runtime: Runtime) -> None:
    """Start what is stored and open but never reached the engine, or broke inside it.

    Every step looks first at what an earlier attempt has done, so starting anew repeats nothing.
    """
    runs = {key: Run(runtime, *key) for key in await runtime.store.open_runs()}
    for workflow in await _workflows(status=BROKEN):
        team, generation_id, *part = workflow.workflow_id.split(":")
        if broken := runs.get((team, generation_id)):
            await DBOS.delete_workflow_async(workflow.workflow_id)
            for index in part:
                await hand_over(broken, int(index), None)
    for batch in _batches(list(runs.values())):
        known = {w.workflow_id for w in await _workflows(workflow_ids=[run.key for run in batch])}
        for run in batch:
            if run.key not in known:
                await begin(run)


async def purge(runtime: Runtime, older_than: timedelta = KEEP) -> int:
    """Forget workflows that ended longer ago than that; returns how many."""
    before = (runtime.clock() - older_than).isoformat()
    purged = 0
    while ended := await _workflows(status=["SUCCESS", *BROKEN], completed_before=before, limit=BATCH):
        await DBOS.delete_workflows_async([w.workflow_id for w in ended])
        purged += len(ended)
    return purged


def _batches(runs: Sequence[Run]) -> Iterator[Sequence[Run]]:
    return (runs[start : start + BATCH] for start in range(0, len(runs), BATCH))
