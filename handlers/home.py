"""The App Home: drawn from our own records each time it is opened."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.home import HomeFacts, home_view
from bot.domain.ports import Clock
from bot.services import Services


async def opened(
    event: Mapping[str, Any],
    body: Mapping[str, Any],
    client: AsyncWebClient,
    services: Services,
    clock: Clock,
) -> None:
    """Publish the Home; the same event comes for the Messages tab, which needs nothing."""
    if event.get("tab") == "home":
        await publish(client, services, body["team_id"], event["user"], clock)


async def publish(client: AsyncWebClient, services: Services, team: str, person: str, clock: Clock) -> None:
    """Draw a person's Home anew."""
    seen = await services.home.overview(team, person)
    facts = HomeFacts(running=seen.running, mine=seen.mine, team=seen.team, providers=seen.providers)
    await client.views_publish(user_id=person, view=home_view(facts, now=clock()))
