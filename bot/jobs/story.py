"""A run from the first card to the last: stages of recorded steps, taken up again after a crash.

`accept` is started by the handler, places the card and hands each part over to `write`: through the
provider's queue where it publishes limits, at once where it does not. A part with files goes through
`bring` first, so that it stands in the queue when nothing but its call is left to do. No stage waits for
another; whichever part comes in last ends the run. Within a stage steps follow each other, never side by
side, because the engine numbers steps in the order in which they begin.

The engine records words and numbers only. What people and vendors wrote is in our own records, and
every step finds there what an earlier attempt at it has done.
"""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Concatenate, ParamSpec, TypeVar, cast

from dbos import DBOS, SetEnqueueOptions, SetWorkflowID

from bot.jobs import calls, cards, ledger, posts, uploads
from bot.jobs.runtime import Run, Runtime
from bot.tracing import traced

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

#: Workflows are functions that the engine finds by name, so what they work with has to be found too.
_opened: list[Runtime] = []


@DBOS.workflow(name="accept")
async def accept(team: str, generation_id: str) -> None:
    """The first stage: something to look at, then a place in the provider's queue for every part."""
    async with _told(team, generation_id) as run:
        await _step(cards.place, run)
        parts, queue = await _step(ledger.mark, run)
        for index in range(parts):
            await hand_over(run, index, queue)
        if not parts:
            await _step(cards.show, run)


@DBOS.workflow(name="bring")
async def bring(team: str, generation_id: str, index: int, queue: str | None) -> None:
    """The stage before the call, for a part with files: send them, then stand in the queue."""
    async with _told(team, generation_id, index) as run:
        await _step(uploads.upload, run, index)
    await _enqueue(Run(_opened[0], team, generation_id), index, queue)


@DBOS.workflow(name="write")
async def write(  # what the engine keeps of a stage are its arguments
    team: str,
    generation_id: str,
    index: int,
    then: Sequence[int] = (),
    queue: str | None = None,
) -> None:
    """The last stage, once for each part: the paid call, its result, and the card when it was the last.

    `then` are the parts whose turn it is after it, in that `queue`.
    """
    over = False
    async with _told(team, generation_id, index) as run:
        after = await _step(calls.start, run, index)
        if after is not None:
            await _step(calls.wait, run, index, after)
        over = await _step(ledger.keep, run, index)
        if over:
            await _step(cards.show, run)
    if not over:
        for following in then:
            await hand_over(run, following, queue)


@contextmanager
def told_with(runtime: Runtime) -> Iterator[None]:
    """Workflows work with these ports inside the block; one engine is open in a process at a time."""
    if _opened:
        raise RuntimeError("An engine is open in this process already.")
    _opened.append(runtime)
    try:
        yield
    finally:
        _opened.clear()


class Unforeseen(Exception):
    """A step broke in a way nobody foresaw; all that is recorded of it is the reference in the log."""


@asynccontextmanager
async def _told(team: str, generation_id: str, index: int | None = None) -> AsyncIterator[Run]:
    """Tell one stage to its end: what breaks unforeseen is written down and shown as well."""
    runtime = _opened[0]
    if runtime.closing.is_set():
        raise asyncio.CancelledError
    run = Run(runtime, team, generation_id)
    task = cast("asyncio.Task[None]", asyncio.current_task())
    runtime.running.add(task)
    task.add_done_callback(runtime.running.discard)
    with traced(team=team, run=generation_id):
        try:
            yield run
        except Unforeseen as error:
            await _step(ledger.give_up, run, index, str(error))
            await _step(cards.show, run)


async def _step(
    effect: Callable[Concatenate[Run, P], Awaitable[T]], run: Run, *args: P.args, **kwargs: P.kwargs
) -> T:
    """Run one step and record its outcome, or return what is recorded of it."""

    async def attempt() -> T:
        try:
            return await effect(run, *args, **kwargs)
        except Exception as error:
            if run.runtime.closing.is_set():  # the ports may be gone already: leave it to the next start
                raise asyncio.CancelledError from error
            reference = secrets.token_hex(4).upper()
            logger.exception("%s of %s broke, reference %s", effect.__name__, run.key, reference)
            raise Unforeseen(reference) from None

    return await DBOS.run_step_async({"name": effect.__name__}, attempt)


async def begin(run: Run) -> None:
    """Start a run's first stage, once."""
    with SetWorkflowID(run.key):
        await DBOS.start_workflow_async(accept, run.team, run.id)


async def hand_over(run: Run, index: int, queue: str | None) -> None:
    """Start a part's own stages, once, and do not wait for them."""
    if not await uploads.wanted(run, index):
        await _enqueue(run, index, queue)
        return
    with SetWorkflowID(f"{run.key}:{index}:files"):
        await DBOS.start_workflow_async(bring, run.team, run.id, index, queue)


async def _enqueue(run: Run, index: int, queue: str | None) -> None:
    told = (index, posts.after(await run.read(), index), queue)
    with SetWorkflowID(f"{run.key}:{index}"):
        if queue is None:
            await DBOS.start_workflow_async(write, run.team, run.id, *told)
            return
        with SetEnqueueOptions(queue_partition_key=run.team):
            await DBOS.enqueue_workflow_async(queue, write, run.team, run.id, *told)
