"""A draft's versions: listed, shown, compared, restored; each in a modal on top of the one before."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.differing import comparison_view
from bot.blocks.history import history_view
from bot.blocks.ids import View
from bot.blocks.values import CardValue, DraftValue, HistoryValue, VersionValue
from bot.blocks.version_view import Wording, version_view
from bot.domain.platforms import Platform
from bot.domain.ports import Clock
from bot.services import Services
from handlers.drafts import refresh_view
from handlers.reading import Who, who_of
from handlers.stack import beneath, show, update

Payload = Mapping[str, Any]


async def open_history(
    ack: AsyncAck, body: Payload, action: Payload, client: AsyncWebClient, services: Services, clock: Clock
) -> None:
    """All versions of a draft, from its card or from an opened draft."""
    await ack()
    draft = CardValue.read(action.get("value")).draft
    await show(client, body, await _history(services, who_of(body), HistoryValue(draft=draft), clock))


async def turn(
    ack: AsyncAck, body: Payload, action: Payload, client: AsyncWebClient, services: Services, clock: Clock
) -> None:
    """Earlier versions, or the newest again, in the same modal."""
    await ack()
    drawn = await _history(services, who_of(body), HistoryValue.read(action.get("value")), clock)
    await update(client, body["view"]["id"], drawn)


async def show_version(
    ack: AsyncAck, body: Payload, action: Payload, client: AsyncWebClient, services: Services, clock: Clock
) -> None:
    """One version on top of the list; another look at it in the same modal."""
    await ack()
    drawn = await _version(services, who_of(body), VersionValue.read(action.get("value")), clock)
    if body["view"]["callback_id"] == View.VERSION:
        await update(client, body["view"]["id"], drawn)
    else:
        await show(client, body, drawn)


async def undo(
    ack: AsyncAck, body: Payload, action: Payload, client: AsyncWebClient, services: Services, clock: Clock
) -> None:
    """Go one step back, and show the history with the version that this made."""
    await ack()
    who, value = who_of(body), DraftValue.read(action.get("value"))
    await services.editing.undo(who.team, who.person, value.draft, seen=value.version)
    await services.drafts.show(who.team, value.draft)
    own = body["view"]["id"]
    await update(client, own, await _history(services, who, HistoryValue(draft=value.draft), clock))
    for view_id in beneath(body["view"]):
        await refresh_view(client, services, who, view_id, value.draft, clock)


async def restored(
    ack: AsyncAck, body: Payload, view: Payload, client: AsyncWebClient, services: Services, clock: Clock
) -> None:
    """Make a new version like the one that is shown; its modal closes, the ones beneath are drawn anew."""
    who, value = who_of(body), VersionValue.read(view["private_metadata"])
    await services.editing.restore(who.team, who.person, value.draft, value.version)
    await ack()
    await services.drafts.show(who.team, value.draft)
    below = beneath(view)
    if below:
        await update(client, below[0], await _history(services, who, HistoryValue(draft=value.draft), clock))
    for view_id in below[1:]:
        await refresh_view(client, services, who, view_id, value.draft, clock)


async def compare_view(
    services: Services, who: Who, draft_id: str, platform: Platform, clock: Clock
) -> dict[str, Any]:
    """What the card shows now beside the version before it, for one platform."""
    draft = await services.editing.draft(who.team, draft_id)
    before = max(1, draft.latest.number - 1) if draft.fixed else draft.latest.number
    value = VersionValue(draft=draft_id, version=before, against=0, platform=platform)
    return await _version(services, who, value, clock)


async def _history(services: Services, who: Who, at: HistoryValue, clock: Clock) -> dict[str, Any]:
    found = await services.drafts.open(who.team, at.draft)
    return history_view(found.draft, found.versions, found.decisions, now=clock(), before=at.before)


async def _version(services: Services, who: Who, value: VersionValue, clock: Clock) -> dict[str, Any]:
    draft = await services.editing.draft(who.team, value.draft)
    version = await services.editing.version(who.team, value.draft, value.version)
    if value.against is None:
        return version_view(draft, version, value, now=clock())
    if not value.against:
        other = Wording.now(draft)
    else:
        other = Wording.of(await services.editing.version(who.team, value.draft, value.against))
    return comparison_view(draft, version, other, value, now=clock())
