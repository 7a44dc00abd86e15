"""Replies in the threads of cards. Whatever else people say is looked at no further than its thread.

Slack tells of a reply that mentions Galley twice, as a message and as a mention, in either order and with the
same ts (docs.slack.dev/reference/events/app_mention): the one that comes first is acted on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncBoltContext, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.text import mention
from bot.blocks.thread import settled, told
from bot.blocks.values import DraftValue, WishValue
from bot.domain.errors import GalleyError, IllegalMove
from bot.services import Services
from bot.services.thread import Heard
from bot.services.thread_edits import Answer
from handlers.errors import words_for
from handlers.form import Desk
from handlers.reading import plain_text, who_of

Payload = Mapping[str, Any]

#: A person's plain reply; one with files, or one that is shown in the channel as well, is one, too.
_SPOKEN = frozenset({None, "file_share", "thread_broadcast"})
_CHANGED, _DELETED, _TOMBSTONE = "message_changed", "message_deleted", "tombstone"
#: Where everything that is written is written to Galley.
_DIRECT = "im"


@dataclass(frozen=True)
class Reply:
    """A message of a person in a thread, as an event tells of it; `became` is what happened to one before."""

    message: Payload
    channel: str
    direct: bool
    became: str = ""

    @property
    def thread(self) -> str:
        return str(self.message["thread_ts"])

    @property
    def ts(self) -> str:
        return str(self.message["ts"])


def reply_of(event: Payload) -> Reply | None:
    """The reply that an event is about; `None` for all else: no thread, no person, an app, our own."""
    subtype = event.get("subtype")
    message = event
    if subtype == _CHANGED:
        message = event.get("message") or {}
        if message.get("subtype") == _TOMBSTONE:
            subtype, message = _DELETED, event.get("previous_message") or {}
    elif subtype == _DELETED:
        message = event.get("previous_message") or {}
    elif subtype not in _SPOKEN or event.get("edited"):
        return None
    by_app = message.get("bot_id") or message.get("app_id") or message.get("subtype") not in _SPOKEN
    in_thread = message.get("thread_ts") and message.get("thread_ts") != message.get("ts")
    if by_app or not in_thread or not message.get("user"):
        return None
    became = subtype if subtype in {_CHANGED, _DELETED} else ""
    return Reply(message, str(event["channel"]), event.get("channel_type") == _DIRECT, became)


def is_about_talk(event: Payload) -> bool:
    """Whether it is about what people say, but for what is said to Galley alone outside of threads."""
    talk = event.get("type") in {"message", "app_mention"}
    return talk and (event.get("channel_type") != _DIRECT or reply_of(event) is not None)


async def wanted(body: Payload, services: Services) -> str:
    """The draft that a message's event is about, "" when there is nothing to do with it.

    One look by an index decides; what is to be acted on is then noted, so that it is acted on once.
    """
    event = body["event"]
    reply = reply_of(event)
    if reply is None or _ignored(event, reply, services):
        return ""
    team = str(body["team_id"])
    draft = await services.thread.draft_at(team, reply.channel, reply.thread)
    if draft and (reply.became or await services.deliveries.first(f"{team}/{reply.channel}/{reply.ts}")):
        return draft
    return ""


def _ignored(event: Payload, reply: Reply, services: Services) -> bool:
    """Whether Galley waits for a mention, and this event is none."""
    return services.thread.mentions_only and event["type"] != "app_mention" and not reply.direct


async def heard(event: Payload, body: Payload, context: AsyncBoltContext, desk: Desk) -> None:
    """A reply in the thread of a card, or what became of one."""
    reply = reply_of(event)
    if reply is None:
        return
    team, draft, thread = str(body["team_id"]), str(context["draft"]), desk.services.thread
    if reply.became == _DELETED:
        await thread.take_back(team, draft, reply.channel, reply.ts)
    elif reply.became:
        await thread.reword(team, draft, reply.channel, reply.ts, plain_text(reply.message))
    else:
        await _answered(_heard(team, draft, reply, context), desk)


def _heard(team: str, draft: str, reply: Reply, context: AsyncBoltContext) -> Heard:
    return Heard(
        team=team,
        person=str(reply.message["user"]),
        draft=draft,
        channel=reply.channel,
        thread=reply.thread,
        ts=reply.ts,
        text=str(reply.message.get("text") or ""),
        said=plain_text(reply.message),
        bot=_own(context),
    )


def _own(context: AsyncBoltContext) -> str:
    """Galley's own user in that workspace."""
    return str(context.bot_user_id or "")


async def _answered(heard_: Heard, desk: Desk) -> None:
    """Do it and say so; what cannot be done is told to the person alone, unforeseen trouble too."""
    try:
        answer = await desk.services.thread.say(heard_)
    except Exception as error:  # noqa: BLE001  # `words_for` logs what nobody foresaw
        answer = Answer(message=told(words_for(error)), private=True)
    if answer is None:
        return
    message = answer.message
    if answer.private:
        await desk.poster.chat_postEphemeral(
            channel=heard_.channel,
            user=heard_.person,
            thread_ts=heard_.thread,
            text=message.text,
            blocks=list(message.blocks),
        )
    else:
        await desk.poster.chat_postMessage(
            channel=heard_.channel,
            thread_ts=heard_.thread,
            text=message.text,
            blocks=list(message.blocks),
            metadata=dict(message.metadata),
            unfurl_links=False,
            unfurl_media=False,
        )


async def agreed(
    ack: AsyncAck,
    body: Payload,
    action: Payload,
    client: AsyncWebClient,
    context: AsyncBoltContext,
    desk: Desk,
) -> None:
    """Start what was asked for, now that somebody agrees to its price."""
    await ack()
    who, value = who_of(body), WishValue.read(action.get("value"))
    try:
        reason = await desk.services.thread.agree(who.team, who.person, value, _own(context))
    except IllegalMove as error:
        await _settle(client, body, error.message)
    else:
        await _settle(client, body, f"{reason} · started", mention(who.person))


async def left(
    ack: AsyncAck,
    body: Payload,
    action: Payload,
    client: AsyncWebClient,
    context: AsyncBoltContext,
    desk: Desk,
) -> None:
    """Leave it."""
    await ack()
    who, value = who_of(body), WishValue.read(action.get("value"))
    try:
        reason = await desk.services.thread.leave(who.team, value, _own(context))
    except GalleyError as error:
        await _settle(client, body, error.message)
    else:
        await _settle(client, body, f"{reason} · not now, nothing was charged", mention(who.person))


async def saved_as_it_is(
    ack: AsyncAck, respond: AsyncRespond, body: Payload, action: Payload, services: Services
) -> None:
    """Save what the channel's rules find something in, now that the person says so."""
    await ack()
    who, value = who_of(body), DraftValue.read(action.get("value"))
    draft = await services.drafts.save(who.team, who.person, value.draft)
    message = settled(f"v{draft.latest.number} · saved as draft")
    await respond(text=message.text, blocks=list(message.blocks), replace_original=True)


async def _settle(client: AsyncWebClient, body: Payload, words: str, by: str = "") -> None:
    """Put what became of it in place of the question and its buttons."""
    message = settled(words, by)
    await client.chat_update(
        channel=body["channel"]["id"],
        ts=body["container"]["message_ts"],
        text=message.text,
        blocks=list(message.blocks),
    )
