"""The App Home: drawn from our own records when it is opened, and while what it shows changes."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.services import Services
from handlers.reading import who_of


async def opened(event: Mapping[str, Any], body: Mapping[str, Any], services: Services) -> None:
    """Draw the Home; the same event comes for the Messages tab, which needs nothing."""
    if event.get("tab") == "home":
        await services.homes.show(body["team_id"], event["user"])


async def turn(ack: AsyncAck, body: Mapping[str, Any], action: Mapping[str, Any], services: Services) -> None:
    """Another page of the person's own drafts."""
    await ack()
    who = who_of(body)
    await services.homes.show(who.team, who.person, action["value"])
