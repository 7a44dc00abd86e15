"""The durable engine: `bot.domain.ports.Runner` on DBOS, embedded in this process."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

from dbos import DBOS

from bot.domain.errors import NotReady
from bot.domain.ports import UNREAD, Clock, FileSource, Meter, Notifier, Providers, Store
from bot.jobs import cards, housekeeping
from bot.jobs.database import launched
from bot.jobs.queues import register_queues
from bot.jobs.runtime import Patience, Run, Runtime
from bot.jobs.seats import Seat, seat
from bot.jobs.story import begin, told_with

logger = logging.getLogger(__name__)

PATIENCE = Patience()


class Engine:
    """Starts and stops runs. Made by `open_engine`."""

    def __init__(self, runtime: Runtime, seat: Seat) -> None:
        self._runtime = runtime
        self._seat = seat
        self._telling: set[asyncio.Task[None]] = set()

    @property
    def lost(self) -> asyncio.Event:
        """Set when another process has taken over what this one was doing: it can only stop."""
        return self._seat.lost

    async def start(self, team: str, generation_id: str) -> None:
        """Run a stored generation, once per id; returns as soon as the start is recorded.

        A closing engine only records it: another process takes it over, or the next start-up does.
        """
        await begin(Run(self._runtime, team, generation_id))

    async def cancel(self, team: str, generation_id: str, *, by: str = "") -> None:
        """Stop a run: at once when nothing was sent, else before its next paid call.

        What a call already made brings is kept and shown. Raises `IllegalMove` when the run is over.
        """
        run = Run(self._runtime, team, generation_id, patient=False)
        stopped = await run.change(lambda g: g.cancelled(run.now(), by))
        for part in stopped.parts:
            if part.remote_id and not part.over:
                self.wake(part.remote_id)  # whoever waits for it looks once more, and stops
        try:
            await cards.show_once(run)
        except Exception:
            logger.exception("The card of %s does not show yet that it was stopped", run.key)

    def wake(self, job: str) -> None:
        """Ask about a job now instead of when its turn comes; only a hint, so an unknown one is let be.

        `job` is its remote id, or a piece of it that is in no other job's.
        """
        telling = asyncio.create_task(self._seat.tell(job))
        self._telling.add(telling)
        telling.add_done_callback(self._telling.discard)

    async def ready(self) -> None:
        """Return when the engine takes work; raise when it does not."""
        if self._runtime.closing.is_set():
            raise NotReady("The engine is closing.")
        await DBOS.list_workflows_async(limit=1, load_input=False, load_output=False)

    async def drain(self) -> None:
        """Take no more work, and let go of what is under way as soon as it may be left.

        Waits end at once, calls under way get their time. What is unfinished then is in the records, and is
        gone on with by another process or at the next start.
        """
        self._runtime.closing.set()
        await _end(self._runtime.running, after=0 if self.lost.is_set() else self._runtime.patience.closing)

    async def depth(self) -> Mapping[tuple[str, str], int]:
        """How many stages wait or are under way, by queue (empty for none) and state, as far as it counts."""
        return Counter(await housekeeping.unfinished())

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
    stop_seconds: float | None = None,
    keep: timedelta | None = None,
    meter: Meter = UNREAD,
) -> AsyncIterator[Engine]:
    """Take up what earlier processes left, then take work until the end of the block.

    `database_url` is that of the records. Calls under way get `stop_seconds` to end in when it closes; what
    nobody saved is kept as long as `keep` says, without it for ever. Raises `ConfigurationError`.
    """
    patience = PATIENCE if stop_seconds is None else replace(PATIENCE, closing=stop_seconds)
    runtime = Runtime(
        store=store,
        providers=providers,
        notifier=notifier,
        files=files,
        clock=clock,
        patience=patience,
        keep=keep,
        meter=meter,
    )
    with told_with(runtime):
        async with (
            seat(database_url, runtime.wake) as place,
            launched(database_url, place.executor_id),
            _working(runtime, place) as engine,
        ):
            yield engine


@asynccontextmanager
async def _working(runtime: Runtime, place: Seat) -> AsyncIterator[Engine]:
    """Take work, and do what is to be done beside it."""
    await register_queues(runtime.providers)
    engine = Engine(runtime, place)
    chores = [
        asyncio.create_task(housekeeping.keep_house(runtime, place)),
        asyncio.create_task(place.keep(housekeeping.take_over)),
        asyncio.create_task(_stop_when_lost(engine)),
    ]
    try:
        yield engine
    finally:
        await engine.drain()
        await _end(chores, after=0)


async def _stop_when_lost(engine: Engine) -> None:
    """Leave everything to the process that has taken it over."""
    await engine.lost.wait()
    await engine.drain()


async def _end(tasks: Collection[asyncio.Task[None]], after: float) -> None:
    """Let tasks finish for so many seconds, then cancel them: what they did not record is done anew.

    Cancelled itself, it does not wait that long.
    """
    try:
        if tasks and after:
            await asyncio.wait(tasks, timeout=after)
    finally:
        left = list(tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
