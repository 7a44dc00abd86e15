"""Changing a draft's texts: the form, the clash, and the exact edits of a card's row."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.clash import clash_view, takes_theirs
from bot.blocks.copying import copy_view
from bot.blocks.edit_form import EditValue, complaints, edit_view, form_of
from bot.blocks.values import CardValue, More, MoreValue
from bot.domain.errors import UserError, VersionClash
from bot.domain.merging import differences
from bot.domain.platforms import Platform
from bot.domain.ports import Clock
from bot.services import Services
from bot.services.editing import FIT, NO_EMOJI, NO_HASHTAGS, Edited, Exact
from handlers.cards import clicked
from handlers.drafts import refresh_view
from handlers.history import compare_view
from handlers.reading import Who, who_of
from handlers.stack import beneath, show

Payload = Mapping[str, Any]

_EXACT = {More.NO_HASHTAGS: NO_HASHTAGS, More.NO_EMOJI: NO_EMOJI}


async def open_editor(
    ack: AsyncAck, body: Payload, action: Payload, client: AsyncWebClient, services: Services
) -> None:
    """The form with all texts; that of the platform that was clicked comes first."""
    await ack()
    value = CardValue.read(action.get("value"))
    draft = await services.editing.draft(who_of(body).team, value.draft)
    await show(client, body, edit_view(draft, value.platform))


async def submitted(
    ack: AsyncAck, body: Payload, view: Payload, client: AsyncWebClient, services: Services, clock: Clock
) -> None:
    """Save what was changed, as one new version; a clash keeps the form open, with both texts."""
    who, value = who_of(body), EditValue.read(view["private_metadata"])
    state = view["state"]["values"]
    form = form_of(state, value)
    if wrong := complaints(state, value, form):
        await ack(response_action="errors", errors=wrong)
        return
    edited = Edited(person=who.person, draft=value.draft, version=value.version, seen=value.seen, mine=form)
    keeps = services.editing.set_aside if value.clash and takes_theirs(state) else services.editing.save
    try:
        await keeps(who.team, edited)
    except VersionClash:
        if clash := await _clash(services, who, edited, clock):
            await ack(response_action="update", view=clash)
            return
    await ack()
    await services.drafts.show(who.team, value.draft)
    for view_id in beneath(view):
        await refresh_view(client, services, who, view_id, value.draft, clock)


async def _clash(services: Services, who: Who, edited: Edited, clock: Clock) -> dict[str, Any] | None:
    """Both texts where they differ; nothing where somebody else saved the very same."""
    draft = await services.editing.draft(who.team, edited.draft)
    news = await services.editing.since(who.team, edited.draft, edited.version)
    found = differences(draft, edited.mine, edited.seen)
    return clash_view(draft, found, news, now=clock()) if found else None


@clicked(CardValue)
async def shorten(services: Services, who: Who, card: CardValue) -> None:
    """Cut a text down to its platform's limit; one that fits by now stays as it is."""
    await _exact(services, who, card.draft, card.platform or Platform.ANY, FIT)


async def more(
    ack: AsyncAck, body: Payload, action: Payload, client: AsyncWebClient, services: Services, clock: Clock
) -> None:
    """What was chosen in a platform's menu."""
    await ack()
    who, value = who_of(body), MoreValue.read(action["selected_option"]["value"])
    if exact := _EXACT.get(value.do):
        if told := await _exact(services, who, value.draft, value.platform, exact):
            message = f"{value.platform.label}: {told}."
            raise UserError(message)
    elif value.do is More.COPY:
        draft = await services.editing.draft(who.team, value.draft)
        await show(client, body, copy_view(draft, value.platform))
    else:
        await show(client, body, await compare_view(services, who, value.draft, value.platform, clock))


async def _exact(services: Services, who: Who, draft: str, platform: Platform, change: Exact) -> str:
    """Do it and redraw the card; why there was nothing to do, else nothing."""
    told = await services.editing.exact(who.team, who.person, draft, platform, change)
    await services.drafts.show(who.team, draft)
    return told
