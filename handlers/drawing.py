"""The compose form on a person's screen: opened at once, and drawn anew while it is open."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.meta import ComposeMeta
from bot.domain.ports import Asker
from bot.services.accounts import outage_of
from bot.services.briefs import Start
from handlers.form import Desk, Form, not_here
from handlers.reading import Who, asker_of

#: The view changed meanwhile, or is closed: whoever changed it drew the newer truth.
OVERTAKEN = {"hash_conflict", "not_found"}


async def open_form(client: AsyncWebClient, desk: Desk, who: Who, meta: ComposeMeta, start: Start) -> None:
    """Open at once from what we know, then look up the balance and the channel, and show what changed."""
    balance = await desk.services.accounts.known(who.team, start.provider)
    labels = desk.services.choices.labels(start.provider, asker_of(who), start.values)
    connection = await desk.services.connections.of(start.provider, asker_of(who))
    form = Form(
        meta=meta,
        start=start,
        asker=asker_of(who),
        balance=balance,
        labels=labels,
        connection=connection,
        outage=outage_of(start.provider),
    )
    opened = await client.views_open(trigger_id=who.trigger, view=form.view(desk, opening=True))
    desk.open_forms.keep(opened["view"], form)
    await look_up(client, desk, who, opened["view"]["id"])


async def look_up(client: AsyncWebClient, desk: Desk, who: Who, view_id: str) -> None:
    """Ask for balance, names of what is chosen, and whether Galley may post here; draw again what is news."""
    if not (drawn := desk.open_forms.drawn(view_id)):
        return
    provider, meta, values = drawn[0].start.provider, drawn[0].meta, drawn[0].start.values
    balance, labels, note = await asyncio.gather(
        desk.services.accounts.fresh(who.team, provider),
        desk.services.choices.look_up(provider, asker_of(who), values),
        not_here(desk, meta),
    )
    async with desk.open_forms.turn(view_id):
        form, known = desk.open_forms.drawn(view_id) or drawn
        if form.start.provider is not provider:
            return
        known_names, outage = {**form.labels, **labels}, outage_of(provider)
        news = replace(form, balance=balance, note=note, labels=known_names, outage=outage)
        if news != form:
            await _update(client, desk, view_id, news, hash_=known)


async def redraw(
    client: AsyncWebClient, desk: Desk, view_id: str, read: Callable[[], Awaitable[Form]]
) -> bool:
    """Draw what a person has just changed, after the changes before it; whether the form is still open.

    `read` is called when it is this change's turn.
    """
    async with desk.open_forms.turn(view_id):
        return await _update(client, desk, view_id, await read())


async def reconnected(client: AsyncWebClient, desk: Desk, asker: Asker) -> None:
    """Draw a person's open forms anew once they came back from connecting an account.

    They say how it stands now, and hold another link where the old one was used up.
    """
    for view_id in desk.open_forms.of(asker):
        async with desk.open_forms.turn(view_id):
            if drawn := desk.open_forms.drawn(view_id):
                connection = await desk.services.connections.of(drawn[0].start.provider, asker)
                await _update(client, desk, view_id, replace(drawn[0], connection=connection))


async def _update(
    client: AsyncWebClient, desk: Desk, view_id: str, form: Form, *, hash_: str | None = None
) -> bool:
    """Replace the view, with a hash only if nobody was faster."""
    view: dict[str, Any] = form.view(desk)
    try:
        updated = await client.views_update(view_id=view_id, hash=hash_, view=view)
    except SlackApiError as error:
        if error.response["error"] in OVERTAKEN:
            return False
        raise
    desk.open_forms.keep(updated["view"], form)
    return True
