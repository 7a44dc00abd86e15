"""Connecting and disconnecting one's own account at a vendor: everything is answered to that person alone."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond

from bot.blocks.connect import connect_message, connections_message, not_yours_message
from bot.blocks.messages import Message
from bot.blocks.values import ConnectValue
from bot.services import Services
from handlers.reading import Who, asker_of, who_of

Payload = Mapping[str, Any]


async def pressed(
    ack: AsyncAck, respond: AsyncRespond, body: Payload, action: Payload, services: Services
) -> None:
    """*Connect* on a card that everybody sees: the way there is for the person it belongs to."""
    await ack()
    told = await _way(services, who_of(body), ConnectValue.read(action.get("value")))
    await respond(text=told.text, blocks=list(told.blocks), response_type="ephemeral", replace_original=False)


async def disconnected(
    ack: AsyncAck, respond: AsyncRespond, body: Payload, action: Payload, services: Services
) -> None:
    """*Disconnect* in one's own list, which is shown anew."""
    await ack()
    asker = asker_of(who_of(body))
    await services.connections.end(ConnectValue.read(action.get("value")).provider, asker)
    told = connections_message(await services.connections.every(asker))
    await respond(text=told.text, blocks=list(told.blocks), replace_original=True)


async def followed(ack: AsyncAck) -> None:
    """A link that the person's browser opens by itself."""
    await ack()


async def _way(services: Services, who: Who, value: ConnectValue) -> Message:
    provider = services.connections[value.provider]
    starter = await services.connections.starter(who.team, value.run)
    if starter != who.person:
        return not_yours_message(provider.label, starter)
    return connect_message(await services.connections.standing(provider, asker_of(who)))
