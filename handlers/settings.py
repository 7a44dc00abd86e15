"""`/galley settings`: a channel's defaults and rules, which everybody in it may change, and one's own."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.settings import Settings, SettingsMeta, at_fields, changed_words, settings_modal, typed
from bot.domain.people import ChannelProfile, ProfileChange
from bot.domain.ports import Briefed
from bot.domain.profiles import ProfileClash, problems
from handlers.drawing import OVERTAKEN
from handlers.form import Desk
from handlers.reading import Place, Who, place_of, who_of

Payload = Mapping[str, Any]


async def pressed(ack: AsyncAck, body: Payload, client: AsyncWebClient, desk: Desk) -> None:
    """*Settings*, in the help or on the App Home."""
    await ack()
    await open_settings(client, desk, who_of(body), place_of(body))


async def open_settings(client: AsyncWebClient, desk: Desk, who: Who, place: Place | None) -> None:
    """Open the settings that count there."""
    channel = place.channel if place else None
    profile = await desk.services.profiles.of(who.team, channel, who.person)
    name = place.name if place else ""
    meta = SettingsMeta(channel=channel, channel_name=name, revision=profile.revision)
    await client.views_open(trigger_id=who.trigger, view=_view(desk, meta, profile))


async def provider_changed(ack: AsyncAck, body: Payload, client: AsyncWebClient, desk: Desk) -> None:
    """Show the other provider's own choices; what was typed stays."""
    await ack()
    who, view = who_of(body), body["view"]
    meta = SettingsMeta.read(view["private_metadata"])
    wanted = typed(view["state"]["values"], meta, await _present(desk, who, meta))
    try:
        await client.views_update(view_id=view["id"], hash=view["hash"], view=_view(desk, meta, wanted))
    except SlackApiError as error:
        if error.response["error"] not in OVERTAKEN:
            raise


async def submitted(ack: AsyncAck, body: Payload, view: Payload, client: AsyncWebClient, desk: Desk) -> None:
    """Keep the settings and say in the channel who changed what; wrong input is told at its field."""
    who, meta = who_of(body), SettingsMeta.read(view["private_metadata"])
    wanted = typed(view["state"]["values"], meta, await _present(desk, who, meta))
    if wrong := problems(wanted):
        await ack(response_action="errors", errors=at_fields(wrong))
        return
    try:
        kept = await desk.services.profiles.save(
            who.team, who.person, meta.channel, wanted, seen=meta.revision
        )
    except ProfileClash as clash:
        theirs = clash.theirs
        newer = meta.model_copy(update={"revision": theirs.revision})
        mine = wanted.model_copy(update={"changes": theirs.changes, "revision": theirs.revision})
        await ack(response_action="update", view=_view(desk, newer, mine, clash=theirs.changes[0]))
        return
    await ack()
    await _tell(client, desk, who, meta, kept)


async def reset(ack: AsyncAck, body: Payload, client: AsyncWebClient, desk: Desk) -> None:
    """Empty the settings, if they are still those that the person saw."""
    await ack()
    who, view = who_of(body), body["view"]
    meta = SettingsMeta.read(view["private_metadata"])
    clash = None
    try:
        kept = await desk.services.profiles.save(
            who.team, who.person, meta.channel, ChannelProfile(), seen=meta.revision
        )
    except ProfileClash as error:
        kept, clash = error.theirs, error.theirs.changes[0]
    newer = meta.model_copy(update={"revision": kept.revision})
    await client.views_update(view_id=view["id"], view=_view(desk, newer, kept, clash=clash))
    if clash is None:
        await _tell(client, desk, who, meta, kept)


async def _present(desk: Desk, who: Who, meta: SettingsMeta) -> ChannelProfile:
    return await desk.services.profiles.of(who.team, meta.channel, who.person)


def _view(
    desk: Desk, meta: SettingsMeta, profile: ChannelProfile, clash: ProfileChange | None = None
) -> dict[str, Any]:
    forms: list[Briefed] = [
        *desk.services.briefs.forms.offered,
        *desk.services.campaign_briefs.forms.offered,
    ]
    offered: dict[str, Briefed] = {}
    for form in forms:  # one that writes posts and plans campaigns is offered once
        offered.setdefault(form.name, form)
    return settings_modal(
        Settings(meta=meta, profile=profile, offered=offered, now=desk.clock(), clash=clash)
    )


async def _tell(
    client: AsyncWebClient, desk: Desk, who: Who, meta: SettingsMeta, kept: ChannelProfile
) -> None:
    """Say it where everybody it concerns sees it; where Galley is no member, to the person alone."""
    if meta.channel is None or meta.personal or kept.revision == meta.revision:
        return
    words = changed_words(kept.changes[0], kept, meta.name)
    member = await desk.membership.in_channel(meta.channel)
    await client.chat_postMessage(channel=meta.channel if member else who.person, text=words)
