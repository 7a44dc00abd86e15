"""The App Homes of those who opened one lately: drawn anew when what they show has changed."""

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import datetime

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.home import HomeFacts, home_view
from bot.blocks.values import ListValue
from bot.domain.drafts import Draft
from bot.domain.generations import CardRef, Generation
from bot.domain.ports import Clock
from bot.services.home import Home, Overview
from handlers.notifier import SlackNotifier
from handlers.refusals import reason

logger = logging.getLogger(__name__)

#: Homes that are followed, and for how long (seconds) after somebody opened theirs.
MOST, LONGEST = 500, 4 * 3600.0
#: Seconds between two drawings of one Home. Slack takes 100 a minute of all together (views.publish, tier 4).
PAUSE = 3.0
#: Seconds between two looks at what other processes may have changed.
EVERY = 20.0


@dataclass(eq=False)
class _Followed:
    """One person's Home as it was last drawn."""

    team: str
    person: str
    until: float
    at: ListValue = field(default_factory=ListValue)
    seen: Overview | None = None
    hash: str | None = None
    #: Not before then (the loop's time).
    next: float = 0.0
    dirty: bool = False
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class SlackHomes:
    """`bot.domain.ports.Homes` on Slack's Web API."""

    def __init__(self, client: AsyncWebClient, home: Home, clock: Clock) -> None:
        self._client = client
        self._home = home
        self._clock = clock
        self._followed: OrderedDict[tuple[str, str], _Followed] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._looking = False

    async def show(self, team: str, person: str, at: str | None = None) -> None:
        now = asyncio.get_running_loop().time()
        followed = self._followed.setdefault((team, person), _Followed(team, person, now))
        followed.until = now + LONGEST
        self._followed.move_to_end((team, person))
        if len(self._followed) > MOST:
            self._followed.popitem(last=False)
        if at is not None:
            followed.at = ListValue.read(at)
        await self._draw(followed, always=True)
        if not self._looking:
            self._looking = True
            self._start(self._look())

    def changed(self, team: str) -> None:
        now = asyncio.get_running_loop().time()
        for followed in [each for each in self._followed.values() if each.team == team]:
            if followed.until < now:
                del self._followed[followed.team, followed.person]
            elif not followed.dirty:
                followed.dirty = True
                self._start(self._soon(followed))

    async def end(self) -> None:
        """Follow nobody any more."""
        self._followed.clear()
        for task in list(self._tasks):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def _start(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _look(self) -> None:
        """See now and then what other processes have done, while there is anybody to show it to."""
        while self._followed:
            await asyncio.sleep(EVERY)
            for team in {each.team for each in self._followed.values()}:
                self.changed(team)
        self._looking = False

    async def _soon(self, followed: _Followed) -> None:
        """Draw what is new, after a pause in which more may come."""
        now = asyncio.get_running_loop().time()
        await asyncio.sleep(max(0.2, followed.next - now))
        followed.dirty = False
        try:
            await self._draw(followed)
        except Exception as error:  # noqa: BLE001  # a Home that is behind is drawn when it is opened again
            logger.info("the Home of %s is not drawn anew (%s)", followed.person, type(error).__name__)

    async def _draw(self, followed: _Followed, *, always: bool = False) -> None:
        async with followed.turn:
            seen = await self._home.overview(followed.team, followed.person, followed.at.after)
            if seen == followed.seen and not always:
                return
            followed.next = asyncio.get_running_loop().time() + PAUSE
            try:
                await self._publish(followed, seen)
            except SlackApiError as error:
                if reason(error) != "hash_conflict":
                    raise
                followed.hash = None  # another process has drawn it: what is on record now is the truth
                seen = await self._home.overview(followed.team, followed.person, followed.at.after)
                await self._publish(followed, seen)

    async def _publish(self, followed: _Followed, seen: Overview) -> None:
        view = home_view(_facts(seen, followed.at), now=self._clock())
        drawn = await self._client.views_publish(user_id=followed.person, view=view, hash=followed.hash)
        followed.seen, followed.hash = seen, drawn["view"]["hash"]


class FollowedNotifier:
    """`bot.domain.ports.Notifier` that lets the Homes know, too: whatever is shown on a card has changed."""

    def __init__(self, notifier: SlackNotifier, homes: SlackHomes) -> None:
        self._notifier = notifier
        self._homes = homes

    async def place(self, generation: Generation) -> CardRef:
        self._homes.changed(generation.team)
        return await self._notifier.place(generation)

    async def find(self, generation: Generation, since: datetime) -> CardRef | None:
        return await self._notifier.find(generation, since)

    async def show(self, generation: Generation, draft: Draft | None, *, by: str = "") -> None:
        self._homes.changed(generation.team)
        await self._notifier.show(generation, draft, by=by)

    async def answer(self, generation: Generation, draft: Draft | None) -> None:
        await self._notifier.answer(generation, draft)

    async def share(self, generation: Generation, draft: Draft) -> CardRef:
        return await self._notifier.share(generation, draft)

    async def leave(self, card: CardRef, channel: str) -> None:
        await self._notifier.leave(card, channel)


def _facts(seen: Overview, at: ListValue) -> HomeFacts:
    return HomeFacts(
        needs=seen.needs,
        unsaved=seen.unsaved,
        running=seen.running,
        mine=seen.mine,
        at=at,
        team=seen.team,
        providers=seen.providers,
    )
