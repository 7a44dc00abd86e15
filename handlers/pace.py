"""One card's updates, one a second at most: the newest state wins, and the last one is always sent."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.domain.errors import SlackBusy

Send: TypeAlias = Callable[[], Awaitable[None]]

#: Seconds between two updates of one card; Slack takes about one a second of one message.
EVERY = 1.0
#: Seconds that an update is tried for while Slack limits them, as long as a run's end is shown for.
LONGEST = 900.0
#: Cards that waited for the same moment go on within so many seconds after it.
SPREAD = 1.0


@dataclass
class _Turn:
    """One card: its newest state and which one it is, what Slack has of it, and when it is free."""

    state: object
    send: Send
    newest: int = 0
    shown: object = None
    sent: int = 0
    free_at: float = 0.0
    waiting: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Pace:
    """Updates cards, each at its pace. The first update of a card goes at once."""

    def __init__(self, every: float = EVERY) -> None:
        self._every = every
        self._turns: dict[Hashable, _Turn] = {}

    async def update(self, card: Hashable, state: object, send: Send) -> None:
        """Return when Slack has this state, or a newer one, which then was sent in its place.

        What Slack was given just now is not sent again: those whose state was overtaken look at the record
        afterwards, and find what is shown already. Raises whatever `send` raises, and `SlackBusy` when Slack
        takes no updates for a quarter of an hour.
        """
        turn = self._joined(card, state, send)
        mine = turn.newest
        try:
            async with turn.lock:
                if turn.sent < mine and turn.state != turn.shown:
                    await self._sent(turn)
        finally:
            turn.waiting -= 1

    def _joined(self, card: Hashable, state: object, send: Send) -> _Turn:
        now = asyncio.get_running_loop().time()
        self._turns = {key: t for key, t in self._turns.items() if t.waiting or t.free_at > now}
        turn = self._turns.setdefault(card, _Turn(state, send))
        turn.state, turn.send = state, send
        turn.newest += 1
        turn.waiting += 1
        return turn

    async def _sent(self, turn: _Turn) -> None:
        """Send the newest state there is once the card is free; what comes meanwhile goes instead."""
        loop = asyncio.get_running_loop()
        give_up = loop.time() + LONGEST
        while True:
            await asyncio.sleep(max(0.0, turn.free_at - loop.time()))
            number, state, send = turn.newest, turn.state, turn.send
            try:
                await send()
            except SlackBusy as busy:
                if loop.time() + busy.retry_after > give_up:
                    raise
                wait = busy.retry_after + random.uniform(0, SPREAD)  # noqa: S311  # nothing to guess
                turn.free_at = loop.time() + max(self._every, wait)
            else:
                turn.sent, turn.shown = number, state
                return
            finally:
                turn.free_at = max(turn.free_at, loop.time() + self._every)
