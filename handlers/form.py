"""The compose form as a view: gathered, opened at once, and brought up to date while it is open."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.form import State, sketch, values_of
from bot.blocks.meta import ComposeMeta
from bot.blocks.modals import Compose, Where, compose_modal, where_of
from bot.domain.money import Balance
from bot.domain.ports import Clock, Provider
from bot.domain.requests import Request
from bot.services import Services
from bot.services.briefs import Start
from handlers.membership import Membership
from handlers.reading import Who

#: The view changed meanwhile, or is closed: whoever changed it drew the newer truth.
OVERTAKEN = {"hash_conflict", "not_found"}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What drawing a form takes besides the form itself; one for the whole app."""

    services: Services
    membership: Membership
    clock: Clock


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form as it stands: where it was opened, what it starts with, what is known of money and place."""

    meta: ComposeMeta
    start: Start
    request: Request | None = None
    balance: Balance | None = None
    note: str = ""

    def view(self, desk: Desk) -> dict[str, Any]:
        """The modal, drawn."""
        provider = self.start.provider
        request = self.request or estimate(provider, self.start.values)
        return compose_modal(
            Compose(
                providers=desk.services.providers,
                chosen=provider,
                values=self.start.values,
                where=Where.ME if self.start.only_me else Where.HERE,
                price=provider.price(request),
                balance=self.balance,
                meta=self.meta,
                now=desk.clock(),
                not_member_note=self.note,
            )
        )


async def open_form(client: AsyncWebClient, desk: Desk, who: Who, meta: ComposeMeta, start: Start) -> None:
    """Open at once from what we know, then look up the balance and the channel, and show what changed."""
    balance = await desk.services.accounts.known(who.team, start.provider)
    form = Form(meta=meta, start=start, balance=balance)
    opened = await client.views_open(trigger_id=who.trigger, view=form.view(desk))
    await look_up(client, desk, who, form, opened["view"])


async def look_up(client: AsyncWebClient, desk: Desk, who: Who, form: Form, view: Mapping[str, Any]) -> None:
    """Ask for a fresh balance and whether Galley may post here; draw again if either is news."""
    balance = await desk.services.accounts.fresh(who.team, form.start.provider)
    note = await _not_here(desk, form.meta)
    if balance == form.balance and note == form.note:
        return
    await update(client, view, replace(form, balance=balance, note=note).view(desk))


async def update(
    client: AsyncWebClient, old: Mapping[str, Any], new: dict[str, Any]
) -> Mapping[str, Any] | None:
    """Replace a view unless somebody was faster; returns it as Slack has it then."""
    try:
        updated = await client.views_update(view_id=old["id"], hash=old["hash"], view=new)
    except SlackApiError as error:
        if error.response["error"] in OVERTAKEN:
            return None
        raise
    view: Mapping[str, Any] = updated["view"]
    return view


async def read_form(desk: Desk, who: Who, view: Mapping[str, Any]) -> Form:
    """The form as typed so far, right or wrong."""
    meta = ComposeMeta.read(view["private_metadata"])
    provider = desk.services.providers[meta.provider]
    state: State = view["state"]["values"]
    start = Start(
        provider=provider,
        values=values_of(provider.request_model, state, await kept_files(desk, who, meta)),
        only_me=where_of(state) is Where.ME,
    )
    return Form(
        meta=meta,
        start=start,
        request=sketch(provider.request_model, state),
        balance=await desk.services.accounts.known(who.team, provider),
        note=await _not_here(desk, meta),
    )


async def kept_files(desk: Desk, who: Who, meta: ComposeMeta) -> tuple[Any, ...]:
    """The files of the brief that is being edited."""
    return await desk.services.briefs.files(who.team, meta.generation) if meta.generation else ()


def estimate(provider: Provider, values: Mapping[str, Any]) -> Request | None:
    """A brief to price before anything is typed: the values to start with, for the rest the defaults."""
    model = provider.request_model
    base = sketch(model, {})
    wanted = {n: v for n, v in values.items() if n in model.model_fields and n != model.prompt_field}
    try:
        return base.changed(**wanted) if base else None
    except ValidationError:
        return base


async def _not_here(desk: Desk, meta: ComposeMeta) -> str:
    """Why a card cannot go to the channel, in words; empty when it can."""
    if not meta.channel or await desk.membership.in_channel(meta.channel):
        return ""
    return (
        f"Galley is not in #{meta.channel_name or 'this channel'} yet, so the result will come to you "
        "directly. To have it here, type /invite @Galley in the channel first."
    )
