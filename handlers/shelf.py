"""What is done with drafts as things: rename and duplicate one, search the list, export one or many."""

import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.draft_forms import HERE, export_form, picked, rename_form, search_form, typed
from bot.blocks.ids import Block as BlockId
from bot.blocks.text import plural
from bot.blocks.values import DraftValue, ExportValue, ListValue, SearchValue
from bot.domain.exports import Format
from bot.domain.ports import Clock
from bot.services import Services
from bot.services.exports import MOST, Export
from handlers.drafts import listed, refresh_view, windowed
from handlers.reading import place_of, who_of
from handlers.refusals import CLOSED, reason
from handlers.stack import show

logger = logging.getLogger(__name__)

#: What uploading takes, which is three calls inside `files_upload_v2`.
SCOPE = "files:write"

Payload = Mapping[str, Any]


async def rename(
    ack: AsyncAck, body: Payload, action: Payload, client: AsyncWebClient, services: Services
) -> None:
    """Ask for another title, above the draft."""
    await ack()
    who = who_of(body)
    found = await services.drafts.open(who.team, DraftValue.read(action["value"]).draft)
    await client.views_push(trigger_id=who.trigger, view=rename_form(found.draft))


async def renamed(
    ack: AsyncAck, body: Payload, view: Payload, client: AsyncWebClient, services: Services, clock: Clock
) -> None:
    """Give the draft its title, and show it beneath."""
    title = typed(view["state"]["values"], BlockId.TITLE)
    if not title.strip():
        await ack(response_action="errors", errors={str(BlockId.TITLE): "A draft needs a title."})
        return
    await ack()
    who, draft = who_of(body), DraftValue.read(view["private_metadata"]).draft
    await services.drafts.rename(who.team, who.person, draft, title)
    if beneath := view.get("previous_view_id"):
        await refresh_view(client, services, who, beneath, draft, clock)


async def copy(
    ack: AsyncAck,
    body: Payload,
    action: Payload,
    client: AsyncWebClient,
    services: Services,
    clock: Clock,
) -> None:
    """A draft of one's own with the same texts, in the window where the other one was."""
    await ack()
    who, draft = who_of(body), DraftValue.read(action["value"]).draft
    made = await services.drafts.copy(who.team, who.person, draft, key=action["action_ts"])
    await refresh_view(client, services, who, body["view"]["id"], made.id, clock)


async def search(ack: AsyncAck, body: Payload, action: Payload, client: AsyncWebClient) -> None:
    """Ask for words, from a list or from the App Home."""
    await ack()
    at = ListValue.read(action["value"])
    value = SearchValue(at=at, response_url=body.get("response_url") or "")
    await show(client, body, search_form(value))


async def searched(
    ack: AsyncAck, body: Payload, view: Payload, client: AsyncWebClient, services: Services, clock: Clock
) -> None:
    """List what has the words: in the message that the search began in, or in this window."""
    value = SearchValue.read(view["private_metadata"])
    words = typed(view["state"]["values"], BlockId.WORDS).strip()
    at, who = ListValue(show=value.at.show, words=words), who_of(body)
    if not value.response_url:
        await ack(response_action="update", view=await windowed(services, who, at, clock))
        return
    await ack()
    drawn = await listed(services, who, at, clock)
    respond = AsyncRespond(response_url=value.response_url, proxy=client.proxy, ssl=client.ssl)
    answer = await respond(text=drawn.text, blocks=list(drawn.blocks), replace_original=True)
    if answer.status_code != 200:  # HTTP's "OK": the message took changes for half an hour
        logger.info(
            "a list is too old to change (%s), so its search goes to %s", answer.status_code, who.person
        )
        await client.chat_postMessage(channel=who.person, text=drawn.text, blocks=list(drawn.blocks))


async def export(ack: AsyncAck, body: Payload, action: Payload, client: AsyncWebClient) -> None:
    """Ask for the kind of file and the place."""
    await ack()
    place = place_of(body)
    value = ExportValue.read(action["value"])
    if place:
        value = value.model_copy(update={"channel": place.channel})
    await show(client, body, export_form(value, MOST))


async def exported(
    ack: AsyncAck, body: Payload, view: Payload, client: AsyncWebClient, services: Services
) -> None:
    """Write the file and send it, after the window has closed."""
    await ack()
    who, value = who_of(body), ExportValue.read(view["private_metadata"])
    state = view["state"]["values"]
    wanted = Format(picked(state, BlockId.FORMAT))
    if value.at:
        file = await services.exports.all(who.team, value.at.query(who.person), wanted)
    else:
        file = await services.exports.one(who.team, value.draft, wanted)
    here = value.channel if picked(state, BlockId.WHERE) == HERE else ""
    await _send(client, file, here, who.person)


async def _send(client: AsyncWebClient, file: Export, channel: str, person: str) -> None:
    """The file where it is wanted, or to the person alone where Galley may not post."""
    said = f"{plural(file.count, 'draft')}, for <@{person}>."
    if file.more:
        said += f" There are more; these are the first {MOST:,}. `galley drafts export` has no such limit."
    if channel:
        try:
            await _upload(client, file, channel, said)
        except SlackApiError as error:
            if reason(error) not in CLOSED:
                raise
            said += f" {CLOSED[reason(error)].format(channel=f'<#{channel}>').replace('card', 'file')}"
        else:
            return
    direct = await client.conversations_open(users=person)
    await _upload(client, file, direct["channel"]["id"], said)


async def _upload(client: AsyncWebClient, file: Export, channel: str, said: str) -> None:
    await client.files_upload_v2(
        filename=file.name, title=file.name, content=file.content, channel=channel, initial_comment=said
    )
