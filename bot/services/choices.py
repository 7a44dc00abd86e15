"""Options fetched from a vendor for a form, cached so that Slack gets its answer in time."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ports import Choice, Clock, Offers, Provider

#: A vendor's lists change rarely; ten minutes as the vendor sheets advise.
KEEP = timedelta(minutes=10)
#: Slack wants options within three seconds; a person wants them within one.
PATIENCE = 0.9


@dataclass(frozen=True, kw_only=True)
class _Known:
    choices: Sequence[Choice]
    at: datetime


class RemoteChoices:
    """One list per provider and field, fetched once however many people type.

    A list that comes too late for the first key press is there for the next one.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[tuple[str, str], _Known] = {}
        self._asking: dict[tuple[str, str], asyncio.Task[None]] = {}

    async def search(self, provider: Provider, field: str, words: str) -> Sequence[Choice] | None:
        """The options that hold every word, 100 at most; `None` when the vendor has not answered yet.

        Raises a `ProviderError` when the vendor refuses.
        """
        if not isinstance(provider, Offers):
            return ()
        slot = (provider.name, field)
        if not self._is_fresh(slot):
            asking = self._asking.get(slot) or self._ask(slot, provider)
            await asyncio.wait([asking], timeout=PATIENCE)
            if asking.done():
                asking.result()
        known = self._known.get(slot)
        return _matching(known.choices, words) if known else None

    async def close(self) -> None:
        """Let go of questions under way."""
        tasks = [*self._asking.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _is_fresh(self, slot: tuple[str, str]) -> bool:
        known = self._known.get(slot)
        return known is not None and self._clock() - known.at < KEEP

    def _ask(self, slot: tuple[str, str], provider: Offers) -> asyncio.Task[None]:
        async def ask() -> None:
            try:
                choices = await provider.choices(slot[1], "")
                self._known[slot] = _Known(choices=choices, at=self._clock())
            finally:
                self._asking.pop(slot, None)

        self._asking[slot] = task = asyncio.create_task(ask())
        # Whoever still waits gets the error; one that comes after everybody left is not news.
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        return task


def _matching(choices: Sequence[Choice], words: str) -> Sequence[Choice]:
    wanted = words.casefold().split()
    found = [c for c in choices if all(w in c.label.casefold() for w in wanted)]
    return found[:100]
