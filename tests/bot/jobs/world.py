"""A vendor and a Slack on disk, which outlive a killed process, and ports that kill at a boundary."""

import json
import os
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from bot.domain.captions import Finished, Pending, Started
from bot.domain.drafts import Draft
from bot.domain.generations import CardRef, Generation
from bot.domain.ports import RateLimit, Store, TeamStore
from bot.domain.requests import File, Request
from tests.bot.jobs.fakes import FakeProvider, now, written

T = TypeVar("T")

#: What a store does that a later attempt can see.
WRITES = {"change_generation", "intend", "add_draft", "change_draft", "save_balance"}


class Ledger:
    """Lines in a file; an appended line is there whatever happens to the process."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, **line: str) -> None:
        with self._path.open("a") as file:
            file.write(json.dumps(line) + "\n")

    def lines(self) -> list[dict[str, str]]:
        if not self._path.exists():
            return []
        return [json.loads(line) for line in self._path.read_text().splitlines()]


class Boundaries:
    """Kills this process before or after the named effect, once armed; knows all it has seen since."""

    def __init__(self) -> None:
        self._kill: str | None = None
        self._times = 0
        self._counts: Counter[str] = Counter()
        self.seen: list[str] = []

    def arm(self, kill: str | None, times: int = 0) -> None:
        """Kill at that boundary, having passed it so many times."""
        self._kill, self._times = kill, times
        self._counts.clear()
        self.seen.clear()

    def numbered(self, effect: str) -> str:
        """The name of an effect that has no other name than its turn."""
        self._counts[effect] += 1
        return f"{effect} {self._counts[effect]}"

    async def around(self, effect: str, act: Callable[[], Awaitable[T]]) -> T:
        self.seen.append(effect)
        self._at(f"before {effect}")
        done = await act()
        self._at(f"after {effect}")
        return done

    def _at(self, boundary: str) -> None:
        if boundary != self._kill:
            return
        self._times -= 1
        if self._times < 0:
            os.kill(os.getpid(), signal.SIGKILL)


class DiskSlack:
    """`bot.domain.ports.Notifier` on a file."""

    def __init__(self, ledger: Ledger, boundaries: Boundaries) -> None:
        self._ledger = ledger
        self._boundaries = boundaries

    async def place(self, generation: Generation) -> CardRef:
        async def act() -> CardRef:
            card = CardRef(channel="C1", ts=f"{time.time():.6f}")
            self._ledger.add(did="place", run=generation.id, ts=card.ts)
            return card

        return await self._boundaries.around("place", act)

    async def find(self, generation: Generation, since: datetime) -> CardRef | None:
        lines = [li for li in self._ledger.lines() if (li["did"], li["run"]) == ("place", generation.id)]
        return CardRef(channel="C1", ts=lines[-1]["ts"]) if lines else None

    async def show(self, generation: Generation, draft: Draft | None) -> None:
        async def act() -> None:
            assert generation.card
            self._ledger.add(
                did="show", run=generation.id, ts=generation.card.ts, state=generation.state.value
            )

        await self._boundaries.around("show", act)

    async def answer(self, generation: Generation, draft: Draft | None) -> None:
        raise AssertionError("no run here is for a wish")


class DiskVendor(FakeProvider):
    """Answers at once; every call is paid for, which a file remembers."""

    name: ClassVar[str] = "plain"

    def __init__(self, ledger: Ledger, boundaries: Boundaries) -> None:
        super().__init__(self._pay)
        self.ledger = ledger
        self.boundaries = boundaries

    async def start(self, request: Request, *, key: str) -> Finished | Started:
        async def act() -> Finished | Started:
            self.ledger.add(did="start", key=key, at=now().isoformat())
            return await self.behaviour(request, key)

        return await self.boundaries.around(f"start {key.rsplit(':', 1)[1]}", act)

    async def _pay(self, request: Request, key: str) -> Finished | Started:
        return written(request)


class LimitedVendor(DiskVendor):
    """Has a queue in front of it."""

    name: ClassVar[str] = "limited"
    limits: ClassVar[tuple[RateLimit, ...]] = (RateLimit(calls=1000, seconds=60),)


class PollingVendor(DiskVendor):
    """Works in its own background; the second look of a process finds it finished."""

    name: ClassVar[str] = "polling"

    def __init__(self, ledger: Ledger, boundaries: Boundaries) -> None:
        super().__init__(ledger, boundaries)
        self._looks: Counter[str] = Counter()

    async def _pay(self, request: Request, key: str) -> Started:
        return Started(remote_id=key, poll_after=0.01)

    async def poll(self, remote_id: str) -> Pending | Finished:
        self._looks[remote_id] += 1
        look = self._looks[remote_id]

        async def act() -> Pending | Finished:
            return Pending(poll_after=0.01) if look < 2 else written(self.request_model())

        return await self.boundaries.around(f"poll {look}", act)


class FindingVendor(DiskVendor):
    """Can tell from its own books what was paid for since."""

    name: ClassVar[str] = "finding"

    async def find(self, request: Request, since: datetime) -> Started | Finished | None:
        calls = (line for line in self.ledger.lines() if line["did"] == "start")
        paid = [line for line in calls if datetime.fromisoformat(line["at"]) >= since]
        return written(request) if paid else None


class UploadingVendor(DiskVendor):
    """Takes a brief's files first, which a file remembers too."""

    name: ClassVar[str] = "uploading"

    async def upload(self, file: File, content: AsyncIterator[bytes]) -> str:
        async def act() -> str:
            self.ledger.add(did="upload", file=file.id)
            return f"media {b''.join([chunk async for chunk in content]).decode()}"

        return await self.boundaries.around(self.boundaries.numbered("upload"), act)

    async def _pay(self, request: Request, key: str) -> Finished | Started:
        assert [file.media_id for file in request.attached] == [f"media {f.id}" for f in request.attached]
        return written(request)


VENDORS = (DiskVendor, LimitedVendor, PollingVendor, FindingVendor, UploadingVendor)


class KillingTeam:
    """A team's records whose writes are boundaries, named in the order they come."""

    def __init__(self, records: TeamStore, boundaries: Boundaries) -> None:
        self._records = records
        self._boundaries = boundaries

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._records, name)
        if name not in WRITES:
            return method

        async def write(*args: Any, **kwargs: Any) -> Any:
            effect = f"intend {args[1]}" if name == "intend" else self._boundaries.numbered(name)
            return await self._boundaries.around(effect, lambda: method(*args, **kwargs))

        return write


class KillingStore:
    """All records, with `KillingTeam`s."""

    def __init__(self, store: Store, boundaries: Boundaries) -> None:
        self._store = store
        self._boundaries = boundaries

    def team(self, team: str) -> Any:
        return KillingTeam(self._store.team(team), self._boundaries)

    async def open_runs(self) -> Sequence[tuple[str, str]]:
        return await self._store.open_runs()

    async def room(self, key: str, limits: Sequence[RateLimit], at: datetime) -> float:
        return await self._store.room(key, limits, at)

    async def ready(self) -> None:
        await self._store.ready()

    async def close(self) -> None:
        await self._store.close()
