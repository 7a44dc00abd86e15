"""A vendor and a Slack that misbehave by a seed, and are on disk: they outlive killed processes."""

import asyncio
import random
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar, TypeAlias

from bot.domain.captions import Finished, Pending, Started
from bot.domain.drafts import Draft
from bot.domain.errors import (
    OutcomeUnknown,
    OutOfCredits,
    ProviderBusy,
    ProviderDown,
    ProviderRejected,
    ProviderUnreachable,
)
from bot.domain.generations import CardRef, Generation
from bot.domain.requests import Request
from tests.bot.jobs.fakes import FakeProvider, now, written
from tests.bot.jobs.world import Boundaries, Ledger

Chance: TypeAlias = random.Random


class MadSlack:
    """`bot.domain.ports.Notifier`: slow, now and then refusing, now and then silent after it has posted."""

    def __init__(self, ledger: Ledger, boundaries: Boundaries, chance: Chance) -> None:
        self._ledger, self._boundaries, self._chance = ledger, boundaries, chance

    async def place(self, generation: Generation) -> CardRef:
        async def act() -> CardRef:
            await self._dawdle()
            if self._chance.random() < 0.05:
                raise ConnectionError("ratelimited")
            card = CardRef(channel="C1", ts=f"{now().timestamp():.6f}")
            self._ledger.add(did="place", run=generation.id, ts=card.ts)
            if self._chance.random() < 0.05:
                raise TimeoutError  # posted, and nobody heard
            return card

        return await self._boundaries.around("place", act)

    async def find(self, generation: Generation, since: datetime) -> CardRef | None:
        await self._dawdle()
        lines = [li for li in self._ledger.lines() if (li["did"], li["run"]) == ("place", generation.id)]
        return CardRef(channel="C1", ts=lines[-1]["ts"]) if lines else None

    async def show(self, generation: Generation, draft: Draft | None) -> None:
        async def act() -> None:
            await self._dawdle()
            if self._chance.random() < 0.05:
                raise ConnectionError("ratelimited")
            ts = generation.card.ts if generation.card else ""
            self._ledger.add(did="show", run=generation.id, ts=ts, state=generation.state.value)

        await self._boundaries.around("show", act)

    async def answer(self, generation: Generation, draft: Draft | None) -> None:
        raise AssertionError("no run here is for a wish")

    async def _dawdle(self) -> None:
        await asyncio.sleep(self._chance.uniform(0, 0.02))


class MadVendor(FakeProvider):
    """Takes no idempotency key: every call that gets through is paid for, which a file remembers.

    It fails before and after it has been paid, answers late, or not at all.
    """

    name: ClassVar[str] = "mad"

    def __init__(self, ledger: Ledger, boundaries: Boundaries, chance: Chance) -> None:
        super().__init__(self._answer)
        self.ledger, self.boundaries, self.chance = ledger, boundaries, chance

    async def start(self, request: Request, *, key: str) -> Finished | Started:
        async def act() -> Finished | Started:
            await asyncio.sleep(self.chance.uniform(0, 0.03))
            if error := self._sometimes(BEFORE):
                raise error
            self.ledger.add(did="start", key=key, at=now().isoformat())
            if error := self._sometimes(AFTER):
                raise error
            return await self.behaviour(request, key)

        return await self.boundaries.around("start", act)

    async def _answer(self, request: Request, key: str) -> Finished | Started:
        return written(request)

    def _sometimes(self, errors: Sequence[Callable[[], Exception]]) -> Exception | None:
        return self.chance.choice(errors)() if self.chance.random() < 0.06 else None


#: What may be wrong when nothing was done, and when everything was.
BEFORE = (
    ProviderUnreachable,
    ProviderDown,
    ProviderRejected,
    OutOfCredits,
    lambda: ProviderBusy(retry_after=0.05),
)
AFTER = (OutcomeUnknown, lambda: OutcomeUnknown("The answer made no sense."))


class MadPollingVendor(MadVendor):
    """Works in its own background, and is not always there to be asked."""

    name: ClassVar[str] = "mad-polling"

    async def _answer(self, request: Request, key: str) -> Started:
        return Started(remote_id=f"job {key}", poll_after=0.01)

    async def poll(self, remote_id: str) -> Pending | Finished:
        async def act() -> Pending | Finished:
            await asyncio.sleep(self.chance.uniform(0, 0.01))
            if error := self._sometimes((ProviderDown, OutcomeUnknown, ProviderUnreachable)):
                raise error
            return Pending(poll_after=0.01) if self.chance.random() < 0.5 else written(self.request_model())

        return await self.boundaries.around("poll", act)


class MadFindingVendor(MadVendor):
    """Can tell from its own books what was paid for since, when it wants to."""

    name: ClassVar[str] = "mad-finding"

    async def find(self, request: Request, since: datetime) -> Started | Finished | None:
        if error := self._sometimes((ProviderDown,)):
            raise error
        calls = (line for line in self.ledger.lines() if run_of(line["key"]) == vars(request)["text"])
        paid = [line for line in calls if datetime.fromisoformat(line["at"]) >= since]
        return written(request) if paid else None


def run_of(key: str) -> str:
    """The run that a paid call was made for; it is also what its brief says."""
    return key.split(":")[1]


VENDORS = (MadVendor, MadPollingVendor, MadFindingVendor)


def open_vendors(folder: Path, boundaries: Boundaries, chance: Chance) -> tuple[MadVendor, ...]:
    return tuple(kind(Ledger(folder / kind.name), boundaries, chance) for kind in VENDORS)
