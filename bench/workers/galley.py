"""Galley's engine and store, with a vendor and a Slack that answer at once.

`python -m bench.workers.galley URL MODE`.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from typing import ClassVar

from bench.payloads import TOPIC
from bench.vendor import CAPTION
from bench.workers.orders import LOOK_AGAIN, Mode, Vendor, obey, say
from bot.domain.captions import Caption, Finished, Pending, Started
from bot.domain.drafts import Draft
from bot.domain.generations import CardRef, Generation, Part
from bot.domain.money import Price, PriceBasis
from bot.domain.platforms import Platform
from bot.domain.ports import Providers
from bot.domain.requests import File, Request
from bot.jobs.engine import open_engine
from providers.posteverywhere.request import PostEverywhereRequest
from storage.location import open_store

TEAM = "TBENCH"
BRIEF = PostEverywhereRequest(topic=TOPIC, platforms=(Platform.LINKEDIN, Platform.X))
WRITTEN = Finished(captions=tuple(Caption(platform=p, text=CAPTION) for p in BRIEF.platforms))
#: Seconds from taking a brief to the first look at it, also after a restart.
AT_FIRST = 0.05


class AtOnce:
    """A provider without a network."""

    name: ClassVar[str] = "bench"
    label: ClassVar[str] = "Bench"
    sample: ClassVar[bool] = False
    request_model: ClassVar[type[Request]] = PostEverywhereRequest

    def __init__(self, vendor: Vendor) -> None:
        self._vendor = vendor

    def price(self, request: Request | None) -> Price:  # noqa: ARG002  # it is free whatever is asked
        return Price(basis=PriceBasis.FREE)

    async def start(self, request: Request, *, key: str) -> Finished | Started:  # noqa: ARG002  # all are the same
        if self._vendor.mode is Mode.INSTANT:
            return WRITTEN
        return Started(remote_id=key, poll_after=AT_FIRST)

    async def poll(self, remote_id: str) -> Finished | Pending:
        _, run, _ = remote_id.split(":")
        return WRITTEN if self._vendor.is_done(run) else Pending(poll_after=LOOK_AGAIN)


class Cards:
    """`bot.domain.ports.Notifier`: says which runs are over."""

    async def place(self, generation: Generation) -> CardRef:
        return CardRef(channel=generation.channel, ts=generation.id)

    async def find(self, generation: Generation, since: datetime) -> CardRef | None:  # noqa: ARG002  # none is lost
        return await self.place(generation)

    async def show(self, generation: Generation, draft: Draft | None, *, by: str = "") -> None:  # noqa: ARG002  # the run says enough
        if generation.state.over:
            say("over", generation.id)

    async def answer(self, generation: Generation, draft: Draft | None) -> None:
        """Nobody asks for anything in a thread."""


class NoFiles:
    """`bot.domain.ports.FileSource` of briefs that have none."""

    def read(self, file: File) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        raise FileNotFoundError(file.name)


async def main(url: str, mode: str) -> None:
    """Work until nobody gives orders any more."""
    store, vendor = await open_store(url), Vendor(mode)
    records = store.team(TEAM)
    async with open_engine(
        database_url=url,
        store=store,
        providers=Providers((AtOnce(vendor),)),
        notifier=Cards(),
        files=NoFiles(),
        clock=_now,
    ) as engine:

        async def take(run: str) -> None:
            await records.add_generation(_generation(run))
            await engine.start(TEAM, run)

        await obey(vendor, take)
    await store.close()


def _generation(run: str) -> Generation:
    return Generation(
        id=run,
        team=TEAM,
        channel="C1GENERAL",
        person="UANA",
        provider=AtOnce.name,
        request=BRIEF.model_dump(mode="json"),
        parts=(Part.of(BRIEF),),
        created_at=_now(),
    )


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
