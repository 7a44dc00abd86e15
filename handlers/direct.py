"""What people write to Galley in their own conversation with it, outside of threads."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.welcome import welcome_message
from bot.domain.ports import Clock
from bot.services import Services
from handlers.form import Desk
from handlers.thread import heard, reply_of

Payload = Mapping[str, Any]


def is_spoken(event: Payload) -> bool:
    """Whether a person says something new there; apps, changes, deletions and threads are none of it."""
    by_app = event.get("bot_id") or event.get("app_id") or event.get("subtype")
    return event.get("channel_type") == "im" and not by_app and not event.get("thread_ts")


async def message(
    event: Payload, body: Payload, context: AsyncBoltContext, client: AsyncWebClient, desk: Desk
) -> None:
    """Whatever is written: a reply in a card's thread, or something to Galley itself."""
    if reply_of(event) is None:
        await said(event, body, client, desk.services, desk.clock)
    else:
        await heard(event, body, context, desk)


async def said(
    event: Payload, body: Payload, client: AsyncWebClient, services: Services, clock: Clock
) -> None:
    """Say what can be done here, once a day at most."""
    person = str(event.get("user") or "")
    if not person or not is_spoken(event):
        return
    if not await services.deliveries.first(f"{body['team_id']}/{person}/welcome {clock():%Y-%m-%d}"):
        return
    answer = welcome_message()
    await client.chat_postMessage(channel=event["channel"], text=answer.text, blocks=list(answer.blocks))
