"""Every way into the compose form, and what happens in it until it is submitted."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.connect import connect_words
from bot.blocks.form import FormErrors, parse
from bot.blocks.help import campaign_help, compose_help
from bot.blocks.ids import Block as BlockId
from bot.blocks.meta import ComposeMeta
from bot.blocks.modals import Where, provider_of, where_of
from bot.blocks.values import CardValue
from bot.domain.planned import Planned
from bot.domain.ports import Briefed
from bot.domain.requests import Request
from bot.services.accounts import outage_of
from handlers.drawing import look_up, open_form, redraw
from handlers.form import Desk, Form, kept_files, read_form, with_files
from handlers.reading import Place, Who, asker_of, files_of, place_of, plain_text, who_of

Payload = Mapping[str, Any]


async def command(
    ack: AsyncAck, respond: AsyncRespond, body: Payload, client: AsyncWebClient, desk: Desk
) -> None:
    """`/compose [prompt]`; `/compose help` says how."""
    await ack()
    prompt = body.get("text", "").strip()
    if prompt.casefold() == "help":
        usage = compose_help()
        await respond(text=usage.text, blocks=list(usage.blocks), response_type="ephemeral")
        return
    await _new(client, desk, who_of(body), _meta(place_of(body)), prompt)


async def campaign(
    ack: AsyncAck, respond: AsyncRespond, body: Payload, client: AsyncWebClient, desk: Desk
) -> None:
    """`/campaign [brief]`; `/campaign help` says how."""
    await ack()
    brief = body.get("text", "").strip()
    if brief.casefold() == "help":
        usage = campaign_help()
        await respond(text=usage.text, blocks=list(usage.blocks), response_type="ephemeral")
        return
    await _new(client, desk, who_of(body), _meta(place_of(body), campaign=True), brief)


async def anywhere(ack: AsyncAck, body: Payload, client: AsyncWebClient, desk: Desk) -> None:
    """The global shortcut, and the button on the App Home: no channel to answer in."""
    await ack()
    await _new(client, desk, who_of(body), ComposeMeta(), "")


async def campaign_anywhere(ack: AsyncAck, body: Payload, client: AsyncWebClient, desk: Desk) -> None:
    """The button on the App Home: no channel to answer in."""
    await ack()
    await _new(client, desk, who_of(body), ComposeMeta(campaign=True), "")


async def from_message(ack: AsyncAck, body: Payload, client: AsyncWebClient, desk: Desk) -> None:
    """The message shortcut: the message's text is what to write about, and its files come along."""
    await ack()
    who, place, message = who_of(body), place_of(body), body["message"]
    start = await desk.services.briefs.start(
        who.team, who.person, place.channel if place else None, plain_text(message)
    )
    meta = _meta(place).with_files(*files_of(message))
    await open_form(client, desk, who, meta, with_files(start, meta.files))


async def edit_brief(
    ack: AsyncAck, body: Payload, action: Payload, client: AsyncWebClient, desk: Desk
) -> None:
    """An earlier brief, filled in as it was."""
    await ack()
    who, run = who_of(body), CardValue.read(action["value"]).run
    meta = _meta(place_of(body), run, campaign=await desk.services.runs.is_campaign(who.team, run))
    await open_form(client, desk, who, meta, await desk.briefs(meta).again(who.team, run))


async def other_provider(
    ack: AsyncAck, body: Payload, action: Payload, client: AsyncWebClient, desk: Desk
) -> None:
    """An earlier brief, in the form of the next provider."""
    await ack()
    who, run = who_of(body), CardValue.read(action["value"]).run
    meta = _meta(place_of(body), run, campaign=await desk.services.runs.is_campaign(who.team, run))
    start = await desk.briefs(meta).elsewhere(who.team, run)
    await open_form(client, desk, who, meta, with_files(start, await kept_files(desk, who, meta)))


async def provider_changed(ack: AsyncAck, body: Payload, client: AsyncWebClient, desk: Desk) -> None:
    """Draw the other provider's form; what was typed stays where it has the field."""
    await ack()
    who, view = who_of(body), body["view"]
    if await redraw(client, desk, view["id"], lambda: _elsewhere(desk, who, view)):
        await look_up(client, desk, who, view["id"])


async def priced_field_changed(ack: AsyncAck, body: Payload, client: AsyncWebClient, desk: Desk) -> None:
    """Say the price anew; a form that is about to become another provider's says it then."""
    await ack()
    who, view = who_of(body), body["view"]
    if not _left(view):
        await redraw(client, desk, view["id"], lambda: read_form(desk, who, view))


async def noted(ack: AsyncAck) -> None:
    """An input that only reports its value, which comes again with the submission."""
    await ack()


async def submitted(ack: AsyncAck, body: Payload, view: Payload, desk: Desk) -> None:
    """Store the brief and start its run, then let Slack close the form; wrong answers keep it open."""
    who, meta = who_of(body), ComposeMeta.read(view["private_metadata"])
    if _left(view):
        other = await _elsewhere(desk, who, view)
        await ack(response_action="update", view=other.view(desk))
        return
    provider = desk.briefs(meta).forms[meta.provider]
    connection = await desk.services.connections.of(provider, asker_of(who))
    if connection and not connection.connected:
        await ack(response_action="errors", errors={str(BlockId.PROVIDER): connect_words(connection)})
        return
    kept = await kept_files(desk, who, meta)
    state = view["state"]["values"]
    try:
        request = parse(provider.request_model, state, vendor=provider.label, kept=kept)
    except FormErrors as wrong:
        await ack(response_action="errors", errors=wrong.by_block)
        return
    if lacking := _not_yet(desk, who, provider, request):
        await ack(response_action="errors", errors=lacking)
        return
    only_me = where_of(state) is Where.ME
    await desk.services.runs.submit(
        who.team,
        who.person,
        provider,
        request,
        channel=who.person if only_me or not meta.channel else meta.channel,
        key=view["id"],
        asked_in=meta.channel or "",
        asked_name=meta.channel_name,
        instead_of=meta.generation,
    )
    await ack()
    chosen = only_me if meta.channel else None
    await desk.briefs(meta).remember(who.team, who.person, provider, request, only_me=chosen)


def _not_yet(desk: Desk, who: Who, provider: Briefed, request: Request) -> dict[str, str]:
    """What a valid brief still lacks by what is known beside it: the day, and what the vendor has."""
    late = provider.too_late(request, desk.clock().date()) if isinstance(provider, Planned) else {}
    return {**late, **desk.services.choices.undecided(provider, asker_of(who), request.model_dump())}


def _left(view: Payload) -> bool:
    """Whether another provider is chosen than the one whose fields the person still saw."""
    shown = ComposeMeta.read(view["private_metadata"]).provider
    return (provider_of(view["state"]["values"]) or shown) != shown


async def _elsewhere(desk: Desk, who: Who, view: Payload) -> Form:
    """The form of the provider that is chosen, with what was typed so far."""
    old = await read_form(desk, who, view)
    briefs = desk.briefs(old.meta)
    provider = briefs.forms[provider_of(view["state"]["values"]) or old.meta.provider]
    carried = briefs.carried(provider, old.start.values, old.start.provider)
    carried = await briefs.elsewhere_in(who.team, old.meta.channel, who.person, carried, old.start.provider)
    return Form(
        meta=old.meta,
        asker=asker_of(who),
        start=replace(with_files(carried, await kept_files(desk, who, old.meta)), only_me=old.start.only_me),
        balance=await desk.services.accounts.known(who.team, provider),
        note=old.note,
        connection=await desk.services.connections.of(provider, asker_of(who)),
        outage=outage_of(provider),
    )


async def _new(client: AsyncWebClient, desk: Desk, who: Who, meta: ComposeMeta, prompt: str) -> None:
    start = await desk.briefs(meta).start(who.team, who.person, meta.channel, prompt)
    await open_form(client, desk, who, meta, start)


def _meta(place: Place | None, run: str | None = None, *, campaign: bool = False) -> ComposeMeta:
    if place is None:
        return ComposeMeta(generation=run, campaign=campaign)
    return ComposeMeta(channel=place.channel, channel_name=place.name, generation=run, campaign=campaign)
