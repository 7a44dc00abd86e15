"""`/galley help|status|credits|connect|settings`: private answers about Galley itself."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.connect import connections_message
from bot.blocks.help import help_message, unknown_message
from bot.blocks.messages import Message
from bot.blocks.status import credits_message, status_message
from bot.domain.ports import Clock
from bot.services import Services
from handlers.form import Desk
from handlers.reading import Who, asker_of, place_of, who_of
from handlers.settings import open_settings


async def command(
    ack: AsyncAck, respond: AsyncRespond, body: Mapping[str, Any], client: AsyncWebClient, desk: Desk
) -> None:
    """Answer at once that it was heard; the vendors are asked after that."""
    await ack()
    word = body.get("text", "").strip().casefold()
    if word == "settings":
        await open_settings(client, desk, who_of(body), place_of(body))
        return
    answer = await _answer(word, who_of(body), desk.services, desk.clock)
    await respond(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")


async def _answer(word: str, who: Who, services: Services, clock: Clock) -> Message:
    others = services.providers.missing
    match word:
        case "" | "help":
            return help_message()
        case "status":
            return status_message(await services.accounts.health(who.team), others, now=clock())
        case "credits":
            return credits_message(await services.accounts.health(who.team), others, now=clock())
        case "connect":
            return connections_message(await services.connections.every(asker_of(who)))
        case _:
            return unknown_message(word)
