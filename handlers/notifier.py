"""Shows runs in Slack: the card is placed once, found again after a crash, and updated in place."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.blocks.cards import NO_RULES, card_of
from bot.blocks.elements import Block
from bot.blocks.messages import MORE_EVENT, RUN_EVENT, Message
from bot.blocks.pictures import Loads, loads_of
from bot.blocks.sharing import left_message
from bot.blocks.thread import answered
from bot.domain.drafts import Draft, Status
from bot.domain.errors import CardRefused
from bot.domain.generations import CardRef, Generation
from bot.domain.people import ChannelProfile
from bot.domain.ports import Clock, Providers
from handlers.pace import Pace
from handlers.pictures import drawn, with_pictures
from handlers.refusals import CLOSED, GONE, reason, refusals

logger = logging.getLogger(__name__)

T = TypeVar("T")

#: Only what was surely posted by us is looked at, and no further back than this many messages.
LOOK_BACK = 100
#: Seconds that a person waits for something before they are told that it takes longer.
LONG = 5.0
LATE_CARD = (
    "Slack is slow to take messages just now. Your brief is kept, and its card comes as soon as Slack takes "
    "it. There is no need to send it again."
)
LATE_UPDATE = (
    "What you did is done. Slack is slow to take messages just now; the card shows it as soon as Slack "
    "lets it. There is no need to click again."
)


class SlackNotifier:
    """`bot.domain.ports.Notifier` on Slack's Web API.

    `poster` never repeats a call that may have been made: a message posted twice stays twice.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        poster: AsyncWebClient,
        providers: Providers,
        profile_of: Callable[[Generation], Awaitable[ChannelProfile]],
        clock: Clock,
        *,
        reads_channels: bool = True,
    ) -> None:
        self._client = client
        self._poster = poster
        self._providers = providers
        self._profile_of = profile_of
        self._clock = clock
        self._reads_channels = reads_channels
        #: By card, the continuations that were posted where Galley may not look for them.
        self._continued: dict[tuple[str, str], Sequence[str]] = {}
        self._loads = loads_of(client.base_url)
        self._pace = Pace()
        #: Runs whose person was told that the card takes longer, until it is there.
        self._told: set[str] = set()

    async def place(self, generation: Generation) -> CardRef:
        with refusals(final=frozenset(CLOSED)):
            placing = self._placed(generation, self._draw(generation, None, NO_RULES))
            card = await self._telling(placing, generation, generation.person, LATE_CARD)
        self._told.discard(generation.id)
        return card

    async def _placed(self, generation: Generation, message: Message) -> CardRef:
        """The card where it was asked for, or else in the person's own conversation with Galley."""
        try:
            return await self._post(await self._channel_of(generation.channel), message)
        except SlackApiError as error:
            closed = CLOSED.get(reason(error))
            if closed is None:
                raise
        if generation.channel == generation.person:
            raise CardRefused("Slack does not let Galley write to you directly.")
        card = await self._post(await self._channel_of(generation.person), message)
        return card.model_copy(update={"note": closed.format(channel=f"<#{generation.channel}>")})

    async def find(self, generation: Generation, since: datetime) -> CardRef | None:
        places = dict.fromkeys((generation.channel, generation.person))
        with refusals():
            for place in places:
                channel = await self._channel_of(place)
                for message in await self._recent(channel, since):
                    if _is_about(message, RUN_EVENT, generation.id):
                        return CardRef(channel=channel, ts=message["ts"])
        return None

    async def show(self, generation: Generation, draft: Draft | None, *, by: str = "") -> None:
        card = generation.card or (draft.card if draft else None)
        if card is None or (draft and draft.copied_from):
            return
        profile = await self._profile_of(generation) if draft else NO_RULES

        async def send() -> None:
            message = await with_pictures(
                draft,
                lambda loads: self._redrawn(card, self._draw(generation, draft, profile, by, loads)),
                self._loads,
            )
            if message.continuation or (draft and _may_have_thread(draft, profile)):
                await self._continue(card, message.continuation)

        with refusals(final=GONE | frozenset(CLOSED)):
            named = by if draft and draft.status is Status.DISCARDED else ""  # else it shows nobody's name
            showing = self._pace.update((card.channel, card.ts), (generation, draft, profile, named), send)
            await self._telling(showing, generation, by, LATE_UPDATE)
        self._told.discard(generation.id)

    async def answer(self, generation: Generation, draft: Draft | None) -> None:
        wish = generation.wish
        if wish is None:
            return
        provider = self._providers.get(generation.provider)
        with refusals(final=GONE | frozenset(CLOSED)):
            await self._post(wish.channel, answered(generation, draft, provider), thread=wish.thread)

    async def share(self, generation: Generation, draft: Draft) -> CardRef:
        profile = await self._profile_of(generation)
        with refusals(final=frozenset(CLOSED)):
            return await with_pictures(
                draft,
                lambda loads: self._post(
                    generation.channel, self._draw(generation, draft, profile, loads=loads)
                ),
                self._loads,
            )

    async def leave(self, card: CardRef, channel: str) -> None:
        with refusals(final=GONE | frozenset(CLOSED)):
            await self._redrawn(card, left_message(channel))
            await self._continue(card, ())

    async def _telling(self, doing: Awaitable[T], generation: Generation, person: str, words: str) -> T:
        """What `doing` gives; when that takes long, the person who waits is told once, in private."""
        task = asyncio.ensure_future(doing)
        try:
            await asyncio.wait({task}, timeout=LONG)
            if not task.done() and person and generation.id not in self._told:
                self._told.add(generation.id)
                await self._whisper(generation.channel, person, words)
            return await task
        finally:
            task.cancel()

    async def _whisper(self, channel: str, person: str, words: str) -> None:
        """Say something that only this person sees; it matters less than what they wait for."""
        for place in dict.fromkeys((channel, person)):
            try:
                async with asyncio.timeout(LONG):
                    there = await self._channel_of(place)
                    await self._client.chat_postEphemeral(channel=there, user=person, text=words)
            except Exception as error:  # noqa: BLE001  # whatever it is, the card is still under way
                logger.info(
                    "%s was not told in %s that Slack is slow (%s)", person, place, type(error).__name__
                )
            else:
                return

    async def _redrawn(self, card: CardRef, message: Message) -> Message:
        async def update(blocks: Sequence[Block]) -> None:
            await self._client.chat_update(
                channel=card.channel,
                ts=card.ts,
                text=message.text,
                blocks=list(blocks),
                metadata=dict(message.metadata),
            )

        await drawn(message, update)
        return message

    def _draw(
        self,
        generation: Generation,
        draft: Draft | None,
        profile: ChannelProfile,
        by: str = "",
        loads: Loads = Loads.NOTHING,
    ) -> Message:
        provider = self._providers.get(generation.provider)
        others = len(self._providers.offered) > 1
        return card_of(
            generation,
            draft,
            provider,
            now=self._clock(),
            others=others,
            by=by,
            loads=loads,
            profile=profile,
        )

    async def _channel_of(self, place: str) -> str:
        """A conversation's id; a person's id stands for their conversation with Galley."""
        if not place.startswith(("U", "W")):
            return place
        opened = await self._client.conversations_open(users=place)
        return str(opened["channel"]["id"])

    async def _post(self, channel: str, message: Message, thread: str | None = None) -> CardRef:
        async def post(blocks: Sequence[Block]) -> AsyncSlackResponse:
            return await self._poster.chat_postMessage(
                channel=channel,
                text=message.text,
                blocks=list(blocks),
                metadata=dict(message.metadata),
                thread_ts=thread,
                unfurl_links=False,
                unfurl_media=False,
            )

        posted = await drawn(message, post)
        return CardRef(channel=str(posted["channel"]), ts=str(posted["ts"]))

    async def _recent(self, channel: str, since: datetime) -> Sequence[Mapping[str, Any]]:
        """Messages since then, none where the app cannot look: it could not have posted, or may not read."""
        if not self._may_look(channel):
            return ()
        try:
            history = await self._client.conversations_history(
                channel=channel,
                oldest=f"{since.timestamp() - 1:.6f}",
                limit=LOOK_BACK,
                include_all_metadata=True,
            )
        except SlackApiError as error:
            if reason(error) in CLOSED:
                return ()
            raise
        found: Sequence[Mapping[str, Any]] = history["messages"]
        return found

    async def _continue(self, card: CardRef, wanted: Sequence[Message]) -> None:
        """Make the thread hold exactly these continuations: update, add, take away."""
        present = await self._continuations(card)
        for message, old in zip(wanted, present, strict=False):
            await self._client.chat_update(
                channel=card.channel, ts=old, text=message.text, blocks=list(message.blocks)
            )
        posted = [await self._post(card.channel, m, thread=card.ts) for m in wanted[len(present) :]]
        for old in present[len(wanted) :]:
            await self._client.chat_delete(channel=card.channel, ts=old)
        if not self._may_look(card.channel):
            kept = (*present[: len(wanted)], *(one.ts for one in posted))
            self._continued[card.channel, card.ts] = kept

    async def _continuations(self, card: CardRef) -> Sequence[str]:
        """The continuations in a card's thread, oldest first; those of this process where it may not look."""
        if not self._may_look(card.channel):
            return self._continued.get((card.channel, card.ts), ())
        replies = await self._client.conversations_replies(
            channel=card.channel, ts=card.ts, include_all_metadata=True, limit=LOOK_BACK
        )
        return [m["ts"] for m in replies["messages"] if _is_about(m, MORE_EVENT)]

    def _may_look(self, channel: str) -> bool:
        """Whether Galley may read a conversation; people's own with it always."""
        return self._reads_channels or channel.startswith("D")


def _is_about(message: Mapping[str, Any], event: str, run: str | None = None) -> bool:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != event:
        return False
    return run is None or metadata.get("event_payload", {}).get("run") == run


def _may_have_thread(draft: Draft, profile: ChannelProfile) -> bool:
    """Whether the thread may hold what is not so any more: old text, or what rules found once.

    Some choice of variants is too long for one card, or the channel has rules, or had them.
    """
    if profile.revision:
        return True
    longest = sum(max(map(len, offered), default=0) for offered in draft.variants.values())
    return longest > 5_000
