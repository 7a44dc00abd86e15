"""`/drafts`: the private list, its filters and pages, and a draft opened from it."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.blocks.cards import NO_RULES
from bot.blocks.draft_view import draft_view
from bot.blocks.drafts import drafts_list, drafts_window
from bot.blocks.elements import Block
from bot.blocks.help import drafts_help
from bot.blocks.ids import View
from bot.blocks.linting import linted
from bot.blocks.messages import Message
from bot.blocks.pictures import Loads, loads_of
from bot.blocks.values import DraftValue, ListValue, list_value
from bot.domain.activity import activity
from bot.domain.ports import Clock, Page
from bot.services import Services
from bot.services.drafts import Opened
from handlers.form import Desk
from handlers.pictures import with_pictures
from handlers.reading import Who, who_of
from handlers.refusals import reason
from handlers.stack import show

logger = logging.getLogger(__name__)

#: The window is closed, or shows something newer.
OVERTAKEN = {"hash_conflict", "not_found"}

Payload = Mapping[str, Any]


async def command(
    ack: AsyncAck, respond: AsyncRespond, body: Payload, services: Services, clock: Clock
) -> None:
    """`/drafts [mine|team|review|approved|working|discarded] [search words]`; `/drafts help` says how."""
    await ack()
    text = body.get("text", "").strip()
    if text.casefold() == "help":
        drawn = drafts_help()
    else:
        drawn = await listed(services, who_of(body), list_value(text), clock)
    await respond(text=drawn.text, blocks=list(drawn.blocks), response_type="ephemeral")


async def turn(
    ack: AsyncAck,
    respond: AsyncRespond,
    body: Payload,
    action: Payload,
    client: AsyncWebClient,
    desk: Desk,
) -> None:
    """Another filter or another page, in the same message or window."""
    await ack()
    services, clock = desk.services, desk.clock
    who, at = who_of(body), ListValue.read(action["value"])
    if view := body.get("view"):
        await client.views_update(view_id=view["id"], view=await windowed(services, who, at, clock))
        return
    drawn = await listed(services, who, at, clock)
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
    await _open(client, services, body, DraftValue.read(action["value"]).draft, clock)


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
    await _open(client, services, body, action["selected_option"]["value"], clock)


async def _open(client: AsyncWebClient, services: Services, body: Payload, draft: str, clock: Clock) -> None:
    """Open a draft at once, and say where its card is as soon as Slack tells."""
    found, drawn = await _drawing(services, who_of(body).team, draft, clock)

    def opened(loads: Loads) -> Awaitable[AsyncSlackResponse]:
        view, window = drawn(loads, ""), body.get("view") or {}
        if window.get("callback_id") == View.DRAFTS:
            # In its place: above a draft there may be its history, and a version; Slack takes three.
            return client.views_update(view_id=window["id"], view=view)
        return show(client, body, view)

    shown = await with_pictures(found.draft, opened, loads_of(client.base_url))
    if card := await _address(client, found):
        view = shown["view"]
        await _redraw(client, found, lambda loads: drawn(loads, card), view["id"], hash_=view["hash"])


async def refresh_view(
    client: AsyncWebClient, services: Services, who: Who, view_id: str, draft_id: str, clock: Clock
) -> None:
    """Show an opened draft anew, after a button in its modal has changed it; it may be closed by now."""
    found, drawn = await _drawing(services, who.team, draft_id, clock)
    card = await _address(client, found)
    await _redraw(client, found, lambda loads: drawn(loads, card), view_id)


async def _redraw(
    client: AsyncWebClient,
    found: Opened,
    drawn: Callable[[Loads], Block],
    view_id: str,
    *,
    hash_: str | None = None,
) -> None:
    def updated(loads: Loads) -> Awaitable[object]:
        return client.views_update(view_id=view_id, hash=hash_, view=drawn(loads))

    try:
        await with_pictures(found.draft, updated, loads_of(client.base_url))
    except SlackApiError as error:
        if error.response["error"] not in OVERTAKEN:
            raise


async def _address(client: AsyncWebClient, found: Opened) -> str:
    """Where the draft's card is; empty where it has none, or Slack does not say."""
    card = found.card
    if card is None:
        return ""
    try:
        link = await client.chat_getPermalink(channel=card.channel, message_ts=card.ts)
    except SlackApiError as error:
        logger.info("where the card of draft %s is remains unsaid (%s)", found.draft.id, reason(error))
        return ""
    return str(link["permalink"])


async def listed(services: Services, who: Who, at: ListValue, clock: Clock) -> Message:
    """A page of the list, as a message."""
    return drafts_list(await _page(services, who, at), at, now=clock())


async def windowed(services: Services, who: Who, at: ListValue, clock: Clock) -> Block:
    """The same as a window."""
    return drafts_window(await _page(services, who, at), at, now=clock())


async def _page(services: Services, who: Who, at: ListValue) -> Page:
    return await services.drafts.page(who.team, at.query(who.person), at.after)


async def _drawing(
    services: Services, team: str, draft_id: str, clock: Clock
) -> tuple[Opened, Callable[[Loads, str], Block]]:
    """A draft, and what draws it, by which pictures Slack loads and where its card is."""
    found = await services.drafts.open(team, draft_id)
    profile = await services.profiles.of_run(found.run) if found.run else NO_RULES

    def drawn(loads: Loads, card: str) -> Block:
        return draft_view(
            found.draft,
            activity(found.versions, found.decisions, found.comments),
            now=clock(),
            findings=linted(found.draft, profile),
            loads=loads,
            card=card,
        )

    return found, drawn
