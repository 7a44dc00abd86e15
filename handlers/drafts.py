"""`/drafts`: the private list, its filters and pages, and a draft opened from it."""

from collections.abc import Awaitable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.draft_view import draft_view
from bot.blocks.drafts import drafts_list
from bot.blocks.messages import Message
from bot.blocks.pictures import Loads, loads_of
from bot.blocks.values import DraftValue, ListValue, list_value
from bot.domain.ports import Clock
from bot.services import Services
from bot.services.drafts import Opened
from handlers.pictures import with_pictures
from handlers.reading import Who, who_of

Payload = Mapping[str, Any]


async def command(
    ack: AsyncAck, respond: AsyncRespond, body: Payload, services: Services, clock: Clock
) -> None:
    """`/drafts [mine|team|review|approved] [search words]`."""
    await ack()
    drawn = await _list(services, who_of(body), list_value(body.get("text", "")), clock)
    await respond(text=drawn.text, blocks=list(drawn.blocks), response_type="ephemeral")


async def turn(
    ack: AsyncAck,
    respond: AsyncRespond,
    body: Payload,
    action: Payload,
    services: Services,
    clock: Clock,
) -> None:
    """Another filter or another page, in the same message."""
    await ack()
    drawn = await _list(services, who_of(body), ListValue.read(action["value"]), clock)
    await respond(text=drawn.text, blocks=list(drawn.blocks), replace_original=True)


async def open_draft(
    ack: AsyncAck,
    body: Payload,
    action: Payload,
    client: AsyncWebClient,
    services: Services,
    clock: Clock,
) -> None:
    """A draft in a modal, to read and copy."""
    await ack()
    await _open(client, services, who_of(body), DraftValue.read(action["value"]).draft, clock)


async def open_post(
    ack: AsyncAck,
    body: Payload,
    action: Payload,
    client: AsyncWebClient,
    services: Services,
    clock: Clock,
) -> None:
    """A post of a campaign, chosen on its card."""
    await ack()
    await _open(client, services, who_of(body), action["selected_option"]["value"], clock)


async def _open(client: AsyncWebClient, services: Services, who: Who, draft: str, clock: Clock) -> None:
    found = await services.drafts.open(who.team, draft)

    def opened(loads: Loads) -> Awaitable[object]:
        return client.views_open(trigger_id=who.trigger, view=_view(found, clock, loads))

    await with_pictures(found.draft, opened, loads_of(client.base_url))


async def refresh_view(
    client: AsyncWebClient, services: Services, body: Payload, draft_id: str, clock: Clock, view_id: str = ""
) -> None:
    """Show an opened draft anew, after a button in its modal has changed it; it may be closed by now.

    `view_id` is another modal than the one that was clicked in.
    """
    found = await services.drafts.open(who_of(body).team, draft_id)

    def updated(loads: Loads) -> Awaitable[object]:
        return client.views_update(view_id=view_id or body["view"]["id"], view=_view(found, clock, loads))

    try:
        await with_pictures(found.draft, updated, loads_of(client.base_url))
    except SlackApiError as error:
        if error.response["error"] != "not_found":
            raise


async def _list(services: Services, who: Who, at: ListValue, clock: Clock) -> Message:
    page = await services.drafts.page(who.team, at.query(who.person), at.after)
    return drafts_list(page, at, now=clock())


def _view(found: Opened, clock: Clock, loads: Loads) -> dict[str, Any]:
    return draft_view(found.draft, found.versions, found.decisions, now=clock(), loads=loads)
