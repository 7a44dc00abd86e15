"""What the workflows of this process work with, between the engine's opening and its closing."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from bot.domain.generations import Generation
from bot.domain.ports import (
    UNREAD,
    Asker,
    Clock,
    FileSource,
    Meter,
    Notifier,
    Personal,
    Provider,
    Providers,
    Store,
    TeamStore,
)
from bot.domain.requests import Request
from bot.jobs import endings
from bot.jobs.patience import patient


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How long passing trouble is sat out (seconds); each tuple holds the pauses between attempts."""

    #: Placing a card. Kept short: the provider waits for it.
    placing: Sequence[float] = (0.5, 1, 2, 4)
    #: Sending a file.
    sending: Sequence[float] = (1, 5)
    #: Showing how a run ended, which is all there is left to do: a quarter of an hour in all.
    showing: Sequence[float] = (0.5, 1, 2, 5, 10, 20, *[60] * 14)
    #: Reading and writing records, while the database does not answer: five minutes in all.
    storing: tuple[float, ...] = (0.2, 0.5, 1, 2, 5, *[10] * 29)
    #: Looking for what an unclear call did.
    finding: Sequence[float] = (1, 3, 10)
    #: Between two looks at a job at least, however much news there is of it: vendors count them.
    looking: float = 1.0
    #: The longest a provider may take for one part, from its call to its last answer.
    answer: float = 1800.0
    #: What a closing engine gives the steps under way.
    closing: float = 20.0


#: Shorter pieces could stand in any remote id.
SHORTEST_PIECE = 8


@dataclass(frozen=True, kw_only=True)
class Runtime:
    """The ports, and what is under way."""

    store: Store
    providers: Providers
    notifier: Notifier
    files: FileSource
    clock: Clock
    patience: Patience
    #: How long unsaved work and ended runs are kept; `None` for ever.
    keep: timedelta | None = None
    meter: Meter = UNREAD
    running: set[asyncio.Task[None]] = field(default_factory=set)
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    _news: WeakValueDictionary[str, asyncio.Event] = field(default_factory=WeakValueDictionary)
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def lock(self, key: str) -> asyncio.Lock:
        """The lock of that key; it lives as long as somebody holds or waits for it."""
        return self._locks.setdefault(key, asyncio.Lock())

    def news_of(self, remote_id: str) -> asyncio.Event:
        """Set when the provider says that this job has news; it lives as long as somebody waits for it."""
        return self._news.setdefault(remote_id, asyncio.Event())

    def wake(self, job: str) -> None:
        """Tell whoever waits for that job, by its remote id or a piece of that."""
        for remote_id, news in self._news.items():
            if job == remote_id or (len(job) >= SHORTEST_PIECE and job in remote_id):
                news.set()

    async def turn(self, seconds: float, news: asyncio.Event) -> None:
        """Wait for a job's turn to be looked at, or for news of it."""
        soonest = min(seconds, self.patience.looking)
        await self.pause(soonest)
        await self.pause(seconds - soonest, unless=news)

    async def pause(self, seconds: float, unless: asyncio.Event | None = None) -> None:
        """Wait, no longer than until `unless` is set.

        A closing engine ends the wait, and with it the step, which is taken up again later.
        """
        waits = [asyncio.create_task(event.wait()) for event in (self.closing, unless) if event]
        try:
            await asyncio.wait(waits, timeout=max(seconds, 0), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        if self.closing.is_set():
            raise asyncio.CancelledError


@dataclass(frozen=True)
class Run:
    """One run, as its steps see it. Every step reads the record anew: a restart may lie between two."""

    runtime: Runtime
    team: str
    id: str
    #: Whether it waits for a database that fails for a while; not where a person waits for it.
    patient: bool = True

    @property
    def key(self) -> str:
        """The name of its workflow."""
        return f"{self.team}:{self.id}"

    @property
    def records(self) -> TeamStore:
        """Its team's records."""
        runtime = self.runtime
        pauses = runtime.patience.storing if self.patient else ()
        return patient(runtime.store.team(self.team), pauses, runtime.pause)

    @property
    def card_lock(self) -> asyncio.Lock:
        """Held while its card is changed, so that an older look never overtakes a newer one."""
        return self.runtime.lock(self.key)

    def now(self) -> datetime:
        return self.runtime.clock()

    async def read(self) -> Generation:
        """Its record as it stands."""
        return await self.records.generation(self.id)

    async def change(self, change: Callable[[Generation], Generation]) -> Generation:
        """Change its record; the change that ends the run, whoever makes it, is told of."""
        return await endings.noticed(self.runtime.meter, self.records, self.id, change)

    def brief(self, generation: Generation, index: int) -> tuple[Provider, Request]:
        """Who is asked for a part, and what; raises `UserError` or pydantic's `ValidationError`."""
        provider = self.runtime.providers[generation.provider]
        if isinstance(provider, Personal):
            provider = provider.acting_for(Asker(self.team, generation.person))
        return provider, provider.request_model.model_validate(generation.parts[index].request)
