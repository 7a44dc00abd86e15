"""The compose form as it stands: what it shows, how it is read back, and which forms are open."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from weakref import WeakValueDictionary

from pydantic import ValidationError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.connect import Connection
from bot.blocks.form import State, allotted, form_of, left_out, sketch, values_of
from bot.blocks.meta import ComposeMeta
from bot.blocks.modals import Compose, Where, compose_modal, where_of
from bot.blocks.text import plural
from bot.domain.money import Balance
from bot.domain.outages import Outage
from bot.domain.ports import Asker, Briefed, Clock
from bot.domain.requests import File, Request
from bot.services import Services
from bot.services.accounts import outage_of
from bot.services.briefs import Briefs, Start
from handlers.membership import Membership
from handlers.reading import Who, asker_of

#: Forms that are remembered as open; Slack does not tell of those that people close.
MOST_OPEN = 1_000


class OpenForms:
    """The forms that are open, as last drawn, so that two changes at once do not undo each other."""

    def __init__(self) -> None:
        self._drawn: OrderedDict[str, tuple[Form, str]] = OrderedDict()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def turn(self, view_id: str) -> asyncio.Lock:
        """Held while a view is drawn anew: its changes are shown in the order they were made."""
        return self._turns.setdefault(view_id, asyncio.Lock())

    def keep(self, view: Mapping[str, Any], form: "Form") -> None:
        """Remember what a view shows; the forms opened longest ago are forgotten."""
        self._drawn[view["id"]] = (form, view["hash"])
        if len(self._drawn) > MOST_OPEN:
            self._drawn.popitem(last=False)

    def drawn(self, view_id: str) -> tuple["Form", str] | None:
        """What a view shows, and its hash; `None` when that is forgotten."""
        return self._drawn.get(view_id)

    def of(self, asker: Asker) -> list[str]:
        """The views in which a person is asked to connect an account."""
        return [v for v, (form, _) in self._drawn.items() if form.asker == asker and form.connection]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What drawing a form takes besides the form itself; one for the whole app."""

    services: Services
    membership: Membership
    clock: Clock
    #: For messages that must not be posted twice.
    poster: AsyncWebClient
    open_forms: OpenForms = field(default_factory=OpenForms)

    def briefs(self, meta: ComposeMeta) -> Briefs:
        """How forms of that kind begin, and who can be chosen in them."""
        return self.services.campaign_briefs if meta.campaign else self.services.briefs


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form as it stands: where it was opened, what it starts with, what is known of money and place."""

    meta: ComposeMeta
    start: Start
    asker: Asker
    request: Request | None = None
    balance: Balance | None = None
    note: str = ""
    #: The names of what is chosen among a vendor's options, as far as they are known.
    labels: Mapping[str, str] = field(default_factory=dict)
    #: How the person stands with a provider that works with their own account.
    connection: Connection | None = None
    #: That the provider is down, when it is known to be.
    outage: Outage | None = None

    def view(self, desk: Desk, *, opening: bool = False) -> dict[str, Any]:
        """The modal, drawn."""
        provider = self.start.provider
        request = self.request or estimate(provider, self.start.values)
        return compose_modal(
            Compose(
                forms=desk.briefs(self.meta).forms,
                chosen=provider,
                values=self.start.values,
                where=Where.ME if self.start.only_me else Where.HERE,
                price=provider.price(request),
                balance=self.balance,
                meta=self.meta,
                now=desk.clock(),
                not_member_note=self.note,
                files_note=files_note(self.meta, provider),
                labels=self.labels,
                connection=self.connection,
                outage=self.outage,
                profile=self.start.profile,
                opening=opening,
            )
        )


async def read_form(desk: Desk, who: Who, view: Mapping[str, Any]) -> Form:
    """The form as typed so far, right or wrong."""
    meta = ComposeMeta.read(view["private_metadata"])
    provider = desk.briefs(meta).forms[meta.provider]
    state: State = view["state"]["values"]
    kept = [*await earlier_files(desk, who, meta), *taken(provider, meta.files)]
    start = Start(
        provider=provider,
        values=values_of(provider.request_model, state, kept),
        only_me=where_of(state) is Where.ME,
    )
    start = await desk.briefs(meta).told(who.team, meta.channel, who.person, start)
    return Form(
        meta=meta,
        start=start,
        asker=asker_of(who),
        request=sketch(provider.request_model, state),
        balance=await desk.services.accounts.known(who.team, provider),
        note=await not_here(desk, meta),
        labels=desk.services.choices.labels(provider, asker_of(who), start.values),
        connection=await desk.services.connections.of(provider, asker_of(who)),
        outage=outage_of(provider),
    )


async def kept_files(desk: Desk, who: Who, meta: ComposeMeta) -> tuple[File, ...]:
    """The files that the form was opened with: of the brief that is edited, of the message it began with."""
    return (*await earlier_files(desk, who, meta), *meta.files)


async def earlier_files(desk: Desk, who: Who, meta: ComposeMeta) -> tuple[File, ...]:
    """The files of the brief that is being edited."""
    return await desk.briefs(meta).files(who.team, meta.generation) if meta.generation else ()


def taken(provider: Briefed, files: Iterable[File]) -> list[File]:
    """Those of the files that the provider's form has a place for."""
    placed, _ = allotted(form_of(provider.request_model), files)
    return [file for held in placed.values() for file in held]


def with_files(start: Start, files: Iterable[File]) -> Start:
    """The form with these files, each at a field that takes it."""
    placed, _ = allotted(form_of(start.provider.request_model), files)
    return replace(start, values={**start.values, **placed})


def files_note(meta: ComposeMeta, provider: Briefed) -> str:
    """Which files of the message are not in the provider's form, and why; empty when all are."""
    told = left_out(form_of(provider.request_model), meta.files, provider.label)
    if meta.missing:
        others = plural(meta.missing, "more file")
        told.append(f"{others} of the message cannot be taken along; add what you need.")
    return " ".join(told)


def estimate(provider: Briefed, values: Mapping[str, Any]) -> Request | None:
    """A brief to price before anything is typed: the values to start with, for the rest the defaults."""
    model = provider.request_model
    form, base = form_of(model), sketch(model, {})
    wanted = {n: v for n, v in values.items() if form.get(n) and n != model.prompt_field}
    try:
        return base.changed(**wanted) if base else None
    except ValidationError:
        return base


async def not_here(desk: Desk, meta: ComposeMeta) -> str:
    """Why a card cannot go to the channel, in words; empty when it can."""
    if not meta.channel or await desk.membership.in_channel(meta.channel):
        return ""
    return (
        f"Galley is not in #{meta.channel_name or 'this channel'} yet, so the result will come to you "
        "directly. To have it here, type /invite @Galley in the channel first."
    )
