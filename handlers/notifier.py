"""Shows runs in Slack: the card is placed once, found again after a crash, and updated in place."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.blocks.cards import card_of
from bot.blocks.elements import Block
from bot.blocks.messages import MORE_EVENT, RUN_EVENT, Message
from bot.blocks.pictures import Loads, loads_of
from bot.domain.drafts import Draft
from bot.domain.errors import CardRefused
from bot.domain.generations import CardRef, Generation
from bot.domain.ports import Clock, Providers
from handlers.pictures import drawn, with_pictures

#: Where the app may not post, the person gets the card in their own conversation with Galley.
NOT_OURS = frozenset({"not_in_channel", "channel_not_found", "is_archived", "restricted_action"})
#: The card's message was deleted, or is not ours to change.
GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
#: Only what was surely posted by us is looked at, and no further back than this many messages.
LOOK_BACK = 100


class SlackNotifier:
    """`bot.domain.ports.Notifier` on Slack's Web API.

    `poster` never repeats a call that may have been made: a message posted twice stays twice.
    """

    def __init__(
        self, client: AsyncWebClient, poster: AsyncWebClient, providers: Providers, clock: Clock
    ) -> None:
        self._client = client
        self._poster = poster
        self._providers = providers
        self._clock = clock
        self._loads = loads_of(client.base_url)

    async def place(self, generation: Generation) -> CardRef:
        message = self._draw(generation, None)
        try:
            return await self._post(await self._channel_of(generation.channel), message)
        except SlackApiError as error:
            if error.response["error"] not in NOT_OURS:
                raise
        if generation.channel == generation.person:
            raise CardRefused("Slack does not let Galley write to you directly.")
        with _refusals(NOT_OURS):
            card = await self._post(await self._channel_of(generation.person), message)
        note = f"Galley is not in <#{generation.channel}>, so the card is here."
        return card.model_copy(update={"note": note})

    async def find(self, generation: Generation, since: datetime) -> CardRef | None:
        places = dict.fromkeys((generation.channel, generation.person))
        for place in places:
            channel = await self._channel_of(place)
            for message in await self._recent(channel, since):
                if _is_about(message, RUN_EVENT, generation.id):
                    return CardRef(channel=channel, ts=message["ts"])
        return None

    async def show(self, generation: Generation, draft: Draft | None, *, by: str = "") -> None:
        card = generation.card or (draft.card if draft else None)
        if card is None:
            return
        with _refusals(NOT_OURS | GONE):
            message = await with_pictures(
                draft,
                lambda loads: self._redrawn(card, self._draw(generation, draft, by, loads)),
                self._loads,
            )
        if message.continuation or (draft and _may_have_overflowed(draft)):
            await self._continue(card, message.continuation)

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
        by: str = "",
        loads: Loads = Loads.NOTHING,
    ) -> Message:
        provider = self._providers.get(generation.provider)
        others = len(self._providers.offered) > 1
        return card_of(generation, draft, provider, now=self._clock(), others=others, by=by, loads=loads)

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
        """Messages since then, none where the app cannot look because it could not have posted."""
        try:
            history = await self._client.conversations_history(
                channel=channel,
                oldest=f"{since.timestamp() - 1:.6f}",
                limit=LOOK_BACK,
                include_all_metadata=True,
            )
        except SlackApiError as error:
            if error.response["error"] in NOT_OURS:
                return ()
            raise
        found: Sequence[Mapping[str, Any]] = history["messages"]
        return found

    async def _continue(self, card: CardRef, wanted: Sequence[Message]) -> None:
        """Make the thread hold exactly these continuations: update, add, take away."""
        replies = await self._client.conversations_replies(
            channel=card.channel, ts=card.ts, include_all_metadata=True, limit=LOOK_BACK
        )
        present = [m for m in replies["messages"] if _is_about(m, MORE_EVENT)]
        for message, old in zip(wanted, present, strict=False):
            await self._client.chat_update(
                channel=card.channel, ts=old["ts"], text=message.text, blocks=list(message.blocks)
            )
        for message in wanted[len(present) :]:
            await self._post(card.channel, message, thread=card.ts)
        for old in present[len(wanted) :]:
            await self._client.chat_delete(channel=card.channel, ts=old["ts"])


@contextmanager
def _refusals(final: frozenset[str]) -> Iterator[None]:
    """Raise Slack's final answers as `CardRefused`; others pass, and may be tried again."""
    try:
        yield
    except SlackApiError as error:
        if error.response["error"] not in final:
            raise
        raise CardRefused(f"Slack does not take the card ({error.response['error']}).") from error


def _is_about(message: Mapping[str, Any], event: str, run: str | None = None) -> bool:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != event:
        return False
    return run is None or metadata.get("event_payload", {}).get("run") == run


def _may_have_overflowed(draft: Draft) -> bool:
    """Whether some choice of variants is too long for one card, so that a thread may hold old text."""
    longest = sum(max(map(len, offered), default=0) for offered in draft.variants.values())
    return longest > 5_000
